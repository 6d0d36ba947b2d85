"""확인할 것 asked of the one officer who can answer: put, answered, told, withdrawn."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from typing import Any

from telegram import Update

from handlers.chat import mass_acts, prompts
from handlers.chat.access import Handler, tap
from handlers.chat.buttons import numbered, record_code
from handlers.chat.context import OfficeContext
from handlers.chat.mass_acts import Deed, Mass, Preview
from handlers.chat.mass_picking import Given
from handlers.chat.paging import fitting
from handlers.chat.prompts import Answer, Prompt
from handlers.chat.taps import Tap, taken
from handlers.forms.form import Form
from handlers.forms.session import Sitting
from handlers.forms.watch import Watch
from handlers.report import claims_together
from handlers.report import wording_questions as words
from handlers.report.reasons import read_reason
from handlers.report.taps import claim_in, claim_name, half_in, word_in
from handlers.report.views import KEEPING
from storage.models.office import Officer
from storage.models.report import ClaimQuestion
from storage.office import departments, officers
from storage.report import claim_questions, report_claims
from storage.report.claim_questions import Asking
from storage.rules.errors import Gone
from storage.rules.half_year import HalfYear
from storage.rules.permission import Action
from storage.rules.terms import RecordKind, ReturnState
from storage.traffic.messages import Button, Row, Screen, view

VIEW = "asked"
MOST_LETTERS = 1500
FIGURE = re.compile(r"([\d,]{1,12})\D{0,4}")


def handlers() -> list[Handler]:
    """The buttons of whoever is asked."""
    return [tap(Action.TAKE_PART, VIEW, pressed)]


async def pressed(update: Update, context: OfficeContext) -> None:
    """Any button of a question that came."""
    await taken(STEPS, update, context)


# -- asking ---------------------------------------------------------------------------------------


async def group_asked(one: Tap) -> Screen:
    """`askall:<half>:<sort>`: everything open of a group."""
    half = half_in(one)
    group = await claims_together.alike(one.context, half, word_in(one, 1))
    return await _asked(one.context, half, [claim_name(claim.key) for claim in group])


async def one_asked(one: Tap) -> Screen:
    """`askone:<half>:<claim>`."""
    half = half_in(one)
    claim = await claim_in(one.context, half, word_in(one, 1))
    return await _asked(one.context, half, [claim_name(claim.key)])


async def _asked(context: OfficeContext, half: HalfYear, names: Sequence[str]) -> Screen:
    given = {"half": half.code, "names": list(names)}
    found = await _foreseen(context, given)
    if any(one.to is not None and not one.today for one in found):
        return await mass_acts.ask(context, ASK, given)
    lines = await _left_out(context, found) or [words.NOTHING_TO_ASK]
    rows = _back(half)
    if any(one.to is None for one in found):
        rows = [[Button(words.INVITE, view("people", "inv"))], *rows]
    return Screen("\n".join(lines).strip(), rows)


async def _foreseen(context: OfficeContext, given: Given) -> list[Asking]:
    half, named = HalfYear.parse(given["half"]), set(given["names"])
    found = await report_claims.claims(context.session, half)
    claims = [one for one in found if one.accepted is None and claim_name(one.key) in named]
    return await claim_questions.foreseen(context.act, half, claims)


def _to_ask(found: Sequence[Asking]) -> list[Asking]:
    return [one for one in found if one.to is not None and not one.today]


async def preview(context: OfficeContext, given: Given) -> Preview:
    """Who would get how many, and what cannot be asked of anybody."""
    half, found = HalfYear.parse(given["half"]), await _foreseen(context, given)
    asking = _to_ask(found)
    if not asking:
        raise Gone
    lines = [words.ASK_HEAD.format(half=half.label, count=len(asking))]
    for to, some in _by_person(asking):
        name = await departments.name_of(context.session, to.department_id or 0)
        lines.append(
            words.ASK_TO.format(name=escape(to.name), department=escape(name), count=len(some))
        )
    lines += [*await _left_out(context, found), "", words.ASK_SURE]
    return Preview("\n".join(lines), len(asking), _back(half))


def _by_person(asking: Sequence[Asking]) -> list[tuple[Officer, list[Asking]]]:
    people: dict[int, Officer] = {}
    each: dict[int, list[Asking]] = defaultdict(list)
    for one in asking:
        if one.to is not None:
            people[one.to.id] = one.to
            each[one.to.id].append(one)
    return [(people[number], some) for number, some in each.items()]


async def _left_out(context: OfficeContext, found: Sequence[Asking]) -> list[str]:
    """What was asked today, and what nobody can be asked, with what can be done."""
    lines: list[str] = []
    if today := [one for one in found if one.to is not None and one.today]:
        lines += ["", words.ASK_TODAY.format(count=len(today))]
    nobody = [one for one in found if one.to is None]
    told = [
        words.ASK_NOBODY_LINE.format(
            department=escape(await departments.name_of(context.session, one.department_id)),
            text=escape(one.claim.text),
        )
        for one in nobody
    ]
    if told:
        head = words.ASK_NOBODY.format(count=len(told))
        lines += ["", head, *fitting(told, MOST_LETTERS), words.NOBODY_WAYS]
    return lines


async def asked(context: OfficeContext, given: Given) -> Deed:
    """Each gets what can be asked of them, in one message."""
    half, asking = HalfYear.parse(given["half"]), _to_ask(await _foreseen(context, given))
    put: list[int] = []
    people = _by_person(asking)
    for to, some in people:
        rows = [await claim_questions.ask(context.act, half, one) for one in some]
        put += [row.id for row in rows]
        await context.tell([to], *await _arrived(context, rows))
    told = words.ASKED.format(count=len(put), people=len(people))
    return Deed(told, _back(half), {"rows": put})


async def withdrawn(context: OfficeContext, given: Given, before: Given) -> Screen:
    """Those without an answer are put no more, and whoever was asked hears so."""
    gone = [
        row
        for number in before["rows"]
        if (row := await claim_questions.withdraw(context.act, number)) is not None
    ]
    each: dict[int, int] = defaultdict(int)
    for row in gone:
        each[row.asked_of] += 1
    for number, count in each.items():
        notice = words.WITHDRAWN_NOTICE.format(count=count)
        await context.tell([await officers.by_id(context.session, number)], notice)
    lines = [words.WITHDRAWN.format(count=len(gone))]
    if left := len(before["rows"]) - len(gone):
        lines.append(words.NOT_WITHDRAWN.format(count=left))
    return Screen("\n".join(lines), _back(HalfYear.parse(given["half"])))


def _back(half: HalfYear) -> list[Row]:
    return [[Button(words.TO_CLAIMS, view(KEEPING, "claims", half.code, 0))]]


ASK = Mass("claims_ask", Action.MAKE_REPORT, preview, asked, withdrawn)


# -- answering ------------------------------------------------------------------------------------


async def _arrived(context: OfficeContext, rows: Sequence[ClaimQuestion]) -> Screen:
    """What somebody was asked: one as its card, several as a list."""
    if len(rows) == 1:
        return await _card(context, rows[0])
    lines = [
        words.SEVERAL_LINE.format(at=at, text=escape(row.text)) for at, row in enumerate(rows, 1)
    ]
    text = words.SEVERAL.format(
        count=len(rows), half=rows[0].half.label, lines="\n".join(fitting(lines, MOST_LETTERS))
    )
    return Screen(text, numbered([view(VIEW, "see", row.id) for row in rows]))


async def _card(context: OfficeContext, row: ClaimQuestion) -> Screen:
    by = await officers.by_id(context.session, row.asked_by)
    text = words.CARD.format(
        half=row.half.label,
        text=escape(row.text),
        said=escape(row.said),
        by=escape(by.name if by else ""),
    )
    typed = words.FIGURE if claim_questions.measure_of(row) else words.REPLY
    rows: list[Row] = [
        [
            Button(typed, view(VIEW, "reply", row.id), style="primary"),
            Button(words.RIGHT, view(VIEW, "right", row.id)),
        ],
        [Button(words.RECORD, record_code(row.record_kind, row.record_id))],
    ]
    return Screen(text, rows)


async def seen(one: Tap) -> Screen:
    """`see:<question>`; one that is answered says so."""
    row = await claim_questions.by_id(one.context.session, one.number())
    if row.state is not ReturnState.OPEN:
        return await _done(one.context, words.THANKS)
    return await _card(one.context, row)


async def reply_wanted(one: Tap) -> None:
    """`reply:<question>`: the answer is typed; a bare figure goes into the record."""
    row = await claim_questions.by_id(one.context.session, one.number())
    figure = claim_questions.measure_of(row) is not None
    example = words.FIGURE_EXAMPLE if figure else words.EXAMPLE
    told = {"text": escape(row.text), "said": escape(row.said), "example": example}
    await prompts.ask(one.context, one.chat_id, REPLY, row.id, **told)


def _reply(typed: str, today: date) -> str:
    """A bare figure as it is; else one line of words."""
    return typed.strip() if FIGURE.fullmatch(typed.strip()) else read_reason(typed, today)


async def replied(one: Answer) -> None:
    """A figure is written into the record by the usual rights, words go to whoever asked."""
    context, number = one.context, one.given[0]
    row = await claim_questions.by_id(context.session, number)
    figure = FIGURE.fullmatch(one.read)
    if figure is not None and claim_questions.measure_of(row) is not None:
        row = await claim_questions.fill(context.act, number, int(figure[1].replace(",", "")))
        said = words.THANKS_FIGURE.format(after=escape(row.after))
    else:
        row = await claim_questions.answer(context.act, number, one.read)
        said = words.THANKS
    await notify(context, row)
    await context.say(one.chat_id, *await _done(context, said))


async def confirmed_right(one: Tap) -> Screen:
    """`right:<question>`: the record stands as it is."""
    context = one.context
    row = await claim_questions.answer(context.act, one.number(), words.AS_IT_STANDS)
    await notify(context, row)
    return await _done(context, words.THANKS)


async def _done(context: OfficeContext, said: str) -> Screen:
    """Thanks, and the way to the next question of this person."""
    left = await claim_questions.waiting(context.session, context.officer.id)
    rows = [[Button(words.NEXT, view(VIEW, "see", left[0].id))]] if left else []
    return Screen(said, rows)


async def notify(context: OfficeContext, row: ClaimQuestion) -> None:
    """Whoever asked hears the answer, with the record before and after where it changed."""
    name = await departments.name_of(context.session, row.department_id)
    text = words.ANSWER.format(
        department=escape(name), name=escape(context.officer.name), text=escape(row.text)
    )
    half, claim = row.half.code, claim_name(row.claim)
    rows: list[Row] = [[Button(words.TO_CLAIMS, view(KEEPING, "claims", half, 0))]]
    if row.after:
        text += words.ANSWER_CHANGED.format(before=escape(row.said), after=escape(row.after))
    else:
        text += words.ANSWER_WORDS.format(answer=escape(row.answer))
        rows = [[Button(words.SETTLE, view(KEEPING, "settle", half, claim, row.id))], *rows]
    await context.tell([await officers.by_id(context.session, row.asked_by)], text, rows)


# -- what the office sees -------------------------------------------------------------------------


async def states(context: OfficeContext, half: HalfYear) -> Mapping[str, list[str]]:
    """Below each mismatch by its key, as HTML: of whom it was asked, and what was answered."""
    made: dict[str, list[str]] = {}
    for key, rows in (await claim_questions.of_half(context.session, half)).items():
        for row in rows:
            answered = row.answered_by or row.asked_of
            person = await officers.by_id(context.session, answered)
            day = row.answered_at or row.asked_at
            told = {
                "day": f"{day.month}. {day.day}.",
                "name": escape(person.name if person else ""),
            }
            if row.state is ReturnState.OPEN:
                line = words.STATE_WAITING.format(**told)
            elif row.after:
                line = words.STATE_CHANGED.format(
                    before=escape(row.said), after=escape(row.after), **told
                )
            else:
                line = words.STATE_ANSWERED.format(answer=escape(row.answer), **told)
            made.setdefault(key, []).append(line)
    return made


class Asked:
    """Whom the forms tell: a change of a record answers what was asked about it."""

    def __init__(self, others: Watch) -> None:
        self._others = others

    async def answered(
        self, context: OfficeContext, form: Form, record: int, sitting: Sitting
    ) -> Any:
        """As the others do it."""
        return await self._others.answered(context, form, record, sitting)

    async def saved(
        self, context: OfficeContext, form: Form, record: Any, sitting: Sitting
    ) -> str:
        """Whoever asked hears what the record says now."""
        told = await self._others.saved(context, form, record, sitting)
        kind = RecordKind(record.kind)
        rows = await claim_questions.touched(context.act, kind, record.id)
        for row in rows:
            await notify(context, row)
        return f"{told}\n{words.TOLD_WITH_SAVE}" if rows else told


STEPS = {
    "see": seen,
    "reply": reply_wanted,
    "right": confirmed_right,
}
REPLY = Prompt("claim_reply", Action.TAKE_PART, words.QUESTION, words.HINT, replied, _reply)
