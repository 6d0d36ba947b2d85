"""A stranger's office through one half-year: made by a seed, everything in it entered by chat."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from handlers.install import install
from storage.rules.terms import Role
from tests.handlers.round_office import tick
from tests.helpers.desk import Desk
from tests.helpers.strangers import dealings, events, names, papers
from tests.helpers.strangers.clerk import Clerk, Paper, Saved
from tests.helpers.strangers.events import Told
from tests.helpers.strangers.times import Half
from tests.helpers.strangers.truth import BUS, Entered, Key, Truth, inside

OFFICE, READER, FIRST_CLERK = 11, 12, 21
FIRST_YEAR, LAST_YEAR = 2015, 2031
BETWEEN = timedelta(minutes=11)  # so that nothing of before can be undone
LAST_WEEKS = 10  # days before the end of the half on which the records are entered
REQUESTED = {1: lambda year: date(year, 6, 1), 2: lambda year: date(year, 11, 15)}
TABLES = ("연도별 투자계획(사업비)", "연도별 확보(집행)액")
SOURCES = ("국비", "도비", "시비", "기타")


Watch = Callable[["Life", Clerk, Paper], Awaitable[Saved]]
"""Who looks at the office before and after a form is filled."""


@dataclass
class Life:
    """The desk of an office, its people, its half, and what has been entered so far."""

    seed: int
    dice: Random
    desk: Desk
    half: Half
    departments: list[str] = field(default_factory=list)
    clerks: dict[str, Clerk] = field(default_factory=dict)
    truth: Truth = field(default_factory=Truth)
    courses: list[str] = field(default_factory=list)
    plans: dict[str, dict[str, str]] = field(default_factory=dict)  # of a half, by department
    office: Clerk = field(init=False)
    watch: "Watch | None" = None

    def __post_init__(self) -> None:
        self.office = Clerk(self.desk, OFFICE)

    @property
    def today(self) -> date:
        """The day on the office's calendar."""
        return (self.desk.now + timedelta(hours=9)).date()

    @property
    def clerk(self) -> Clerk:
        """Somebody of the departments that write."""
        return self.clerks[self.dice.choice(list(self.clerks))]

    def home(self, clerk: Clerk) -> str:
        """The department of that clerk."""
        named = (name for name, one in self.clerks.items() if one is clerk)
        return next(named, self.departments[0])

    def some_half(self) -> Half:
        """The half itself mostly, else one shortly before."""
        return self.half.moved(self.dice.choices((0, -1, -2, -3), (80, 10, 5, 5))[0])

    async def enter(
        self, clerk: Clerk, form: str, told: Told, *begins: str, above: Key | None = None
    ) -> Entered:
        """Fills the form and writes down what is true since."""
        saved = await self.filled(clerk, Paper(form, begins, told.answers, told.settles))
        made = self._entered(form, told, saved, self.home(clerk), above)
        self.truth.entered.append(made)
        return made

    async def filled(self, clerk: Clerk, paper: Paper) -> Saved:
        """Somebody fills a form; now and then his card is held against what it changes."""
        self.desk.now += BETWEEN
        if self.watch is None:
            return await clerk.enter(paper)
        return await self.watch(self, clerk, paper)

    def _entered(
        self, form: str, told: Told, saved: Saved, department: str, above: Key | None
    ) -> Entered:
        order = len(self.truth.entered)
        true = {**told.true, "words": tuple(map(names.shown, told.true["words"]))}
        made = Entered(form, saved.number, department, saved=saved, above=above, **true)
        made.order = order
        if made.is_bus and made.result:
            buses = [one for one in self.truth.events(made.half) if one.is_bus]
            made.within = told.settles[0] if any(inside(made, one) for one in buses) else ""
            made.holding = told.settles[0] if any(inside(one, made) for one in buses) else ""
        return made

    async def morning(self, day: date) -> None:
        """That day at ten in Korea, its reminders said."""
        self.desk.now = datetime.combine(day, time(1), UTC)
        await self.desk.ticks(tick)

    # -- what is entered ---------------------------------------------------------------------

    async def event(self) -> Entered:
        """An event of some kind."""
        half = self.some_half()
        told = events.event(self.dice, half, self.today, self.courses)
        return await self.enter(self.clerk, "event", told, "/event")

    async def bus(self) -> Entered:
        """A run of the bus, or a total."""
        told = events.bus(self.dice, self.some_half(), self.today)
        return await self.enter(self.clerk, "event", told, f"/event {BUS}")

    async def agreement(self) -> None:
        """An agreement with its promises and contacts."""
        clerk = self.clerk
        told = dealings.agreement(self.dice, self.some_half(), self.today)
        made = await self.enter(clerk, "mou", told, "/mou")
        for _ in range(self.dice.randint(0, 2)):
            told = dealings.promise(self.dice, self.half, made.half)
            code = f"v1:new:promise:{made.number}"
            await self.enter(clerk, "promise", told, code, above=made.key)
        for _ in range(self.dice.randint(0, 2)):
            told = dealings.contact(self.dice, self.half, self.today)
            code = f"v1:new:follow_up:{made.number}"
            await self.enter(clerk, "follow_up", told, code, above=made.key)

    async def works(self) -> None:
        """A contract with what was given on and who worked there."""
        clerk = self.clerk
        told = dealings.contract(self.dice, self.some_half(), self.today)
        made = await self.enter(clerk, "contract", told, "/contract")
        for _ in range(self.dice.randint(0, 2)):
            told = dealings.subcontract(self.dice, made.half, made.amount)
            code = f"v1:new:subcontract:{made.number}"
            await self.enter(clerk, "subcontract", told, code, above=made.key)
        for _ in range(self.dice.randint(0, 3)):
            told = dealings.heads(self.dice, self.half, self.today)
            code = f"v1:new:hire:{made.number}"
            await self.enter(clerk, "hire", told, code, above=made.key)

    async def problem(self) -> Entered:
        """A line of problems."""
        told = papers.problem(self.dice, self.half)
        return await self.enter(self.clerk, "problem", told, "/problem")

    async def letter(self) -> Entered:
        """A request for a company's goods, by the office that runs the half."""
        told = papers.letter(self.dice, self.half, self.today)
        return await self.enter(self.office, "incentive", told, "v1:new:incentive:0")

    async def money(self) -> None:
        """Rows of both money tables, each source once; one of another term besides."""
        for table in TABLES:
            for source in SOURCES:
                if self.dice.random() < 0.4:
                    told = papers.money(self.dice, self.half, table, source)
                    await self.enter(self.clerk, "budget", told, "v1:new:budget:0")
        other = self.half.moved(8)
        told = papers.money(self.dice, other, TABLES[0], SOURCES[0])
        await self.enter(self.clerk, "budget", told, "v1:new:budget:0")


