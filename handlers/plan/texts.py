"""What `/plan` says."""

from html import escape

from handlers.paging import fitting
from handlers.plan.form import PLAN_ITEM
from storage.reports.shapes import PlanItemFacts
from storage.rules.half_year import HalfYear

MOST_LETTERS = 3000  # of the items, so that all fits one message
TITLE = "<b>{half} 고용할당제 추진계획</b>\n{department} · {state}"
NO_ITEMS = "아직 적은 항목이 없습니다. 계획이 없으면 ‘해당없음’을 눌러 주십시오."
NONE_DECLARED = "이번 반기에는 계획이 없다고 제출하셨습니다."
NO_ITEMS_KEPT = "적은 항목이 없습니다."
OVER = "이 반기의 취합이 마감되었습니다. 고치실 일이 있으면 총괄 담당에게 말씀해 주십시오."
CHECK = "내부확인하기"
ADD, NONE, SUBMIT, REOPEN = "항목 추가", "해당없음", "제출", "다시 작성"
OPEN_ITEM = "번호를 누르면 항목이 열립니다."
DONE_NONE = "해당없음으로 제출했습니다."
DONE_SUBMIT = "제출했습니다."
DONE_REOPEN = "다시 작성으로 돌렸습니다."
FAR_HALF = (
    "{half}는 지금 계획을 적는 반기가 아닙니다. 반기를 다시 확인해 주십시오. 예: /plan 2022 상반기"
)


def item_line(at: int, facts: PlanItemFacts) -> str:
    """One item as the list shows it: the text, then what is planned in figures."""
    answers = PLAN_ITEM.answers(facts)
    figures = [
        f"{PLAN_ITEM[name].label} {PLAN_ITEM[name].show(answers[name])}"
        for name in ("target", "citizens", "out_of", "budget", "months")
        if answers.get(name) is not None
    ]
    tail = f" ({', '.join(figures)})" if figures else ""
    return f"{at}. {escape(facts.text + tail)}"


def plan_text(
    half: HalfYear,
    department: str,
    standing: str,
    items: list[PlanItemFacts],
    *,
    none: bool,
    over: bool,
) -> str:
    """The plan of one department for one half-year; `none` says that none is planned, `over`
    that nothing is taken in any more."""
    head = TITLE.format(half=half.label, department=escape(department), state=standing)
    if items:
        lines = fitting([item_line(at, facts) for at, facts in enumerate(items, 1)], MOST_LETTERS)
        lines += ["", OPEN_ITEM]
    else:
        lines = [NONE_DECLARED if none else NO_ITEMS_KEPT if over else NO_ITEMS]
    lines += ["", OVER] if over else []
    return "\n".join([head, "", *lines])
