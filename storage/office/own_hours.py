"""The hour and the weekdays that somebody chose for the notices of a day."""

from storage.act import Act
from storage.models.office import Officer
from storage.office import officers
from storage.rules import errors, hours
from storage.rules.hours import Hours
from storage.rules.trail import Subject, Verb


def of(officer: Officer) -> Hours:
    """What this person chose."""
    return hours.read(officer.settings)


async def choose(act: Act, chosen: Hours) -> Hours:
    """Sets one's own. What is none of the office's counts as the usual; Gone for somebody who
    left meanwhile."""
    await act.hold()
    row = await officers.by_id(act.session, act.officer.id)
    if row is None:
        raise errors.Gone
    before = of(row)
    row.settings = {**row.settings, hours.SETTING: chosen.stored()}
    await act.session.flush()
    await act.log(Subject.OFFICER, row.id, Verb.CHANGE, before=_told(before), after=_told(of(row)))
    return of(row)


def _told(one: Hours) -> dict[str, object]:
    return {hours.SETTING: one.stored()}
