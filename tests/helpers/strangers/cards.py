"""A card tells the truth: the lines that it shows before saving are those that change by it."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from storage.report import report_blocks, report_draft
from storage.report.report_shapes import ReportLine
from storage.rules.half_year import HalfYear
from tests.helpers.strangers.clerk import Saved, quoted
from tests.helpers.strangers.life import Life

LINE = re.compile(r"(?:(전|후|뺌) )?[○·-] (.*)")
EXPLAINED = "하도급은 따로 싣지 않습니다."  # the line of its contract changes all the same
BACK = 4  # halves before its own in which an office has entered anything
RESULTS = ("event", "mou", "promise", "follow_up", "contract", "subcontract", "hire", "incentive")


@dataclass
class Shown:
    """The lines on a card: as they stand after saving, and those that are another or gone."""

    after: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)  # why something is not printed


def shown(html: str) -> Shown:
    """What a card quotes of the report."""
    made = Shown()
    for line in quoted(html):
        found = LINE.fullmatch(line)
        if found is None:
            made.told += [] if line.startswith("[") else [line]
        elif found[1] in ("전", "뺌"):
            made.before.append(found[2])
        else:
            made.after.append(found[2])
    return made


async def lines_of(life: Life) -> list[ReportLine]:
    """The lines of the block of each half, as a report on that half prints them."""
    found: list[ReportLine] = []
    async with life.desk.db.read() as session:
        for back in range(BACK):
            one = life.half.moved(-back)
            half = HalfYear(one.year, one.half)
            for block in await report_blocks.drafted(session, half):
                if block.first_half <= half <= block.last_half:
                    found += await report_draft.block_lines(session, block)
    return found


def card_is_what_changes(
    saved: Saved, new: bool, old: list[ReportLine], now: list[ReportLine]
) -> Iterator[str]:
    """The card before saving, and the words after it, against the blocks before and after."""
    screens = {"the words after saving": saved.words}
    if not saved.asked_last:  # else the answer has changed what the card showed
        screens["the card"] = saved.card
    was, is_ = Counter(one.text for one in old), Counter(one.text for one in now)
    groups = {one.text for one in old if one.key.startswith(("h:", "c:"))}
    for name, html in screens.items():
        card = shown(html)
        for text in (is_ - was).keys() - set(card.after):
            yield f"{name} does not show {text!r}"
        for text in (was - is_).keys() - set(card.before) - groups:
            yield f"{name} does not show that {text!r} goes"
        for text in set(card.after) - is_.keys():
            yield f"{name} shows {text!r}, which is not printed"
        for text in set(card.before) - was.keys():
            yield f"{name} shows {text!r} as printed before"
        if was == is_ and not card.told:
            yield f"{name} does not say that nothing is printed"
        if new and was != is_ and card.told and EXPLAINED not in card.told[0]:
            yield f"{name} says {card.told}, and yet lines change"
