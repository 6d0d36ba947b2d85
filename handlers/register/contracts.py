"""Contracts that should be covered and have no record: found in a list, told, recorded or excused.

A list of the city's contracts is compared with the records by the rule of the day. What has no
record is listed for its department until there is one, or somebody says why there is none.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime
from html import escape

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from handlers.chat import mass_acts, prompts
from handlers.chat.access import Handler, tap
from handlers.chat.buttons import numbered
from handlers.chat.context import OfficeContext
from handlers.chat.mass_acts import Deed, Given, Mass, Preview
from handlers.chat.paging import fitting, page_of
from handlers.chat.prompts import Answer, Prompt
from handlers.chat.taps import Tap, taken
from handlers.forms.door import Door
from handlers.register import wording_lists as texts
from handlers.upload.commands import drop_button
from storage.act import Act
from storage.long_reading import lent
from storage.models.contract import ListedContract
from storage.models.office import Officer
from storage.models.upload import READ, Upload
from storage.office import officers, posts
from storage.registers import contract_lists
from storage.registers.contract_lists import Checked, Item
from storage.registers.shapes import table_of
from storage.rules.dates import show_day
from storage.rules.errors import Refusal
from storage.rules.money import show_won
from storage.rules.permission import Action, covers, may
from storage.rules.terms import RecordKind
from storage.traffic import uploads
from storage.traffic.messages import Button, Message, Row, Screen, view

VIEW = "conl"
PER_PAGE = 8
MOST_LETTERS = 2200
Step = Callable[[Tap], Awaitable[Screen | None]]


async def _checked(session: AsyncSession, row: Upload, officer: Officer, now: datetime) -> Checked:
    found, who = row.found, officer.id

    async def work(reading: AsyncSession) -> Checked:
        act = Act(reading, await officers.by_id(reading, who), now)
        return await contract_lists.check(act, table_of(found))

    return await lent(session, ("contract list", row.id), work)


async def show(session: AsyncSession, row: Upload, officer: Officer, now: datetime) -> Screen:
    """What the list says beside the records; raises Refusal for a list of something else."""
    if row.found["kind"] != RecordKind.CONTRACT:
        raise Refusal(texts.NO_CONTRACTS)
    checked = await _checked(session, row, officer, now)
    lines = [texts.READ.format(rows=f"{len(row.found['rows']):,}"), *_sums(checked)]
    if checked.items:
        told = [_line(item) for item in checked.items]
        inside = "\n".join(fitting([escape(one) for one in told], MOST_LETTERS))
        lines.append(f"<blockquote expandable>{inside}</blockquote>")
    if checked.faults:
        shown = fitting([escape(one) for one in checked.faults], 800)
        lines += [texts.FAULTS.format(count=f"{len(checked.faults):,}"), *shown]
    foot: Row = [drop_button(row)]
    if checked.items:
        label = texts.LIST.format(count=f"{len(checked.items):,}")
        foot = [Button(label, view(VIEW, "list", row.id), style="success"), *foot]
        lines.append(texts.ASK)
    return Screen("\n".join(lines), [foot])


def _sums(checked: Checked) -> list[str]:
    covered = checked.recorded + checked.known + len(checked.items)
    lines = [
        texts.COVERED.format(
            covered=f"{covered:,}",
            recorded=f"{checked.recorded:,}",
            lacking=f"{len(checked.items):,}",
        )
    ]
    for count, words in (
        (checked.known, texts.KNOWN),
        (checked.small, texts.SMALL),
        (checked.others, texts.OTHERS),
    ):
        lines += [words.format(count=f"{count:,}")] if count else []
    return lines


def _line(item: Item) -> str:
    day = (texts.NOTICED if item.by_notice else texts.MADE).format(day=show_day(item.day))
    return texts.LINE.format(
        department=item.department,
        title=item.title,
        amount=show_won(item.amount),
        day=day,
        rule=item.rule,
    )


async def _preview(context: OfficeContext, given: Given) -> Preview:
    upload = await uploads.own(context.session, given["upload"], context.officer, READ)
    checked = await _checked(context.session, upload, context.officer, context.now)
    if not checked.items:
        raise Refusal(texts.NOTHING)
    by: dict[str, int] = {}
    for item in checked.items:
        by[item.department] = by.get(item.department, 0) + 1
    told = " · ".join(f"{escape(name)} {count:,}" for name, count in by.items())
    text = texts.SURE.format(count=f"{len(checked.items):,}", departments=told)
    return Preview(text, len(checked.items))


async def _listed(context: OfficeContext, given: Given) -> Deed:
    upload = await uploads.own(context.session, given["upload"], context.officer, READ)
    checked = await _checked(context.session, upload, context.officer, context.now)
    numbers = await contract_lists.keep(context.act, checked.items)
    await uploads.close(context.session, upload)
    told = 0
    for department in dict.fromkeys(item.department_id for item in checked.items):
        count = len([one for one in checked.items if one.department_id == department])
        people = [
            one
            for one in await posts.in_department(context.session, department)
            if may(one.role, Action.WRITE_CONTRACT)
        ]
        see = [Button(texts.SEE.format(count=count), view(VIEW, "show", department, 0))]
        said = Message(texts.TOLD.format(count=f"{count:,}"), [see])
        told += await context.tell(people, said.text, said.rows)
    text = texts.LISTED.format(count=f"{len(numbers):,}", told=told)
    return Deed(text, before={"numbers": numbers})


async def _taken_back(context: OfficeContext, _given: Given, before: Given) -> Screen:
    gone = await contract_lists.forget(context.act, before["numbers"])
    return Screen(texts.UNLISTED.format(count=f"{gone:,}"))


LIST = Mass("contract_list", Action.MAKE_REPORT, _preview, _listed, _taken_back)


async def _reason(one: Answer) -> None:
    """Why it needs no record."""
    row = await contract_lists.excuse(one.context.act, one.given[0], one.read)
    back = [Button(texts.REOPEN, view(VIEW, "again", row.id))]
    more = [Button(texts.BACK, view(VIEW, "show", row.department_id, 0))]
    said = texts.EXCUSED.format(title=escape(row.title), reason=escape(row.reason))
    await one.context.say(one.chat_id, said, [back, more])


REASON = Prompt("contract_reason", Action.WRITE_CONTRACT, texts.WHY, texts.WHY_HINT, _reason)


class ContractLists:
    """The screens of what has no record yet."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._steps: dict[str, Step] = {
            "list": self.list_asked,
            "show": self.shown,
            "one": self.one_shown,
            "make": self.begun,
            "why": self.why_asked,
            "again": self.reopened,
        }

    def handlers(self) -> list[Handler]:
        """Its buttons."""
        return [tap(Action.SEE_RECORD, VIEW, self.pressed)]

    async def pressed(self, update: Update, context: OfficeContext) -> None:
        """Any of them."""
        await taken(self._steps, update, context)

    async def list_asked(self, one: Tap) -> Screen:
        """`list:<upload>`."""
        upload = await uploads.own(one.context.session, one.number(), one.context.officer, READ)
        return await mass_acts.ask(one.context, LIST, {"upload": upload.id})

    async def shown(self, one: Tap) -> Screen:
        """`show:<department or 0>:<page>`."""
        return await listed(one.context, one.number(), one.number(1))

    async def one_shown(self, one: Tap) -> Screen:
        """`one:<number>`."""
        row = await contract_lists.existing(one.context.session, one.number())
        return await _card(one.context, row)

    async def begun(self, one: Tap) -> None:
        """`make:<number>`: the form, with what the list says filled in."""
        row = await contract_lists.existing(one.context.session, one.number())
        answers = {
            "title": row.title,
            "company": {"printed": row.company, "company": None},
            "amount": row.amount,
        }
        if row.by_notice:
            answers["notice_on"] = row.day.isoformat()
        await self._door.start(one.update, one.context, RecordKind.CONTRACT.value, answers=answers)

    async def why_asked(self, one: Tap) -> None:
        """`why:<number>`."""
        row = await contract_lists.existing(one.context.session, one.number())
        await prompts.ask(one.context, one.chat_id, REASON, row.id, title=escape(row.title))

    async def reopened(self, one: Tap) -> Screen:
        """`again:<number>`."""
        row = await contract_lists.reopen(one.context.act, one.number())
        return await _card(one.context, row)


