"""The sentences of answers that count departments, agreements and people."""

from collections.abc import Sequence
from datetime import date

from storage.answers.shapes import Figure
from storage.answers.wording_answer import EVER, TENTH
from storage.rules.dates import show_day
from storage.rules.half_year import HalfYear
from storage.rules.names import josa
from storage.rules.plan_counts import PlanCounts
from storage.rules.quota import show_rate
from storage.rules.terms import PlanState
from storage.rules.wording_owed import ResultsState
from storage.rules.wording_plan_counts import states

MOST_NAMED = 3


def agreements(kept: int, asleep: int, ended: int, signed: Figure) -> str:
    """How the agreements stand, and how many were made in the half."""
    tail = f", 기간 만료 {ended:,}건" if ended else ""
    label = signed.when.label if signed.when else EVER
    return (
        f"관리 중인 업무협약은 {kept:,}건, 장기 미연락 협약은 {asleep:,}건{tail}입니다. {label}에"
        f" 맺은 협약은 {signed.found.value or 0:,}건입니다."
    )


def local_rate(half: HalfYear, rate: int | None, goal: int, under: int) -> str:
    """The local share of the subcontracts, and how many contracts are under the recommendation."""
    wanted = show_rate(goal)
    if rate is None:
        return (
            f"{half.label}까지 대규모공사의 하도급 기록이 없어 관내 하도급률을 낼 수"
            f" 없습니다(권장 {wanted})."
        )
    told = (
        f"{half.label}까지 대규모공사의 관내 하도급률은"
        f" {show_rate(rate // TENTH * TENTH)}입니다(권장 {wanted})."
    )
    return f"{told} 권장에 못 미치는 계약은 {under:,}건입니다." if under else told


def plan_state(
    department: str, half: HalfYear, standing: str, day: date | None, due: date, today: date
) -> str:
    """Where a plan stands, since when, or how long there is."""
    plan = f"{half.label} 추진계획"
    if day is not None and standing == PlanState.NOT_APPLICABLE.label:
        return (
            f"{josa(department, '은/는')} {plan}에 {show_day(day)} ‘{standing}’으로 회신했습니다."
        )
    if day is not None:
        return (
            f"{josa(department, '은/는')} {josa(plan, '을/를')} {show_day(day)}에 냈습니다."
            f" 지금 상태는 ‘{standing}’입니다."
        )
    left = (due - today).days
    if left > 0:
        end = f"기한 {show_day(due)}까지 {left}일 남았습니다."
    elif left == 0:
        end = "오늘이 기한입니다."
    else:
        end = f"기한 {josa(show_day(due), '이/가')} {-left}일 지났습니다."
    return (
        f"{josa(department, '은/는')} {josa(plan, '을/를')} 아직 내지 않았습니다({standing})."
        f" {end}"
    )


def not_collected(half: HalfYear) -> str:
    """Nobody was asked for the plans of this half."""
    return f"{half.label} 추진계획은 아직 취합을 시작하지 않았습니다."


def unknown_department(typed: str, near: Sequence[str]) -> str:
    """There is no such department; those that sound like it."""
    told_of = f" 비슷한 이름: {', '.join(near)}." if near else ""
    return f"부서 목록에 ‘{typed}’ 부서가 없습니다.{told_of}"


def no_own_department() -> str:
    """Who asks belongs to none."""
    return "소속 부서가 없습니다. 부서 이름을 함께 적어 주십시오. 예: 도로건설과 냈어?"


def missing(half: HalfYear, names: Sequence[str], of: int) -> str:
    """The departments that have not handed in."""
    plan = f"{half.label} 추진계획"
    if not names:
        return f"{josa(plan, '은/는')} {of}개 부서가 모두 냈습니다."
    return (
        f"{josa(plan, '을/를')} 아직 내지 않은 부서는 {of}개 부서 가운데 {len(names)}개"
        f" 부서입니다: {named(names)}"
    )


def results_missing(half: HalfYear, names: Sequence[str], of: int) -> str:
    """The departments that have not confirmed their results."""
    results = f"{half.label} 추진실적"
    if not names:
        return f"{josa(results, '은/는')} {of}개 부서가 모두 확인했습니다."
    return (
        f"{josa(results, '을/를')} 아직 확인하지 않은 부서는 {of}개 부서 가운데 {len(names)}개"
        f" 부서입니다: {named(names)}"
    )


def results_late(half: HalfYear, names: Sequence[str]) -> str:
    """The departments whose results are past the due day."""
    return (
        f"{half.label} 추진실적을 확인하지 않은 부서는 {len(names)}개 부서입니다: {named(names)}."
    )


def results_state(department: str, half: HalfYear, state: ResultsState | None) -> str:
    """Where one department stands with its results."""
    results = josa(f"{half.label} 추진실적", "을/를")
    if state is ResultsState.WAITING or state is None:
        return f"{josa(department, '은/는')} {results} 아직 확인하지 않았습니다."
    return (
        f"{josa(department, '은/는')} {results} 확인했습니다. 지금 상태는 ‘{state.label}’입니다."
    )


def results_not_asked(half: HalfYear) -> str:
    """Nobody was asked for the results of this half."""
    return f"{half.label} 추진실적은 확인을 받지 않았습니다."


def late(half: HalfYear, names: Sequence[str], due: date, came: int, today: date) -> str:
    """The departments that are late."""
    plan = f"{half.label} 추진계획"
    after = f" 기한 뒤에 낸 부서는 {came}개 부서입니다." if came else ""
    if due >= today:
        end = f"{(due - today).days}일 남았습니다" if due > today else "오늘까지입니다"
        return f"{plan} 기한은 {josa(show_day(due), '으로/로')} {end}. 아직 늦은 부서는 없습니다."
    if not names:
        return f"{plan} 기한({show_day(due)})이 지나도록 내지 않은 부서는 없습니다.{after}"
    return (
        f"{plan} 기한({show_day(due)})이 지났는데 내지 않은 부서는 {len(names)}개 부서입니다:"
        f" {named(names)}.{after}"
    )


def answered(half: HalfYear, counts: PlanCounts) -> str:
    """How many departments have handed in, and how they stand."""
    plan = josa(f"{half.label} 추진계획", "을/를")
    return (
        f"{plan} 낸 부서는 {counts.due}개 부서 가운데 {counts.handed_in}개 부서입니다"
        f"({states(counts)})."
    )


def named(names: Sequence[str], most: int = MOST_NAMED) -> str:
    """The first names, and how many more."""
    more = len(names) - most
    shown = ", ".join(names[:most])
    return f"{shown} 외 {more}개 부서" if more > 0 else shown


def asleep(names: Sequence[str], count: int) -> str:
    """The agreements without a contact."""
    if not count:
        return "장기 미연락 협약은 없습니다."
    more = count - len(names)
    tail = f" 외 {more:,}건" if more > 0 else ""
    return f"장기 미연락 협약은 {count:,}건입니다: {', '.join(names)}{tail}"


def person(name: str, label: str, parts: Sequence[tuple[str, int]], count: int) -> str:
    """What somebody has recorded, by kind."""
    if not count:
        return f"{name} 님이 {label}에 남긴 기록은 없습니다."
    told_of = ", ".join(f"{kind} {number:,}건" for kind, number in parts)
    return f"{name} 님이 {label}에 남긴 기록은 {count:,}건입니다({told_of})."
