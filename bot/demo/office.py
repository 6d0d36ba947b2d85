"""The demo's office: its departments, its people, and the seed's half-years as records."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.demo import texts
from bot.demo.script import WORKS, Entry, read
from bot.demo.texts import OTHER_PLANS, PEOPLE
from handlers.forms.fields import Aids, Choice
from handlers.forms.form import Form
from handlers.install import FORMS
from storage.act import Act
from storage.facts.shapes import PlanItemFacts
from storage.models.office import Officer
from storage.office import department_table, departments, officers
from storage.plans import plans
from storage.records import records
from storage.rules.clock import kst_date
from storage.rules.half_year import HalfYear
from storage.rules.terms import PlanState, Role
from storage.rules.wording_receipt import Receipt, Way

TODAY = date(2021, 12, 20)  # the day on which the demo's clock starts: the half is closing
HANDED_IN = datetime(2021, 12, 2, 5, tzinfo=UTC)  # before the due day, 2021. 12. 6.
HANDED_IN_LATE = datetime(2021, 12, 8, 5, tzinfo=UTC)
CHIEF = next(number for number, _name, role, _home in PEOPLE if role is Role.OFFICE)
BY_NAME = {form.name: form for form in FORMS}


async def settle(session: AsyncSession, now: datetime) -> None:
    """Departments in their order and the demo's people, each with a role and a department."""
    text = department_table.STARTING_LIST.read_text(encoding="utf-8")
    await department_table.load_csv(Act(session, None, now), text)
    for telegram_id, name, role, department in PEOPLE:
        found = await departments.find_by_name(session, department)
        if found is None:
            raise LookupError(f"the demo's department {department!r} is not in the list")
        await officers.add(
            Act(session, None, now),
            name=name,
            role=role,
            department_id=found.id,
            telegram_id=telegram_id,
        )


async def chief(session: AsyncSession) -> Officer:
    """The one of the demo's people who runs the half-year."""
    return await person(session, CHIEF)


async def person(session: AsyncSession, telegram_id: int) -> Officer:
    """One of the demo's people. LookupError before they are there."""
    found = await officers.by_telegram(session, telegram_id)
    if found is None:
        raise LookupError("the demo's office has no people yet")
    return found


async def furnish(session: AsyncSession, now: datetime) -> None:
    """The seed's records, a works contract, and what a few other departments have handed in."""
    await enter_seed(session, now)
    await _others(session, await chief(session))


async def enter_seed(session: AsyncSession, now: datetime) -> None:
    """The seed's records by the clerk, and the works contract by the builder."""
    clerk, builder = [await person(session, number) for number, *_ in PEOPLE[:2]]
    await enter(session, read(), clerk, now)
    await enter(session, read(WORKS), builder, now + timedelta(seconds=1))


def asked(entry: Entry) -> dict[str, Any]:
    """What an entry answers to its form, read as in a chat. LookupError for what nobody asks."""
    form = _form(entry)
    return _answers(form, entry)


async def enter(
    session: AsyncSession, entries: Iterable[Entry], clerk: Officer, now: datetime
) -> list[Any]:
    """The entries of a script as that person's records; returns them in their order."""
    above, rows = 0, []
    for number, entry in enumerate(entries):
        form = _form(entry)
        parent = await _plan(session, clerk, entry) if form.name == "plan_item" else None
        row = await records.add(
            Act(session, clerk, now + timedelta(milliseconds=number)),
            form.facts(_answers(form, entry)),
            parent_id=parent if parent else above if entry.is_child else None,
        )
        above = row.id if not entry.is_child else above
        rows.append(row)
    return rows


async def _others(session: AsyncSession, office: Officer) -> None:
    """What other departments sent by letter: one of them after the due day."""
    half = HalfYear.of(TODAY).next()
    for name, items in OTHER_PLANS.items():
        department = await departments.find_by_name(session, name)
        if department is None:
            raise LookupError(f"the demo's department {name!r} is not in the list")
        plan = await plans.ensure(session, department.id, half)
        now = HANDED_IN_LATE if name == texts.LATE else HANDED_IN
        for text in items:
            await records.add(
                Act(session, office, now), PlanItemFacts(text=text), parent_id=plan.id
            )
        act, heard = Act(session, office, now), Receipt(Way.LETTER, on=kst_date(now))
        if items:
            await plans.receive(act, plan, PlanState.SUBMITTED, receipt=heard)
        else:
            await plans.declare_none(act, plan, receipt=heard)


def _form(entry: Entry) -> Form:
    if not entry.is_child:
        name = entry.begins.split()[0].lstrip("/")
        return BY_NAME["plan_item" if name == "plan" else name]
    wanted = entry.begins.lstrip("^ ")
    for form in FORMS:
        for label, child in form.children:
            if label == wanted:
                return BY_NAME[child]
    raise LookupError(f"no form is offered by {wanted!r}")


async def _plan(session: AsyncSession, clerk: Officer, entry: Entry) -> int:
    half = HalfYear.parse(entry.begins.partition(" ")[2])
    plan = await plans.ensure(session, clerk.department_id or 0, half)
    return plan.id


def _answers(form: Form, entry: Entry) -> dict[str, Any]:
    """The entry's answers as the form's own fields read them. LookupError for one nobody asks."""
    known = {field.label for field in form.fields} | {texts.SAME, texts.EVIDENCE}
    if strange := set(entry.answers) - known:
        raise LookupError(f"{entry.begins}: no field {', '.join(sorted(strange))}")
    aids = Aids(today=TODAY)
    said: Mapping[str, str] = entry.answers
    answers: dict[str, Any] = {}
    first = form.fields[0]
    words = entry.begins.partition(" ")[2]
    if form.name == "event":
        answers[first.name] = first.read(words, aids)
    for field in form.fields:
        if field.label in said:
            text = said[field.label]
            answers[field.name] = (
                field.pick(text, answers) if isinstance(field, Choice) else field.read(text, aids)
            )
    return answers
