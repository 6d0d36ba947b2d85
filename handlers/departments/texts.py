"""What is said about the list of departments."""

from collections.abc import Sequence

from storage.rules.names import josa
from storage.rules.terms import Role

HEAD = "<b>{count}개 부서</b> (직제순)"
LINE = "{position}. {name}{mark}"
INACTIVE = " (사용 안 함)"
NONE_YET = "부서가 없습니다. 아래 단추로 추가하거나 목록을 붙여 넣어 주십시오."

ADD = "부서 추가"
PASTE = "목록 붙여넣기"
OPEN_ONE = "부서를 누르면 열립니다."
TO_PEOPLE = "직원 »"
TO_LIST, BACK = "« 목록", "« 뒤로"
RENAME = "이름 바꾸기"
UP, DOWN = "위로", "아래로"
MERGE = "다른 부서에 합치기"
STOP, RESUME = "사용 중지", "다시 사용"

CARD = (
    "<b>{name}</b>\n직제순: {position}번째\n상태: {state}\n내부확인: {steps}\n이전 이름: {former}"
)
STEPS = "내부확인 단계"
NO_STEPS = "거치지 않음"
STEPS_HEAD = (
    "<b>{name}</b> 내부확인\n지금: {steps}\n\n"
    "담당이 제출하면 고른 분의 확인을 차례로 거쳐 총괄에 제출됩니다. "
    "확인을 마친 날이 제출일입니다. 그 자리에 등록된 분이 없으면 건너뜁니다."
)
STEPS_ALL_HEAD = "<b>모든 부서의 내부확인을 ‘{steps}’으로 바꿉니다.</b>"
STEPS_ALL_CHANGED = "바뀌는 {count}개 부서: {names}"
STEPS_ALL_SAME = "이미 모두 같습니다."
STEPS_TAKEN_BACK = "부서마다 이전의 내부확인 단계로 되돌렸습니다."
STEPS_NOW = "● {steps}"
STEPS_ALL = "모든 부서를 이 단계로"
DONE_STEPS = "내부확인 단계를 바꾸었습니다."
DONE_STEPS_ALL = "사용 중인 모든 부서의 내부확인 단계를 바꾸었습니다."
ACTIVE_STATE, INACTIVE_STATE = "사용 중", "사용 안 함"
NO_FORMER = "없음"

ADD_QUESTION = (
    "부서 추가\n새 부서의 이름을 적어 보내 주십시오. 예: 일자리정책과\n목록의 맨 끝에 놓습니다."
)
RENAME_QUESTION = (
    "부서 이름 바꾸기\n"
    "<b>{name}</b>의 새 이름을 적어 보내 주십시오. 예: 일자리정책과\n"
    "이전 이름으로도 계속 찾을 수 있습니다."
)
MERGE_QUESTION = (
    "부서 합치기\n"
    "<b>{name}</b>의 직원과 기록, 쓰고 있는 추진계획을 어느 부서로 옮기시겠습니까? "
    "그 부서의 이름을 적어 보내 주십시오. 예: 일자리정책과"
)
SURE_MERGE = (
    "<b>{old}</b>의 직원 {officers}명과 기록 {records}건, 쓰고 있는 추진계획을 "
    "<b>{into}</b>에 옮깁니다.\n"
    "옮긴 뒤 {old} 부서는 목록에서 빠지고, 확정된 추진계획은 그 이름으로 남습니다. "
    "합치시겠습니까?"
)
BACK_TO_CARD = "« 부서로"
DONE_MERGED = "{old}에서 직원 {officers}명과 기록 {records}건을 옮겼습니다."
TABLE_QUESTION = (
    "부서 목록 바꾸기\n"
    "CSV 파일이나 표의 내용을 보내 주십시오. 첫 줄은 칸 이름입니다. 예:\n"
    "<code>직제순,부서명,이전이름\n1,기획담당관,\n2,일자리정책과,일자리창출과</code>\n"
    "일부 부서만 적으셔도 됩니다. 목록에 없는 부서를 그대로 둘지 사용 중지할지, "
    "바뀌는 부서를 먼저 보여 드리고 여쭙니다."
)
LIST_HEAD = "<b>{count}개 부서의 목록을 저장합니다.</b>"
LIST_CLOSED = "사용 중지 {count}개 부서{use}: {names}"
LIST_LEFT = "목록에 없어 그대로 두는 {count}개 부서{use}: {names}"
STAFFED, HANDED_IN = "직원이 있는 부서 {count}개", "진행 중인 취합에 낸 부서 {count}개"
CLOSE_LEFT = "목록에 없는 {count}개 부서는 사용 중지"
LEAVE_CLOSED = "목록에 없는 {count}개 부서는 그대로 두기"
LIST_RENAMED = "이름 변경 {count}개 부서: {names}"
LIST_ADDED = "추가 {count}개 부서: {names}"
LIST_KEPT = "그대로 {count}개 부서"
LIST_SURE = "이대로 바꾸시겠습니까? 기록은 그대로 남습니다."
LIST_TAKEN_BACK = "부서 목록을 되돌렸습니다."
FILE_READ = (
    "<b>{count}개 부서</b>를 읽었습니다.\n<blockquote expandable>{names}</blockquote>\n"
    "이 목록을 저장하시겠습니까? 무엇이 바뀌는지 먼저 보여 드리고 여쭙니다."
)
TAKE_OVER = "무엇이 바뀌는지 보기"
NAME_HINT = "부서 이름"
TABLE_HINT = "직제순,부서명,이전이름"
NAME_WANTED = "부서 이름(30자 이내)"
NAME_EXAMPLE = "일자리정책과"

DONE_ADDED = "부서를 추가했습니다."
DONE_RENAMED = "이름을 바꾸었습니다."
DONE_MOVED = "순서를 바꾸었습니다."
DONE_STOPPED = "사용을 중지했습니다. 기록과 계획은 그대로 남습니다."
DONE_RESUMED = "다시 사용합니다."
DONE_LOADED = (
    "부서 목록을 바꾸었습니다. 추가 {added}개 · 이름 변경 {renamed}개 · 사용 중지 {closed}개"
)


def in_use(staffed: int, handed_in: int) -> str:
    """How many of some departments are at work, in brackets; empty when none is."""
    told = ((STAFFED, staffed), (HANDED_IN, handed_in))
    said = ", ".join(words.format(count=count) for words, count in told if count)
    return f" ({said})" if said else ""


def steps(chain: Sequence[Role]) -> str:
    """The steps of a department in their order."""
    return " → ".join(step.label for step in chain) or NO_STEPS


def personal_data_inside(kind: str) -> str:
    """Why a list of departments was not read; `kind` names what stands in it."""
    return (
        f"{josa(kind, '이/가')} 들어 있어 읽지 않았습니다."
        " 직제순·부서명·이전이름만 남긴 파일을 다시 보내 주십시오."
    )
