"""Plan to result: whatever is done, the items of a half are all accounted for."""

import random
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.database import Database
from storage.models.base import RecordKind
from storage.queries import plan_outcomes, plans, records
from storage.reports.shapes import PlanItemFacts
from storage.rules import errors
from storage.rules.half_year import HalfYear
from storage.rules.terms import OutcomeKind
from tests.helpers.offices import NOW, Office, seat

HALF = HalfYear(2021, 2)
ITEM = PlanItemFacts(text="참여기업 발굴", citizens=20)


async def _items(db: Database, office: Office, count: int) -> list[int]:
    async with db.begin() as session:
        plan = await plans.of(session, office.home, HALF)
        return [
            (await records.add(session, ITEM, actor=office.staff, now=NOW, parent_id=plan.id)).id
            for _ in range(count)
        ]


async def test_an_item_is_done_carried_or_dropped_with_a_reason(
    db: Database, office: Office
) -> None:
    done, carried, dropped, left = await _items(db, office, 4)
    who = {"actor": office.staff, "now": NOW}
    async with db.begin() as session:
        with pytest.raises(errors.Refusal, match="사유"):
            await plan_outcomes.settle(session, dropped, OutcomeKind.DROPPED, **who)
        with pytest.raises(errors.NotAllowed):
            await plan_outcomes.settle(
                session, done, OutcomeKind.DONE, actor=office.other, now=NOW
            )
        await plan_outcomes.settle(
            session, done, OutcomeKind.DONE, record=(RecordKind.EVENT, 7), **who
        )
        row = await plan_outcomes.settle(session, carried, OutcomeKind.CARRIED, **who)
        await plan_outcomes.settle(
            session, dropped, OutcomeKind.DROPPED, reason="사업 대상지 변경", **who
        )
        with pytest.raises(errors.Refusal, match="이미 결과"):
            await plan_outcomes.settle(session, done, OutcomeKind.CARRIED, **who)
        open_now = await plan_outcomes.open_items(session, HALF)
        assert [one.item_id for one in open_now] == [left]
        assert open_now[0].department == "일자리정책과"
        after = await records.get(session, RecordKind.PLAN_ITEM, row.carried_to or 0)
        assert after is not None
        assert (after.half, records.facts_of(after)) == ("2022-1", ITEM)
        assert await plan_outcomes.ledger(session, HALF) == plan_outcomes.Ledger(4, 1, 1, 1, 1)


async def test_an_item_carried_into_one_that_was_removed_is_open_again(
    db: Database, office: Office
) -> None:
    """Mutant: counting the outcome row without looking where it leads."""
    (item,) = await _items(db, office, 1)
    who = {"actor": office.staff, "now": NOW}
    async with db.begin() as session:
        row = await plan_outcomes.settle(session, item, OutcomeKind.CARRIED, **who)
        await records.remove(session, RecordKind.PLAN_ITEM, row.carried_to or 0, **who)
        assert [one.item_id for one in await plan_outcomes.open_items(session, HALF)] == [item]
        await plan_outcomes.settle(session, item, OutcomeKind.DONE, **who)
        assert await plan_outcomes.open_items(session, HALF) == []


ACTS = st.lists(
    st.sampled_from(["add", "done", "carried", "dropped", "remove", "remove next"]), max_size=30
)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=ACTS, seed=st.integers(0, 999))
async def test_no_item_vanishes_whatever_is_done(
    tmp_path_factory: pytest.TempPathFactory, migrated_file: Path, acts: list[str], seed: int
) -> None:
    """N3: items of a half = done + carried (and still there) + dropped with a reason + open."""
    path = tmp_path_factory.mktemp("ledger") / "office.db"
    shutil.copyfile(migrated_file, path)
    db, rng = Database(f"sqlite:///{path}"), random.Random(seed)
    living: list[int] = []
    settled: dict[int, tuple[str, int | None]] = {}
    async with db.begin() as session:
        office = await seat(session)
        who = {"actor": office.staff, "now": NOW}
        plan = await plans.of(session, office.home, HALF)
        for act in ["add", "add", *acts]:
            if act == "add":
                row = await records.add(session, ITEM, parent_id=plan.id, **who)
                living.append(row.id)
            elif act == "remove next":
                carried = [item for item, (_, to) in settled.items() if to]
                if carried:
                    number = settled.pop(item := rng.choice(carried))[1]
                    await records.remove(session, RecordKind.PLAN_ITEM, number or 0, **who)
                    assert item not in settled
            elif living and act == "remove":
                item = living.pop(rng.randrange(len(living)))
                settled.pop(item, None)
                await records.remove(session, RecordKind.PLAN_ITEM, item, **who)
            elif open_ones := [item for item in living if item not in settled]:
                item = rng.choice(open_ones)
                done = await plan_outcomes.settle(
                    session, item, OutcomeKind(act), reason="대상지 변경", **who
                )
                settled[item] = (act, done.carried_to)
            ledger = await plan_outcomes.ledger(session, HALF)
            kinds = [kind for kind, _ in settled.values()]
            counted = [kinds.count(kind.value) for kind in OutcomeKind]
            assert [ledger.done, ledger.carried, ledger.dropped] == counted
            assert ledger.items == len(living) == sum(counted) + ledger.open
    await db.close()
