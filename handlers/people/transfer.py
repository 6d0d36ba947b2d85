"""인계: whose work goes to whom, where the one goes, and on which day; then all of it at once."""

from datetime import date
from html import escape

from sqlmodel.ext.asyncio.session import AsyncSession

from handlers.chat import mass_acts, menus, prompts
from handlers.chat.context import OfficeContext
from handlers.chat.errors import BadCode
from handlers.chat.mass_acts import Deed, Given, Mass, Preview
from handlers.chat.prompts import Answer, Prompt
from handlers.people import texts, transfer_views
from handlers.people.changes import card, changed, settled, tell_out
from handlers.people.taps import (
    Step,
    Tap,
    check_grant,
    department_name,
    known_person,
    reached,
)
from scheduler.reminders import dues
from storage.models.office import Officer
from storage.models.transfer import TransferOrder
from storage.office import departments, officers, posts
from storage.rules.date_grammar import read_period
from storage.rules.dates import show_day
from storage.rules.errors import unreadable_period
from storage.rules.leaving_kinds import Leaving
from storage.rules.permission import Action, may
from storage.traffic.messages import Screen
from storage.transfers import (
    carrying_out,
    gathering,
    handing,
    notices,
    orders,
    wording_transfer,
)
from storage.transfers.moves import Move

NOW, NEXT, ASK = "now", "next", "ask"
TURNS = ((1, 1), (7, 1))
"""January and July: when an office moves its people as a rule."""


async def department_chosen(tap: Tap) -> Screen:
    """`dept:<person>:<department>`: the account goes on; work of the old place waits there."""
    context, one = tap.context, await tap.person()
    held = await gathering.records_of(context.session, one)
    if not any(held.values()) or await orders.of_person(context.session, one.id) is not None:
        await officers.change_department(context.act, one.id, tap.number(1))
        await changed(context, one)
        return await card(context, one, texts.DONE_DEPARTMENT)
    place = await department_name(context, one)
    move = Move(one, None, Leaving.MOVE, one.department_id, tap.number(1), context.today)
    order = await _carried_out(context, await orders.prepare(context.act, move))
    one = await reached_of(context, order)
    await changed(context, one)
    count = sum(map(len, held.values()))
    told = texts.DONE_DEPARTMENT_LEFT.format(department=escape(place), count=count)
    screen = await card(context, one, order.reason or told)
    return Screen(screen.text, [*transfer_views.to_moves(), *screen.rows])


async def successor_asked(tap: Tap) -> Screen:
    """`hand:<person>`: who takes over; what is planned already is shown instead."""
    one, session = await tap.person(), tap.context.session
    order = await orders.of_person(session, one.id)
    if order is not None:
        return await _order_screen(tap.context, order)
    able = [other for other in await _could_follow(tap, one) if may(other.role, Action.WRITE_PLAN)]
    return transfer_views.successors(one, able)


async def _could_follow(tap: Tap, one: Officer) -> list[Officer]:
    coming = await orders.coming_to(tap.context.session, one.department_id)
    return [*await colleagues(tap, one), *(each for each in coming if each.id != one.id)]


async def way_asked(tap: Tap) -> Screen:
    """`handto:<person>:<successor>`: where the one goes; 0 for nobody named yet."""
    one, to = await tap.person(), await _successor(tap)
    return transfer_views.ways(one, to)


async def asked_at_once(tap: Tap) -> Screen:
    """`handok:<person>:<successor>`, the yes of a release before: now, and out of the office."""
    given = {"person": tap.number(), "to": tap.number(1), "leaving": Leaving.OUT.value, "into": 0}
    today = tap.context.today.isoformat()
    if given["person"] == tap.context.officer.id:
        raise BadCode  # nobody closes the account they are using
    return await mass_acts.ask(tap.context, TRANSFER, given | {"day": today})


async def place_asked(tap: Tap) -> Screen:
    """`handin:<person>:<successor>:<page>`: the department into which the one goes."""
    one, to = await tap.person(), await _successor(tap)
    offered = [
        each
        for each in await departments.ordered(tap.context.session)
        if each.id != one.department_id
    ]
    return transfer_views.places(one, to, offered, tap.number(2))


async def day_asked(tap: Tap) -> Screen:
    """`handat:<person>:<successor>:<leaving>:<department>`: when."""
    one, to = await tap.person(), await _successor(tap)
    leaving, into = _leaving(tap), tap.number(3)
    handing.refuse_power(one, leaving)
    return transfer_views.days(one, to, leaving, into, next_turn(tap.context.today))


