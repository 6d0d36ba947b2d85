"""No two buttons of a message say the same, and each says with what it does what it does."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.kind import Kind, Tap
from scheduler.kinds import ESCALATION, KINDS, MOU_CONTACT, PLAN_DUE
from scheduler.reminders.keyboard import MOST_LABEL, keyboard
from scheduler.reminders.labels import MARK, Named, told_apart
from scheduler.reminders.texts import Line, digest_text
from storage.rules.terms import PlanState

TODAY = date(2026, 6, 22)
A_LINE = 30  # letters of a button on a phone
NAMES = st.sampled_from(
    [
        *(
            "업무협약",
            "가나상사 업무협약",
            "가나상사 업무협약 (1)",
            "",
            "쿠팡풀필먼트서비스 업무협약 2021",
        ),
        *(f"성광의료재단(일산글로벌라이프센터) {n}차 업무협약" for n in range(1, 4)),
        *(f"고양시·가나다라마바사아자차카타파하 업무협약 {n}" for n in ("갑", "을")),
    ]
)
DEPARTMENTS = st.sampled_from(["도로건설과", "일자리정책과", "찾아가는복지지원담당관"])
DIGESTED = [one for one in KINDS if not one.apart and one is not ESCALATION]
LINES = st.builds(
    Line,
    kind=st.sampled_from(DIGESTED),
    subject_id=st.integers(1, 9),
    title=NAMES,
    department=DEPARTMENTS,
    due=st.dates(TODAY - timedelta(days=60), TODAY + timedelta(days=30)),
    left=st.integers(-40, 20),
    half=st.sampled_from(["", "2026-1", "2026-2"]),
    plan_state=st.sampled_from([PlanState.NOT_SUBMITTED, PlanState.RETURNED]),
    snoozes=st.booleans(),
)


def _told(line: Line) -> Line:
    """Kinds of a plan always tell their half, those of records never."""
    planned = line.kind.name.startswith(("plan", "outcome", "result"))
    half = (line.half or "2026-2") if planned else ""
    return replace(line, half=half, subject="plan" if planned else "mou")


def _above(line: Line) -> Line:
    return replace(line, kind=ESCALATION, about=line.kind, of=line.subject)


@pytest.mark.long
@given(st.lists(st.tuples(LINES, st.booleans()), min_size=1, max_size=12))
def test_the_buttons_of_any_digest_differ_and_fit_a_phone(drawn: list[tuple[Line, bool]]) -> None:
    lines = [_above(_told(one)) if above else _told(one) for one, above in drawn]
    digest_text(TODAY, lines)
    keys = [key for row in keyboard(TODAY, lines) for key in row]
    assert len({key.label for key in keys}) == len(keys)
    assert len({key.code for key in keys}) == len(keys)
    assert all(len(key.label) <= 2 * A_LINE and "\n" not in key.label for key in keys)
    assert all(len(key.code.encode()) <= 64 for key in keys)


@pytest.mark.parametrize("one", DIGESTED)
@pytest.mark.parametrize("other", DIGESTED)
def test_no_two_matters_of_one_subject_offer_the_same_button(one: Kind, other: Kind) -> None:
    """Mutant: 작성 of a plan beside the same button of its day that was moved."""
    lines = [_told(Line(kind, 1, "업무협약", "도로건설과", TODAY, 0)) for kind in (one, other)]
    codes = [key.code for row in keyboard(TODAY, lines) for key in row]
    assert len(set(codes)) == len(codes)


@given(
    st.lists(
        st.tuples(st.sampled_from(["기록 보기", "결과 적기"]), NAMES, DEPARTMENTS), max_size=9
    )
)
def test_names_that_would_be_cut_alike_keep_what_tells_them_apart(
    drawn: list[tuple[str, str, str]],
) -> None:
    buttons = [Named(act, name, (department,)) for act, name, department in drawn]
    labels = told_apart(buttons, MOST_LABEL)
    assert len(set(labels)) == len(labels)
    for one, label in zip(buttons, labels, strict=True):
        assert label.startswith(one.act)
        assert len(label) <= len(one.act) + 2 + MOST_LABEL + MARK + 3


def test_the_part_that_differs_is_the_part_that_is_kept() -> None:
    """Mutants: all cut at the same letter; numbers where words would tell."""
    names = [f"성광의료재단(일산글로벌라이프센터) {n}차 업무협약" for n in (1, 2)]
    labels = told_apart([Named("연락 결과 적기", name) for name in names], MOST_LABEL)
    assert labels == [
        "연락 결과 적기: 성광의료재…1차 업무협약",
        "연락 결과 적기: 성광의료재…2차 업무협약",
    ]


def test_things_of_one_name_are_told_apart_by_what_is_known_of_them() -> None:
    same = [Named("이행 적기", "시민 채용", (day, "도로건설과")) for day in ("6.1.", "7.1.")]
    assert told_apart(same, MOST_LABEL) == [
        "이행 적기: 시민 채용 (6.1.)",
        "이행 적기: 시민 채용 (7.1.)",
    ]
    wholly = [Named("이행 적기", "시민 채용", ("6.1.",))] * 2
    assert told_apart(wholly, MOST_LABEL) == [
        "이행 적기: 시민 채용 (1)",
        "이행 적기: 시민 채용 (2)",
    ]


@pytest.mark.parametrize("kind", [one for one in KINDS if one.taps], ids=lambda one: one.name)
def test_each_button_of_a_kind_names_its_subject(kind: object) -> None:
    """Alone in its message it already says of what it is; the round's is its own subject."""
    line = Line(kind, 7, "가나상사 업무협약", "도로건설과", TODAY, 0, half="", subject="mou")  # type: ignore[arg-type]  # a Kind
    for row, tap in zip(keyboard(TODAY, [line]), line.kind.taps, strict=False):
        assert isinstance(tap, Tap)
        assert ": " in row[0].label or not tap.titled


def test_what_is_too_much_for_a_message_is_a_tap_away() -> None:
    many = [
        Line(MOU_CONTACT, n, f"{n}번 업무협약", "", TODAY, 0, subject="mou") for n in range(1, 30)
    ]
    keys = [key for row in keyboard(TODAY, many) for key in row]
    assert ("할 일 모두 보기", "v1:todo:all:0") in [(key.label, key.code) for key in keys]
    assert len(keys) == 5
    plan = Line(PLAN_DUE, 1, "", "도로건설과", TODAY, 0, half="2026-2", subject="plan")
    assert "할 일 모두 보기" not in [key.label for row in keyboard(TODAY, [plan]) for key in row]
