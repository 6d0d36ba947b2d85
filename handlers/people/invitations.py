"""Inviting somebody: role, department, span, name; then the link, to copy or as a QR picture."""

from datetime import timedelta
from html import escape

from handlers.chat import prompts
from handlers.chat.prompts import Answer, Prompt
from handlers.enrol.links import deep_link
from handlers.enrol.texts import WHO
from handlers.people import texts, views
from handlers.people.answers import read_name
from handlers.people.taps import DAYS, Step, Tap, grantable
from storage.office import departments, invites
from storage.rules.permission import Action
from storage.traffic.messages import Screen


async def role_asked(tap: Tap) -> Screen:
    """`inv`."""
    return views.invite_role(grantable(tap.context.officer))


async def department_asked(tap: Tap) -> Screen:
    """`invd:<role>:<page>`."""
    offered = await departments.ordered(tap.context.session)
    return views.invite_department(tap.role(), offered, tap.number(1))


async def days_asked(tap: Tap) -> Screen:
    """`invt:<role>:<department>`."""
    role = tap.role()
    number, name = await tap.place(1, role)
    return views.invite_days(role, number or 0, name, DAYS)


async def name_offered(tap: Tap) -> Screen:
    """`invn:<role>:<department>:<days>`."""
    role = tap.role()
    number, name = await tap.place(1, role)
    return views.invite_name(role, number or 0, name, tap.days(2))


async def name_asked(tap: Tap) -> None:
    """`invq:<role>:<department>:<days>`: the name comes as a reply."""
    role = tap.role()
    number, name = await tap.place(1, role)
    given = (role, number or 0, tap.days(2))
    told = {"role": role.label, "department": escape(name), "days": tap.days(2)}
    await prompts.ask(tap.context, tap.chat_id, INVITEE, *given, **told)


async def invitee_answered(one: Answer) -> None:
    """The name of somebody to be invited."""
    await _invite(Tap.of(one), one.read)


async def made(tap: Tap) -> None:
    """`make:<role>:<department>:<days>`: an invitation without a name."""
    await _invite(tap, "")


async def _invite(tap: Tap, name: str) -> None:
    """Makes the invitation of role, department and days, and shows its link; raises Refusal.

    Whoever reads the link may use it, so it is kept no longer than it takes to send it.
    """
    context, role, days = tap.context, tap.role(), tap.days(2)
    number, department = await tap.place(1, role)
    token = await invites.create(context.act, role, number, name, days, needs_approval=True)
    link = deep_link(context.bot.username, token)
    line = WHO.format(
        name=escape(name) or texts.ANYBODY, department=escape(department), role=role.label
    )
    screen = views.invited(line, context.now + timedelta(days=days), link)
    if tap.message_id:
        await context.redraw(tap.chat_id, tap.message_id, *screen, secret=True)
    else:
        await context.say(tap.chat_id, *screen, secret=True)
    given = {"text": link}
    await context.picture(tap.chat_id, "qr", given, caption=texts.QR_CAPTION, secret=True)


INVITEE = Prompt(
    "invitee",
    Action.MANAGE_PEOPLE,
    texts.INVITEE_QUESTION,
    texts.INVITEE_HINT,
    invitee_answered,
    read_name,
)
STEPS: dict[str, Step] = {
    "inv": role_asked,
    "invd": department_asked,
    "invt": days_asked,
    "invn": name_offered,
    "invq": name_asked,
    "make": made,
}
