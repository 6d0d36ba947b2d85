"""What an officer may rely on when a record is kept, changed, removed and taken back."""

from datetime import date, timedelta

import pytest
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.act import Act
from storage.database import Database
from storage.facts.shapes import BudgetFacts, FollowUpFacts, SubcontractFacts
from storage.figures.asking import Asked
from storage.figures.sums import total
from storage.models.event import Event
from storage.models.figure import Figure
from storage.records import companies, record_keeping, record_projection, records
from storage.rules import errors
from storage.rules.figure_kinds import Counted
from storage.rules.half_year import HalfYear
from storage.rules.period import Period
from storage.rules.terms import BudgetKind, ContactKind, Measure, RecordKind, Source
from tests.helpers.facts import agreement, bus, fair, when, works
from tests.helpers.offices import NOW, Office
from tests.helpers.trail import recent

LATER = NOW + timedelta(minutes=3)


async def test_a_kept_event_comes_back_as_it_was_told(db: Database, office: Office) -> None:
    async with db.begin() as session:
        row = await records.add(Act(session, office.staff, NOW), bus())
    async with db.read() as session:
        kept = await record_keeping.get(session, RecordKind.EVENT, row.id)
    assert kept is not None
    assert record_projection.facts_of(kept) == bus()
    assert (kept.half, kept.starts_on, kept.ends_on) == (
        HalfYear(2021, 2),
        date(2021, 7, 1),
        date(2021, 12, 31),
    )
    assert (kept.department_id, kept.officer_id) == (office.home, office.staff.id)


