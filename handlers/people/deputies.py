"""대결 with dates: who is told in an absent person's place."""

from collections.abc import Sequence
from datetime import date
from html import escape

from handlers.chat import prompts
from handlers.chat.buttons import in_rows
from handlers.chat.prompts import Answer, Prompt
from handlers.people import texts
from handlers.people.taps import Step, Tap, known_person
from handlers.people.transfer import colleagues
from storage.models.office import Officer
from storage.models.round import Deputy
from storage.office import deputies, posts
from storage.rules.date_grammar import read_period
from storage.rules.dates import show_day
from storage.rules.errors import unreadable_period
from storage.rules.period import Span
from storage.rules.permission import POWERFUL, Action, may, may_stand_in
from storage.traffic.messages import Button, Row, Screen, view


async def shown(tap: Tap) -> Screen:
    """`dep:<person>`: who stands in now and later, and who could."""
    return await _screen(tap, await tap.person())


async def period_asked(tap: Tap) -> None:
    """`depto:<person>:<deputy>`: the days come as a reply."""
    one, to = await tap.person(), await known_person(tap.context, tap.number(1))
    told = {"name": escape(one.name), "to": escape(to.name)}
    await prompts.ask(tap.context, tap.chat_id, PERIOD, one.id, to.id, **told)


def _spans(words: str, today: date) -> Sequence[Span]:
    spans = read_period(words, today).spans
    if not spans:
        raise unreadable_period(words)
    return spans


async def period_answered(answer: Answer) -> None:
    """The days of the absence."""
    context, spans = answer.context, answer.read
    tap = Tap.of(answer)
    one, to = await tap.person(), await known_person(context, tap.number(1))
    row = await deputies.appoint(context.act, one.id, to.id, spans[0].start, spans[-1].end)
    notice = texts.DEPUTY_NOTICE.format(
        name=escape(one.name), starts=show_day(row.starts_on), ends=show_day(row.ends_on)
    )
    await context.tell([to], notice)
    await context.say(answer.chat_id, *await _screen(tap, one, texts.DONE_DEPUTY))


async def ended(tap: Tap) -> Screen:
    """`depx:<person>:<row>`: the standing-in is over."""
    context, one = tap.context, await tap.person()
    await deputies.end(context.act, tap.number(1), today=context.today)
    return await _screen(tap, one, texts.DONE_DEPUTY_END)


async def _screen(tap: Tap, one: Officer, notice: str = "") -> Screen:
    session, number = tap.context.session, one.id
    names = await posts.names(session)
    standing = await deputies.of_officer(session, number, tap.context.today)
    lines = [notice, ""] if notice else []
    lines.append(texts.DEPUTY_HEAD.format(name=escape(one.name)))
    lines += [_line(row, names.get(row.deputy_id, "")) for row in standing]
    if not standing:
        lines.append(texts.DEPUTY_NONE)
    able = await _able(tap, one)
    lines += ["", texts.DEPUTY_CHOOSE if able else texts.DEPUTY_NOBODY]
    rows: list[Row] = [
        [
            Button(
                _ending(row, names.get(row.deputy_id, "")),
                view("people", "depx", number, row.id),
            )
        ]
        for row in standing
    ]
    keys = [Button(other.shown, view("people", "depto", number, other.id)) for other in able]
    back = [Button(texts.BACK, view("people", "card", number))]
    return Screen("\n".join(lines), [*rows, *in_rows(keys), back])


async def _able(tap: Tap, one: Officer) -> list[Officer]:
    """Who could do what waits for this person: of the department, or of those who run rounds."""
    role = one.role
    if may(role, Action.RUN_ROUND):
        others = await posts.with_role(tap.context.session, POWERFUL)
    else:
        others = await colleagues(tap, one)
    return [each for each in others if each.id != one.id and may_stand_in(each.role, role)]


def _line(row: Deputy, name: str) -> str:
    return texts.DEPUTY_LINE.format(
        name=escape(name), starts=show_day(row.starts_on), ends=show_day(row.ends_on)
    )


def _ending(row: Deputy, name: str) -> str:
    return texts.DEPUTY_END.format(
        name=name, starts=f"{row.starts_on.month}. {row.starts_on.day}."
    )


PERIOD = Prompt(
    "deputy_period",
    Action.MANAGE_PEOPLE,
    texts.DEPUTY_QUESTION,
    texts.DEPUTY_HINT,
    period_answered,
    _spans,
)
STEPS: dict[str, Step] = {
    "dep": shown,
    "depto": period_asked,
    "depx": ended,
}
