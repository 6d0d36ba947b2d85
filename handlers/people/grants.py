"""The answer to a request about power, and the asker who takes it back or carries it out."""

from handlers.people import texts
from handlers.people.changes import card, let_go, let_in, role_changed, settled
from handlers.people.taps import Step, Tap
from handlers.people.views import HERE
from storage.models.office import RoleGrant
from storage.office import officers, role_grants
from storage.rules.errors import Gone
from storage.rules.permission import GrantAct, GrantState
from storage.traffic.messages import Screen

DONE = (GrantState.APPROVED, GrantState.CARRIED_OUT)


async def agreed(tap: Tap) -> Screen | None:
    """`agree:<grant>`: what was asked for is done now, if it still stands."""
    return await _answered(tap, agree=True)


async def refused(tap: Tap) -> Screen | None:
    """`refuse:<grant>`."""
    return await _answered(tap, agree=False)


async def _answered(tap: Tap, *, agree: bool) -> Screen | None:
    context = tap.context
    grant = await role_grants.answer(context.act, tap.number(), agree=agree)
    await _followed(tap, grant)
    return await _shown(tap, grant) if HERE in tap.args[1:] else None


async def carried_out(tap: Tap) -> Screen:
    """`do:<grant>`: nobody could agree, and nobody has objected."""
    context = tap.context
    grant = await role_grants.carry_out(context.act, tap.number())
    await _followed(tap, grant)
    done = grant.state == GrantState.CARRIED_OUT
    return await _shown(tap, grant, texts.DONE_CARRIED_OUT if done else texts.DONE_FALLEN)


async def _followed(tap: Tap, grant: RoleGrant) -> None:
    """What follows once power was given or taken."""
    context = tap.context
    one = await officers.by_id(context.session, grant.officer_id)
    if grant.state not in DONE or one is None:
        return
    if grant.before is None:
        await let_in(context, one)
    elif grant.act == GrantAct.REMOVE:
        await let_go(context, one)
    else:
        await role_changed(context, one)
    await settled(context)


async def withdrawn(tap: Tap) -> Screen:
    """`take:<grant>`: the asker thinks better of it."""
    context = tap.context
    grant = await role_grants.withdraw(context.act, tap.number())
    return await _shown(tap, grant, texts.DONE_WITHDRAWN)


async def _shown(tap: Tap, grant: RoleGrant, notice: str = "") -> Screen:
    """The person's card, drawn anew."""
    one = await officers.by_id(tap.context.session, grant.officer_id)
    if one is None:
        raise Gone
    return await card(tap.context, one, notice)


STEPS: dict[str, Step] = {
    "agree": agreed,
    "refuse": refused,
    "take": withdrawn,
    "do": carried_out,
}