async def test_a_missing_figure_has_no_row_and_a_zero_has_one(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        await records.add(Act(session, office.staff, NOW), bus())
        await records.add(Act(session, office.staff, NOW), bus("2022.1.", runs=0))
        counts = (
            await session.exec(
                select(Figure).where(col(Figure.measure) == "runs").order_by(col(Figure.record_id))
            )
        ).all()
    assert [(one.measure, one.value) for one in counts] == [("runs", 39), ("runs", 0)]


async def test_the_stated_half_year_wins_where_the_period_is_unknown(
    db: Database, office: Office
) -> None:
    facts = fair(period=Period(()), half=HalfYear(2020, 2))
    async with db.begin() as session:
        row = await records.add(Act(session, office.staff, NOW), facts)
    assert (row.half, row.starts_on, row.precision) == (HalfYear(2020, 2), None, "unknown")


async def test_a_change_raises_the_version_and_replaces_figures_and_companies(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        row = await records.add(Act(session, office.staff, NOW), fair())
        changed = fair(companies=("(주)맥도날드",), counts={Measure.HIRED: 12})
        await records.change(
            Act(session, office.staff, LATER),
            RecordKind.EVENT,
            row.id,
            changed,
            expected_version=1,
        )
    async with db.read() as session:
        kept = await record_keeping.get(session, RecordKind.EVENT, row.id)
        assert kept is not None
        named = await companies.linked(session, RecordKind.EVENT, row.id)
        figures = (await session.exec(select(Figure).order_by(col(Figure.id)))).all()
    assert (kept.version, kept.changed_at) == (2, LATER)
    assert record_projection.facts_of(kept) == changed
    assert [name for name, _ in named] == ["(주)맥도날드"]
    assert [(one.measure, one.value) for one in figures] == [("events", 1), ("hired", 12)]


async def test_a_change_made_on_an_old_view_is_refused(db: Database, office: Office) -> None:
    async with db.begin() as session:
        row = await records.add(Act(session, office.staff, NOW), bus())
    kind = RecordKind.EVENT
    async with db.begin() as session:
        await records.change(
            Act(session, office.staff, NOW), kind, row.id, bus(runs=40), expected_version=1
        )
    with pytest.raises(errors.Changed):
        async with db.begin() as session:
            await records.change(
                Act(session, office.office, NOW), kind, row.id, bus(runs=41), expected_version=1
            )
    async with db.read() as session:
        kept = await record_keeping.get(session, kind, row.id)
    assert kept is not None
    assert record_projection.facts_of(kept) == bus(runs=40)


async def test_a_removed_record_cannot_be_changed_and_can_be_restored(
    db: Database, office: Office
) -> None:
    kind = RecordKind.EVENT
    async with db.begin() as session:
        row = await records.add(Act(session, office.staff, NOW), bus())
        await records.remove(Act(session, office.staff, NOW), kind, row.id)
    with pytest.raises(errors.Gone):
        async with db.begin() as session:
            await records.change(
                Act(session, office.staff, NOW), kind, row.id, bus(), expected_version=2
            )
    async with db.begin() as session:
        back = await records.restore(Act(session, office.staff, NOW), kind, row.id)
    assert (back.removed_at, record_projection.facts_of(back)) == (None, bus())


async def test_writing_stops_at_the_own_department_and_at_the_viewer(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        row = await records.add(Act(session, office.staff, NOW), bus())
    for stranger in (office.other, office.viewer):
        with pytest.raises(errors.NotAllowed):
            async with db.begin() as session:
                await records.remove(Act(session, stranger, NOW), RecordKind.EVENT, row.id)
    with pytest.raises(errors.NotAllowed):
        async with db.begin() as session:
            await records.add(Act(session, office.viewer, NOW), bus())
    async with db.begin() as session:
        elsewhere = office.departments[2].id
        theirs = await records.add(
            Act(session, office.office, NOW), bus(), department_id=elsewhere
        )
    assert theirs.department_id == elsewhere


async def test_undo_takes_back_a_new_a_changed_and_a_removed_record(
    db: Database, office: Office
) -> None:
    kind, actor = RecordKind.EVENT, office.staff
    async with db.begin() as session:
        new = await records.add(Act(session, actor, NOW), bus())
        await records.undo(Act(session, actor, LATER), kind, new.id)
        changed = await records.add(Act(session, actor, NOW), fair())
        await records.change(
            Act(session, actor, NOW),
            kind,
            changed.id,
            fair(companies=(), title="다른 이름"),
            expected_version=1,
        )
        await records.undo(Act(session, actor, LATER), kind, changed.id)
        removed = await records.add(Act(session, actor, NOW), bus(runs=7))
        await records.remove(Act(session, actor, NOW), kind, removed.id)
        await records.undo(Act(session, actor, LATER), kind, removed.id)
        named = await companies.linked(session, kind, changed.id)
    assert new.removed_at == LATER
    assert record_projection.facts_of(changed) == fair()
    assert [name for name, _ in named] == ["쿠팡풀필먼트유한회사(쿠팡고양FC)"]
    assert (removed.removed_at, record_projection.facts_of(removed)) == (None, bus(runs=7))


async def test_undo_is_refused_when_late_repeated_or_after_somebody_else(
    db: Database, office: Office
) -> None:
    kind = RecordKind.EVENT
    async with db.begin() as session:
        row = await records.add(Act(session, office.staff, NOW), bus())
        with pytest.raises(errors.Refusal, match="10분"):
            await records.undo(
                Act(session, office.staff, NOW + timedelta(minutes=11)), kind, row.id
            )
        with pytest.raises(errors.Refusal, match="다른 분"):
            await records.undo(Act(session, office.office, NOW), kind, row.id)
        await records.undo(Act(session, office.staff, NOW), kind, row.id)
        with pytest.raises(errors.Refusal, match="이미 되돌렸습니다"):
            await records.undo(Act(session, office.staff, NOW), kind, row.id)


async def test_every_act_leaves_its_line_in_the_trail(db: Database, office: Office) -> None:
    kind = RecordKind.EVENT
    async with db.begin() as session:
        row = await records.add(Act(session, office.staff, NOW), fair())
        await records.change(
            Act(session, office.office, LATER),
            kind,
            row.id,
            fair(title="맥도날드채용박람회"),
            expected_version=1,
            reason="이름 정정",
        )
        await records.remove(Act(session, office.office, LATER), kind, row.id)
        lines = await audit.of_subject(session, kind, row.id)
        broken = await audit.verify(session)
    assert [(line.action, line.officer_id) for line in lines] == [
        ("create", office.staff.id),
        ("change", office.office.id),
        ("remove", office.office.id),
    ]
    assert lines[1].before is not None
    assert lines[1].before["facts"]["title"] == "쿠팡채용박람회"
    assert lines[1].reason == "이름 정정"
    assert broken is None


async def test_subcontracts_add_up_in_their_contract(db: Database, office: Office) -> None:
    actor = office.staff
    async with db.begin() as session:
        contract = await records.add(Act(session, actor, NOW), works())
        local = await records.add(
            Act(session, actor, NOW),
            SubcontractFacts(company="고양전기", amount=30_000_000, local=True),
            parent_id=contract.id,
        )
        await records.add(
            Act(session, actor, NOW),
            SubcontractFacts(company="먼곳설비", amount=20_000_000, local=False),
            parent_id=contract.id,
        )
        assert contract.large is True
        assert await _subcontracted(session, contract.id) == [50_000_000, 30_000_000]
        await records.remove(Act(session, actor, LATER), RecordKind.SUBCONTRACT, local.id)
        assert await _subcontracted(session, contract.id) == [20_000_000, None]


async def _subcontracted(session: AsyncSession, contract: int) -> list[int | None]:
    return [
        (await total(session, Asked(measures=(one,), parent=contract))).value
        for one in (Counted.SUBCONTRACTED, Counted.LOCAL_SUBCONTRACTED)
    ]


async def test_a_contract_one_won_below_the_threshold_is_not_large(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        row = await records.add(Act(session, office.staff, NOW), works(amount=99_999_999))
    assert row.large is False


async def test_contacts_move_the_agreement_and_its_removal_takes_them_along(
    db: Database, office: Office
) -> None:
    actor = office.staff
    async with db.begin() as session:
        mou = await records.add(Act(session, actor, NOW), agreement())
        assert (mou.signed_on, mou.sleeps_on) == (date(2021, 8, 4), date(2022, 1, 31))
        contact = FollowUpFacts(
            period=when("2021.9.1."),
            contact=ContactKind.CALL,
            text="채용 계획 확인",
            next_on=date(2021, 12, 1),
        )
        below = await records.add(Act(session, actor, NOW), contact, parent_id=mou.id)
        assert (mou.last_contact_on, mou.next_contact_on) == (
            date(2021, 9, 1),
            date(2021, 12, 1),
        )
        await records.remove(Act(session, actor, LATER), RecordKind.MOU, mou.id)
        assert below.removed_at == LATER
        await records.undo(Act(session, actor, LATER), RecordKind.MOU, mou.id)
        back = await record_keeping.children(session, RecordKind.FOLLOW_UP, mou.id)
    assert [one.id for one in back] == [below.id]
    assert mou.last_contact_on == date(2021, 9, 1)


async def test_a_record_below_a_removed_one_is_refused(db: Database, office: Office) -> None:
    actor = office.staff
    async with db.begin() as session:
        contract = await records.add(Act(session, actor, NOW), works())
        await records.remove(Act(session, actor, NOW), RecordKind.CONTRACT, contract.id)
        with pytest.raises(errors.Gone):
            await records.add(
                Act(session, actor, NOW),
                SubcontractFacts(company="고양전기", amount=1, local=True),
                parent_id=contract.id,
            )


async def test_a_money_table_has_one_row_of_each_source(db: Database, office: Office) -> None:
    actor = office.staff
    national = BudgetFacts(table=BudgetKind.PLAN, source=Source.NATIONAL, cells={"'20": 5_000_000})
    async with db.begin() as session:
        row = await records.add(Act(session, actor, NOW), national)
        with pytest.raises(errors.Refusal, match="이미 있습니다"):
            await records.add(Act(session, actor, NOW), national)
        await records.remove(Act(session, actor, NOW), RecordKind.BUDGET, row.id)
        again = await records.add(Act(session, actor, NOW), national)
        with pytest.raises(errors.Refusal, match="이미 있습니다"):
            await records.restore(Act(session, actor, NOW), RecordKind.BUDGET, row.id)
    assert again.id != row.id


async def _fails_after_keeping(db: Database, office: Office) -> None:
    async with db.begin() as session:
        await records.add(Act(session, office.staff, NOW), bus())
        raise RuntimeError("stop")


async def test_reading_a_record_sees_no_half_finished_one(db: Database, office: Office) -> None:
    with pytest.raises(RuntimeError, match="stop"):
        await _fails_after_keeping(db, office)
    async with db.read() as session:
        assert (await session.exec(select(Event))).all() == []
        assert await recent(session) == []
