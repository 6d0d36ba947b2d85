"""The 취합표 as a file: read from the records when it is sent, or for the command line."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.renders import own_process
from bot.renders.rendered import Render, Rendered, still
from handlers.plan_table import texts
from storage.database import Database, opened
from storage.plans import plan_table
from storage.rules.half_year import HalfYear
from storage.rules.permission import Action


async def write_table(db: Database, given: Mapping[str, Any]) -> Rendered:
    """The table of a half as it stands; raises Withheld when the right was lost meanwhile."""
    async with db.read() as session:
        await still(session, given["officer"], Action.RUN_ROUND)
        half = HalfYear.parse(given["half"])
        rows = await plan_table.rows(session, half)
    return await printed(half, rows)


async def printed(half: HalfYear, rows: Sequence[Sequence[str]]) -> Rendered:
    """The rows of a half as XLSX. Raises bot.renders.own_process.PressFault."""
    body = await own_process.made("plan_table", {"half": half.code, "rows": rows})
    return Rendered(texts.FILE_NAME.format(half=half.code), body)


async def kept(url: str, half: HalfYear) -> list[list[str]]:
    """The rows as they stand in the database at `url`; raises storage.database.OUT_OF_REACH."""
    async with opened(url) as db, db.read() as session:
        return await plan_table.rows(session, half)


RENDERS: dict[str, Render] = {"plan_table": write_table}
