"""What `/find` says."""

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape

from storage.answers import wording_answer
from storage.answers.company_card import CompanyCard, Next, Step
from storage.answers.shapes import Figure
from storage.facts.question.asked import Topic, When
from storage.figures.sums import Sum
from storage.records import search
from storage.rules.dates import show_day
from storage.rules.names import josa

ASK = "무엇을 찾습니까? 업체·행사 이름과 연도를 적어 보내 주십시오. 예: 쿠팡 2019"
SUMMED = ("참여·상담", "채용")
HINT = "쿠팡 2019"
HEAD = "<b>‘{words}’ 찾은 기록 {total:,}건</b>"
MOST = "<b>‘{words}’ 찾은 기록 {total:,}건 이상</b>"
NEWEST = "기록이 많아 최근 2만 건에서 찾았습니다. 낱말을 더 적으시면 모두에서 찾습니다."
LINE = "{at}. {kind} · {title}\n    {department} {half}"
OPEN = "번호를 누르면 기록이 열립니다."
PRINTED = "보고서의 줄: {text}"
MORE, LESS = "다음 ›", "‹ 이전"
FORGOTTEN = "30분이 지나 찾으신 말씀을 잊었습니다. 다시 찾아 주십시오."


def head(words: str, total: int, *, partly: bool) -> list[str]:
    """How many were found, and where it was looked; `words` are escaped already."""
    if not partly:
        return [HEAD.format(words=words, total=total)]
    found = MOST if total >= search.NEWEST.counted else HEAD
    return [found.format(words=words, total=total), NEWEST]


def list_sums(sums: Sequence[Sum]) -> list[str]:
    """참여·상담 265명(12건 중 9건 집계) · 채용 12명: over the events of the whole list."""
    told = [
        f"{name} {found.value:,}명{wording_answer.gap(found)}"
        for name, found in zip(SUMMED, sums, strict=False)
        if found.value is not None
    ]
    return [" · ".join(told)] if told else []


def none(words: str, *, partly: bool = False) -> str:
    """Nothing was found; `words` are escaped already."""
    what = josa(f"‘{words}’", "으로/로")
    if partly:
        return f"{what} 찾은 기록이 없습니다. {NEWEST}\n예: /find 쿠팡"
    return f"{what} 찾은 기록이 없습니다. 낱말을 줄여 다시 찾아 주십시오.\n예: /find 쿠팡"


PAGE_OF = "업체: {name}"
ALL_OF = "‘{words}’ 기록 모두 찾기"
SPELLINGS = "다른 이름: {names}"
RECORDS = "<b>기록 {total:,}건</b>{mark}"
RECORD = "{at}. {kind} · {title}"
BEHIND, JOIN, PART, OPEN_RECORD = "근거 보기", "같은 업체 합치기", "이름 나누기", "그 기록 보기"
STEPS: Mapping[Next, str] = {
    Next.RESULT: "결과 적기",
    Next.CONTACT: "이행 연락 적기",
    Next.DELIVERY: "이행 수량 적기",
    Next.KEEP: "이행 연락 적기",
}


def company_head(name: str, when: When | None) -> str:
    """The name, and of which time the page tells."""
    return f"<b>{escape(name)}</b>" + (f" · {when.label}" if when else "")


def company_figures(one: CompanyCard) -> list[str]:
    """What the company did, hired, promised and built."""
    found = {each.topic: each for each in one.figures}
    hired = _hired(found)
    lines = [
        _joined(
            _said(found, Topic.EVENTS, "행사"), _said(found, Topic.INTERVIEWED, "면접"), hired
        ),
        _joined(
            _said(found, Topic.AGREEMENTS, "협약"),
            _promises(one),
            _said(found, Topic.CONTACTS, "이행 연락"),
        ),
        _joined(_said(found, Topic.WORKS, "공사계약"), _said(found, Topic.AMOUNT, "금액")),
    ]
    return [line for line in lines if line] or [NOTHING]


NOTHING = "집계된 실적이 없습니다."


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _said(found: Mapping[Topic, Figure], topic: Topic, name: str) -> str:
    return f"{name} {wording_answer.figure(found[topic])}" if topic in found else ""


def _hired(found: Mapping[Topic, Figure]) -> str:
    hired = _said(found, Topic.HIRED, "채용")
    ours = found.get(Topic.RESIDENTS)
    return f"{hired}(고양시민 {ours.found.value:,}명)" if hired and ours else hired


def _promises(one: CompanyCard) -> str:
    if not one.promises.made:
        return ""
    late = f", 기한 경과 {one.promises.late:,}건" if one.promises.late else ""
    return f"이행사항 {one.promises.made:,}건 중 {one.promises.kept:,}건 이행{late}"


def last_contact(day: date) -> str:
    """When somebody was last in contact about an agreement."""
    return f"마지막 연락: {show_day(day)}"


def next_step(step: Step) -> str:
    """What waits to be done, and by when."""
    day = f"{show_day(step.day)} " if step.day else ""
    told = {
        Next.RESULT: f"{day}행사가 끝났는데 결과가 없습니다",
        Next.CONTACT: "오래 연락하지 않은 협약입니다",
        Next.DELIVERY: f"{day}까지 이행할 사항이 있습니다",
        Next.WAIT: f"{day}연락하기로 했습니다",
        Next.KEEP: f"{day}전에 한 번 연락합니다",
    }[step.what]
    return f"다음 할 일: {told} ‘{step.title}’"
