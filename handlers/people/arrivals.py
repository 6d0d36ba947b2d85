"""Who came of those who were invited by lists, and letting in together those who match."""

from collections.abc import Awaitable, Callable, Sequence
from html import escape
from itertools import groupby

from handlers.chat import mass_acts, menus
from handlers.chat.context import OfficeContext
from handlers.chat.mass_acts import Deed, Given, Mass, Preview
from handlers.chat.paging import page_of_texts
from handlers.chat.taps import Tap
from handlers.people import changes
from handlers.people import wording_roster as texts
from storage.office import arrivals, invites
from storage.office.arrivals import Arrival
from storage.office.wording_entry import USER, harmless
from storage.rules.dates import show_day, show_time
from storage.rules.errors import Refusal
from storage.rules.permission import Action
from storage.rules.roster_lines import Line
from storage.traffic.messages import Button, Row, Screen, view

PER_PAGE, MOST_LETTERS = 60, 3000
Step = Callable[[Tap], Awaitable[Screen | None]]


async def screen(context: OfficeContext, page: int) -> Screen:
    """At a glance: numbers, who waits, who did not come, who came; by department in 직제순."""
    known = await arrivals.of_lists(context.session, context.now)
    back = [Button(texts.TO_PEOPLE, view("people", "list", 0))]
    ways: list[Row] = [[Button(texts.INVITE_MANY, view("roster", "start"))]]
    if not known:
        return Screen(texts.NONE_INVITED, [*ways, back])
    of = {
        step: [one for one in known if one.step is step]
        for step in (arrivals.Step.WAITS, arrivals.Step.MISSING, arrivals.Step.CAME)
    }
    waits, missing, came = of.values()
    counts = {"came": len(came), "waits": len(waits), "missing": len(missing), "all": len(known)}
    lines = [texts.ARRIVALS_HEAD.format(at=show_time(context.now), **counts)]
    lines += _until(missing)
    empty = await arrivals.empty_places(context.session, known)
    body = [
        *_group(texts.WAITS_HEAD, waits),
        *_group(texts.MISSING_HEAD, missing),
        *(
            [texts.EMPTY_HEAD.format(count=len(empty)), ", ".join(map(escape, empty))]
            if empty
            else []
        ),
        *_group(texts.CAME_HEAD, came),
    ]
    shown = page_of_texts(body, page, PER_PAGE, MOST_LETTERS)
    text = "\n".join([lines[0] + shown.mark, *lines[1:], "", *shown.items])
    together, _alone = await arrivals.matching(context.session, context.now, confirmed=False)
    rows: list[Row] = [*shown.turning("roster", "came")]
    if together:
        label = texts.APPROVE_MATCHING.format(count=len(together))
        rows.append([Button(label, view("roster", "match"), style="success")])
    if waits:
        rows.append([Button(texts.ONE_BY_ONE, view("people", "list", 0))])
    if missing:
        label = texts.MISSING_SHEET.format(count=len(missing))
        rows.append([Button(label, view("roster", "miss"))])
    return Screen(text, [*rows, [*ways[0], *back]])


def _until(missing: Sequence[Arrival]) -> list[str]:
    """Until when the links work of those who did not come."""
    if not missing:
        return []
    days = [one.until for one in missing if one.until is not None]
    return [texts.UNTIL.format(day=show_day(max(days)))] if days else [texts.OVER]


def _group(head: str, people: Sequence[Arrival]) -> list[str]:
    if not people:
        return []
    lines = [head.format(count=len(people))]
    for department, found in groupby(people, key=lambda one: one.department):
        names = ", ".join(map(_name, found))
        told = texts.OF_DEPARTMENT.format(department=escape(department), people=names)
        lines.append(texts.LINE.format(line=told))
    return lines


def _name(one: Arrival) -> str:
    name = escape(one.name) if one.name else texts.ANYBODY.format(role=one.role.label)
    if one.step is not arrivals.Step.WAITS:
        return name + (texts.DECLINED_MARK if one.declined else "")
    if one.alone:
        return name + texts.SECOND_WAITS
    if one.agrees:
        return name + texts.AGREES
    return name + (texts.CONFIRMED if one.confirmed else texts.DIFFERS)


