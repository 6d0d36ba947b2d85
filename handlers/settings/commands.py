"""`/settings`: rules, kinds of event, units, headings and words of this office, by chat.

What has a home of its own (days off, the head of the report) is linked from here, not copied.
"""

from collections.abc import Awaitable, Callable, Mapping
from html import escape

from telegram import Update

from handlers.chat.access import Handler, command, tap
from handlers.chat.buttons import in_rows
from handlers.chat.context import OfficeContext
from handlers.chat.paging import page_of
from handlers.chat.taps import Tap, chat_of, taken
from handlers.settings import headings, kinds, ladders, rules, texts, units, words
from handlers.settings.changing import MAY, VIEW, Setter
from storage.models.audit import AuditEntry
from storage.office import officers
from storage.rules.clock import kst_date
from storage.rules.dates import show_day, show_moment
from storage.rules.quota import RuleKey
from storage.rules.setting_kinds import SettingSort
from storage.settings import office_settings
from storage.settings.office_settings import Change
from storage.traffic.messages import Button, Screen, view

MOST_HISTORY = 6
SETTERS: Mapping[SettingSort, Setter] = {
    SettingSort.RULE: rules.SETTER,
    SettingSort.KIND: kinds.SETTER,
    SettingSort.UNIT: units.SETTER,
    SettingSort.HEADING: headings.SETTER,
    SettingSort.WORD: words.SETTER,
    SettingSort.LADDER: ladders.SETTER,
}
PROMPTS = (rules.ADD, rules.END, kinds.NEW, kinds.RENAME, headings.TITLE, words.WORD, units.UNIT)
MASS_ACTS = tuple(one.act for one in SETTERS.values())
SECTIONS: Mapping[SettingSort, tuple[str, Callable[[OfficeContext], Awaitable[str]]]] = {
    SettingSort.RULE: ("rules", rules.now),
    SettingSort.KIND: ("kinds", kinds.now),
    SettingSort.UNIT: ("units", units.now),
    SettingSort.HEADING: ("titles", headings.now),
    SettingSort.WORD: ("words", words.now),
    SettingSort.LADDER: ("ladders", ladders.now),
}
LINKS = (
    (texts.HOLIDAYS_BUTTON, texts.HOLIDAYS_NOW, view("do", "holidays")),
    (texts.PLEDGE_BUTTON, texts.PLEDGE_NOW, view("do", "pledge")),
)
"""What is set elsewhere: its name, what it is about, the code of its button."""


def handlers() -> list[Handler]:
    """The command and its buttons."""
    return [command("settings", settings_command), tap(MAY, VIEW, pressed)]


async def settings_command(update: Update, context: OfficeContext) -> None:
    """All that is set here, as it stands."""
    await context.say(chat_of(update), *await home(context))


async def pressed(update: Update, context: OfficeContext) -> None:
    """Any button of these screens."""
    await taken(STEPS, update, context)


async def home(context: OfficeContext) -> Screen:
    """Every section with what it is set to, and who changed it last."""
    last = await office_settings.last(context.session)
    lines, keys = [texts.HEAD], []
    for sort, (act, now) in SECTIONS.items():
        said, by = await now(context), texts.AS_IT_COMES
        if sort in last:
            by = await _by(context, last[sort])
        lines += ["", texts.SECTION.format(name=sort.label, now=escape(said))]
        lines += [by] if by.strip() != said else []
        keys.append(Button(sort.label, view(VIEW, act)))
    for name, about, code in LINKS:
        lines += ["", texts.SECTION.format(name=name, now=about)]
        keys.append(Button(name, code))
    return Screen("\n".join(lines), in_rows(keys))


async def _by(context: OfficeContext, entry: AuditEntry) -> str:
    officer = await _officer(context, entry)
    return texts.BY.format(officer=officer, day=show_day(kst_date(entry.at)))


async def _officer(context: OfficeContext, entry: AuditEntry) -> str:
    found = await officers.by_id(context.session, entry.officer_id) if entry.officer_id else None
    return escape(found.shown) if found is not None else texts.SERVER


async def _history(one: Tap) -> Screen:
    """`hist:<sort>:<page>`: who changed what, from what to what."""
    context, sort = one.context, SettingSort(one.args[0])
    setter = SETTERS[sort]
    page = page_of(
        await office_settings.history(context.session, sort), one.number(1), MOST_HISTORY
    )
    lines = [texts.HISTORY_HEAD.format(sort=sort.label)]
    for entry in page.items:
        lines += ["", await _told(context, setter, entry)]
    if not page.items:
        lines += ["", texts.NO_HISTORY]
    back = [Button(texts.TO_HOME, view(VIEW, "home"))]
    return Screen("\n".join(lines), [*page.turning(VIEW, "hist", sort), back])


async def _told(context: OfficeContext, setter: Setter, entry: AuditEntry) -> str:
    before, after = office_settings.sides(entry)
    whole = after or before
    assert whole is not None
    return texts.HISTORY_LINE.format(
        at=show_moment(entry.at),
        officer=await _officer(context, entry),
        name=escape(setter.name(whole)),
        before=_says(setter, before),
        after=_says(setter, after),
    )


def _says(setter: Setter, change: Change | None) -> str:
    return setter.says(change) if change is not None else texts.NOTHING


async def _home(one: Tap) -> Screen:
    return await home(one.context)


async def _rules(one: Tap) -> Screen:
    return await rules.shelf(one.context)


async def _rule(one: Tap) -> Screen:
    """`rule:<key>`."""
    return await rules.one(one.context, RuleKey(one.args[0]))


async def _kinds(one: Tap) -> Screen:
    return await kinds.shelf(one.context)


async def _kind(one: Tap) -> Screen:
    """`kind:<row>`."""
    return await kinds.one(one.context, one.number())


async def _patterns(one: Tap) -> Screen:
    return await kinds.patterns(one.context)


async def _units(one: Tap) -> Screen:
    return await units.shelf(one.context)


async def _titles(one: Tap) -> Screen:
    return await headings.shelf(one.context)


async def _words(one: Tap) -> Screen:
    return await words.shelf(one.context)


STEPS: Mapping[str, Callable[[Tap], Awaitable[Screen | None]]] = {
    "home": _home,
    "hist": _history,
    "rules": _rules,
    "rule": _rule,
    **dict.fromkeys(("add", "end", "edit"), rules.asked),
    "drop": rules.dropped,
    "words": _words,
    "say": words.asked,
    "unsay": words.dropped,
    "units": _units,
    "unit": units.asked,
    "asusual": units.made_usual,
    "titles": _titles,
    "title": headings.asked,
    "up": headings.moved_up,
    "usual": headings.made_usual,
    "kinds": _kinds,
    "ladders": ladders.shelf_shown,
    "ladder": ladders.shown,
    "try": ladders.tried,
    "rung": ladders.asked,
    "wait": ladders.patience_asked,
    "restep": ladders.usual_asked,
    "kind": _kind,
    "patterns": _patterns,
    "new": kinds.asked,
    "rename": kinds.rename_asked,
    "retire": kinds.retired,
}
