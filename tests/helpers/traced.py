"""An office whose every row the trail tells of: what a verifier is held against."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.act import Act
from storage.database import Database
from storage.facts.pledge import Head as Top
from storage.facts.pledge import Signer
from storage.facts.shapes import (
    BudgetFacts,
    FollowUpFacts,
    HireFacts,
    PlanItemFacts,
    ProblemFacts,
    PromiseFacts,
    SubcontractFacts,
)
from storage.models.evidence import CLEAN
from storage.models.office import Officer
from storage.plans import plans
from storage.records import evidence, evidence_files, records
from storage.report import (
    claim_settling,
    pledges,
    report_blocks,
    report_claims,
    report_edits,
    report_versions,
)
from storage.rules.half_year import HalfYear
from storage.rules.terms import BudgetKind, ContactKind, RecordKind, Source, VersionStage
from storage.rules.trail import Subject, Verb
from storage.safekeeping import heads
from storage.safekeeping.heads import Head
from storage.safekeeping.vault import Vault
from tests.helpers.facts import agreement, bus, fair, when, works
from tests.helpers.offices import NOW, Office, seat

HALF = HalfYear(2021, 2)
NEXT = HalfYear(2022, 1)


@dataclass(frozen=True)
class Traced:
    """The office, its data folder, and the head that left it half-way."""

    office: Office
    folder: Path
    half_way: Head
    end: Head


async def told_seat(session: AsyncSession) -> Office:
    """The small office, its people as the trail has them."""
    office = await seat(session)
    act = Act(session, None, NOW)
    for name in ("admin", "office", "head", "senior", "staff", "viewer", "other"):
        one: Officer = getattr(office, name)
        after = {"name": one.name, "role": one.role, "state": one.state}
        await act.log(Subject.OFFICER, one.id, Verb.CREATE, after=after)
    return office


async def traced(db: Database, folder: Path) -> Traced:
    """Writes it; two heads stand in its file, the second is that of its end."""
    async with db.begin() as session:
        office = await told_seat(session)
    await _recorded(db, office, folder)
    half_way = await _noted(db, folder, NOW + timedelta(hours=1))
    await _reported(db, office)
    end = await _noted(db, folder, NOW + timedelta(days=1))
    return Traced(office, folder, half_way, end)


async def _noted(db: Database, folder: Path, at: datetime) -> Head:
    async with db.read() as session:
        head = Head(*await audit.head(session))
    heads.append(folder, heads.HEAD, head, at)
    return head


async def _recorded(db: Database, office: Office, folder: Path) -> None:
    async with db.begin() as session:
        act = Act(session, office.staff, NOW)
        event = await records.add(act, fair())
        await records.add(act, bus(people=265))
        gone = await records.add(act, bus("2021.8.", runs=3))
        await records.remove(act, RecordKind.EVENT, gone.id)
        mou = await records.add(act, agreement())
        await records.add(act, PromiseFacts(text="시민 채용", target=10), parent_id=mou.id)
        contact = FollowUpFacts(when("21.8.4."), ContactKind.CALL, "채용 일정을 물음")
        await records.add(act, contact, parent_id=mou.id)
        contract = await records.add(act, works())
        below = SubcontractFacts("(주)다라", 60_000_000, local=True)
        await records.add(act, below, parent_id=contract.id)
        await records.add(act, HireFacts(when("21.8.4."), 4, 10), parent_id=contract.id)
        await records.add(act, ProblemFacts("참여율이 낮음"))
        await _proved(act, event.id, Vault(folder))
        changed = fair(title="쿠팡 채용박람회")
        await records.change(
            act, RecordKind.EVENT, event.id, changed, expected_version=event.version
        )
        money = BudgetFacts(BudgetKind.PLAN, Source.CITY, cells={"'21": 1_000_000})
        await records.add(Act(session, office.office, NOW), money)


async def _proved(act: Act, number: int, vault: Vault) -> None:
    """Two files under an event, whose bytes are kept, and one that was taken off again."""
    for mark, body in (("photo", b"\x89PNG photo"), ("paper", b"%PDF paper"), ("off", b"off")):
        file = {"file_id": mark, "file_unique_id": mark}
        row = await evidence.attach(act, RecordKind.EVENT, number, file)
        sha256 = vault.put(body)
        found = evidence_files.Found(sha256, sha256, len(body), CLEAN)
        await evidence_files.keep(act.session, mark, found, NOW)
    await evidence.remove(act, row.id)


async def _reported(db: Database, office: Office) -> None:
    async with db.begin() as session:
        act = Act(session, office.office, NOW + timedelta(hours=2))
        plan = await plans.ensure(session, office.home, NEXT)
        staff = Act(session, office.staff, NOW)
        await records.add(staff, PlanItemFacts("채용박람회"), parent_id=plan.id)
        plan = await plans.submit(staff, plan)
        await plans.confirm(act, plan)
        people = (Signer("과장", "홍○○", "000-0000"),)
        await pledges.set_head(act, HALF, Top("1-4-3", "고용할당제", "일자리정책과", people))
        block, *_more = await report_blocks.ensure(session, HALF, NOW)
        await report_edits.add_line(act, block.id, "", 2, "관내 기업 홍보")
        await report_versions.make(act, HALF, VersionStage.DRAFT)
        for claim in await report_claims.claims(session, HALF):
            await claim_settling.accept(act, HALF, [claim.key], "맞는 수치임")
        await report_versions.confirm(act, HALF)
