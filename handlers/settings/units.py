"""The counting words of the report in `/settings`: 회, 명, 개사."""

from functools import partial
from html import escape

from handlers.chat import prompts
from handlers.chat.buttons import in_rows, numbered
from handlers.chat.context import OfficeContext
from handlers.chat.prompts import Answer, Prompt
from handlers.chat.taps import Tap
from handlers.settings import kinds, texts
from handlers.settings.changing import MAY, VIEW, Setter, Told
from storage.act import Act
from storage.long_reading import lent
from storage.report import kind_effects
from storage.rules.errors import Unreadable
from storage.rules.names import clean_text
from storage.rules.setting_kinds import SettingSort
from storage.rules.terms import Measure
from storage.settings import office_settings, units
from storage.settings.office_settings import Change, Standing
from storage.traffic.messages import Button, Row, Screen, view


async def now(context: OfficeContext) -> str:
    """The words that are not the usual ones."""
    own = await units.every(context.session)
    said = [texts.UNIT_SAID.format(name=one.label, unit=unit) for one, unit in own.items()]
    return " · ".join(said) or texts.UNITS_USUAL


async def shelf(context: OfficeContext) -> Screen:
    """Every figure with its counting word."""
    own = await units.every(context.session)
    lines = [texts.UNITS_HEAD, ""]
    for at, one in enumerate(Measure, 1):
        was = texts.USUALLY.format(title=one.unit) if one in own else ""
        told = {"at": at, "name": one.label, "was": was}
        lines.append(texts.UNIT_LINE.format(unit=escape(own.get(one, one.unit)), **told))
    back = [
        Button(texts.UNIT_USUAL.format(name=one.label), view(VIEW, "asusual", one)) for one in own
    ]
    rows: list[Row] = [
        *numbered([view(VIEW, "unit", one) for one in Measure]),
        *in_rows(back, 2),
        [
            Button(texts.HISTORY, view(VIEW, "hist", SettingSort.UNIT, 0)),
            Button(texts.TO_HOME, view(VIEW, "home")),
        ],
    ]
    return Screen("\n".join(lines), rows)


async def asked(tap: Tap) -> None:
    """`unit:<figure>`."""
    one = Measure(tap.args[0])
    unit = (await units.every(tap.context.session)).get(one, one.unit)
    await prompts.ask(tap.context, tap.chat_id, UNIT, str(one), name=one.label, now=escape(unit))


async def answered(answer: Answer) -> None:
    """The new word of the figure of the button."""
    one, unit = Measure(str(answer.given[0])), clean_text(str(answer.read))
    if not 1 <= len(unit) <= texts.MOST_UNIT or any(letter.isdigit() for letter in unit):
        raise Unreadable(unit, texts.WANTED_UNIT, texts.UNIT_HINT)
    row = await _row(answer.context, one)
    said = None if row and unit == one.unit else {"unit": unit}
    change = Change(SettingSort.UNIT, str(one), said, number=row.id if row else None)
    await answer.context.say(answer.chat_id, *await SETTER.ask(answer.context, change))


async def made_usual(tap: Tap) -> Screen:
    """`asusual:<figure>`: the word that it comes with."""
    row = await _row(tap.context, Measure(tap.args[0]))
    if row is None:
        return await shelf(tap.context)
    return await SETTER.ask(tap.context, Change(row.sort, row.key, None, number=row.id))


async def _row(context: OfficeContext, one: Measure) -> Standing | None:
    rows = await office_settings.of(context.session, SettingSort.UNIT)
    return next((row for row in rows if row.key == one), None)


# -- the setter ---------------------------------------------------------------------------------


def name(change: Change) -> str:
    """Of which figure a change tells."""
    return f"{SettingSort.UNIT.label} · {Measure(change.key).label}"


def says(change: Change) -> str:
    """The counting word."""
    return escape(str((change.said or {}).get("unit", "")))


async def sides(_context: OfficeContext, change: Change, before: Change | None) -> tuple[str, str]:
    """The word as it stands, and as it would."""
    usual = Measure(change.key).unit
    was = says(before) if before else usual
    return was, says(change) if change.said is not None else usual


async def foresee(context: OfficeContext, change: Change, _before: Change | None) -> Told:
    """The events whose lines read otherwise."""
    work = partial(kind_effects.counted_foreseen, change=change)
    effect = await lent(context.session, ("units", str(change.to_json())), work)
    return Told(["", *kinds.effect_lines(effect)], len(effect.titles))


async def follow(act: Act, change: Change, _before: Change | None) -> None:
    """The events print the word as it is now."""
    measure = Measure(change.key)
    await kind_effects.count_anew(act, measure, texts.REASON.format(name=measure.label))


async def screen(context: OfficeContext, _change: Change) -> Screen:
    """All figures."""
    return await shelf(context)


SETTER = Setter(SettingSort.UNIT, name, says, sides, foresee, follow, screen)
UNIT = Prompt("setting_unit", MAY, texts.UNIT_QUESTION, texts.UNIT_HINT, answered)
