"""The end of a half: what does not agree is let stand, the report is closed, and a record comes
late."""

import re
from collections.abc import AsyncIterator

from handlers.report.taps import claim_name
from storage.report import report_blocks, report_claims, report_draft
from storage.report.report_shapes import ReportLine
from storage.rules.half_year import HalfYear
from tests.helpers.strangers import events
from tests.helpers.strangers.life import OFFICE, READER, Life

REASON = "제출 부서가 확인한 수치임"
SUMS = re.compile(r"([\d,]+)\S* = ([\d,]+)\S* \+ ([\d,]+)")
CLOSED = "확정"


async def a_late_record_is_told(life: Life) -> AsyncIterator[str]:
    """Closing shows three sums that add up; what comes later changes no closed line, is told at
    the card, to 총괄 and by /status, and stands in the version made anew."""
    desk, code = life.desk, life.half.code
    await _let_stand(life)
    asked = (await desk.taps_code(OFFICE, f"v1:repv:confirm:{code}"))[-1]
    for whole, printed, left in SUMS.findall(asked):
        if _number(whole) != _number(printed) + _number(left):
            yield f"{whole} = {printed} + {left} in\n{asked}"
    if life.truth.total(events.GUESTS, code) and not SUMS.search(asked):
        yield f"no sums before closing:\n{asked}"
    await desk.agrees(OFFICE)
    closed = await _lines(life)
    heard = len(desk.heard(OFFICE))
    told = events.event(life.dice, life.half, life.today, life.courses)
    while not told.true["result"]:
        told = events.event(life.dice, life.half, life.today, life.courses)
    one = await life.enter(life.clerk, "event", told, "/event")
    for name, words in (("card", one.saved.card), ("words after saving", one.saved.words)):
        if CLOSED not in words:
            yield f"nothing of the close in the {name} of the late {one}:\n{words}"
    if not any(CLOSED in words for words in desk.heard(OFFICE)[heard:]):
        yield f"총괄 did not hear of the late {one}"
    if await _lines(life) != closed:
        yield f"a closed line changed by the late {one}"
    (status,) = await desk.says(READER, f"/status {life.half.words}")
    if "확정한 뒤에 바뀐 기록이 1건" not in status:
        yield f"/status says nothing of the late {one}:\n{status}"
    await _let_stand(life)  # it has no photo
    await desk.taps_code(OFFICE, f"v1:late:again:{code}")
    if not any(one.key in _records(line) for line in await _lines(life)):
        yield f"the renewed version is without the late {one}"


async def _let_stand(life: Life) -> None:
    """총괄 gives a reason for every mismatch."""
    half = HalfYear(life.half.year, life.half.half)
    async with life.desk.db.read() as session:
        claims = await report_claims.claims(session, half)
    for claim in claims:
        if claim.accepted:
            continue
        name = claim_name(claim.key)
        await life.desk.taps_code(OFFICE, f"v1:repv:accept:{half.code}:{name}")
        await life.desk.replies(OFFICE, REASON)


async def _lines(life: Life) -> list[ReportLine]:
    half = HalfYear(life.half.year, life.half.half)
    async with life.desk.db.read() as session:
        block = await report_blocks.covering(session, half)
        return list(await report_draft.block_lines(session, block)) if block else []


def _records(line: ReportLine) -> set[tuple[str, int]]:
    return {(str(kind), number) for kind, number in line.records}


def _number(text: str) -> int:
    return int(text.replace(",", ""))
