"""Files and pictures that the outbox names: each is rendered from records when it is sent."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.renders import own_process
from bot.renders.quota import draw_quota
from bot.renders.rendered import Render, Rendered
from bot.renders.trend import draw_trend
from storage.answers import exceptions
from storage.database import Database
from storage.long_reading import beside
from storage.report import status
from storage.report.status_shapes import DepartmentStatus, Exceptions, StatusFacts
from storage.rounds import board as round_board
from storage.rounds import rounds
from storage.rounds.board_shapes import Board
from storage.rules.adapter import adapter
from storage.rules.clock import kst_date
from storage.rules.errors import Gone
from storage.rules.half_year import HalfYear


async def draw_qr(_db: Database, given: Mapping[str, Any]) -> Rendered:
    """A QR code of a link."""
    return Rendered("invite.png", await own_process.made("qr", given))


async def draw_status(db: Database, given: Mapping[str, Any]) -> Rendered:
    """The status of a half-year as a picture, as of the moment in which it was asked for."""
    at = datetime.fromisoformat(given["at"])
    half, plans_half = HalfYear.parse(given["half"]), HalfYear.parse(given["plans"])

    async def read(
        session: AsyncSession,
    ) -> tuple[StatusFacts, list[DepartmentStatus], Exceptions]:
        facts = await status.half_status(session, half, at, plans_half)
        everyone = await status.departments_status(session, plans_half)
        return facts, everyone, await exceptions.of(session, half, plans_half, kst_date(at))

    facts, everyone, found = await beside(db, read)
    page = {
        "facts": adapter(StatusFacts).dump_python(facts, mode="json"),
        "exceptions": adapter(Exceptions).dump_python(found, mode="json"),
        "rows": [(one.name, one.state) for one in everyone if one.state is not None],
    }
    return Rendered("status.png", await own_process.made("status", page))


async def draw_board(db: Database, given: Mapping[str, Any]) -> Rendered:
    """The board of a round as a picture, as of the moment in which it was asked for."""
    at = datetime.fromisoformat(given["at"])
    async with db.read() as session:
        row = await rounds.by_id(session, given["round"])
        if row is None:
            raise Gone
        board = await round_board.whole(session, row, kst_date(at))
    page = {"board": adapter(Board).dump_python(board, mode="json"), "at": given["at"]}
    return Rendered("board.png", await own_process.made("board", page))


RENDERS: dict[str, Render] = {
    "qr": draw_qr,
    "status": draw_status,
    "board": draw_board,
    "quota": draw_quota,
    "trend": draw_trend,
}
