"""추진실적 확인: what a department said of its results stands with the records it said it of."""

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.act import Act
from storage.database import Database
from storage.models.office import Officer
from storage.plans import department_merge, results_answers, results_logged
from storage.plans.results_answers import OtherList
from storage.records import records
from storage.rounds import rounds
from storage.rules import errors
from storage.rules.clock import kst_date
from storage.rules.half_year import HalfYear
from storage.rules.terms import RecordKind
from storage.rules.trail import Subject, Verb
from storage.rules.wording_owed import ResultsState
from storage.rules.wording_receipt import Receipt, Way
from tests.helpers.facts import bus, fair
from tests.helpers.offices import Office
from tests.storage.transfers.moving import handed_over

HALF = HalfYear(2021, 2)
CALL = Receipt(Way.CALL, on=date(2021, 11, 15))
OPENING = date(2021, 11, 15)
NOW = datetime(2021, 11, 15, 1, tzinfo=UTC)
WAITING, CONFIRMED = ResultsState.WAITING, ResultsState.CONFIRMED
NONE, CHANGED = ResultsState.NOT_APPLICABLE, ResultsState.CHANGED


async def _asked(session: AsyncSession) -> int:
    await rounds.ensure_rounds(session, OPENING, NOW)
    row = await results_answers.asking(session, HALF)
    assert row is not None
    return row.id


async def _state(session: AsyncSession, department: int) -> ResultsState:
    return (await results_answers.standing(session, department, HALF)).state


