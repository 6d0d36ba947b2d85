"""Plan to result: whatever is done, the items of a half are all accounted for."""

import random
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.act import Act
from storage.database import Database
from storage.facts.shapes import PlanItemFacts
from storage.models.plan import PlanItem
from storage.plans import plan_outcomes, plan_results, plans
from storage.records import record_keeping, record_projection, records
from storage.rounds import rounds
from storage.rules import errors
from storage.rules.half_year import HalfYear
from storage.rules.terms import OutcomeKind, RecordKind
from storage.rules.trail import Subject
from tests.helpers import ledgers
from tests.helpers.facts import agreement, fair
from tests.helpers.offices import NOW, Office, seat

HALF = HalfYear(2021, 2)
ITEM = PlanItemFacts(text="참여기업 발굴", citizens=20)


async def _items(db: Database, office: Office, count: int) -> list[int]:
    async with db.begin() as session:
        plan = await plans.ensure(session, office.home, HALF)
        return [
            (await records.add(Act(session, office.staff, NOW), ITEM, parent_id=plan.id)).id
            for _ in range(count)
        ]


async def test_an_item_is_done_carried_or_dropped_with_a_reason(
    db: Database, office: Office
) -> None:
    done, carried, dropped, left = await _items(db, office, 4)
    async with db.begin() as session:
        with pytest.raises(errors.Refusal, match="사유"):
            await plan_outcomes.settle(
                Act(session, office.staff, NOW), dropped, OutcomeKind.DROPPED
            )
        with pytest.raises(errors.NotAllowed):
            await plan_outcomes.settle(Act(session, office.other, NOW), done, OutcomeKind.DONE)
        await plan_outcomes.settle(
            Act(session, office.staff, NOW),
            done,
            OutcomeKind.DONE,
            reason="11월 채용박람회",
        )
        row = await plan_outcomes.settle(
            Act(session, office.staff, NOW), carried, OutcomeKind.CARRIED
        )
        await plan_outcomes.settle(
            Act(session, office.staff, NOW),
            dropped,
            OutcomeKind.DROPPED,
            reason="사업 대상지 변경",
        )
        with pytest.raises(errors.Refusal, match="이미 결과"):
            await plan_outcomes.settle(Act(session, office.staff, NOW), done, OutcomeKind.CARRIED)
        open_now = await plan_outcomes.open_items(session, HALF)
        assert [one.item_id for one in open_now] == [left]
        assert open_now[0].department == "일자리정책과"
        after = await record_keeping.get(session, RecordKind.PLAN_ITEM, row.carried_to or 0)
        assert after is not None
        assert (after.half, record_projection.facts_of(after)) == (HalfYear(2022, 1), ITEM)
        assert await ledgers.ledger(session, HALF) == ledgers.Ledger(4, 1, 1, 1, 1)


async def test_an_item_carried_into_one_that_was_removed_is_open_again(
    db: Database, office: Office
) -> None:
    """Mutant: counting the outcome row without looking where it leads."""
    (item,) = await _items(db, office, 1)
    async with db.begin() as session:
        row = await plan_outcomes.settle(
            Act(session, office.staff, NOW), item, OutcomeKind.CARRIED
        )
        await records.remove(
            Act(session, office.staff, NOW), RecordKind.PLAN_ITEM, row.carried_to or 0
        )
        assert [one.item_id for one in await plan_outcomes.open_items(session, HALF)] == [item]
        await plan_outcomes.settle(
            Act(session, office.staff, NOW), item, OutcomeKind.DONE, reason="안내문 배부"
        )
        assert await plan_outcomes.open_items(session, HALF) == []


