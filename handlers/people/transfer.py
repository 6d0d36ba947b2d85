"""인계: one command moves a person's duties to the successor and prints the 인계서."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from html import escape

from handlers.chat import mass_acts, menus
from handlers.chat.buttons import in_rows
from handlers.chat.context import OfficeContext
from handlers.chat.errors import BadCode
from handlers.chat.mass_acts import Deed, Given, Mass, Preview
from handlers.chat.paging import fitting
from handlers.people import texts
from handlers.people.changes import card, changed, settled, tell_out
from handlers.people.taps import Step, Tap, department_name, known_person, reached
from scheduler.due import waiting
from scheduler.reminders import rows
from storage.models.office import Officer
from storage.office import posts
from storage.plans import plan_returns, transfers
from storage.plans.transfers import Agreement, Transferred
from storage.rules.dates import show_day
from storage.rules.permission import Action, may
from storage.traffic.messages import Button, Screen, view

MOST_LETTERS = 3500


async def successor_asked(tap: Tap) -> Screen:
    """`hand:<person>`: who in the department takes over."""
    one = await tap.person()
    transfers.refuse_power(one)
    able = [other for other in await colleagues(tap, one) if may(other.role, Action.WRITE_PLAN)]
    back = [Button(texts.BACK, view("people", "card", one.id))]
    if not able:
        return Screen(texts.NO_SUCCESSOR, [back])
    keys = [Button(other.shown, view("people", "handto", one.id, other.id)) for other in able]
    return Screen(texts.TRANSFER_HEAD.format(name=escape(one.name)), [*in_rows(keys), back])


async def transfer_asked(tap: Tap) -> Screen:
    """`handto:<person>:<successor>`, and the yes of a release before: what would move."""
    one, to = await tap.person(), await known_person(tap.context, tap.number(1))
    if one.id == tap.context.officer.id:
        raise BadCode  # nobody closes the account they are using
    given = {"person": one.id, "to": to.id}
    return await mass_acts.ask(tap.context, TRANSFER, given)


async def _both(context: OfficeContext, given: Given) -> tuple[Officer, Officer]:
    one = await reached(context, given["person"])
    return one, await known_person(context, given["to"])


async def preview(context: OfficeContext, given: Given) -> Preview:
    """How much would go to whom."""
    one, to = await _both(context, given)
    transfers.refuse_power(one)
    left = await transfers.foreseen(context.session, one)
    text = texts.TRANSFER_QUESTION.format(
        name=escape(one.name), to=escape(to.name), **asdict(left)
    )
    back = [[Button(texts.BACK, view("people", "card", one.id))]]
    return Preview(text, sum(asdict(left).values()), back)


async def transferred(context: OfficeContext, given: Given) -> Deed:
    """All of it moves, the old account is silent, both read it."""
    one, to = await _both(context, given)
    department = await department_name(context, one)
    questions = await plan_returns.open_for(context.session, one.department_id or 0)
    days = waiting.days_of(await rows.today(context.session, context.today), one.id)
    done = await transfers.transfer(context.act, one.id, to.id)
    text = paper(done, department, len(questions), context.today, days)
    await context.tell([to], text)
    await menus.put_for(context.session, one, context.now)
    await tell_out(context, one)
    await settled(context)
    before = {"version": one.version, "moved": dict(done.moved), "plan": done.answers_for_plan}
    back = [Button(texts.TO_LIST, view("people", "list", 0))]
    return Deed(f"{texts.TRANSFER_DONE}\n\n{text}", [back], before)


async def taken_back(context: OfficeContext, given: Given, before: Given) -> Screen:
    """The account is open again, with what was handed over."""
    one = await transfers.take_back(context.act, given["person"], given["to"], before)
    await changed(context, one)
    return await card(context, one, texts.TRANSFER_TAKEN_BACK)


TRANSFER = Mass("transfer", Action.MANAGE_PEOPLE, preview, transferred, taken_back)


def paper(
    done: Transferred,
    department: str,
    questions: int,
    day: date,
    due: Mapping[tuple[str, int], date],
) -> str:
    """The 인계서 as text; `due` says when a record is next due."""
    head = texts.PAPER_HEAD.format(
        leaver=escape(done.leaver), successor=escape(done.successor), day=show_day(day)
    )
    lines: list[str] = []
    if done.answers_for_plan:
        lines.append(texts.PAPER_PLAN.format(department=escape(department)))
        if questions:
            lines.append(texts.PAPER_QUESTIONS.format(count=questions))
    lines += [texts.PAPER_CHECK.format(half=half) for half in done.checks]
    if done.drafts:
        lines.append(texts.PAPER_DRAFTS.format(count=done.drafts))
    agreements = zip(done.moved["mou"], done.agreements, strict=True)
    lines += _section(
        texts.AGREEMENTS,
        [_agreement(one, due.get(("mou", number))) for number, one in agreements],
    )
    for over, name, titles in (
        (texts.PROMISES, "promise", done.promises),
        (texts.EVENTS, "event", done.events),
        (texts.CONTRACTS, "contract", done.contracts),
    ):
        numbered = zip(done.moved[name], titles, strict=True)
        lines += _section(over, [_record(title, due.get((name, at))) for at, title in numbered])
    return "\n".join([head, "", *fitting(lines or [texts.PAPER_NOTHING], MOST_LETTERS)])


def _section(head: str, lines: list[str]) -> list[str]:
    return [texts.PAPER_SECTION.format(head=head, count=len(lines)), *lines] if lines else []


def _record(title: str, due: date | None) -> str:
    told = texts.PAPER_DAYS.format(days=texts.PAPER_DUE.format(day=show_day(due))) if due else ""
    return texts.PAPER_LINE.format(title=escape(title), days=told)


def _agreement(one: Agreement, due: date | None) -> str:
    days = [
        word.format(day=show_day(day))
        for word, day in (
            (texts.PAPER_LAST, one.last_contact_on),
            (texts.PAPER_NEXT, due or one.next_contact_on),
            (texts.PAPER_END, one.expires_on),
        )
        if day is not None
    ]
    told = texts.PAPER_DAYS.format(days=", ".join(days)) if days else ""
    return texts.PAPER_LINE.format(title=escape(one.title), days=told)


async def colleagues(tap: Tap, one: Officer) -> list[Officer]:
    """The others of a person's department."""
    if one.department_id is None:
        return []
    everyone = await posts.in_department(tap.context.session, one.department_id)
    return [other for other in everyone if other.id != one.id]


STEPS: dict[str, Step] = {
    "hand": successor_asked,
    "handto": transfer_asked,
    "handok": transfer_asked,
}