async def day_chosen(tap: Tap) -> Screen | None:
    """`handon:<person>:<successor>:<leaving>:<department>:<when>`: what would move."""
    given = _given(tap)
    when, today = tap.args[4], tap.context.today
    if when == ASK:
        one = await tap.person()
        at = (one.id, tap.number(1), tap.args[2], tap.number(3))
        await prompts.ask(tap.context, tap.chat_id, DAY, *at, name=escape(one.name))
        return None
    day = today if when == NOW else next_turn(today)
    return await mass_acts.ask(tap.context, TRANSFER, given | {"day": day.isoformat()})


async def day_answered(one: Answer) -> None:
    """The day as typed."""
    given = _given(Tap.of(one)) | {"day": one.read.isoformat()}
    await one.context.say(one.chat_id, *await mass_acts.ask(one.context, TRANSFER, given))


def _day(words: str, today: date) -> date:
    spans = read_period(words, today).spans
    if len(spans) != 1 or spans[0].start != spans[0].end:
        raise unreadable_period(words)
    day: date = spans[0].start
    return day


def next_turn(today: date) -> date:
    """The next of those days."""
    turns = [date(year, *day) for year in (today.year, today.year + 1) for day in TURNS]
    return min(turn for turn in turns if turn > today)


def _leaving(tap: Tap) -> Leaving:
    try:
        return Leaving(tap.args[2])
    except ValueError:
        raise BadCode from None


def _given(tap: Tap) -> dict[str, object]:
    return {
        "person": tap.number(),
        "to": tap.number(1),
        "leaving": _leaving(tap).value,
        "into": tap.number(3),
    }


async def _successor(tap: Tap) -> Officer | None:
    return await known_person(tap.context, tap.number(1)) if tap.number(1) else None


async def _move(context: OfficeContext, given: Given) -> Move:
    one = await reached(context, given["person"])
    to = await known_person(context, given["to"]) if given["to"] else None
    return Move(
        one,
        to,
        Leaving(given.get("leaving", Leaving.OUT)),
        one.department_id,
        given.get("into") or None,
        date.fromisoformat(given.get("day", context.today.isoformat())),
    )


async def preview(context: OfficeContext, given: Given) -> Preview:
    """What would go to whom, each thing by its name."""
    move = await _move(context, given)
    await orders.refuse(context.act, move)
    due = await dues.of(context.session, context.today, move.leaver.id)
    told = await gathering.gathered(context.session, move, due, context.now)
    text = transfer_views.question(told, now=move.day == context.today)
    return Preview(text, told.count, transfer_views.back_to(move.leaver))


async def ordered(context: OfficeContext, given: Given) -> Deed:
    """At once, or planned for its day."""
    move = await _move(context, given)
    order = await orders.prepare(context.act, move)
    before = {"order": order.id}
    if move.day > context.today:
        text = texts.ORDER_MADE.format(day=show_day(move.day))
        return Deed(text, transfer_views.after_order(), before)
    order = await _carried_out(context, order)
    if order.paper is None:
        return Deed(escape(order.reason), transfer_views.after_order(), before)
    paper = await orders.paper(context.session, order, {}, context.now)
    text = f"{texts.TRANSFER_DONE}\n\n{wording_transfer.paper(paper)}"
    return Deed(text, [*notices.papers(order.id), *transfer_views.after_order()], before)


async def _carried_out(context: OfficeContext, order: TransferOrder) -> TransferOrder:
    """It comes true now, with what follows: the menu, who hears of power, plans in other hands."""
    number = order.id
    await carrying_out.carry_out(context.act, [order], dues.of)
    order = await orders.existing(context.session, number)
    one = await reached_of(context, order)
    await menus.put_for(context.session, one, context.now)
    await tell_out(context, one)
    await settled(context)
    await notices.tell_ended(context.act, order, but=context.officer)
    return order


async def taken_back(context: OfficeContext, _given: Given, before: Given) -> Screen:
    """The order is none any more; what was carried out is undone."""
    order = await orders.existing(context.session, before.get("order", 0))
    one = await reached_of(context, order)
    if order.done_at is None:
        await orders.withdraw(context.act, order.id)
        return await card(context, one, texts.ORDER_WITHDRAWN)
    one = await carrying_out.take_back(context.act, order.id)
    await changed(context, one)
    return await card(context, one, texts.TRANSFER_TAKEN_BACK)


