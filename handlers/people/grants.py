"""The second administrator's answer to a powerful role, and the asker who takes it back."""

from handlers.people import texts
from handlers.people.changes import card, changed, let_in, settled
from handlers.people.taps import Step, Tap
from handlers.people.views import HERE, Screen
from storage.models.office import RoleGrant
from storage.queries.office import officers, role_grants
from storage.rules.errors import Gone
from storage.rules.permission import GrantState


async def agreed(tap: Tap) -> Screen | None:
    """`agree:<grant>`: the role is given now, if it still stands."""
    return await _answered(tap, agree=True)


async def refused(tap: Tap) -> Screen | None:
    """`refuse:<grant>`."""
    return await _answered(tap, agree=False)


async def _answered(tap: Tap, *, agree: bool) -> Screen | None:
    context = tap.context
    grant = await role_grants.answer(
        context.session, tap.number(), agree=agree, actor=context.officer, now=context.now
    )
    if grant.state == GrantState.APPROVED.value:
        one = await officers.by_id(context.session, grant.officer_id)
        if one is not None:
            await (let_in if grant.before is None else changed)(context, one)
        await settled(context)
    return await _shown(tap, grant) if tap.args[1:] == [HERE] else None


async def withdrawn(tap: Tap) -> Screen:
    """`take:<grant>`: the asker thinks better of it."""
    context = tap.context
    grant = await role_grants.withdraw(
        context.session, tap.number(), actor=context.officer, now=context.now
    )
    return await _shown(tap, grant, texts.DONE_WITHDRAWN)


async def _shown(tap: Tap, grant: RoleGrant, notice: str = "") -> Screen:
    """The person's card, drawn anew."""
    one = await officers.by_id(tap.context.session, grant.officer_id)
    if one is None:
        raise Gone
    return await card(tap.context, one, notice)


STEPS: dict[str, Step] = {"agree": agreed, "refuse": refused, "take": withdrawn}
