"""Who has to agree before power is given, or taken from an administrator.

Asked where a request is made and again where the row is written: no way around goes past here.
"""

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.office import Officer
from storage.office import texts
from storage.office.posts import administrators, may_give
from storage.rules import errors, permission
from storage.rules.people import reachable
from storage.rules.terms import Role


async def seconds(
    session: AsyncSession, asker: Officer | None, about: Officer | None = None
) -> list[Officer]:
    """The administrators within reach who may agree to what `asker` wants.

    Of what would take power from `about`, that person is no judge.
    """
    apart = {one.id for one in (asker, about) if one is not None}
    everyone = await administrators(session)
    return [one for one in everyone if reachable(one) and one.id not in apart]


async def refuse_alone(session: AsyncSession, asker: Officer | None, actor: Officer) -> None:
    """Refusal unless `actor` is one of the `seconds`; a lone administrator decides alone."""
    others = await seconds(session, asker)
    if others and actor.id not in {one.id for one in others}:
        raise errors.Refusal(texts.SECOND_NEEDED)


def takes(officer: Officer, actor: Officer) -> bool:
    """Whether what lowers or removes this person is done to an administrator by another."""
    return officer.role == Role.ADMIN and officer.id != actor.id


async def refuse_taking(
    session: AsyncSession, officer: Officer, asker: Officer, actor: Officer, *, waited: bool
) -> None:
    """Refusal for taking an administrator's power without a second one's word.

    To step down or to go needs nobody. Where nobody else is within reach, the asker may only
    have `waited` while the one concerned could object.
    """
    if not takes(officer, actor):
        return
    if not may_give(actor, Role.ADMIN):
        raise errors.NotAllowed
    others = await seconds(session, asker, officer)
    if actor.id in {one.id for one in others} and actor.id != asker.id:
        return
    if others or not waited:
        raise errors.Refusal(texts.SECOND_NEEDED_TO_TAKE)


async def refuse_the_last(session: AsyncSession, officer: Officer) -> None:
    """Refusal for the only administrator there is."""
    others = [one for one in await administrators(session) if one.id != officer.id]
    if officer.role == Role.ADMIN and not others:
        raise errors.Refusal(texts.LAST_ADMIN)


def raises(officer: Officer, role: Role) -> bool:
    """Whether this role gives power to this person, as they are now."""
    before = None if officer.state == "waiting" else officer.role
    return permission.raises(before, role)