def opening(department: int, count: int) -> Button:
    """The way to what has no record yet."""
    label = texts.OPEN_BUTTON.format(count=f"{count:,}")
    return Button(label, view(VIEW, "show", department, 0), style="primary")


async def listed(context: OfficeContext, department: int, page: int) -> Screen:
    """The contracts of a department, or of all, that have no record yet."""
    rows = await contract_lists.open_ones(context.session, department or None)
    if not rows:
        return Screen(texts.NONE_LEFT)
    shown = page_of(rows, page, PER_PAGE)
    lines = [
        texts.OPEN_LINE.format(
            at=at,
            department=escape(await contract_lists.department_name(context.session, row)),
            title=escape(row.title),
            amount=show_won(row.amount),
        )
        for at, row in enumerate(shown.items, shown.first + 1)
    ]
    codes = [view(VIEW, "one", row.id) for row in shown.items]
    head = texts.OPEN_HEAD.format(count=f"{len(rows):,}", mark=shown.mark)
    rows_of = [
        *numbered(codes, shown.first + 1),
        *shown.turning(VIEW, "show", department),
    ]
    return Screen("\n".join([head, "", *lines]), rows_of)


async def _card(context: OfficeContext, row: ListedContract) -> Screen:
    name = await contract_lists.department_name(context.session, row)
    day = (texts.NOTICED if row.by_notice else texts.MADE).format(day=show_day(row.day))
    text = texts.CARD.format(
        title=escape(row.title),
        department=escape(name),
        company=escape(row.company),
        amount=show_won(row.amount),
        day=day,
        rule=escape(row.rule),
    )
    rows: list[Row] = []
    officer = context.officer
    if covers(officer.role, officer.department_id, row.department_id, Action.WRITE_CONTRACT):
        rows.append(
            [
                Button(texts.MAKE, view(VIEW, "make", row.id), style="primary"),
                Button(texts.WHY_BUTTON, view(VIEW, "why", row.id)),
            ]
        )
    rows.append([Button(texts.BACK, view(VIEW, "show", row.department_id, 0))])
    return Screen(text, rows)
