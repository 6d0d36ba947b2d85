"""Messages that tell of no record: questions, requests, and what puts the last one right. Pure."""

import re

from storage.facts import wording_spoken_doubts as doubts
from storage.facts.loose import Doubt
from storage.facts.loose_text import Slate
from storage.facts.wording_spoken_counts import corrected_alone, said_counts

_ASKS = re.compile(
    r"[?？]\s*$|몇\s?(?:명|건|회|번|개|곳|군데)|(?:알려|보여|찾아|비교해|정리해|뽑아|보내"
    r"|말해)\s?(?:줘|주세요|주실|달라|줄래|봐|주라)"
    r"|(?:었|았|했|됐|였|냈|갔|왔|인|는|은|한|된)(?:나요|지요|지|니|냐|어\?|는지"
    r"|가요)\s*[?？]?\s*$|어떻게|언제|얼마나|누가|어디"
)


def correction(slate: Slate) -> list[Doubt]:
    """방금 거 21명 아니라 22명: whether what was saved last is put right; the new one first."""
    found = corrected_alone(slate)
    if found is None:
        return []
    start, end, values = found
    told = [one for one in said_counts(slate, ()) if one.start <= start < one.end and one.measure]
    name = f"counts.{told[0].measure.value}" if told and told[0].measure else "counts"
    slate.doubt(name, start, end, doubts.last_corrected(slate.text[start:end]), *values)
    return slate.doubts


def tells_nothing(text: str) -> bool:
    """Whether a message asks for something instead of telling it."""
    return bool(_ASKS.search(text))
