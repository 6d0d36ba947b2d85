"""제출 서식 as a file: the plain one, or that of one department as its plan stands."""

from collections.abc import Mapping
from typing import Any

from bot.renders import own_process
from bot.renders.rendered import Render, Rendered, still
from storage.database import Database
from storage.office import holidays
from storage.plans import plan_form
from storage.plans import wording_plan_form as words
from storage.plans.plan_form_shapes import Form
from storage.rounds import rounds
from storage.rules.adapter import adapter
from storage.rules.half_year import HalfYear
from storage.rules.permission import Action


async def write_form(db: Database, given: Mapping[str, Any]) -> Rendered:
    """`given` names the half, the format, and a department if it is not for all; raises Withheld
    when the right was lost meanwhile."""
    half, ending = HalfYear.parse(given["half"]), given["format"]
    form = await form_of(db, given, half)
    told = adapter(Form).dump_python(form, mode="json")
    page = {"form": told, "format": ending, "at": given["at"]}
    body = await own_process.made("plan_form", page)
    name = words.FILE.format(
        half=half.code, department=form.department or words.EVERY, ending=ending
    )
    return Rendered(name, body)


async def form_of(db: Database, given: Mapping[str, Any], half: HalfYear) -> Form:
    """The form as the tables stand."""
    async with db.read() as session:
        await still(session, given["officer"], Action.RUN_ROUND)
        row = await rounds.of_half(session, half)
        due = (await holidays.calendar(session)).next_workday(row.due_on) if row else None
        if given.get("department") is None:
            return plan_form.plain(half, due)
        return await plan_form.of_department(session, given["department"], half, due)


RENDERS: dict[str, Render] = {"plan_form": write_form}
