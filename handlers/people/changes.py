"""What is done to one person: approve, decline, another role, department or name, removal."""

from html import escape

from handlers.chat import errors, mass_acts, menus, prompts
from handlers.chat.context import OfficeContext
from handlers.chat.mass_acts import Deed, Given, Mass, Preview
from handlers.chat.prompts import Answer, Prompt
from handlers.enrol import commands as enrol
from handlers.enrol import texts as enrol_texts
from handlers.enrol.views import who
from handlers.people import texts, views
from handlers.people.answers import read_name
from handlers.people.taps import Step, Tap, department_name, grantable, known_person, reached
from handlers.people.views import Part
from handlers.plan import hands
from storage.models.office import Officer, RoleGrant
from storage.office import (
    attendance,
    consent,
    departments,
    grant_cards,
    invites,
    officers,
    posts,
    removals,
    role_grants,
)
from storage.office import texts as storage_texts
from storage.plans import handover
from storage.rules.dates import show_day, show_moment
from storage.rules.errors import Refusal
from storage.rules.people import ACTIVE
from storage.rules.permission import POWERFUL, Action, may, may_grant
from storage.traffic.messages import Button, Screen, view
from storage.transfers import orders


async def listed(context: OfficeContext, page: int) -> Screen:
    """The list of everybody, before it what waits for a second administrator."""
    session = context.session
    people = [*await invites.waiting(session), *await posts.people(session)]
    grants = [
        await grant_cards.told_of(session, one) for one in await role_grants.pending(session)
    ]
    return views.people_list(people, await departments.ordered(session), page, grants)


async def card(context: OfficeContext, one: Officer, notice: str = "") -> Screen:
    """One person's card."""
    if notice:  # something was changed
        await settled(context)
    name = await department_name(context, one)
    entry = await invites.entry_of(context.session, one)
    within = may_grant(context.officer.role, one.role)
    seen = attendance.last_seen(one)
    screen = views.person_card(one, name, seen, notice, entry, may_change=within)
    if (order := await orders.of_person(context.session, one.id)) is not None:
        told = texts.MOVE_COMING.format(day=show_day(order.day))
        screen = Screen(f"{screen.text}\n{told}", screen.rows)
    grant = await role_grants.of_person(context.session, one.id)
    if grant is None:
        return screen
    asked = await grant_cards.told_of(context.session, grant)
    return views.with_grant(screen, asked, _part(context, grant))


def _part(context: OfficeContext, grant: RoleGrant) -> Part:
    """What this reader may do about a request."""
    if role_grants.is_due(grant, context.officer, context.now):
        return Part.DUE
    if grant.asked_by == context.officer.id:
        return Part.ASKER
    return Part.JUDGE if grant_cards.may_answer(grant, context.officer) else Part.READER


async def settled(context: OfficeContext) -> None:
    """What follows from any change of a person, in its transaction."""
    await role_grants.settle(context.session, context.now)
    await hands.follow_all(context)


async def list_turned(tap: Tap) -> Screen:
    """`list:<page>`."""
    return await listed(tap.context, tap.number())


async def card_opened(tap: Tap) -> Screen:
    """`card:<person>`."""
    return await card(tap.context, await known_person(tap.context, tap.number()))


async def approved(tap: Tap) -> Screen:
    """`yes:<person>`: lets somebody in who waits."""
    context, one = tap.context, await tap.person()
    await _refuse_asked(context, one)
    await invites.approve(context.act, one.id)
    await let_in(context, one)
    if one.role in POWERFUL:
        await _tell_administrators(context, one, texts.POWER_IN)
    return await card(context, one, texts.DONE_APPROVED)


async def let_in(context: OfficeContext, one: Officer) -> None:
    """A newcomer hears that they are in, and gets the menu that goes with it."""
    await enrol.ask_department(context, one, enrol_texts.APPROVED)
    await menus.put_for(context.session, one, context.now)


async def declined(tap: Tap) -> Screen:
    """`no:<person>`: does not let in."""
    context, one = tap.context, await tap.person()
    await _refuse_asked(context, one)
    telegram_id = one.telegram_id
    await invites.decline(context.act, one.id)
    if telegram_id is not None:
        await context.say(telegram_id, enrol_texts.DECLINED)
    screen = await listed(context, 0)
    return screen.under(texts.DONE_DECLINED)


async def roles_offered(tap: Tap) -> Screen:
    """`roles:<person>`."""
    return views.role_menu(await tap.person(), grantable(tap.context.officer))


async def role_chosen(tap: Tap) -> Screen:
    """`role:<person>:<role>`: the person hears it, and of power all administrators.

    Power is only asked for, to be given or to be taken from an administrator.
    """
    context, one, role = tap.context, await tap.person(), tap.role(1)
    actor, before = context.officer, one.role
    if one.state == ACTIVE and await role_grants.needed(context.session, one, role, actor):
        grant = await role_grants.ask(context.act, one, role)
        return await card(context, one, _asked(grant))
    await officers.change_role(context.act, one.id, role)
    await role_changed(context, one)
    if {before, role} & POWERFUL:
        await _tell_administrators(context, one, texts.GRANTED)
    return await card(context, one, texts.DONE_ROLE)


def _asked(grant: RoleGrant) -> str:
    """That others decide now, or that the one concerned may object until a moment."""
    if grant.waits_until is None:
        return texts.DONE_ASKED
    return texts.DONE_ASKED_TO_WAIT.format(moment=show_moment(grant.waits_until))


async def role_changed(context: OfficeContext, one: Officer) -> None:
    """The person hears it; who only reads from now on cannot finish what they began."""
    await changed(context, one)
    if not may(one.role, Action.LOG_EVENT):
        await _handed_over(context, one)


