"""The removal of a person, taken back."""

from storage.act import Act
from storage.models.office import Officer
from storage.office import officers, texts
from storage.rules import errors, people, permission
from storage.rules.trail import Subject, Verb


async def take_back(act: Act, officer_id: int, version: int) -> Officer:
    """The person is what they were.

    Refusal when the removal (which left `version`) was not the last change, and for a powerful
    role, which one person alone does not give.
    """
    session = act.session
    await act.hold()
    one = await officers.by_id(session, officer_id)
    if one is None or one.state != people.REMOVED or one.version != version:
        raise errors.Refusal(texts.PERSON_MOVED)
    if one.role in permission.POWERFUL:
        raise errors.Refusal(texts.POWER_BY_INVITE)
    one.state = people.ACTIVE
    one.version += 1
    await session.flush()
    await act.log(
        Subject.OFFICER,
        officer_id,
        Verb.RESTORE,
        before={"state": people.REMOVED},
        after={"state": people.ACTIVE},
    )
    return one