async def came(one: Tap) -> Screen:
    """`came:<page>`."""
    return await screen(one.context, one.number())


async def missing_lines(context: OfficeContext) -> list[Line]:
    """Those who did not come, as a list by which they are invited again."""
    known = await arrivals.of_lists(context.session, context.now)
    missing = [one for one in known if one.step is arrivals.Step.MISSING]
    return [Line(at, one.department, one.name, one.role) for at, one in enumerate(missing, 1)]


async def match_asked(one: Tap) -> None:
    """`match`: who would be let in; the screen it was tapped on stays."""
    await one.context.say(one.chat_id, *await mass_acts.ask(one.context, MATCH, {}))


async def match_preview(context: OfficeContext, given: Given) -> Preview:
    """Those whose account bears the name of the list, each with the account."""
    also = bool(given.get("confirmed"))
    together, alone = await arrivals.matching(context.session, context.now, confirmed=also)
    answered = [one for one in [*together, *alone] if one.confirmed and not one.alone]
    if not together and not answered:
        raise Refusal(texts.NONE_MATCHING)
    agreeing = [one for one in together if one.agrees]
    lines = [texts.MATCHING.format(count=len(together)), *map(_account, agreeing)]
    if also and answered:
        lines += ["", texts.CONFIRMED_HEAD, *map(_account, answered)]
    if alone:
        lines += ["", texts.LEFT.format(count=len(alone))]
    other = texts.WITHOUT_CONFIRMED if also else texts.WITH_CONFIRMED.format(count=len(answered))
    back = [[Button(texts.ARRIVALS, view("roster", "came", 0))]]
    return Preview("\n".join(lines), len(together), back, other if answered else "")


def match_turned(given: Given) -> Given:
    """Those who said to be the one of the list too, or not after all."""
    return {**given, "confirmed": not given.get("confirmed")}


def _account(one: Arrival) -> str:
    assert one.entry is not None
    known = one.entry.username if USER.fullmatch(one.entry.username) else ""
    return texts.MATCHING_LINE.format(
        department=escape(one.department),
        name=escape(one.name),
        role=one.role.label,
        shown=escape(harmless(one.entry.shown)),
        username=f" @{known}" if known else "",
    )


async def matched(context: OfficeContext, given: Given) -> Deed:
    """All of them are in, and each hears it."""
    also = bool(given.get("confirmed"))
    together, _alone = await arrivals.matching(context.session, context.now, confirmed=also)
    people = [one.officer for one in together if one.officer is not None]
    if not people:
        raise Refusal(texts.NONE_MATCHING)
    entries = {one.id: one.settings[invites.ENTRY] for one in people}
    let_in = await arrivals.let_in(context.act, [one.id for one in people])
    for one in let_in:
        await changes.let_in(context, one)
    await changes.settled(context)
    shown = (await screen(context, 0)).under(texts.APPROVED.format(count=len(let_in)))
    return Deed(*shown, {"people": [[one.id, one.version, entries[one.id]] for one in let_in]})


async def match_taken_back(context: OfficeContext, _given: Given, before: Given) -> Screen:
    """They wait again; who was changed meanwhile stays."""
    back = await arrivals.put_back(context.act, [tuple(one) for one in before["people"]])
    await context.tell(
        [one for one in back if one.telegram_id and one.reachable], texts.APPROVAL_WITHDRAWN
    )
    for one in back:
        await menus.put_for(context.session, one, context.now)
    await changes.settled(context)
    return (await screen(context, 0)).under(texts.APPROVAL_TAKEN_BACK.format(count=len(back)))


MATCH = Mass(
    "roster_match",
    Action.MANAGE_PEOPLE,
    match_preview,
    matched,
    match_taken_back,
    match_turned,
)
STEPS: dict[str, Step] = {"came": came, "match": match_asked}
