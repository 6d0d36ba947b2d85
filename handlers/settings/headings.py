"""The titles of the report's sections in `/settings`, and their order."""

from html import escape

from handlers.chat import prompts
from handlers.chat.buttons import in_rows, numbered
from handlers.chat.context import OfficeContext
from handlers.chat.prompts import Answer, Prompt
from handlers.chat.taps import Tap
from handlers.settings import texts
from handlers.settings.changing import MAY, VIEW, Setter, Told
from storage.act import Act
from storage.report import report_versions
from storage.rules.errors import Unreadable
from storage.rules.names import clean_text
from storage.rules.setting_kinds import SECTION_TITLES, SettingSort
from storage.settings import office_settings, report_titles
from storage.settings.office_settings import Change, Standing
from storage.settings.report_titles import ORDER
from storage.traffic.messages import Button, Row, Screen, view


async def now(context: OfficeContext) -> str:
    """The titles in their order."""
    return " · ".join(title for _, title in await report_titles.all_in_order(context.session))


async def shelf(context: OfficeContext) -> Screen:
    """Every section with its title; those of the office say what they were."""
    lines = [texts.HEADINGS_HEAD, ""]
    every = await report_titles.all_in_order(context.session)
    for at, (name, title) in enumerate(every, 1):
        usual = SECTION_TITLES[name]
        was = texts.USUALLY.format(title=usual) if title != usual else ""
        lines.append(texts.HEADING_LINE.format(at=at, title=escape(title), was=was))
    up = [
        Button(texts.UP.format(at=at), view(VIEW, "up", name))
        for at, (name, _) in enumerate(every, 1)
        if at > 1
    ]
    usual_keys = [
        Button(texts.AS_USUAL.format(at=at), view(VIEW, "usual", name))
        for at, (name, title) in enumerate(every, 1)
        if title != SECTION_TITLES[name]
    ]
    rows: list[Row] = [*numbered([view(VIEW, "title", name) for name, _ in every])]
    rows += [*in_rows(up, 3), *in_rows(usual_keys, 2)]
    if await report_titles.order(context.session):
        rows.append([Button(texts.USUAL_ORDER, view(VIEW, "usual", ORDER))])
    history = Button(texts.HISTORY, view(VIEW, "hist", SettingSort.HEADING, 0))
    rows.append([history, Button(texts.TO_HOME, view(VIEW, "home"))])
    return Screen("\n".join(lines), rows)


async def asked(tap: Tap) -> None:
    """`title:<section>`."""
    name = str(tap.args[0])
    title = dict(await report_titles.all_in_order(tap.context.session))[name]
    await prompts.ask(tap.context, tap.chat_id, TITLE, name, now=escape(title))


async def answered(answer: Answer) -> None:
    """The new title of the section of the button."""
    name, title = str(answer.given[0]), clean_text(str(answer.read))
    if not 1 <= len(title) <= texts.MOST_HEADING:
        raise Unreadable(title, texts.WANTED_TITLE, texts.TITLE_HINT)
    row = await _row(answer.context, name)
    said = None if row and title == SECTION_TITLES[name] else {"title": title}
    change = Change(SettingSort.HEADING, name, said, number=row.id if row else None)
    await answer.context.say(answer.chat_id, *await SETTER.ask(answer.context, change))


async def moved_up(tap: Tap) -> Screen:
    """`up:<section>`."""
    names = [name for name, _ in await report_titles.all_in_order(tap.context.session)]
    at = names.index(str(tap.args[0]))
    if at > 0:
        names[at - 1 : at + 1] = [names[at], names[at - 1]]
    row = await _row(tap.context, ORDER)
    said = None if row and names == list(SECTION_TITLES) else {"order": names}
    change = Change(SettingSort.HEADING, ORDER, said, number=row.id if row else None)
    return await SETTER.ask(tap.context, change)


async def made_usual(tap: Tap) -> Screen:
    """`usual:<section>`, `usual:order`: as it comes."""
    row = await _row(tap.context, str(tap.args[0]))
    if row is None:
        return await shelf(tap.context)
    return await SETTER.ask(tap.context, Change(row.sort, row.key, None, number=row.id))


async def _row(context: OfficeContext, key: str) -> Standing | None:
    rows = await office_settings.of(context.session, SettingSort.HEADING)
    return next((row for row in rows if row.key == key), None)


# -- the setter ---------------------------------------------------------------------------------


def name(change: Change) -> str:
    """Of which title a change tells."""
    about = texts.ORDER_NAME if change.key == ORDER else SECTION_TITLES[change.key]
    return f"{SettingSort.HEADING.label} · {about}"


def says(change: Change) -> str:
    """The title, or the titles in their order."""
    said = change.said or {}
    if change.key == ORDER:
        return escape(" → ".join(SECTION_TITLES.get(one, one) for one in said.get("order", ())))
    return escape(str(said.get("title", "")))


async def sides(_context: OfficeContext, change: Change, before: Change | None) -> tuple[str, str]:
    """What is printed, and what would be."""
    usual = {"order": list(SECTION_TITLES), "title": SECTION_TITLES.get(change.key, "")}
    as_usual = Change(change.sort, change.key, usual)
    return says(before or as_usual), says(change if change.said is not None else as_usual)


async def foresee(context: OfficeContext, _change: Change, _before: Change | None) -> Told:
    """Reports that are still written print it so; versions stay as they are."""
    versions = await report_versions.count(context.session)
    told = ["", texts.HEADING_EFFECT]
    return Told(told + ([texts.HEADING_KEPT.format(count=versions)] if versions else []))


async def follow(_act: Act, _change: Change, _before: Change | None) -> None:
    """Nothing is written beside it: a report reads its titles when it is made."""


async def screen(context: OfficeContext, _change: Change) -> Screen:
    """All titles."""
    return await shelf(context)


SETTER = Setter(SettingSort.HEADING, name, says, sides, foresee, follow, screen)
TITLE = Prompt("setting_title", MAY, texts.TITLE_QUESTION, texts.TITLE_HINT, answered)
