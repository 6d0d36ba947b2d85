"""The picture a manager gets beside /status: one portrait page, read on a phone."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.documents import typesetting
from bot.documents.given import Json
from storage.report import wording_status
from storage.report.status_shapes import Exceptions, Gap, StatusFacts
from storage.rules import wording_plan_counts
from storage.rules.adapter import adapter
from storage.rules.dates import show_moment
from storage.rules.plan_counts import counted
from storage.rules.steps import waiting_for
from storage.rules.terms import PlanState
from storage.rules.wording_owed import results_counts, results_head

TEMPLATE = "status.typ"
NO_EXCEPTIONS = Exceptions()
_HANDED_IN = (PlanState.CONFIRMED, PlanState.AMENDED, PlanState.SUBMITTED)
_ORDER = (
    *_HANDED_IN,
    PlanState.CHECKING,
    PlanState.RETURNED,
    PlanState.DRAFTING,
    PlanState.NOT_SUBMITTED,
    PlanState.NOT_APPLICABLE,
)
"""Parts of the bar, left to right: from done to open, then those who need not hand in."""


def drawn(given: Mapping[str, Any]) -> bytes:
    """As `render`, from the page as plain JSON values, {"facts": …, "rows": [[name, state]]}."""
    facts = adapter(StatusFacts).validate_python(given["facts"])
    found = adapter(Exceptions).validate_python(given["exceptions"])
    return render(facts, [(name, PlanState(state)) for name, state in given["rows"]], found)


def render(
    facts: StatusFacts,
    departments: Sequence[tuple[str, PlanState]],
    found: Exceptions = NO_EXCEPTIONS,
) -> bytes:
    """A PNG 1080 pixels wide. Departments come as (name, state of the plan), in 직제순."""
    return typesetting.to_png(TEMPLATE, page(facts, departments, found))[0]


def page(
    facts: StatusFacts,
    departments: Sequence[tuple[str, PlanState]],
    found: Exceptions = NO_EXCEPTIONS,
) -> dict[str, Json]:
    """All that stands on the picture, in words, as the template takes it."""
    return {
        "title": f"{facts.half.label} 고용할당제 현황",
        "as_of": f"{show_moment(facts.as_of)} 기준" + _late(facts),
        "exceptions": [
            {
                "head": head,
                "names": [" ".join(name.split()) for _at, name in named[: wording_status.FIRST]],
                "others": wording_status.others(named).strip(),
            }
            for head, named in wording_status.exceptions(found)
        ],
        "plans": _plans(facts),
        "tiles": [
            *_as_high(_events(facts), _people(facts)),
            *_as_high(_buses(facts), _mous(facts)),
        ],
        "rates": _as_high(_local(facts), _residents(facts)),
        "groups": [
            {
                "state": state.value,
                "word": f"{state.label} {count}",
                "names": [
                    " ".join(name.split()) for name, stands in departments if stands is state
                ],
            }
            for state, count in counted(state for _name, state in departments).each
        ],
    }


def _as_high(*row: dict[str, Any]) -> list[Json]:
    """Tiles side by side, with as many lines below each figure as any of them has."""
    most = max(len(one["notes"]) for one in row)
    return [{**one, "notes": one["notes"] + [""] * (most - len(one["notes"]))} for one in row]


def _late(facts: StatusFacts) -> str:
    """That the closed report says something else, where it does."""
    return f" · 확정한 보고서와 다른 기록 {_figure(facts.late)}건" if facts.late else ""


def _plans(facts: StatusFacts) -> Json:
    counts = facts.plans.states
    waiting = waiting_for(facts.plans_checking)
    return {
        "title": f"{facts.plans_half.label} 추진계획",
        "none": wording_status.not_collected(facts),
        "now": wording_status.as_of(facts, over=facts.plans_are_over),
        "word": wording_plan_counts.HANDED_IN,
        "done": _figure(facts.plans.handed_in),
        "due": _figure(facts.plans.due),
        "not_applicable": _figure(facts.plans.none),
        "results": _results(facts),
        "parts": [
            {
                "state": state.value,
                "word": state.label,
                "count": counts[state],
                "note": waiting if state is PlanState.CHECKING else "",
            }
            for state in _ORDER
            if counts.get(state)
        ],
    }


def _results(facts: StatusFacts) -> str:
    """How many departments have confirmed their results; nothing where nobody is asked."""
    if not facts.results.due:
        return ""
    return f"{results_head(facts.results)} · {results_counts(facts.results)}"


def _events(facts: StatusFacts) -> dict[str, Any]:
    said = wording_status.compared(facts.events_earlier, "건")
    return _tile("행사", _figure(facts.events), "건", *(said or ["지난 반기 기록 없음"]))


def _people(facts: StatusFacts) -> dict[str, Any]:
    return _tile(
        "참여·상담 인원",
        _counted(facts.people_met),
        "명",
        *_gap(facts.people_met, facts.people_gap),
        *wording_status.compared(facts.people_earlier, "명"),
    )


def _buses(facts: StatusFacts) -> dict[str, Any]:
    return _tile(
        "일자리버스",
        _counted(facts.bus_runs),
        "회",
        *_gap(facts.bus_runs, facts.runs_gap),
        *wording_status.compared(facts.runs_earlier, "회"),
    )


def _gap(value: int | None, gap: Gap) -> list[str]:
    """Of how many records the figure was counted, where that is not all of them."""
    if value is None or gap is None:
        return []
    known, records = gap
    return [f"기록 {_figure(records)}건 중 {_figure(known)}건 집계"]


def _mous(facts: StatusFacts) -> dict[str, Any]:
    asleep, ended = facts.mous_sleeping, facts.mous_ended
    notes = [f"장기 미연락 협약 {_figure(asleep)}건" if asleep else "장기 미연락 협약 없음"]
    notes += [f"기간 만료 {_figure(ended)}건"] if ended else []
    return _tile("업무협약 관리 중", _figure(facts.mous_kept), "건", *notes, warn=bool(asleep))


def _local(facts: StatusFacts) -> dict[str, Any]:
    wanted = facts.local_rate_recommended
    note = f"권장 {_percent(wanted)} · 대규모공사 {_figure(facts.big_works)}건"
    now = wording_status.as_of(facts, over=facts.is_over and facts.local_rate is not None)
    rate = facts.local_rate
    shown = None if rate is None else _percent(rate)
    tile = _tile("관내 하도급률", shown, "", note, *([now] if now else []))
    share = None if rate is None else min(rate / 10_000, 1)
    return {**tile, "share": share, "mark": wanted / 10_000}


def _residents(facts: StatusFacts) -> dict[str, Any]:
    ours, everybody = facts.residents, facts.workers
    if ours is None or everybody is None:
        tile, share = _tile("고양시민 고용", None, "명", "시민 / 전체 고용"), None
    else:
        value = f"{_figure(ours)}/{_figure(everybody)}"
        tile = _tile("고양시민 고용", value, "명", "시민 / 전체 고용", *_planned(facts))
        share = min(ours / everybody, 1) if everybody else None
    return {**tile, "share": share, "mark": None}


def _planned(facts: StatusFacts) -> list[str]:
    if facts.residents_planned is None:
        return []
    return [f"계획 {_figure(facts.residents_planned)}명"]


def _tile(
    name: str, value: str | None, unit: str, *notes: str, warn: bool = False
) -> dict[str, Any]:
    """A tile as the template wants it; without a value it says that nothing was counted."""
    return {"name": name, "value": value, "unit": unit, "notes": list(notes), "warn": warn}


def _counted(count: int | None) -> str | None:
    return None if count is None else _figure(count)


def _figure(count: int) -> str:
    """1,245"""
    return f"{count:,}"


def _percent(points: int) -> str:
    """62% or 62.3%, from basis points, never rounded up over a threshold."""
    whole, rest = divmod(points // 10, 10)
    return f"{whole}.{rest}%" if rest else f"{whole}%"