async def departments_offered(tap: Tap) -> Screen:
    """`depts:<person>:<page>`."""
    context, one = tap.context, await tap.person()
    offered = await departments.ordered(context.session)
    return views.department_menu(one, await department_name(context, one), offered, tap.number(1))


async def name_asked(tap: Tap) -> None:
    """`name:<person>`: the answer comes as a reply."""
    one = await tap.person()
    await prompts.ask(tap.context, tap.chat_id, NAME, one.id, name=escape(one.name))


async def name_answered(one: Answer) -> None:
    """A person's new name."""
    screen = await renamed(one.context, one.given[0], one.read)
    await one.context.say(one.chat_id, *screen)


async def renamed(context: OfficeContext, number: int, name: str) -> Screen:
    """Gives a person another name."""
    one = await reached(context, number)
    before = one.name
    await officers.change_name(context.act, one.id, name)
    await changed(context, one)  # the name stands on the cards by which others decide
    if one.role in POWERFUL:
        await _tell_administrators(context, one, texts.RENAMED, before=before)
    return await card(context, one, texts.DONE_NAME)


async def removal_asked(tap: Tap) -> Screen:
    """`drop:<person>`: what would happen; that another administrator go is only asked for."""
    one = await tap.person()
    if consent.takes(one, tap.context.officer):
        return views.removal_request(one)
    return await mass_acts.ask(tap.context, REMOVE, {"person": one.id})


async def removal_wanted(tap: Tap) -> Screen:
    """`gone:<person>`: a request that another administrator go, or the yes of a release before."""
    context, one = tap.context, await tap.person()
    if not consent.takes(one, context.officer):
        return await removal_asked(tap)
    grant = await role_grants.ask_removal(context.act, one)
    return await card(context, one, _asked(grant))


async def removal_preview(context: OfficeContext, given: Given) -> Preview:
    """Who would go, and what they leave behind."""
    one = await reached(context, given["person"])
    text = texts.REMOVE_QUESTION.format(
        name=escape(one.name),
        department=escape(await department_name(context, one)),
        role=one.role.label,
        drafts=len(await handover.unfinished(context.session, one)),
    )
    back = [[Button(texts.BACK, view("people", "card", one.id))]]
    return Preview(text, 1, back)


async def removed(context: OfficeContext, given: Given) -> Deed:
    """Out; what they wrote stays with their department."""
    one = await reached(context, given["person"])
    if consent.takes(one, context.officer):  # raised since the question
        raise Refusal(storage_texts.PERSON_MOVED)
    drafts = await handover.unfinished(context.session, one)
    await officers.remove(context.act, one.id)
    await let_go(context, one)
    screen = (await listed(context, 0)).under(texts.DONE_REMOVED)
    return Deed(*screen, {"version": one.version, "drafts": drafts})


async def removal_taken_back(context: OfficeContext, given: Given, before: Given) -> Screen:
    """In again, with what they were writing if nobody has gone on with it."""
    one = await removals.take_back(context.act, given["person"], before["version"])
    await handover.give_back(context.session, before["drafts"], one, context.now)
    await changed(context, one)
    return await card(context, one, texts.DONE_PUT_BACK)


REMOVE = Mass("person_remove", Action.MANAGE_PEOPLE, removal_preview, removed, removal_taken_back)


async def let_go(context: OfficeContext, one: Officer) -> None:
    """What follows from a removal: a colleague takes over, and all who are concerned hear it."""
    await _handed_over(context, one)
    if one.telegram_id is not None:
        await context.say(one.telegram_id, texts.REMOVED_NOTICE)
    await menus.put_for(context.session, one, context.now)
    await tell_out(context, one)
    await settled(context)


async def _handed_over(context: OfficeContext, one: Officer) -> None:
    """A colleague takes over what this person was writing, and hears of it."""
    heir, count = await handover.hand_over(context.session, one, context.now)
    if heir is not None and heir.telegram_id is not None:
        left = texts.HANDED_OVER.format(name=escape(one.name), count=count)
        await context.say(heir.telegram_id, left)


async def changed(context: OfficeContext, one: Officer) -> None:
    """Tells a person what they are now, with the menu that goes with it."""
    line = who(one, await enrol.department_of(context, one))
    await context.tell([one], enrol_texts.CHANGED.format(who=line))
    await menus.put_for(context.session, one, context.now)


async def tell_out(context: OfficeContext, one: Officer) -> None:
    """That somebody with power is out, to the administrators: it may be a thief's doing."""
    if one.role in POWERFUL:
        await _tell_administrators(context, one, texts.POWER_OUT)


async def _tell_administrators(
    context: OfficeContext, one: Officer, text: str, before: str = ""
) -> None:
    line = who(one, await enrol.department_of(context, one))
    by = who(context.officer, await enrol.department_of(context, context.officer))
    await errors.tell_administrators(context, text.format(who=line, by=by, before=escape(before)))


async def _refuse_asked(context: OfficeContext, one: Officer) -> None:
    """Who waits for a second administrator is decided about on that card alone."""
    if await role_grants.of_person(context.session, one.id) is not None:
        raise Refusal(storage_texts.GRANT_WAITS)


NAME = Prompt(
    "person_name",
    Action.MANAGE_PEOPLE,
    texts.NAME_QUESTION,
    texts.NAME_HINT,
    name_answered,
    read_name,
)
STEPS: dict[str, Step] = {
    "list": list_turned,
    "card": card_opened,
    "yes": approved,
    "no": declined,
    "roles": roles_offered,
    "role": role_chosen,
    "depts": departments_offered,
    "drop": removal_asked,
    "gone": removal_wanted,
    "name": name_asked,
}
