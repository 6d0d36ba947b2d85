"""The half-year report as files and as a picture: composed, or loaded, when it is sent."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from bot import press
from bot.delivery import Render, Rendered, Withheld
from handlers.report import texts
from storage.database import Database
from storage.queries import officers, report_versions
from storage.reports import half_year
from storage.reports.report_shapes import Report, from_json, to_json
from storage.rules.errors import Gone
from storage.rules.half_year import HalfYear
from storage.rules.permission import Action, Role, may


async def draw_page(db: Database, given: Mapping[str, Any]) -> Rendered:
    """Page 1 as a picture."""
    report, half = await asked_for(db, given), HalfYear.parse(given["half"])
    body = await press.made("report_page", {"report": to_json(report)})
    return Rendered(texts.file_name(half, given["version"], "png"), body)


async def write_report(db: Database, given: Mapping[str, Any]) -> Rendered:
    """The report in one of the four formats."""
    report, half, ending = (
        await asked_for(db, given),
        HalfYear.parse(given["half"]),
        given["format"],
    )
    body = await press.made("report", {"report": to_json(report), "format": ending})
    return Rendered(texts.file_name(half, given["version"], ending), body)


async def asked_for(db: Database, given: Mapping[str, Any]) -> Report:
    """The version that was asked for, else the draft as of that moment; one transaction.

    Raises Withheld when the one who asked lost the right before this was sent, and Gone when
    there is no such version.
    """
    half = HalfYear.parse(given["half"])
    async with db.read() as session:
        officer = await officers.by_id(session, given["officer"])
        if (
            officer is None
            or officer.state != officers.ACTIVE
            or not may(Role(officer.role), Action.READ_REPORT)
        ):
            raise Withheld(f"officer {given['officer']} may not read the report any more")
        if given["version"] is None:
            return await half_year.report(session, half, datetime.fromisoformat(given["at"]))
        for version in await report_versions.of_half(session, half):
            if version.number == given["version"]:
                return from_json(version.report)
    raise Gone


async def draft(url: str, half: HalfYear, now: datetime) -> Report:
    """The report as it stands in the database at `url`; raises storage.database.OUT_OF_REACH."""
    db = Database(url)
    try:
        async with db.read() as session:
            return await half_year.report(session, half, now)
    finally:
        await db.close()


async def printed(report: Report, endings: Sequence[str]) -> list[Rendered]:
    """The draft in each of these formats; raises bot.press.PressFault."""
    given = {"report": to_json(report)}
    return [
        Rendered(
            texts.file_name(report.half, None, ending),
            await press.made("report", given | {"format": ending}),
        )
        for ending in endings
    ]


def saved(made: Sequence[Rendered], folder: Path) -> list[Path]:
    """Puts files into a folder that is there; returns where. Raises OSError."""
    for one in made:
        (folder / one.name).write_bytes(one.body)
    return [folder / one.name for one in made]


RENDERS: dict[str, Render] = {"report_page": draw_page, "report": write_report}
