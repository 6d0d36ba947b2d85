"""The board of a round as a picture: every department in 직제순, on one page for a phone."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.documents import typesetting
from bot.documents.given import Json
from storage.rounds.board_shapes import Board, BoardRow
from storage.rules import wording_plan_counts as wording
from storage.rules.adapter import adapter
from storage.rules.clock import kst
from storage.rules.dates import show_day
from storage.rules.terms import PlanState
from storage.rules.wording_owed import Paper, ResultsState, results_head

TEMPLATE = "board.typ"
MOST_NAMED = 12


def drawn(given: Mapping[str, Any]) -> bytes:
    """As `render`, from plain JSON values, {"board": …, "at": …}."""
    board = adapter(Board).validate_python(given["board"])
    return render(board, datetime.fromisoformat(given["at"]))


def render(board: Board, at: datetime) -> bytes:
    """A PNG 1080 pixels wide; `at` is the moment that the picture says it shows."""
    return typesetting.to_png(TEMPLATE, page(board, at))[0]


def page(board: Board, at: datetime) -> dict[str, Json]:
    """All that stands on the picture, in words, as the template takes it."""
    here = kst(at)
    counts = board.plans
    return {
        "title": f"{board.half.label} 추진계획 취합",
        "state": board.state.label,
        "as_of": f"{show_day(here.date())} {here:%H:%M} 기준",
        "due": f"제출 기한 {show_day(board.last_on)}",
        "all": counts.due,
        "in": counts.handed_in,
        "word": wording.HANDED_IN,
        "counts": [
            {"state": state.value, "word": state.label, "count": count}
            for state, count in board.counts
        ],
        "departments": [_department(one) for one in board.rows],
        "notes": _notes(board),
    }


def _department(one: BoardRow) -> Json:
    return {
        "name": " ".join(one.department.split()),
        "state": one.state.value,
        "word": one.state.label,
        "items": f"{one.items}건" if one.items else "",
        "late": "늦음" if one.came_late else "",
        "received": "접수" if one.on_behalf else "",
    }


def _notes(board: Board) -> list[Json]:
    """What the words of the board say below the departments, and whom a plan waits for."""
    checking = [
        f"{one.department}({one.standing.split()[0]})"
        for one in board.rows
        if one.state is PlanState.CHECKING
    ]
    told: list[tuple[str, str, Sequence[str]]] = [
        ("내부확인 중", "개 부서", checking),
        ("연락이 닿지 않는 분", "명", board.unreached),
        ("담당자 미등록 부서", "개 부서", board.unmanned),
    ]
    unsaid = [one.department for one in board.rows if Paper.RESULTS in one.owed]
    changed = [one.department for one in board.rows if one.results is ResultsState.CHANGED]
    told += [("실적 미확인", "개 부서", unsaid), ("실적 확인 뒤 바뀜", "개 부서", changed)]
    notes: list[Json] = (
        [{"head": f"접수: 총괄이 대신 접수한 {board.on_behalf}개 부서", "names": []}]
        if board.on_behalf
        else []
    )
    notes += [
        {"head": f"{head} {len(names)}{unit}", "names": _named(names)}
        for head, unit, names in told
        if names
    ]
    if board.results.due:
        states = [f"{state.label} {count}" for state, count in board.results.each]
        notes.insert(0, {"head": results_head(board.results), "names": states})
    if board.nudged_on is not None:
        notes.append({"head": "독려한 날", "names": [show_day(board.nudged_on)]})
    return notes


def _named(names: Sequence[str]) -> list[str]:
    """The names; of very many the first, and how many more."""
    more = len(names) - MOST_NAMED
    return [*names[:MOST_NAMED], f"외 {more}"] if more > 0 else list(names)