async def test_silence_is_not_none_and_none_is_only_said_where_nothing_is_logged(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        await _asked(session)
        act = Act(session, office.staff, NOW)
        assert await _state(session, office.home) is WAITING
        with pytest.raises(errors.Refusal, match="해당없음"):
            await results_answers.confirm(act, office.home, HALF)
        await results_answers.declare_none(act, office.home, HALF)
        assert await _state(session, office.home) is NONE
        await records.add(act, fair())
        assert await _state(session, office.home) is CHANGED
        with pytest.raises(errors.Refusal, match="1건"):
            await results_answers.declare_none(act, office.home, HALF)
        await results_answers.confirm(act, office.home, HALF)
        everybody = await results_answers.states(session, HALF)
    assert [one.state for one in everybody.values()] == [CONFIRMED, WAITING, WAITING, WAITING]


async def test_what_was_changed_back_is_as_it_was_confirmed(db: Database, office: Office) -> None:
    async with db.begin() as session:
        await _asked(session)
        act = Act(session, office.staff, NOW)
        row = await records.add(act, fair())
        await results_answers.confirm(act, office.home, HALF)
        await records.change(act, RecordKind.EVENT, row.id, fair(title="다른"), expected_version=1)
        assert await _state(session, office.home) is CHANGED
        await records.undo(act, RecordKind.EVENT, row.id)
        assert await _state(session, office.home) is CONFIRMED


async def test_nobody_agrees_to_a_list_that_is_not_the_one_on_the_screen(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        await _asked(session)
        act = Act(session, office.staff, NOW)
        await records.add(act, fair())
        shown = (await results_logged.marks(session, HALF))[office.home]
        await records.add(act, bus())
        with pytest.raises(OtherList):
            await results_answers.confirm(
                act, office.home, HALF, mark=results_logged.list_mark(shown)
            )
        assert await _state(session, office.home) is WAITING


async def test_when_it_first_came_outlives_what_is_taken_back(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        await _asked(session)
        act = Act(session, office.staff, NOW)
        row = await results_answers.declare_none(act, office.home, HALF)
        await results_answers.take_back(act, row.id)
        again = Act(session, office.staff, NOW + timedelta(days=40))
        await results_answers.declare_none(again, office.home, HALF)
        stands = await results_answers.standing(session, office.home, HALF)
        trail = await audit.of_subject(session, Subject.RESULTS, row.id)
    assert stands.first_at == NOW
    assert [one.action for one in trail] == [Verb.DECLARE_NONE, Verb.TAKE_BACK, Verb.DECLARE_NONE]


async def test_what_the_office_took_in_and_took_back_never_came(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        await _asked(session)
        act = Act(session, office.office, NOW)
        row = await results_answers.declare_none(act, office.home, HALF, receipt=CALL)
        assert (await results_answers.standing(session, office.home, HALF)).receipt == CALL
        await results_answers.take_back(act, row.id)
        stands = await results_answers.standing(session, office.home, HALF)
        trail = await audit.of_subject(session, Subject.RESULTS, row.id)
    assert (stands.first_at, stands.receipt, stands.state) == (None, None, WAITING)
    assert trail[0].reason == str(CALL)


async def test_the_day_of_the_first_change_stays_the_same_day(
    db: Database, office: Office
) -> None:
    """It is what they are asked once more by, so a second change must not ask a second time."""
    async with db.begin() as session:
        await _asked(session)
        await results_answers.declare_none(Act(session, office.staff, NOW), office.home, HALF)
        for days in (2, 5):
            later = NOW + timedelta(days=days)
            row = await records.add(Act(session, office.staff, later), fair(title=f"{days}"))
            stands = await results_answers.standing(session, office.home, HALF)
            assert await results_answers.changed_on(session, stands) == kst_date(
                NOW + timedelta(days=2)
            )
        assert row.id


async def test_a_round_that_ran_before_asks_nobody(db: Database, office: Office) -> None:
    async with db.begin() as session:
        await _asked(session)
        row = await results_answers.asking(session, HALF)
        assert row is not None
        row.results_asked = False
        await session.flush()
        with pytest.raises(errors.Refusal, match="취합"):
            await results_answers.declare_none(Act(session, office.staff, NOW), office.home, HALF)


async def test_another_department_says_nothing_for_this_one(db: Database, office: Office) -> None:
    async with db.begin() as session:
        await _asked(session)
        for who in (office.other, office.viewer):
            with pytest.raises(errors.NotAllowed):
                await results_answers.declare_none(Act(session, who, NOW), office.home, HALF)


@dataclass
class Life:
    """One department's results under acts in any order, beside what should come of them."""

    session: AsyncSession
    office: Office
    round: int
    dice: random.Random
    now: datetime = NOW
    living: dict[int, str] = field(default_factory=dict)  # records and what they say
    removed: dict[int, str] = field(default_factory=dict)
    versions: dict[int, int] = field(default_factory=dict)
    said: ResultsState = WAITING
    sealed: dict[int, str] = field(default_factory=dict)
    first: datetime | None = None
    closed: bool = False
    until: date | None = None
    merged: bool = False
    keeper: Officer | None = None

    @property
    def who(self) -> Officer:
        return self.keeper or self.office.staff

    @property
    def act(self) -> Act:
        return Act(self.session, self.who, self.now)

    @property
    def expected(self) -> ResultsState:
        if self.said is WAITING or self.living == self.sealed:
            return self.said
        return CHANGED

    @property
    def is_open(self) -> bool:
        return not self.closed or (self.until is not None and self.until >= kst_date(self.now))

    async def add(self) -> None:
        title = f"행사{self.dice.randrange(10**9)}"
        row = await records.add(self.act, fair(title=title), department_id=self.office.home)
        self.living[row.id], self.versions[row.id] = title, row.version

    async def change(self) -> None:
        if self.living:
            number = self.dice.choice(sorted(self.living))
            title = self.dice.choice([self.living[number], self.sealed.get(number, "새"), "새"])
            row = await records.change(
                self.act,
                RecordKind.EVENT,
                number,
                fair(title=title),
                expected_version=self.versions[number],
            )
            self.living[number], self.versions[number] = title, row.version

    async def remove(self) -> None:
        if self.living:
            number = self.dice.choice(sorted(self.living))
            await records.remove(self.act, RecordKind.EVENT, number)
            self.removed[number] = self.living.pop(number)

    async def restore(self) -> None:
        if self.removed:
            number = self.dice.choice(sorted(self.removed))
            row = await records.restore(self.act, RecordKind.EVENT, number)
            self.living[number], self.versions[number] = self.removed.pop(number), row.version

    async def _answer(self, state: ResultsState) -> None:
        how = results_answers.confirm if state is CONFIRMED else results_answers.declare_none
        fits = bool(self.living) == (state is CONFIRMED)
        if self.is_open and fits:
            await how(self.act, self.office.home, HALF)
            self.said, self.sealed = state, dict(self.living)
            self.first = self.first or self.now
        else:
            with pytest.raises(errors.Refusal):
                await how(self.act, self.office.home, HALF)

    async def confirm(self) -> None:
        await self._answer(CONFIRMED)

    async def none(self) -> None:
        await self._answer(NONE)

    async def take_back(self) -> None:
        row = await results_answers.find(self.session, self.office.home, HALF)
        if row is None:
            return
        if self.is_open and self.said is not WAITING:
            await results_answers.take_back(self.act, row.id)
            self.said, self.sealed = WAITING, {}
        else:
            with pytest.raises(errors.Refusal):
                await results_answers.take_back(self.act, row.id)

    async def close(self) -> None:
        if not self.closed:
            act = Act(self.session, self.office.office, self.now)
            await rounds.close(act, self.round, reason="다음 반기에 반영")
            self.closed = True

    async def reopen(self) -> None:
        act = Act(self.session, self.office.office, self.now)
        until = kst_date(self.now) + timedelta(days=3)
        if self.closed:
            await results_answers.reopen(
                act, self.office.home, HALF, reason="빠진 행사", until=until
            )
            self.until = until
        else:
            with pytest.raises(errors.Refusal):
                await results_answers.reopen(act, self.office.home, HALF, reason="왜", until=until)

    async def merge(self) -> None:
        """The second department comes in, with a record of its own."""
        if not self.merged:
            title = "온 행사"
            other = self.office.departments[1].id
            made = Act(self.session, self.office.other, self.now)
            row = await records.add(made, fair(title=title), department_id=other)
            act = Act(self.session, self.office.admin, self.now)
            await department_merge.merge(act, other, self.office.home)
            self.living[row.id], self.versions[row.id] = title, row.version
            self.merged = True

    async def transfer(self) -> None:
        """Somebody else keeps the records now: it is the department that answers."""
        if self.keeper is None:
            act = Act(self.session, self.office.admin, self.now)
            await handed_over(act, self.office.staff, self.office.senior)
            self.keeper = self.office.senior

    async def later(self) -> None:
        self.now += timedelta(days=self.dice.choice((0, 1, 4)))


ACTS = (
    *("add", "add", "change", "change", "remove", "restore", "confirm", "confirm", "confirm"),
    *("none", "take_back", "later", "later", "reopen"),
)
RARE = ("close", "merge", "transfer")


@pytest.mark.parametrize("seed", range(8))
async def test_it_stands_as_its_records_do_after_acts_in_any_order(
    db: Database, office: Office, seed: int
) -> None:
    """Mutants: a change seen by the version alone; a lock that a reopening does not lift; a merge
    that is not seen; a first day that moves."""
    dice = random.Random(seed)
    async with db.begin() as session:
        life = Life(session, office, await _asked(session), dice)
        for _ in range(70):
            name = dice.choice(RARE) if dice.random() < 0.04 else dice.choice(ACTS)
            await getattr(life, name)()
            life.now += timedelta(minutes=1)
            stands = await results_answers.standing(session, office.home, HALF)
            assert (stands.state, stands.said) == (life.expected, life.said), name
            assert (stands.records, stands.first_at) == (len(life.living), life.first), name
            over = await results_answers.is_over(session, office.home, HALF, life.now)
            assert over is not life.is_open, name
            every = await results_answers.states(session, HALF)
            assert every[office.home] == stands, name
