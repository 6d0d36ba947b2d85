"""고용할당제 표 as a picture for a phone: planned and achieved hires by department."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.documents.given import Json
from bot.renders import own_process, texts
from bot.renders.rendered import Rendered
from storage.database import Database
from storage.figures import wording_quota as wording
from storage.figures.quota_table import Part, QuotaTable, Totals
from storage.long_reading import beside
from storage.plans import plan_quota
from storage.rules.clock import kst
from storage.rules.dates import show_day
from storage.rules.half_year import HalfYear

MOST = 60


async def draw_quota(db: Database, given: Mapping[str, Any]) -> Rendered:
    """The table of a half as a picture, as of the moment in which it was asked for."""
    half = HalfYear.parse(given["half"])
    table = await beside(db, lambda session: plan_quota.table(session, half))
    shown = page(table, half, datetime.fromisoformat(given["at"]))
    return Rendered("quota.png", await own_process.made("quota", shown))


def page(table: QuotaTable, half: HalfYear, at: datetime) -> dict[str, Json]:
    """All that stands on the picture, in words, as the template takes it."""
    here = kst(at)
    more = len(table.parts) - MOST
    partly = wording.coverage(table.totals.residents, table.totals.workers)
    notes = [texts.QUOTA_PARTLY.format(partly=partly)] if partly else []
    notes += [texts.QUOTA_MORE.format(count=more)] if more > 0 else []
    return {
        "title": texts.QUOTA_TITLE,
        "half": half.label,
        "as_of": texts.AS_OF.format(at=f"{show_day(here.date())} {here:%H:%M}"),
        "unit": texts.QUOTA_UNIT,
        "whole": _row(texts.QUOTA_WHOLE, table.totals),
        "bar": _bar(table.totals),
        "departments": [_part(one) for one in table.parts[:MOST]],
        "notes": notes,
    }


def _part(part: Part) -> Json:
    return _row(" ".join(part.name.split()), part.totals)


def _row(name: str, sums: Totals) -> dict[str, Json]:
    return {
        "name": name,
        "planned": wording.pair(sums.planned_residents.value, sums.planned_workers.value)
        or wording.UNKNOWN,
        "done": wording.pair(sums.residents.value, sums.workers.value) or wording.UNKNOWN,
        "rate": wording.share(sums.rate),
    }


def _bar(sums: Totals) -> Json:
    """Residents hired beside those that were planned, as a share of it up to the whole bar."""
    done, planned = sums.residents.value, sums.planned_residents.value
    if not planned or done is None:
        return None
    return {
        "share": min(done / planned, 1.0),
        "word": texts.QUOTA_OF_PLAN.format(planned=planned, done=done),
    }
