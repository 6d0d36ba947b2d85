"""Text, picture, board and board picture say the same numbers of the same minute."""

import re
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.documents import board_picture, status_picture
from handlers.round.board_view import board_text
from handlers.status.texts import status_text
from storage.answers import wording_offices
from storage.report.status_shapes import StatusFacts
from storage.rounds.board_shapes import Board, BoardRow
from storage.rules.half_year import HalfYear
from storage.rules.plan_counts import counted
from storage.rules.terms import PlanState, RoundState
from tests.storage.report.test_status import EMPTY

AT = datetime(2026, 11, 26, 1, tzinfo=UTC)
HALF = HalfYear(2027, 1)
OFFICES = st.lists(st.sampled_from(PlanState), min_size=1, max_size=60)


def _board(states: list[PlanState]) -> Board:
    rows = tuple(
        BoardRow(at, f"{at}과", state, 0, at, None, None, False, "홍○○", (), state.label)
        for at, state in enumerate(states, 1)
    )
    return Board(1, HALF, RoundState.OPEN, AT.date(), None, rows)


def _status(states: list[PlanState]) -> StatusFacts:
    return replace(
        EMPTY,
        half=HALF.previous(),
        as_of=AT,
        plans_half=HALF,
        plans_collected=True,
        plans=counted(states),
    )


def _of_parts(parts: object) -> dict[str, int]:
    assert isinstance(parts, list)
    return {one["word"]: one["count"] for one in parts}


@given(OFFICES)
def test_every_screen_and_picture_counts_the_departments_alike(states: list[PlanState]) -> None:
    """Mutant: 해당없음 among those that are in, on one of them."""
    board, facts = _board(states), _status(states)
    text, board_words = status_text(facts), board_text(board)
    drawn = status_picture.page(facts, [(f"{at}과", one) for at, one in enumerate(states)])
    drawn_board = board_picture.page(board, AT)
    plans = drawn["plans"]
    assert isinstance(plans, dict)
    answer = wording_offices.answered(HALF, facts.plans)
    heads = {tuple(re.findall(r"낸 부서 (\d+)/(\d+)", said)) for said in (text, board_words)}
    assert heads == {((str(plans["done"]), str(plans["due"])),)}
    assert (str(drawn_board["in"]), str(drawn_board["all"])) == (plans["done"], plans["due"])
    assert f"{plans['due']}개 부서 가운데 {plans['done']}개 부서입니다" in answer
    told = {state.label: states.count(state) for state in PlanState if state in states}
    assert _of_parts(plans["parts"]) == _of_parts(drawn_board["counts"]) == told
    for label, count in told.items():
        for said in (text, board_words, answer):
            assert f"{label} {count}" in said
    groups = drawn["groups"]
    assert isinstance(groups, list)
    assert [one["word"] for one in groups] == [f"{state.label} {n}" for state, n in board.counts]
