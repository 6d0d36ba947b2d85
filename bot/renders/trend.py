"""Figures over five half-years as a picture for a phone."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.documents.given import Json
from bot.renders import own_process, texts
from bot.renders.rendered import Rendered
from storage.answers import answering, figures, spec, wording_answer
from storage.answers.shapes import Series
from storage.answers.wording_answer import Spoken
from storage.database import Database
from storage.rules.clock import kst, kst_date
from storage.rules.dates import show_day
from storage.rules.half_year import HalfYear


async def draw_trend(db: Database, given: Mapping[str, Any]) -> Rendered:
    """What was asked for, as of the moment in which it was asked."""
    at, last = datetime.fromisoformat(given["at"]), HalfYear.parse(given["last"])
    shown: list[tuple[Series, Spoken]] = []
    async with db.read() as session:
        for code in given["series"]:
            one = spec.read(code)
            found = await figures.series(session, one.topic, one.slice, last, kst_date(at))
            shown.append((found, await answering.spoken(session, one.slice, one.slice.words)))
    return Rendered("trend.png", await own_process.made("trend", page(shown, at)))


def page(shown: Sequence[tuple[Series, Spoken]], at: datetime) -> dict[str, Json]:
    """All that stands on the picture, in words, as the template takes it."""
    here = kst(at)
    return {
        "title": texts.TREND_TITLE,
        "as_of": texts.AS_OF.format(at=f"{show_day(here.date())} {here:%H:%M}"),
        "panels": [_panel(one, said) for one, said in shown],
    }


def _panel(one: Series, said: Spoken) -> Json:
    most = max((found.value or 0 for found in one.sums), default=0)
    return {
        "name": wording_answer.series_name(one, said),
        "unit": texts.TREND_UNIT.format(unit=wording_answer.TOPICS[one.topic][1]),
        "bars": [
            {
                "label": texts.TREND_HALF.format(year=half.year % 100, half=half.word[0]),
                "shown": texts.NOT_COUNTED if found.value is None else f"{found.value:,}",
                "share": None if found.value is None else found.value / max(most, 1),
                "runs": half == one.runs,
                "last": half == one.halves[-1],
                "note": texts.RUNNING if half == one.runs else "",
            }
            for half, found in zip(one.halves, one.sums, strict=True)
        ],
    }
