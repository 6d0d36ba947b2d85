"""What `/status` says: twelve lines at most."""

from datetime import datetime
from html import escape

from storage.reports.status_shapes import DepartmentStatus, StatusFacts
from storage.rules.clock import kst
from storage.rules.quota import show_rate

NOT_COUNTED = "집계 없음"
PICTURE, DEPARTMENTS, REFRESH = "그림으로 보기", "부서별 보기", "새로 고침"
BACK, UP = "현황으로", "부서 목록"
MORE, LESS = "다음 ›", "‹ 이전"
NO_RECORDS = "이 반기에 적은 기록이 없습니다."
WEEKDAYS = "월화수목금토일"


def moment(at: datetime) -> str:
    """2021. 12. 20.(월) 09:30"""
    local = kst(at)
    day = f"{local.year}. {local.month}. {local.day}.({WEEKDAYS[local.weekday()]})"
    return f"{day} {local:%H:%M}"


def status_text(facts: StatusFacts) -> str:
    """The half-year on one screen."""
    lines = [
        f"<b>{facts.half.label} 고용할당제 현황</b>",
        f"{moment(facts.as_of)} 기준",
        "",
        f"<b>{facts.plans_half.label} 추진계획</b> 제출 {facts.plans_in}/{facts.plans_due} 부서",
        f"  해당없음 {facts.plans_not_applicable} · 작성중 {facts.plans_drafting}"
        f" · 미제출 {facts.plans_missing}",
        f"<b>행사</b> {facts.events}건"
        f"{_change(facts.events, facts.events_before)}{_coming(facts)}",
        f"<b>만난 사람</b> {_figure(facts.people_met, '명')}"
        f"{_change(facts.people_met, facts.people_met_before)}",
        f"<b>일자리버스</b> {_figure(facts.bus_runs, '회')}"
        f"{_change(facts.bus_runs, facts.bus_runs_before)}",
        f"<b>업무협약</b> 관리중 {facts.mous_kept}건 · 잠자는 협약 {facts.mous_sleeping}건",
        f"<b>대규모공사</b> {facts.big_works}건 · 관내 하도급률 {_rate(facts)}",
        f"<b>고양시민 고용</b> {_residents(facts)}",
    ]
    return "\n".join(lines)


def _figure(value: int | None, unit: str) -> str:
    return NOT_COUNTED if value is None else f"{value:,}{unit}"


def _change(now: int | None, before: int | None) -> str:
    """The last half beside the figure, with the change in percent where it can be made."""
    if now is None or before is None:
        return ""
    if not before:
        return f" (지난 반기 {before:,})"
    change = round((now - before) * 100 / before, 1)
    return (
        f" (지난 반기 {before:,}, {change:+.1f}%)" if change else f" (지난 반기 {before:,}과 같음)"
    )


def _coming(facts: StatusFacts) -> str:
    return f" · 예정 {facts.events_planned}건" if facts.events_planned else ""


def _rate(facts: StatusFacts) -> str:
    goal = show_rate(facts.local_rate_recommended)
    rate = NOT_COUNTED if facts.local_rate is None else show_rate(facts.local_rate)
    return f"{rate} (권장 {goal})"


def _residents(facts: StatusFacts) -> str:
    if facts.residents is None or facts.workers is None:
        return NOT_COUNTED
    return f"{facts.residents:,}/{facts.workers:,}명"


def department_line(one: DepartmentStatus) -> str:
    """One department in the list."""
    people = "" if one.people_met is None else f" · {one.people_met:,}명"
    return f"{one.name} · {one.state.label} · 행사 {one.events}건{people}"


def department_head(one: DepartmentStatus, half: str) -> str:
    """The head of one department's page."""
    return (
        f"<b>{escape(one.name)}</b> {half}\n"
        f"추진계획 {one.state.label} · 항목 {one.plan_items}건\n"
        f"행사 {one.events}건 · 만난 사람 {_figure(one.people_met, '명')}"
    )


LIST_HEAD = "<b>{half} 부서별 현황</b> (직제순)"