async def reached_of(context: OfficeContext, order: TransferOrder) -> Officer:
    """Whose order it is, gone by now or not."""
    return (await orders.move_of(context.session, order)).leaver


async def _ours(tap: Tap) -> Officer:
    """Whose order `<order>` is. NotAllowed where the reader may not change that person."""
    order = await orders.existing(tap.context.session, tap.number())
    one = await reached_of(tap.context, order)
    check_grant(tap.context.officer, one.role)
    return one


async def listed(tap: Tap) -> Screen:
    """`moves`: what is planned, and what was left to a department."""
    session = tap.context.session
    planned = [await _told(session, order) for order in await orders.planned(session)]
    open_ones = await orders.without_successor(session)
    left = [await _told(session, order) for order in open_ones]
    return transfer_views.listed(planned, left)


async def _told(session: AsyncSession, order: TransferOrder) -> transfer_views.Told:
    return transfer_views.Told(
        order,
        await orders.move_of(session, order),
        await departments.name_of(session, order.to_department_id or 0),
    )


async def order_opened(tap: Tap) -> Screen:
    """`move:<order>`: what goes to whom, with the paper and the way back."""
    order = await orders.existing(tap.context.session, tap.number())
    return await _order_screen(tap.context, order)


async def _order_screen(context: OfficeContext, order: TransferOrder) -> Screen:
    due = await dues.of(context.session, context.today, order.officer_id)
    told = await orders.paper(context.session, order, due, context.now)
    able = []
    if order.done_at is not None and order.successor_id is None:
        people = await posts.in_department(context.session, order.department_id or 0)
        able = [each for each in people if may(each.role, Action.WRITE_PLAN)]
    return transfer_views.order(order, told, able)


async def order_withdrawn(tap: Tap) -> Screen:
    """`movex:<order>`."""
    one = await _ours(tap)
    await orders.withdraw(tap.context.act, tap.number())
    return await card(tap.context, one, texts.ORDER_WITHDRAWN)


async def successor_named(tap: Tap) -> Screen:
    """`moveto:<order>:<successor>`: somebody takes over what was left to the department."""
    context = tap.context
    await _ours(tap)
    to = await known_person(context, tap.number(1))
    order = await carrying_out.name_successor(context.act, tap.number(), to.id)
    told = await orders.paper(context.session, order, {}, context.now)
    words = texts.LEFT_TO_YOU.format(name=escape(told.leaver.name))
    await context.tell(
        [to], f"{words}\n\n{wording_transfer.paper(told)}", notices.papers(order.id)
    )
    done = texts.LEFT_GIVEN.format(name=escape(to.name))
    return (await listed(tap)).under(done)


async def paper_asked(tap: Tap) -> None:
    """`hwpx|pdf:<order>`: the 인계인수서, rendered when it is sent."""
    order = await orders.existing(tap.context.session, tap.number())
    orders.refuse_reader(tap.context.officer, order)
    one = await reached_of(tap.context, order)
    await tap.answer(texts.PAPER_COMING)
    given = {
        "order": order.id,
        "format": tap.act,
        "officer": tap.context.officer.id,
        "at": tap.context.now.isoformat(),
    }
    caption = texts.PAPER_CAPTION.format(name=one.name)
    await tap.context.document(tap.chat_id, notices.VIEW, given, caption=caption)


async def colleagues(tap: Tap, one: Officer) -> list[Officer]:
    """The other people of a person's department."""
    people = await posts.in_department(tap.context.session, one.department_id or 0)
    return [other for other in people if other.id != one.id]


DAY = Prompt(
    "transfer_day",
    Action.MANAGE_PEOPLE,
    texts.DAY_QUESTION,
    texts.DAY_HINT,
    day_answered,
    _day,
)
TRANSFER = Mass("transfer", Action.MANAGE_PEOPLE, preview, ordered, taken_back)
STEPS: dict[str, Step] = {
    "dept": department_chosen,
    "hand": successor_asked,
    "handto": way_asked,
    "handok": asked_at_once,
    "handin": place_asked,
    "handat": day_asked,
    "handon": day_chosen,
    "moves": listed,
    "move": order_opened,
    "movex": order_withdrawn,
    "moveto": successor_named,
}
