"""추진실적 확인 in a nudge: alone, or beside the plan of the same round."""

from datetime import date

from storage.rules.half_year import HalfYear
from storage.traffic.messages import Button, Message, Row, view

NUDGE = (
    "<b>협조 요청</b>\n{half} 추진실적을 아직 확인하지 않으셨습니다. {due}\n"
    "목록을 보시고 빠진 것이 없으면 ‘맞음’을 눌러 주시면 됩니다."
)
TOO = "\n{half} 추진실적도 함께 확인해 주십시오."
DUE, PAST = "확인 기한은 {due}입니다.", "확인 기한은 {due}이었습니다."
OPEN, NONE = "추진실적 확인", "추진실적 해당없음"


def nudge(half: HalfYear, due: date, today: date, department_id: int, records: int) -> Message:
    """The message of ‘미제출만 독려’ about results alone."""
    day = (DUE if today <= due else PAST).format(due=f"{due.month}.{due.day}.")
    words = NUDGE.format(half=half.label, due=day)
    return Message(words, [ways(half, department_id, records)])


def beside(plan: Message, half: HalfYear, department_id: int, records: int) -> Message:
    """The message about a plan, which asks for the results as well."""
    rows = [*plan.rows, ways(half, department_id, records)]
    return Message(plan.text + TOO.format(half=half.label), rows)


def ways(half: HalfYear, department_id: int, records: int) -> Row:
    """To the list; and 해당없음 at once where nothing is logged."""
    keys = [Button(OPEN, view("results", "of", half.code, department_id, 0))]
    if not records:
        keys.append(Button(NONE, view("results", "none", half.code, department_id)))
    return keys
