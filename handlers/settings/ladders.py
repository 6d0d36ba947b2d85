"""알림 단계 in `/settings`: when each kind of matter is told, set by taps, rehearsed before."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from html import unescape

from sqlmodel.ext.asyncio.session import AsyncSession

from handlers.chat.buttons import in_rows, numbered
from handlers.chat.context import OfficeContext
from handlers.chat.errors import BadCode
from handlers.chat.taps import Tap
from handlers.settings import texts
from handlers.settings import wording_ladders as words
from handlers.settings.changing import VIEW, Setter, Told
from scheduler import kinds
from scheduler.kind import Kind
from scheduler.kinds import ESCALATION, KINDS, PLAN_DUE
from scheduler.reminders import rehearsal
from scheduler.reminders.rehearsal import Foreseen
from storage.act import Act
from storage.long_reading import lent
from storage.rules.clock import kst_date
from storage.rules.dates import show_day
from storage.rules.errors import Refusal
from storage.rules.ladder import Ladder
from storage.rules.setting_kinds import SettingSort
from storage.settings import ladders, office_settings
from storage.settings.ladders import Ladders
from storage.settings.office_settings import Change
from storage.traffic.messages import Button, Row, Screen, view

CHOICES = (-30, -14, -7, -5, -3, -2, -1, 0, 1, 2, 3, 5, 6, 7, 10, 15, 20, 30)
"""The steps that can be tapped; a bit each in the code of a button, in this order."""
TAGS = re.compile(r"<[^>]+>")
PATIENCES = (1, 2, 3, 4, 5, 7, 10, 15)
AHEAD = timedelta(days=30)
SET = (*(one for one in KINDS if one.waits and one is not kinds.PLAN_CHECK), ESCALATION)
"""The kinds whose ladder is the office's; that of a check follows the plan's."""


@dataclass(frozen=True)
class Office:
    """What is set, and of which rows."""

    own: Ladders
    rows: dict[str, int]

    def of(self, kind: Kind) -> Ladder:
        """The ladder in force."""
        return self.own.get(kind.name, kind.ladder)


async def office(session: AsyncSession) -> Office:
    """The ladders as they stand."""
    found = await office_settings.of(session, SettingSort.LADDER)
    rows = {row.key: row.id for row in found}
    return Office(ladders.read(map(office_settings.as_change, found)), rows)


async def now(context: OfficeContext) -> str:
    """How many are not as they came."""
    own = (await office(context.session)).own
    return words.NOW.format(count=len(own)) if own else words.NOW_NONE


async def shelf(context: OfficeContext) -> Screen:
    """Every kind with its steps."""
    held = await office(context.session)
    lines = [words.HEAD, ""]
    for at, kind in enumerate(SET, 1):
        own = words.OWN if kind.name in held.own else ""
        said = _says(kind, held.of(kind))
        lines.append(words.LINE.format(at=at, name=kind.label, own=own, says=said))
    codes = [view(VIEW, "ladder", kind.name) for kind in SET]
    history = Button(texts.HISTORY, view(VIEW, "hist", SettingSort.LADDER, 0))
    rows: list[Row] = [*numbered(codes), [history, Button(texts.TO_HOME, view(VIEW, "home"))]]
    return Screen("\n".join(lines), rows)


async def shelf_shown(one: Tap) -> Screen:
    """`ladders`."""
    return await shelf(one.context)


async def shown(one: Tap) -> Screen:
    """`ladder:<kind>`: as it stands, each step to be taken out or added."""
    kind = kind_of(one)
    held = await office(one.context.session)
    return _screen(kind, held, held.of(kind))


async def tried(one: Tap) -> Screen:
    """`try:<kind>:<steps>:<weekly>`: as it would be; nothing is written."""
    kind, held = kind_of(one), await office(one.context.session)
    return _screen(kind, held, _proposed(kind, one))


async def asked(one: Tap) -> Screen:
    """`rung:<kind>:<steps>:<weekly>`: what is different from tomorrow on, and whether it is so."""
    kind = kind_of(one)
    return await _ask(one.context, kind, _proposed(kind, one))


async def patience_asked(one: Tap) -> Screen:
    """`wait:<days>`: another interval before the line above hears."""
    return await _ask(one.context, ESCALATION, Ladder((one.number(0),)))


async def usual_asked(one: Tap) -> Screen:
    """`restep:<kind>`: back to what the kind comes with."""
    kind = kind_of(one)
    row = (await office(one.context.session)).rows.get(kind.name)
    if row is None:
        return await shelf(one.context)
    return await SETTER.ask(one.context, Change(SettingSort.LADDER, kind.name, None, number=row))


async def _ask(context: OfficeContext, kind: Kind, ladder: Ladder) -> Screen:
    row = (await office(context.session)).rows.get(kind.name)
    said = ladders.said(ladder)
    return await SETTER.ask(context, Change(SettingSort.LADDER, kind.name, said, number=row))


def kind_of(one: Tap) -> Kind:
    """The kind in a button. BadCode for one whose ladder is nobody's to set."""
    kind = KINDS.named(str(one.args[0]))
    if kind is None or kind not in SET:
        raise BadCode
    return kind


def _proposed(kind: Kind, one: Tap) -> Ladder:
    bits, weekly = one.number(1), bool(one.number(2))
    offsets = tuple(day for at, day in enumerate(CHOICES) if bits >> at & 1)
    if not offsets:
        raise Refusal(words.EMPTY)
    try:
        return Ladder(offsets, weekly and bool(kind.words.weekly), kind.ladder.working)
    except ValueError as wrong:
        raise Refusal(words.TOO_MANY) from wrong


