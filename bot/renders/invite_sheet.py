"""The sheet of those who are invited at once: made while it is sent, and nowhere kept."""

from collections.abc import Mapping
from typing import Any

from bot.renders import own_process
from bot.renders.rendered import Render, Rendered, Withheld, still
from handlers.enrol.links import deep_link
from handlers.people import wording_roster as texts
from storage.database import Database
from storage.models.office import Roster
from storage.office import departments, rosters
from storage.rules.dates import show_day
from storage.rules.permission import Action


async def write_sheet(db: Database, given: Mapping[str, Any]) -> Rendered:
    """Cards for the links of `given` that still let somebody in.

    Raises Withheld when they are void by now, or who asked may not invite any more.
    """
    async with db.read() as session:
        await still(session, given["officer"], Action.MANAGE_PEOPLE)
        row = await session.get(Roster, given["roster"])
        tokens = {number: token for number, token in given["links"]}
        standing = await rosters.standing(session, row, [*tokens]) if row else []
        places = {one.id: one.name for one in await departments.ordered(session, everyone=True)}
    if row is None or row.state != rosters.SENT or row.until is None or not standing:
        raise Withheld("the links of this sheet are void")
    cards = [
        {
            "department": places.get(one.department_id or 0, texts.NO_DEPARTMENT),
            "name": one.name,
            "role": one.role.label,
            "link": deep_link(given["bot"], tokens[one.id]),
        }
        for one in standing
    ]
    page = {"format": given["format"], "at": given["at"], "until": show_day(row.until)}
    body = await own_process.made("invite_sheet", {**page, "cards": cards})
    return Rendered(texts.file_name(row.until, given["format"]), body)


RENDERS: dict[str, Render] = {"invite_sheet": write_sheet}
