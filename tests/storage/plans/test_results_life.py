"""추진실적 확인 under acts in any order: it stands as its records do, at every step."""

import random
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.database import Database
from storage.models.office import Officer
from storage.plans import department_merge, results_answers, results_lock
from storage.records import records
from storage.rounds import rounds
from storage.rules import errors
from storage.rules.clock import kst_date
from storage.rules.half_year import HalfYear
from storage.rules.terms import RecordKind
from storage.rules.wording_owed import ResultsState
from storage.rules.wording_receipt import Receipt, Way
from tests.helpers.facts import fair
from tests.helpers.offices import Office
from tests.helpers.sizes import some
from tests.storage.transfers.moving import handed_over

HALF = HalfYear(2021, 2)
CALL = Receipt(Way.CALL, on=date(2021, 11, 15))
OPENING = date(2021, 11, 15)
NOW = datetime(2021, 11, 15, 1, tzinfo=UTC)
WAITING, CONFIRMED = ResultsState.WAITING, ResultsState.CONFIRMED
NONE, CHANGED = ResultsState.NOT_APPLICABLE, ResultsState.CHANGED


async def _asked(session: AsyncSession) -> int:
    await rounds.ensure_rounds(session, OPENING, NOW)
    row = await results_lock.asking(session, HALF)
    assert row is not None
    return row.id


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
        row = await results_lock.find(self.session, self.office.home, HALF)
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


@pytest.mark.parametrize("seed", some(range(8), of=2))
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
            over = await results_lock.is_over(session, office.home, HALF, life.now)
            assert over is not life.is_open, name
            every = await results_answers.states(session, HALF)
            assert replace(every[office.home], department="") == stands, name