def _bits(ladder: Ladder) -> int:
    marks = ["1" if day in ladder.offsets else "0" for day in reversed(CHOICES)]
    return int("".join(marks), 2)


def _screen(kind: Kind, held: Office, ladder: Ladder) -> Screen:
    in_force = held.of(kind)
    lines = [words.KIND.format(name=kind.label, now=_says(kind, in_force))]
    if in_force != kind.ladder:
        lines.append(words.USUAL.format(usual=_says(kind, kind.ladder)))
    keys = _patience_keys(in_force) if kind is ESCALATION else _step_keys(kind, ladder)
    if kind is ESCALATION:
        lines += ["", words.PATIENCE_HEAD]
    else:
        lines.append(words.WORKING if kind.ladder.working else words.CALENDAR)
        changed = ladder != in_force
        lines += ["", words.PROPOSED.format(said=words.says(ladder)) if changed else words.SAME]
        if changed:
            code = view(VIEW, "rung", kind.name, _bits(ladder), int(ladder.weekly))
            keys.append([Button(words.SEE, code, style="primary")])
    if kind.name in held.own:
        keys.append([Button(words.BACK_TO_USUAL, view(VIEW, "restep", kind.name))])
    return Screen("\n".join(lines), [*keys, [Button(words.TO_LADDERS, view(VIEW, "ladders"))]])


def _step_keys(kind: Kind, ladder: Ladder) -> list[Row]:
    """Every step, marked where it is in it; a tap takes it out or adds it."""
    bits, weekly = _bits(ladder), int(ladder.weekly)
    keys = []
    for at, offset in enumerate(CHOICES):
        said = words.day(offset)
        label = words.CHOSEN.format(one=said) if bits >> at & 1 else said
        keys.append(Button(label, view(VIEW, "try", kind.name, bits ^ (1 << at), weekly)))
    rows: list[Row] = [*in_rows(keys, 3)]
    if kind.words.weekly and kind is not PLAN_DUE:
        label = words.WEEKLY_ON if weekly else words.WEEKLY_OFF
        rows.append([Button(label, view(VIEW, "try", kind.name, bits, 1 - weekly))])
    return rows


def _patience_keys(ladder: Ladder) -> list[Row]:
    keys = [
        Button(words.DAYS.format(days=days), view(VIEW, "wait", days))
        for days in PATIENCES
        if days != ladder.offsets[0]
    ]
    return [*in_rows(keys, 4)]


def _says(kind: Kind, ladder: Ladder) -> str:
    return words.patience(ladder) if kind is ESCALATION else words.says(ladder)


# -- the setter ---------------------------------------------------------------------------------


def name(change: Change) -> str:
    """Of which ladder a change tells."""
    kind = KINDS.named(change.key)
    return f"{SettingSort.LADDER.label} · {kind.label if kind else change.key}"


def says(change: Change) -> str:
    """What a row says, on one line."""
    kind, ladder = KINDS.named(change.key), ladders.ladder_of(change)
    return _says(kind, ladder) if kind and ladder else texts.NOTHING


async def sides(context: OfficeContext, change: Change, _before: Change | None) -> tuple[str, str]:
    """The steps as they are and as they would be."""
    kind = KINDS.named(change.key)
    assert kind is not None
    own = await ladders.of_office(context.session), await ladders.after(context.session, change)
    was, will = (_says(kind, one.get(kind.name, kind.ladder)) for one in own)
    return was, will


async def foresee(context: OfficeContext, change: Change, _before: Change | None) -> Told:
    """What from tomorrow on is told otherwise, by the rehearsal of both."""
    if change.key == PLAN_DUE.name:
        return Told(["", words.OF_ROUNDS])
    held = await ladders.of_office(context.session)
    after = await ladders.after(context.session, change)
    first = context.today + timedelta(days=1)
    told: list[list[Foreseen]] = []
    for own in (held, after):
        work = partial(
            rehearsal.foresee,
            request_on=first,
            due_on=first,
            now=context.now,
            until=context.today + AHEAD,
            ladders=own,
        )
        key = ("ladders", context.today, str(sorted(own.items(), key=str)))
        told.append(await lent(context.session, key, work))
    return Told(different(*told))


def different(before: Sequence[Foreseen], after: Sequence[Foreseen]) -> list[str]:
    """The messages that are gone and that are new, line by line. Pure."""
    was, will = _lines(before), _lines(after)
    gone, new = ([one for one in was if one not in will], [one for one in will if one not in was])
    days = AHEAD.days
    if not gone and not new:
        return ["", words.EFFECT_NONE.format(days=days)]
    head = words.EFFECT.format(days=days, before=len(before), after=len(after))
    return ["", head, *words.listed(words.GONE, gone), *words.listed(words.NEW, new)]


def _lines(told: Sequence[Foreseen]) -> list[tuple[str, str, str]]:
    made = []
    for one in told:
        for line in unescape(TAGS.sub("", one.what)).splitlines():
            if line.startswith("· "):
                made.append((show_day(kst_date(one.when)), one.whom, line.removeprefix("· ")))
    return made


async def follow(_act: Act, _change: Change, _before: Change | None) -> None:
    """The next look at the office goes by it: nothing is to be written."""


async def screen(context: OfficeContext, change: Change) -> Screen:
    """The ladder that was changed."""
    kind, held = KINDS.named(change.key), await office(context.session)
    return _screen(kind, held, held.of(kind)) if kind else await shelf(context)


SETTER = Setter(SettingSort.LADDER, name, says, sides, foresee, follow, screen)
