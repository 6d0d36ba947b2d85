"""The cells of the 취합표: how an item of a plan is written into them, and read back.

Both ways use the words that forms use, so what stands in a cell can be typed there too.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from storage.facts.shapes import PlanItemFacts
from storage.rules import errors
from storage.rules.counts import read_count, with_unit
from storage.rules.date_grammar import read_period
from storage.rules.dates import write_period
from storage.rules.half_year import HalfYear
from storage.rules.heard import counted_in
from storage.rules.money import read_money
from storage.rules.names import clean_text, josa
from storage.rules.period import Period
from storage.rules.terms import OutcomeKind, PlanState
from storage.rules.wording_cells import is_dash, is_nothing, read_words

DEPARTMENT, STATE, NUMBER, TEXT = "부서", "상태", "번호", "추진계획"
RECEIPT = "접수 근거"
OUTCOME, CAME, KEY = "결과", "실적 수치", "관리번호"
HEADING, BUDGET, TARGET, MONTHS = "제목(○)", "예산(원)", "목표", "기간"
SHEET = "취합표"
FIELDS = {
    HEADING: "heading",
    TEXT: "text",
    "지표": "measure",
    TARGET: "target",
    "고용 인원(관내)": "citizens",
    "고용 인원(전체)": "out_of",
    BUDGET: "budget",
    MONTHS: "months",
    "비고": "note",
}
"""Columns that an import reads, each with the fact of a PlanItemFacts that it holds."""
COLUMNS = (DEPARTMENT, STATE, RECEIPT, NUMBER, *FIELDS, OUTCOME, CAME, KEY)
TOLD = (STATE, NUMBER)
"""Columns whose absence is not told: what they say stands elsewhere, or takes nothing away."""
LATER = (OUTCOME, CAME)
"""Columns of what came of an item, which a new one cannot have yet."""
TAKEN_STATES = {
    state.label: state
    for state in (
        PlanState.SUBMITTED,
        PlanState.AMENDED,
        PlanState.CONFIRMED,
        PlanState.NOT_APPLICABLE,
    )
}
"""The states that the office may tell by the table, as they are printed."""
NEEDED = (DEPARTMENT, TEXT, KEY)
"""Without these a table is none of ours; any other column that is missing is left as it is."""
MOST_LETTERS = {"note": 1000, "text": 300}
USUAL_LETTERS = 200
EXAMPLES = {"heading": "참여기업 발굴 및 업무협약 체결", "measure": "업무협약 체결 건수"}
EXAMPLE = "채용박람회 3회 개최"
NON_BUDGET = "비예산"


def key_heading(half: HalfYear) -> str:
    """The heading of the last column, which tells the half-year of the table."""
    return f"{KEY}(수정 금지) {half.code}"


def cells_of(facts: PlanItemFacts) -> dict[str, str]:
    """What the columns of FIELDS say of an item; what is absent is an empty cell, not 0."""
    told = {column: _written(getattr(facts, fact)) for column, fact in FIELDS.items()}
    return told | {TARGET: with_unit(facts.target, facts.unit) if facts.target is not None else ""}


def _written(value: Any) -> str:
    match value:
        case None:
            return ""
        case Period():
            return write_period(value)
        case int():
            return f"{value:,}"
    return str(value)


def read_facts(column: str, said: str, today: date) -> dict[str, Any]:
    """The facts that a cell holds, by name: of a target its counting word too, if it says one."""
    fact = FIELDS[column]
    read = {fact: read_fact(fact, said, today)}
    if column == TARGET and read[fact] is not None and (unit := counted_in(said)):
        read["unit"] = unit
    return read


def read_fact(fact: str, said: str, today: date) -> Any:
    """The fact that a cell holds; raises Unreadable."""
    words = clean_text(said)
    if not words or _says_none(fact, words):
        return "" if fact in ("heading", "text", "measure", "note") else None
    match fact:
        case "target":
            return read_count(words.removesuffix(counted_in(words)))
        case "citizens" | "out_of":
            return read_count(words)
        case "budget":
            bare = words.replace(",", "").isdecimal()  # the heading has said the unit already
            return read_money(f"{words}원" if bare else words)
        case "months":
            return read_period(words, today)
    return _text(fact, words)


def _text(fact: str, words: str) -> str:
    most, example = MOST_LETTERS.get(fact, USUAL_LETTERS), EXAMPLES.get(fact, EXAMPLE)
    return read_words(words, most, example)


def _says_none(fact: str, words: str) -> bool:
    """Whether a cell with words says that this fact is absent."""
    if fact == "budget" and "".join(words.split()).strip("()") == NON_BUDGET:
        return True
    figures = fact in ("target", "citizens", "out_of", "budget", "months")
    return is_nothing(words) if figures or fact in ("heading", "measure") else is_dash(words)


def outcome_cell(kind: OutcomeKind, reason: str) -> str:
    """실적(안내문 배부), 이월 or 취소(예산 감액)."""
    return f"{kind.label}({reason})" if reason else kind.label


def read_outcome(said: str) -> tuple[OutcomeKind, str]:
    """What became of an item, and why; raises Unreadable."""
    words = clean_text(said)
    name, mark, rest = words.partition("(")
    for kind in OutcomeKind:
        if name.strip() == kind.label and (not mark or rest.endswith(")")):
            return kind, rest[:-1].strip()
    raise errors.Unreadable(words, "결과", "실적(안내문 배부), 이월, 취소(사업지 변경)")


def read_state(said: str) -> PlanState | None:
    """The state that a cell tells and a table may bring; None for any other."""
    if is_nothing(said) and not is_dash(said):
        return PlanState.NOT_APPLICABLE
    return TAKEN_STATES.get("".join(clean_text(said).split()))


HANDED_DOWN = "다른 부서로 옮길 수 없습니다. 부서 이름을 그대로 두어 주십시오."
NEAR_IN_TABLE = "{line}행과 같은 내용"
TEXT_EMPTY = "추진계획이 비어 있습니다. 지우시려면 대화방에서 그 항목을 지워 주십시오."
TEXT_MISSING = f"무엇을 추진하는지 적혀 있지 않습니다. 예: {EXAMPLE}"
KEY_GONE = "이 항목은 지워졌거나 이 반기의 것이 아닙니다. 취합표를 새로 받아 고쳐 주십시오."
KEY_OLD = "표를 받은 뒤에 다른 분이 이 항목을 고쳤습니다. 취합표를 새로 받아 고쳐 주십시오."
OUTCOME_STANDS = "이미 정한 결과는 표로 바꿀 수 없습니다. 원래대로 두어 주십시오."
OUTCOME_NEW = "새 항목의 결과는 저장한 뒤에 적을 수 있습니다. 비워 두어 주십시오."


NOTHING_BESIDE = (
    "‘{said}’ 옆에 다른 내용이 있습니다. 이 부서에 추진계획이 없으면 이 행의 다른 칸을 비우고,"
    " 있으면 추진계획을 적어 주십시오."
)
NOTHING_WITH_ITEMS = (
    "추진계획 항목이 있는 부서라 해당없음으로 둘 수 없습니다. 항목을 대화방에서 먼저 지우시거나"
    " 이 칸을 원래대로 두어 주십시오."
)
NOTHING_FOR_ITEM = (
    "‘{said}’은 추진계획 항목이 될 수 없습니다. 지우시려면 대화방에서 그 항목을 지우시고, 아니면"
    " 원래대로 두어 주십시오."
)
DASH_IN_PLAN = (
    "‘{said}’은 항목으로도 해당없음으로도 읽지 않습니다. 추진계획이 없는 부서이면 ‘해당없음’이라고"
    " 적고, 아니면 비워 주십시오."
)
STATE_STAYS = (
    "{cell} {said}(지금 {now}): ‘상태’는 제출·보완완료·확정·해당없음만 표로 받으므로 바꾸지"
    " 않습니다. 다른 상태는 대화방에서 바꿔 주십시오."
)
STATE_OLD = (
    "{cell} {said}(지금 {now}): 전에 이 상태였던 표로 보여 바꾸지 않습니다. 새로 접수하셨으면"
    " ‘접수 근거’ 칸에 공문 번호 등을 적어 주십시오."
)
STATE_DIFFERS = "{first}행에는 같은 부서의 상태를 ‘{said}’라고 적으셨습니다. 하나로 맞춰 주십시오."
RECEIPT_ALONE = (
    "{cell} {said}: 상태가 ‘{now}’라 접수 근거를 저장하지 않습니다. 접수하셨으면 ‘상태’도"
    " ‘제출’이나 ‘해당없음’으로 고쳐 주십시오."
)
CAME_WITHOUT = (
    "아직 결과를 정하지 않은 항목입니다. ‘결과’ 칸에 ‘실적(안내문 배부)’처럼 함께 적어 주십시오."
)
CAME_NOT_DONE = (
    "실적이 아니라 이월·취소로 정한 항목이라 실적 수치를 적을 수 없습니다. 비워 주십시오."
)
CAME_OLD = (
    "{cell} ‘{said}’(지금 {now}): 전에 적혀 있던 수치라 바꾸지 않습니다. 되돌리시려면 대화방에서"
    " 고쳐 주십시오."
)
CAME_EMPTY = "{cell} 빈칸(지금 {now}): 실적 수치는 표로 지우지 않고 그대로 둡니다."
NONE = "없음"
FORM_EMPTY = (
    "서식에 적힌 추진계획이 없습니다. 추진계획이 없는 부서이면 ‘추진계획’ 칸에 ‘해당없음’이라고"
    " 적어 다시 보내 주시거나, 부서 화면에서 해당없음으로 접수해 주십시오."
)
FORM_WHOSE = "어느 부서의 서식인지 적혀 있지 않습니다."
FORM_UNKNOWN = "서식의 부서 ‘{names}’ 이름을 부서 목록에서 찾지 못했습니다."
FORM_SEVERAL = (
    "서식 하나에는 한 부서만 적습니다. 적힌 부서: {names}. 부서마다 나누어 다시 보내 주십시오."
)
ANSWER_FIRST = "비슷한 항목이 있는 새 행 {count}건을 먼저 정해 주십시오."
RECEIPT_FIRST = "상태를 바꾸는 {count}개 부서의 접수 근거를 먼저 적어 주십시오."


def gone(text: str) -> str:
    """Where a removed item would have stood."""
    return f"표에 없는 ‘{text}’"


def no_key(said: str) -> str:
    """For a key that nobody gave."""
    return (
        f"{josa(f'‘{said[:20]}’', '은/는')} 관리번호가 아닙니다. 받은 그대로 두시거나, "
        "새 항목이면 비워 주십시오."
    )


def key_twice(first: int) -> str:
    """For a row that was copied with its key."""
    return f"{first}행과 관리번호가 같습니다. 새 항목이면 이 칸을 비워 주십시오."


def faults(told: Sequence[str], most: int) -> str:
    """What stands in the way, and how many more there are than are named."""
    more = [f"외 {len(told) - most}건"] if len(told) > most else []
    return "\n".join([*told[:most], *more])
