"""A list of the city's contracts beside those on record: what should be covered and is not.

What is covered, the rule in force on the day of notice says; a list that tells the day of the
contract alone is asked by that. Nothing here judges anybody: a contract has a record, or it has
none yet, or somebody said why it needs none.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from rapidfuzz import fuzz
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.facts.likeness import TITLES_ALIKE, fold
from storage.facts.registers import wording_cells
from storage.facts.registers.columns import Column
from storage.facts.registers.wording_registers import CONTRACT_DAY, CONTRACT_SORT
from storage.models.contract import Contract, ListedContract
from storage.office import departments
from storage.records import record_keeping
from storage.records.returned_rows import Fault, TableRow
from storage.registers import wording_lists as words
from storage.registers.rows import Rows
from storage.registers.shapes import Table
from storage.rules import errors
from storage.rules.errors import Refusal
from storage.rules.listed_kinds import ListedState
from storage.rules.names import clean_text, company_key
from storage.rules.permission import Action
from storage.rules.quota import Rule, RuleKey, in_force
from storage.rules.trail import Subject, Verb
from storage.settings import rule_book

NEAR = timedelta(days=200)
"""A contract is made within so many days of its notice."""


@dataclass(frozen=True)
class Item:
    """A contract that should be covered and has no record."""

    department_id: int
    department: str
    title: str
    company: str
    amount: int  # won
    day: date
    by_notice: bool  # the day is that of the notice, else that of the contract
    rule: str

    @property
    def mark(self) -> str:
        """By which it is known again in another list."""
        return "\n".join((fold(self.title), company_key(self.company), str(self.amount)))


@dataclass
class Checked:
    """What a list says beside the records."""

    items: list[Item] = field(default_factory=list)  # no record, and nobody has said why
    recorded: int = 0
    known: int = 0  # listed before, open or with a reason
    small: int = 0
    others: int = 0  # no works
    faults: list[str] = field(default_factory=list)


async def check(act: Act, table: Table) -> Checked:
    """Compares a list with the records. Nothing is written."""
    return await Checking(act, table).done()


class Checking(Rows):
    """One list on its way."""

    async def done(self) -> Checked:
        """The whole list."""
        checked = Checked()
        await self.know_office()
        rules = await rule_book.book(self.session)
        known = Known(await _living(self.session))
        before = {row.mark for row in await self.session.exec(select(ListedContract))}
        seen: set[str] = set()
        for row in self.table.rows:
            try:
                self._one(row, checked, rules, known, before, seen)
            except Fault as fault:
                checked.faults.append(fault.sentence)
        return checked

    def _one(
        self,
        row: TableRow,
        checked: Checked,
        rules: Sequence[Rule],
        known: "Known",
        before: set[str],
        seen: set[str],
    ) -> None:
        title = str(self._cell(row, "title"))
        if not _is_works(row, title):
            checked.others += 1
            return
        amount = int(self._cell(row, "amount"))
        day, by_notice = self._day(row)
        rule = in_force(rules, RuleKey.LARGE_WORKS, day)
        if rule is None or amount < rule.value:
            checked.small += 1
            return
        company = str(self._cell(row, "company"))
        if known.has(title, company, day):
            checked.recorded += 1
            return
        department = self.department_of(row, None)
        named = self.names[department]
        said = words.rule(rule)
        item = Item(department, named, title, company, amount, day, by_notice, said)
        if item.mark in before:
            checked.known += 1
        elif item.mark not in seen:
            seen.add(item.mark)
            checked.items.append(item)

    def _cell(self, row: TableRow, fact: str) -> Any:
        heading = self.register.heading_of(fact)
        return self.read(row, self.register.read[heading], row.cells.get(heading, ""))

    def _day(self, row: TableRow) -> tuple[date, bool]:
        notice = self.register.heading_of("notice_on")
        if clean_text(row.cells.get(notice, "")):
            return self._cell(row, "notice_on"), True
        said = clean_text(row.cells.get(CONTRACT_DAY, ""))
        if not said:
            raise self.fault(row, notice, words.NO_DAY)
        column = Column(heading=CONTRACT_DAY)
        try:
            day = wording_cells.read_day_of(column, said, self.act.today)
        except Refusal as refusal:
            raise self.fault(row, CONTRACT_DAY, refusal.said(self.act.today)) from refusal
        return day, False


def _is_works(row: TableRow, title: str) -> bool:
    """Whether a row is of works: by what it says of its sort, else by its name."""
    sort = clean_text(row.cells.get(CONTRACT_SORT, ""))
    return words.WORKS in (sort or title)


class _Recorded(NamedTuple):
    """A contract on record: its day of notice and its facts."""

    notice_on: date
    facts: dict[str, Any]


class Known:
    """The contracts on record, found by company or name."""

    def __init__(self, rows: Iterable[_Recorded]) -> None:
        self._by: dict[str, list[_Recorded]] = defaultdict(list)
        for row in rows:
            self._by[company_key(str(row.facts["company"]))].append(row)
            self._by[fold(str(row.facts["title"]))].append(row)

    def has(self, title: str, company: str, day: date) -> bool:
        """Whether one of them is this: the same works near the day, or the same company with
        nearly the same name."""
        wanted = fold(title)
        near = [*self._by.get(company_key(company), ()), *self._by.get(wanted, ())]
        return any(
            abs(row.notice_on - day) <= NEAR
            and fuzz.ratio(wanted, fold(str(row.facts["title"]))) >= TITLES_ALIKE
            for row in near
        )


async def _living(session: AsyncSession, days: Sequence[date] = ()) -> list[_Recorded]:
    """The contracts on record; with `days` those whose notice lies near enough to one of them."""
    asked = select(col(Contract.notice_on), col(Contract.facts))
    asked = asked.where(col(Contract.removed_at).is_(None))
    if days:
        asked = asked.where(col(Contract.notice_on).between(min(days) - NEAR, max(days) + NEAR))
    return [_Recorded(*row) for row in await session.exec(asked)]


async def keep(act: Act, items: Sequence[Item]) -> list[int]:
    """Lists them for their departments until they have a record or a reason."""
    numbers = []
    for item in items:
        row = ListedContract(
            department_id=item.department_id,
            title=item.title,
            company=item.company,
            amount=item.amount,
            day=item.day,
            by_notice=item.by_notice,
            rule=item.rule,
            mark=item.mark,
            officer_id=act.officer.id,
            listed_at=act.now,
        )
        act.session.add(row)
        await act.session.flush()
        await act.log(Subject.LISTED_CONTRACT, row.id, Verb.CREATE, after={"title": row.title})
        numbers.append(row.id)
    return numbers


async def forget(act: Act, numbers: Sequence[int]) -> int:
    """Takes those off the list again of which nobody has said anything; returns how many."""
    gone = 0
    for number in numbers:
        row = await act.session.get(ListedContract, number, populate_existing=True)
        if row is None or row.state is not ListedState.OPEN:
            continue
        await act.session.delete(row)
        await act.log(Subject.LISTED_CONTRACT, number, Verb.REMOVE, before={"title": row.title})
        gone += 1
    return gone


async def open_ones(session: AsyncSession, department: int | None) -> list[ListedContract]:
    """Those of a department, or of all, that have neither a record nor a reason by now."""
    asked = select(ListedContract).where(col(ListedContract.state) == ListedState.OPEN)
    if department is not None:
        asked = asked.where(col(ListedContract.department_id) == department)
    rows = (await session.exec(asked.order_by(col(ListedContract.id)))).all()
    if not rows:
        return []
    known = Known(await _living(session, [row.day for row in rows]))
    return [row for row in rows if not known.has(row.title, row.company, row.day)]


async def existing(session: AsyncSession, number: int) -> ListedContract:
    """One of them; Gone where it is none any more."""
    row = await session.get(ListedContract, number, populate_existing=True)
    if row is None:
        raise errors.Gone
    return row


async def excuse(act: Act, number: int, reason: str) -> ListedContract:
    """It needs no record, and why; it is never asked about again."""
    return await _turned(act, number, ListedState.EXCUSED, reason)


async def reopen(act: Act, number: int) -> ListedContract:
    """Takes such a reason back."""
    return await _turned(act, number, ListedState.OPEN, "")


async def _turned(act: Act, number: int, state: ListedState, reason: str) -> ListedContract:
    row = await existing(act.session, number)
    record_keeping.refuse_out_of_reach(act.officer, row.department_id, Action.WRITE_CONTRACT)
    before = {"state": row.state, "reason": row.reason}
    row.state, row.reason = state, reason
    row.decided_by, row.decided_at = act.officer.id, act.now
    await act.session.flush()
    after = {"state": row.state, "reason": row.reason}
    await act.log(Subject.LISTED_CONTRACT, row.id, Verb.CHANGE, before, after, reason)
    return row


async def department_name(session: AsyncSession, row: ListedContract) -> str:
    """Whose it would be."""
    return await departments.name_of(session, row.department_id)