async def test_a_result_is_told_by_records_of_the_department_or_in_words(
    db: Database, office: Office
) -> None:
    first, second = await _items(db, office, 2)
    async with db.begin() as session:
        with pytest.raises(errors.Refusal, match="한 문장으로"):
            await plan_outcomes.settle(Act(session, office.staff, NOW), first, OutcomeKind.DONE)
        theirs = await records.add(Act(session, office.other, NOW), fair())
    for wrong in ((RecordKind.EVENT, theirs.id), (RecordKind.PLAN_ITEM, second)):
        with pytest.raises(errors.Refusal, match="이 부서의"):
            async with db.begin() as session:
                await plan_outcomes.settle(
                    Act(session, office.staff, NOW),
                    second,
                    OutcomeKind.DONE,
                    results=[wrong],
                )
    async with db.begin() as session:
        mine = await records.add(Act(session, office.staff, NOW), fair())
        deal = await records.add(Act(session, office.staff, NOW), agreement())
        asked = await record_keeping.get(session, RecordKind.PLAN_ITEM, first)
        assert isinstance(asked, PlanItem)
        listed = await plan_results.choices(session, asked, 10, viewer=office.staff)
        assert {(hit.kind, hit.id) for hit in listed.rows} == {
            (RecordKind.EVENT, mine.id),
            (RecordKind.MOU, deal.id),
        }
        event, mou = (RecordKind.EVENT, mine.id), (RecordKind.MOU, deal.id)
        await plan_outcomes.settle(
            Act(session, office.staff, NOW), first, OutcomeKind.DONE, results=[event]
        )
        await plan_outcomes.link(Act(session, office.staff, NOW), first, mou)
        await plan_outcomes.link(Act(session, office.staff, NOW), first, mou)
        assert [(one.kind, one.id) for one in await plan_results.of_item(session, first)] == [
            event,
            mou,
        ]
        assert [one.id for one in await plan_results.of_record(session, *event)] == [first]
        with pytest.raises(errors.NotAllowed):
            await plan_outcomes.unlink(Act(session, office.other, NOW), first, mou)
        await plan_outcomes.unlink(Act(session, office.staff, NOW), first, mou)
        with pytest.raises(errors.Refusal, match="하나 남은"):
            await plan_outcomes.unlink(Act(session, office.staff, NOW), first, event)
        with pytest.raises(errors.Refusal, match="실적으로 정한"):
            await plan_outcomes.link(Act(session, office.staff, NOW), second, event)
        stands = await plan_outcomes.of_item(session, first)
        assert stands is not None
        assert (stands.kind, [one.id for one in stands.records]) == (OutcomeKind.DONE, [mine.id])
        trail = await audit.of_subject(session, Subject.PLAN_OUTCOME, first)
        assert [entry.action for entry in trail] == ["settle", "link", "link", "unlink"]


async def test_a_result_whose_only_record_is_removed_is_open_again(
    db: Database, office: Office
) -> None:
    """Mutant: counting the outcome without looking whether its record is still there."""
    (item,) = await _items(db, office, 1)
    async with db.begin() as session:
        row = await records.add(Act(session, office.staff, NOW), fair())
        record = (RecordKind.EVENT, row.id)
        await plan_outcomes.settle(
            Act(session, office.staff, NOW), item, OutcomeKind.DONE, results=[record]
        )
        ledger = await ledgers.ledger(session, HALF)
        assert ledger == ledgers.Ledger(1, 1, 0, 0, 0, linked=1)
        await records.remove(Act(session, office.staff, NOW), *record)
        assert await plan_outcomes.of_item(session, item) is None
        assert [one.item_id for one in await plan_outcomes.open_items(session, HALF)] == [item]
        await records.restore(Act(session, office.staff, NOW), *record)
        assert await ledgers.ledger(session, HALF) == ledger
        await records.remove(Act(session, office.staff, NOW), *record)
        await plan_outcomes.settle(
            Act(session, office.staff, NOW), item, OutcomeKind.DROPPED, reason="중단"
        )
        await records.restore(Act(session, office.staff, NOW), *record)
        assert await plan_results.of_record(session, *record) == []


async def test_an_item_whose_half_is_closing_is_not_taken_away_but_dropped_with_a_reason(
    db: Database, office: Office
) -> None:
    """Mutant: 지우기 as a way around 취소."""
    kept, taken = await _items(db, office, 2)
    async with db.begin() as session:
        await rounds.ensure_rounds(session, date(2021, 8, 4), NOW)
        await records.remove(Act(session, office.staff, NOW), RecordKind.PLAN_ITEM, taken)
        await rounds.ensure_rounds(session, date(2021, 11, 15), NOW)
        with pytest.raises(errors.Refusal, match="지울 수 없습니다"):
            await records.remove(Act(session, office.staff, NOW), RecordKind.PLAN_ITEM, kept)
        assert (await ledgers.ledger(session, HALF)).open == 1


ACTS = st.lists(
    st.sampled_from(
        [
            *("add", "done", "linked", "linked", "carried", "dropped"),
            *("remove", "remove next", "remove record", "restore record"),
        ]
    ),
    min_size=8,
    max_size=40,
)


