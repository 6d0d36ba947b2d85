"""The event form of a job fair, as all bots of a run guide through it: nine updates, one row.

Standard library only: the peers have an environment of their own and cannot import ours. That
these are the questions and options of the product's own form is a test (`test_script.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

COMMAND = "/event"
SKIP, CANCEL = "건너뛰기", "취소"
SAVE, SAVED = "저장", "저장했습니다."


@dataclass(frozen=True)
class Field:
    """A question: its options as value and label, and which of them the people of a run tap.

    Without `taps` the answer is typed.
    """

    name: str
    ask: str
    options: Sequence[tuple[str, str]] = ()
    taps: str = ""


FIELDS = (
    Field(
        "kind",
        "어떤 행사입니까?",
        (
            ("job_fair", "채용박람회"),
            ("hiring_event", "기업 채용행사"),
            ("online_briefing", "온라인 채용설명회"),
            ("tenant_hiring", "입주기업 채용지원"),
            ("outreach", "찾아가는 채용행사"),
            ("job_bus", "일자리버스"),
            ("job_tour", "잡투어"),
            ("conference", "컨퍼런스·특강"),
            ("programme", "교육·취업지원 과정"),
            ("theme_lecture", "일자리테마특강"),
            ("meeting", "간담회"),
            ("regulation", "제도개선"),
        ),
        taps="채용박람회",
    ),
    Field("period", "언제 열렸습니까?"),
    Field("title", "박람회 이름은 무엇입니까?", (("", SKIP),)),
    Field(
        "target",
        "누구를 위한 행사입니까?",
        (
            ("youth", "청년"),
            ("middle_aged", "중장년"),
            ("new_middle_aged", "신중년"),
            ("seniors", "노인"),
            ("women", "여성"),
            ("disabled", "장애인"),
            ("veterans", "제대군인"),
            ("multicultural", "다문화"),
            ("", SKIP),
        ),
        taps="청년",
    ),
    Field(
        "format",
        "어떤 방식으로 열렸습니까?",
        (("offline", "현장"), ("online", "온라인"), ("both", "온·오프라인 병행"), ("", SKIP)),
        taps="현장",
    ),
    Field("components", "함께 연 프로그램은 무엇입니까?", (("", SKIP),), taps=SKIP),
    Field("figures", "결과가 어떻습니까? 센 것만 한 번에 적어 주십시오.", (("", SKIP),)),
)
"""What is asked between the command and 저장."""

TYPED = tuple(field.name for field in FIELDS if not field.taps)
COLUMNS = ("kind", "period", "title", "target", "format", "components", "figures")
TABLE = (
    "CREATE TABLE IF NOT EXISTS event (id INTEGER PRIMARY KEY, kind TEXT, period TEXT,"
    " title TEXT, target TEXT, format TEXT, components TEXT, figures INTEGER)"
)
INSERT = f"INSERT INTO event ({','.join(COLUMNS)}) VALUES ({','.join('?' * len(COLUMNS))})"
PRAGMAS = ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL")
"""The row of a peer, as safe on the disk as the product's."""


def label(field: Field, value: object) -> str:
    """An answer as a person reads it."""
    return next((label for one, label in field.options if one == value), str(value))


def summary(answers: dict[str, object]) -> str:
    """What has been answered, a line each."""
    told = [(field, answers[field.name]) for field in FIELDS if answers.get(field.name)]
    return "\n".join(f"{field.name}: {label(field, value)}" for field, value in told)


def asked(at: int, answers: dict[str, object]) -> str:
    """The screen of a question, in HTML; past the last one, of the finished card."""
    if at == len(FIELDS):
        return summary(answers)
    return f"{summary(answers)}\n\n<b>{FIELDS[at].ask}</b>".lstrip()


def rows(at: int) -> list[list[tuple[str, str]]]:
    """The keys below it as label and code, two in a row, and a way out."""
    options = (("save", SAVE),) if at == len(FIELDS) else FIELDS[at].options
    keys = [(label, f"{at}:{number}") for number, (_value, label) in enumerate(options)]
    return [*(keys[at : at + 2] for at in range(0, len(keys), 2)), [(CANCEL, "x")]]


def read(field: Field, text: str) -> object:
    """A typed answer as it is kept; raises ValueError for what it is not."""
    if field.name == "period":
        year, month, day = text.split(".")
        return f"{int(year):04}-{int(month):02}-{int(day):02}"
    return int(text.split()[-1]) if field.name == "figures" else text.strip()
