"""Contracts, plan items, problems and measures in a line that somebody typed. Pure.

Each begins with its name, 공사계약: or 문제점 -, as the line of a list does.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from storage.facts.loose.proposed import Proposable, Read
from storage.facts.loose.slate import GONE, Slate
from storage.facts.loose.wording_numbers import set_aside
from storage.facts.loose.wording_plan import take_hires, take_money, take_target
from storage.facts.shapes import ContractFacts, PlanItemFacts
from storage.facts.spoken import wording_doubts as doubts
from storage.facts.spoken.wording_dates import said_dates
from storage.rules.counts import NUMBER, plain_number
from storage.rules.errors import Unreadable
from storage.rules.half_year import HalfYear
from storage.rules.money import read_money
from storage.rules.terms import ProblemKind, RecordKind, Stage, WorksKind

_OPEN, _CLOSE = r"\s*[\[(<「]?\s*", r"\s*[\])>」]?\s*"
_PROBLEM = re.compile(
    rf"{_OPEN}(?:(?P<problem>문제점)|(?:개선\s?)?대책|개선\s?방안){_CLOSE}"
    r"(?:[:：)\-~>·/]|(?<=[\])>])\s?)\s*(?=\S)"
)
_PLAN = re.compile(rf"{_OPEN}추진\s?계획(?:\s?항목)?(?:\s?추가)?{_CLOSE}[:：\-/]\s*(?=\S)")
_CONTRACT = re.compile(
    rf"{_OPEN}공사\s?계약(?:\s?체결)?{_CLOSE}(?:(?P<mark>[:：\-/])\s*|\s+)(?=\S)"
)

_SUM = re.compile(
    r"(?<![\d.])(?:\d[\d,]*(?:\.\d+)?\s?억(?:\s?\d[\d,]*\s?(?:천만|백만|천|만)?)?"
    r"|\d[\d,]*(?:\.\d+)?\s?(?:천만|백만|천|만)?"
    r"(?=\s?원))\s?원?(?:정)?",
    re.ASCII,
)
_NOTICE = re.compile(r"(?:입찰\s?)?공고(?:일자?)?\s?[:：]?\s?$")
_TIME = re.compile(r"(?:공사)?\s?기간\s?[:：]?\s?$|착공일?\s?[:：]?\s?$")
_WORKS = (
    (WorksKind.GENERAL, re.compile(r"(?<![가-힣])종합(?:공사)?(?![가-힣])")),
    (WorksKind.SPECIAL, re.compile(r"(?<![가-힣])전문(?:공사)?(?![가-힣])")),
    (
        WorksKind.OTHER,
        re.compile(r"(?<![가-힣])(?:전기|통신|소방|기타)(?:공사)?(?![가-힣])"),
    ),
)
_STAGES = tuple((one, re.compile(rf"(?<![가-힣]){one.label}(?![가-힣])")) for one in Stage)
_LABELS = re.compile(
    r"(?:공사명|공사\s?이름|계약\s?업체|업체명?|시공사|계약\s?금액|금액|공고일|공종"
    r"|공사\s?종류|종류|단계)\s?[:：]\s?"
)
_OUT_OF = re.compile(rf"(?P<number>{NUMBER})\s?명\s?(?:중|가운데)(?![가-힣])", re.ASCII)
_COUNTED = re.compile(r"\d\s?[명회]")
_WORK_NAME = re.compile(
    r"[^/,|\n]*?공사(?=\s|[/,|]|$)|[^/,|\n]+?(?=\s(?:\((?:주|유|합)\)|㈜|주식회사\s))"
)
"""Up to the word 공사, or to the form by which a company begins."""
_ENDS_WORDS = re.compile(
    rf"\s?(?:목표|예산|사업비|소요예산)(?=[\s:：\d]|$)|\s?\(|\s?{GONE}"
    rf"|\s?[,/](?=\s?(?:목표|예산|사업비|\d|시민 ?\d|{GONE}))|\s/\s"
)
_MISSING = {
    "title": doubts.WHICH_WORKS,
    "company": doubts.WHICH_COMPANY,
    "amount": doubts.WHICH_AMOUNT,
    "notice_on": doubts.WHICH_NOTICE,
    "works": doubts.WHICH_TRADE,
    "stage": doubts.WHICH_STAGE,
}
_CHOICES: Mapping[str, tuple[Any, ...]] = {"works": tuple(WorksKind), "stage": tuple(Stage)}


def said_problem(slate: Slate, today: date) -> Read | None:
    """문제점: …, 개선대책 - …; for which half is asked, for nobody says it."""
    found = _PROBLEM.match(slate.plain)
    if found is None:
        return None
    kind = ProblemKind.PROBLEM if found["problem"] else ProblemKind.MEASURE
    slate.take("kind", *slate.shrunk(0, found.end()))
    start, end = slate.shrunk(found.end(), len(slate.text))
    slate.take("text", start, end)
    now = HalfYear.of(today)
    slate.doubt("half", end, end, doubts.WHICH_HALF, now, now.previous())
    values = {"kind": kind, "text": " ".join(slate.text[start:end].split())}
    return _made(RecordKind.PROBLEM, None, values, slate)


def said_plan_item(slate: Slate, today: date) -> Read | None:
    """추진계획 항목: its words, its goal, its money and its time."""
    found = _PLAN.match(slate.plain)
    if found is None:
        return None
    slate.take("kind", *slate.shrunk(0, found.end()))
    values: dict[str, Any] = {}
    take_money(slate, values)
    whens = [one for one in said_dates(slate, today, ahead=True) if one.period.known]
    for one in whens:
        slate.set_aside(one.start, one.end)
    if len(whens) == 1:
        slate.take("months", whens[0].start, whens[0].end)
        values["months"] = whens[0].period
    start = found.end()
    while start < len(slate.text) and slate.left[start] in f"{GONE} ,/":
        start += 1
    stop = _ENDS_WORDS.search(slate.left, start)
    start, end = slate.shrunk(start, stop.start() if stop else len(slate.text))
    take_hires(slate, values)
    if "citizens" in values and (whole := _OUT_OF.search(slate.left)):
        slate.take("out_of", *whole.span())
        values["out_of"] = plain_number(whole["number"])
    set_aside(slate)
    take_target((slate,), values)
    values["text"] = " ".join(slate.text[start:end].split())
    if start < end:
        slate.take("text", start, end)
    facts = PlanItemFacts(**values) if values["text"] else None
    return _made(RecordKind.PLAN_ITEM, facts, values, slate)


def said_contract(slate: Slate, today: date) -> Read | None:
    """공사계약: name / company / sum / 공고 day / trade / stage, in any order."""
    found = _CONTRACT.match(slate.plain)
    if found is None or not (found["mark"] or _SUM.search(slate.plain, found.end())):
        return None
    slate.take("kind", *slate.shrunk(0, found.end()))
    for label in _LABELS.finditer(slate.left):
        slate.cover(*label.span())
    values: dict[str, Any] = {}
    _days(slate, today, values)
    _sum(slate, values)
    for field, options in (("works", _WORKS), ("stage", _STAGES)):
        for value, pattern in options:
            if field not in values and (said := pattern.search(slate.left)):
                values[field] = value
                slate.take(field, *said.span())
    _names(slate, values)
    for name, question in _MISSING.items():
        if name not in values and not any(one.field == name for one in slate.doubts):
            at = len(slate.text)
            slate.doubt(name, at, at, question, *_CHOICES.get(name, ()))
    whole = _MISSING.keys() <= values.keys()
    return _made(RecordKind.CONTRACT, ContractFacts(**values) if whole else None, values, slate)


def _days(slate: Slate, today: date, values: dict[str, Any]) -> None:
    """The day of its notice, and from when to when they build."""
    for one in said_dates(slate, today, ahead=False):
        before = slate.plain[: one.start]
        name = "notice_on" if _NOTICE.search(before) else "begins" if _TIME.search(before) else ""
        label = (_NOTICE if name == "notice_on" else _TIME).search(before)
        period = one.period if one.period.known else next(iter(one.candidates), one.period)
        if not name or label is None or not period.known or name in values:
            slate.set_aside(one.start, one.end)
            continue
        if name == "notice_on" and one.question:
            slate.doubt(
                name, one.start, one.end, one.question, *(each.start for each in one.candidates)
            )
            continue
        values[name] = period.start
        if name == "begins" and period.end != period.start:
            values["ends"] = period.end
            slate.mark("ends", one.start, one.end)
        slate.take(name, label.start(), one.end)


def _sum(slate: Slate, values: dict[str, Any]) -> None:
    for found in _SUM.finditer(slate.left):
        try:
            values["amount"] = read_money(found[0].strip())
        except Unreadable:
            continue
        slate.take("amount", *slate.shrunk(*found.span()))
        return


def _names(slate: Slate, values: dict[str, Any]) -> None:
    """The works end in 공사 or before a company's form; who builds them is the other name."""
    pieces = [one.span() for one in re.finditer(rf"[^{GONE}/,|]+", slate.left)]
    for span in pieces:
        start, end = slate.shrunk(*span)
        if start == end or ("title" in values and "company" in values):
            continue
        works = _WORK_NAME.match(slate.left[start:end])
        if works is not None and "title" not in values:
            _take_name(slate, "title", start, start + works.end(), values)
            start, end = slate.shrunk(start + works.end(), end)
        if (
            start < end
            and "company" not in values
            and not re.search(r"\d\s?[명회]", slate.left[start:end])
        ):
            _take_name(slate, "company", start, end, values)


def _take_name(slate: Slate, name: str, start: int, end: int, values: dict[str, Any]) -> None:
    if re.search("[가-힣A-Za-z]", slate.left[start:end]):
        slate.take(name, start, end)
        values[name] = " ".join(slate.text[start:end].split())


def _made(
    kind: RecordKind, facts: Proposable | None, values: dict[str, Any], slate: Slate
) -> Read:
    return Read(kind, facts, values, (slate.line,), tuple(slate.taken), tuple(slate.doubts))
