"""Words of /status that its text and its picture share."""

from datetime import datetime

from storage.report.status_shapes import Earlier, Exceptions, Numbered, StatusFacts
from storage.rules.clock import kst_date
from storage.rules.names import josa

NOT_COLLECTED = "취합을 하지 않은 반기입니다."
NOT_YET_COLLECTED = "아직 취합을 시작하지 않았습니다."


def compared(earlier: tuple[Earlier, ...], unit: str) -> list[str]:
    """Each earlier half: 지난 반기 같은 때 9건 ▲3, then 작년 같은 때 12건."""
    return [_compared(one, unit) for one in earlier]


def _compared(one: Earlier, unit: str) -> str:
    figure = f"{one.value:,}{unit}"
    year_ago = "작년" if one.same_days else "작년 같은 반기"
    name = "지난 반기" if one.last else year_ago
    if one.over is None:
        return f"{name} 전체 {figure}"
    said = f"{name} 같은 때 {figure}" if one.same_days else f"{name} {figure}"
    if not one.last:
        return said
    if one.over == 0:
        return f"{josa(said, '과/와')} 같음"
    return f"{said} {'▲' if one.over > 0 else '▼'}{abs(one.over):,}"


def not_collected(facts: StatusFacts) -> str:
    """What stands in the place of plans for which nobody was asked; empty where they were."""
    if facts.plans_collected:
        return ""
    return NOT_COLLECTED if facts.plans_are_over else NOT_YET_COLLECTED


FIRST = 3
"""So many are named; the others are counted."""
EXCEPTIONS: tuple[tuple[str, str, str], ...] = (
    ("late", "기한 경과", "개 부서"),
    ("returned", "보완요청", "개 부서"),
    ("sleeping", "장기 미연락 협약", "건"),
    ("under", "관내 하도급 권장 미달 공사", "건"),
)
"""Each group of exceptions, what it is called and its counting word."""


def exceptions(found: Exceptions) -> list[tuple[str, Numbered]]:
    """기한 경과 7개 부서, with all of them, group by group; nothing where all is well."""
    groups = [(head, unit, getattr(found, name)) for name, head, unit in EXCEPTIONS]
    return [(f"{head} {len(named)}{unit}", named) for head, unit, named in groups if named]


def others(named: Numbered) -> str:
    """외 4: how many are not named."""
    return f" 외 {len(named) - FIRST}" if len(named) > FIRST else ""


def as_of(facts: StatusFacts, *, over: bool) -> str:
    """7. 6. 현재: of what nobody can say how it stood when the half ended; empty while it runs."""
    return f"{_day(facts.as_of)} 현재" if over else ""


def _day(at: datetime) -> str:
    day = kst_date(at)
    return f"{day.month}. {day.day}."
