"""What is said about the registers (대장)."""

from datetime import datetime

from storage.facts.registers.wording_scopes import Scope
from storage.rules.dates import show_time
from storage.rules.half_year import HalfYear
from storage.rules.tenure import Tenure

HEAD = "<b>대장</b> {span} · {whose}"
COUNTS = "· {name} {count}건"
HOW = (
    "받으실 대장을 고르십시오. 고쳐서 이 대화방에 보내시면 바뀌는 것을 먼저 보여 드리고, 저장하기"
    " 전에 여쭙니다."
)
GET, GET_TEXT = "{name} 받기", "{word} CSV"
EARLIER, LATER = "◀ {half}", "{half} ▶"
TERM, ALL, HALF = "임기 전체로", "모든 반기로", "{half}만"
OTHER_DEPARTMENT, EVERY_DEPARTMENT = "부서 고르기", "모든 부서"
DEPARTMENTS = "<b>어느 부서의 대장입니까?</b>{mark}"
BACK = "« 대장"
EVERYONE = "모든 부서"
EVERY_HALF = "모든 반기"
COMING = "대장을 만들고 있습니다."
CAPTION = (
    "{span} {name} · {whose}\n고쳐서 이 대화방에 보내시면 바뀌는 것을 먼저 보여 드립니다. 새 행의"
    " 관리번호는 비워 두십시오."
)


def span(scope: Scope) -> str:
    """The halves of a register: 2026년 상반기, 민선 9기, 모든 반기."""
    if scope.first is None or scope.last is None:
        return EVERY_HALF
    if scope.first == scope.last:
        return scope.first.label
    return Tenure(scope.first).label


def sheet_told(at: datetime, whose: str, count: int) -> str:
    """The line below the title of a sheet."""
    return (
        f"{show_time(at)} 현재 · {whose} · {count:,}건. 흐린 칸은 참고용입니다. 고쳐서 봇에게"
        " 보내시면 바뀌는 것을 먼저 보여 드립니다."
    )


def file_name(scope: Scope, name: str, whose: str, ending: str) -> str:
    """2026-1_행사_대장_도로건설과.xlsx."""
    parts = (EVERY_HALF if scope.first is None else scope.code, name, whose)
    return "_".join("_".join(part.split()) for part in parts) + f".{ending}"


def near(half: HalfYear) -> tuple[str, str]:
    """The buttons to the halves beside this one."""
    return EARLIER.format(half=half.previous().short), LATER.format(half=half.next().short)


THING = "기록"
SAME, NEW, SKIP = "같은 기록", "새 기록", "무시"
ALL_SAME, ALL_NEW = "남은 것 모두 같은 기록", "남은 것 모두 새 기록"
NO_ROWS = "대장에 기록이 한 줄도 없습니다. 칸 이름 아래에 한 줄에 하나씩 적어 다시 보내 주십시오."
READ = "<b>{name}</b>을 읽었습니다. ({rows}행)"
FOREIGN = "이렇게 읽었습니다: {pairs}"
TAKEN_AS = "‘{said}’→{ours}"
OWN_DEPARTMENT = "부서 열이 없어 모두 내 부서의 기록으로 봅니다."
GUESSED = "‘{heading}’ 열이 없거나 빈 행은 이름으로 알아보았습니다: {each}"
ADDED_SUM, CHANGED_SUM, REMOVED_SUM = "새 기록 {count}", "바뀐 기록 {count}", "지움 {count}"
SKIPPED_SUM, SAME_SUM = "무시 {count}", "그대로 {count}"
FAULTS = "<b>빼고 저장할 것 {count}건</b> (고쳐서 다시 보내 주십시오)"
CHANGED = "{line}행 {department} {title} — {label}: {before} → {after}"
ADDED = "{line}행 {department} 새 기록: {title}"
REMOVED = "{department} 지움: {title}"
ABSENT = "표에 없는 기록 {count}건은 그대로 둡니다. 지우시려면 ‘표에 없는 기록’을 눌러 주십시오."
ASKED = "비슷한 기록이 이미 있는 새 행 {count}건을 먼저 정해 주십시오."
LATE = "보고서를 확정한 {half}의 기록 {count}건이 바뀝니다. 늦은 실적으로 남깁니다."
NOTES_HEAD = "<b>읽지 않았거나 살펴보실 것</b>"
NOTE = "· {text}"
UNREAD = "기록에 없는 열은 읽지 않았습니다: {columns}"
HIDDEN = "숨긴 시트는 읽지 않았습니다: {names}"
EVERYTHING, EVERYTHING_HEAD = "모두 보기 ({count})", "<b>바뀌는 것과 살펴보실 것</b>{mark}"
TO_SUMMARY = "« 요약"
ASK = "이대로 저장하시겠습니까?"
NOTHING = "바뀐 것이 없어 저장할 것이 없습니다."
SAVE = "저장 ({count}건)"
SURE = "<b>{name}을 저장합니다.</b>\n{sums}"
SURE_REMOVED = "지우는 기록:"
SAVED = "{name}을 저장했습니다.\n{sums}"
REFUSED = "그 사이 바뀌어 저장하지 않은 것 {count}건"
SAVING = (
    "{name}을 저장하고 있습니다. {done}/{whole}건\n다른 일을 하셔도 됩니다. 끝나면 여기에 알려"
    " 드립니다."
)
STOPPED = "저장하던 것을 멈추었습니다. 저장하지 않은 것 {count}건"
SAVING_LOST = (
    "권한이 바뀌어 {name}을 저장하던 것을 멈추었습니다.\n저장한 것: {sums}\n저장하지 않은 것"
    " {count}건"
)
NO_ONE = "없음"
BACK_LOST = (
    "권한이 바뀌어 되돌리던 것을 멈추었습니다.\n되돌린 것 {count}건\n되돌리지 않은 것 {rest}건"
)
BACK_RUNNING = "되돌리고 있습니다. {done}/{whole}건"
TAKEN_BACK = "되돌렸습니다. {count}건"
STAYED = "되돌리지 않은 것 {count}건"
