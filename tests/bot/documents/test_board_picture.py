"""The board as a picture says what its words say, fits forty departments, is the same twice."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pypdf
import pytest
from PIL import Image, ImageChops

from bot.documents import board_picture, typesetting
from handlers.round.board_view import board_text, whole_text
from storage.rounds.board_shapes import Board, BoardRow
from storage.rules.half_year import HalfYear
from storage.rules.steps import standing
from storage.rules.terms import PlanState, Role, RoundState

pytestmark = pytest.mark.long

AT = datetime(2021, 12, 7, 1, 30, tzinfo=UTC)
STATES = list(PlanState)


def row(at: int, state: PlanState | None = None, name: str = "") -> BoardRow:
    """A department at this place: every state, late, unreachable and unmanned among forty."""
    state = state or STATES[at * 5 % len(STATES)]
    items = at % 13 if state not in (PlanState.NOT_SUBMITTED, PlanState.NOT_APPLICABLE) else 0
    return BoardRow(
        department_id=at + 1,
        department=name or f"가나다라{at:02}과",
        state=state,
        items=items,
        plan_id=at + 1,
        submitted_at=None,
        first_at=AT if at % 7 == 3 else None,
        late=at % 7 == 3,
        responsible="" if at % 9 == 4 else "홍○○",
        unreachable=("홍○○",) if at % 11 == 1 else (),
        standing=standing(state, Role.SENIOR if at % 2 else Role.HEAD),
    )


FORTY = Board(
    1,
    HalfYear(2022, 1),
    RoundState.OPEN,
    date(2021, 12, 6),
    date(2021, 12, 6),
    tuple(map(row, range(40))),
)


def words_of(board: Board) -> str:
    """All words of the picture, read back from the same page as PDF, without spaces."""
    data = board_picture.page(board, AT)
    pdf = typesetting.to_pdf(
        board_picture.TEMPLATE, data, made_at=AT, standards=typesetting.PICTURE
    )
    return "".join(pypdf.PdfReader(BytesIO(pdf)).pages[0].extract_text().split())


def picture_of(board: Board) -> Image.Image:
    return Image.open(BytesIO(board_picture.render(board, AT))).convert("RGB")


def test_every_figure_of_the_words_stands_on_the_picture() -> None:
    picture, words = words_of(FORTY), board_text(FORTY)
    counts = re.findall(r"(\w+) (\d+)", words.splitlines()[2].partition(" · ")[2])
    assert len(counts) == len(STATES)
    for state, count in counts:
        assert f"{state}{count}" in picture
    assert f"낸부서{FORTY.plans.handed_in}/40개부서" in picture
    assert words.splitlines()[2].startswith(f"낸 부서 {FORTY.plans.handed_in}/40 · ")
    for said in (
        "2022년상반기추진계획취합진행",
        "제출기한2021.12.6.(월)",
        "독려한날2021.12.6.(월)",
    ):
        assert said in picture
    assert whole_text(FORTY).count("(늦음)") == picture.count("늦음") > 0


def test_every_department_stands_with_its_figures_and_state_in_the_order_of_the_office() -> None:
    picture, words = words_of(FORTY), whole_text(FORTY)
    places = []
    for one in FORTY.rows:
        late = "늦음" if one.came_late else ""
        items = f"{one.items}건" if one.items else ""
        places.append(picture.index(f"{one.department}{late}{items}{one.state.label}"))
        said = f"{one.department} {one.standing}{f' {items}' if items else ''}"
        assert said in words
    assert places == sorted(places)


def test_whom_a_plan_waits_for_and_who_cannot_be_reached_stand_by_name() -> None:
    picture = words_of(FORTY)
    checking = [one for one in FORTY.rows if one.state is PlanState.CHECKING]
    assert f"내부확인중{len(checking)}개부서" in picture
    for one in checking:
        assert f"{one.department}({one.standing.split()[0]})" in picture
    assert f"연락이닿지않는분{len(FORTY.unreached)}명" in picture
    assert f"담당자미등록부서{len(FORTY.unmanned)}개부서" in picture
    for who in (*FORTY.unreached, *FORTY.unmanned):
        assert who.replace(" ", "") in picture


@pytest.mark.parametrize("count", [0, 1, 40, 44])
def test_the_picture_is_as_wide_as_a_phone_and_within_what_a_messenger_takes(count: int) -> None:
    picture = picture_of(replace(FORTY, rows=tuple(map(row, range(count)))))
    assert picture.width == 1080
    assert 400 < picture.height <= 2560


@pytest.mark.parametrize("long", ["가" * 200, "W" * 200, "〓" * 90])
def test_a_long_name_runs_into_neither_its_state_nor_the_next_column(long: str) -> None:
    plain, grown = (
        picture_of(replace(FORTY, rows=(row(0, PlanState.SUBMITTED, name),) * 2))
        for name in ("과", long)
    )
    changed = ImageChops.difference(grown, plain)
    assert changed.getbbox() is not None
    edge, column, gutter, chip = 36, 490, 28, 138
    for left in (edge, edge + column + gutter):
        strip = (left + column - chip, 0, left + column + gutter, plain.height)
        assert changed.crop(strip).getbbox() is None


@pytest.mark.parametrize("long", ["가" * 200, "W" * 200])
def test_a_long_name_below_the_departments_ends_before_the_edge(long: str) -> None:
    rows = (replace(row(0, name=long), unreachable=(long,), responsible=""),)
    picture = picture_of(replace(FORTY, rows=rows))
    margin = picture.crop((1080 - 24, 300, 1080, picture.height))
    assert margin.getcolors() == [(24 * (picture.height - 300), (255, 255, 255))]


def test_the_same_board_gives_the_same_bytes() -> None:
    assert board_picture.render(FORTY, AT) == board_picture.render(FORTY, AT)