class Books:
    """The half-year as a model beside the tables: what was planned, and what it rests on."""

    def __init__(self, session: AsyncSession, office: Office, seed: int) -> None:
        self.session, self.home = session, office.home
        self.rng = random.Random(seed)
        self.act = Act(session, office.staff, NOW)
        self.living: list[int] = []
        self.done: dict[int, int | None] = {}  # by the record that proves it, None in words
        self.carried: dict[int, int] = {}
        self.after: set[int] = set()  # the living items of the next half
        self.dropped: set[int] = set()
        self.gone: set[int] = set()  # records that were removed

    @property
    def settled(self) -> set[int]:
        """The items with an outcome that still stands."""
        done = {item for item, record in self.done.items() if record not in self.gone}
        return done | set(self.carried) | self.dropped

    async def do(self, act: str) -> None:
        """One act of the officer, here and in the tables."""
        session, rng = self.session, self.rng
        if act == "add":
            plan = await plans.ensure(session, self.home, HALF)
            row = await records.add(self.act, ITEM, parent_id=plan.id)
            self.living.append(row.id)
        elif act == "remove" and self.living:
            item = self.living.pop(rng.randrange(len(self.living)))
            for book in (self.done, self.carried):
                book.pop(item, None)
            self.dropped.discard(item)
            await records.remove(self.act, RecordKind.PLAN_ITEM, item)
        elif act == "remove next" and self.carried:
            number = self.carried.pop(rng.choice(sorted(self.carried)))
            self.after.discard(number)
            await records.remove(self.act, RecordKind.PLAN_ITEM, number)
        elif act.endswith(" record"):
            await self._record(act)
        elif act in ("done", "linked", "carried", "dropped"):
            await self._settle(act)

    async def _record(self, act: str) -> None:
        known = {record for record in self.done.values() if record is not None}
        some = known - self.gone if act == "remove record" else known & self.gone
        if some:
            record = self.rng.choice(sorted(some))
            do = records.remove if act == "remove record" else records.restore
            await do(self.act, RecordKind.EVENT, record)
            self.gone ^= {record}

    async def _settle(self, act: str) -> None:
        left = [item for item in self.living if item not in self.settled]
        if not left:
            return
        item = self.rng.choice(left)
        self.done.pop(item, None)
        outcome = OutcomeKind.DONE if act == "linked" else OutcomeKind(act)
        told: dict[str, Any] = {"reason": "대상지 변경"}
        record = None
        if act == "linked":
            record = int((await records.add(self.act, fair())).id)
            told = {"results": [(RecordKind.EVENT, record)]}
        made = await plan_outcomes.settle(self.act, item, outcome, **told)
        if outcome is OutcomeKind.DONE:
            self.done[item] = record
        elif outcome is OutcomeKind.CARRIED:
            assert made.carried_to is not None
            self.carried[item] = made.carried_to
            self.after.add(made.carried_to)
        else:
            self.dropped.add(item)

    async def check(self) -> None:
        """H(n) = done + carried into H(n+1) + dropped with a reason + still open, item by item."""
        ledger = await ledgers.ledger(self.session, HALF)
        done = {item: one for item, one in self.done.items() if one not in self.gone}
        assert ledger == ledgers.Ledger(
            len(self.living),
            len(done),
            len(self.carried),
            len(self.dropped),
            len(self.living) - len(self.settled),
            linked=sum(record is not None for record in done.values()),
        )
        open_now = {one.item_id for one in await plan_outcomes.open_items(self.session, HALF)}
        assert open_now == set(self.living) - self.settled
        after = await plans.ensure(self.session, self.home, HALF.next())
        there = {item.id for item in await plans.items(self.session, after.id)}
        assert set(self.carried.values()) <= there == self.after
        for item in self.dropped:
            stands = await plan_outcomes.of_item(self.session, item)
            assert stands is not None
            assert stands.words


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=ACTS, seed=st.integers(0, 999))
@pytest.mark.long
async def test_no_item_vanishes_whatever_is_done(
    tmp_path_factory: pytest.TempPathFactory, migrated_file: Path, acts: list[str], seed: int
) -> None:
    """N3, with the records that prove a result removed and brought back in between."""
    path = tmp_path_factory.mktemp("ledger") / "office.db"
    shutil.copyfile(migrated_file, path)
    db = Database(f"sqlite:///{path}")
    async with db.begin() as session:
        books = Books(session, await seat(session), seed)
        for act in ["add", "add", "add", *acts]:
            await books.do(act)
            await books.check()
    await db.close()