async def settle(life: Life) -> None:
    """Departments in their order, people, and the day."""
    dice = life.dice
    count = dice.choice((1, 2, 3, 12, 44, 60))
    life.departments = names.departments(dice, count)
    numbers = [await life.desk.department(name, at) for at, name in enumerate(life.departments, 1)]
    await life.desk.hire(OFFICE, Role.OFFICE, numbers[0], name="총○○")
    await life.desk.hire(READER, Role.HEAD, numbers[0], name="장○○")
    writing = dice.sample(range(count), min(count, dice.randint(1, 4)))
    for at in writing:
        user = FIRST_CLERK + at
        await life.desk.hire(user, Role.STAFF, numbers[at], name="홍○○")
        life.clerks[life.departments[at]] = Clerk(life.desk, user)
    life.courses = [names.title(dice) for _ in range(2)]


@asynccontextmanager
async def opened(url: str, seed: int) -> AsyncIterator[Life]:
    """The office of that seed in an empty database, with its people and nothing entered yet."""
    dice = Random(seed)
    half = Half(dice.randint(FIRST_YEAR, LAST_YEAR), dice.choice((1, 2)))
    desk = await Desk(url, install).open()
    life = Life(seed, dice, desk, half)
    try:
        await settle(life)
        await life.morning(REQUESTED[half.half](half.year))
        await life.morning(half.last - timedelta(days=LAST_WEEKS))
        yield life
    finally:
        await desk.close()


SHARES: tuple[tuple[Callable[[Life], Awaitable[object]], int], ...] = (
    (Life.event, 40),
    (Life.bus, 22),
    (Life.agreement, 12),
    (Life.works, 12),
    (Life.problem, 5),
    (Life.letter, 5),
)


async def lived(life: Life, steps: int) -> None:
    """So many entries of all kinds, as they come."""
    acts = [act for act, _ in SHARES]
    for act in life.dice.choices(acts, [share for _, share in SHARES], k=steps):
        await act(life)
    await life.money()
