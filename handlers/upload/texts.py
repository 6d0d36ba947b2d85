"""What is said about a file that is to be read."""

from storage.rules.names import josa

AS_DEPARTMENTS = "부서 목록으로 읽기"
AS_CONTRACTS = "계약 목록과 기록 대조"
AS_REGISTER = "대장으로 읽기"
AS_REPORT_FORM = "보고서 서식으로 쓰기"
AS_PLAN_TABLE = "취합표·서식으로 읽기"
AS_ROSTER = "초대할 명단으로 읽기"
AS_REPORT = "지난 반기 보고서로 읽기"

ENDINGS = "{endings} 파일"
EXAMPLE = "파일"
AT_MOST = "{megabytes}MB 이하의 파일"
TOO_LARGE = "파일이 너무 큽니다."

READING = "파일을 읽고 있습니다. 잠시만 기다려 주십시오."
DROP = "그만두기"
DROPPED = "저장하지 않았습니다. 다시 하시려면 파일을 한 번 더 보내 주십시오."
NOT_FETCHED = "파일을 받아 오지 못했습니다. 20MB 이하인지 확인하고 다시 보내 주십시오."
WAITING = (
    "지금 바빠 ‘{name}’ 파일을 아직 읽지 못했습니다. 한 번 더 읽어 보고 알려 드리겠습니다. 다시"
    " 보내지 않으셔도 됩니다."
)
BUSY = "지금 바빠 ‘{name}’ 파일을 읽지 못했습니다. 잠시 뒤 다시 보내 주십시오."
TOO_COMPLEX = (
    "‘{name}’ 파일은 짜임이 너무 복잡하여 읽지 못했습니다. 필요한 부분만 새 문서에 옮겨 저장하여"
    " 보내 주십시오."
)
TOO_LARGE_TO_READ = (
    "‘{name}’ 파일은 담긴 것이 너무 많아 읽지 못했습니다. 필요한 부분만 새 문서에 옮겨 저장하여"
    " 보내 주십시오."
)
NOT_READ = (
    "‘{name}’ 파일을 읽다가 오류가 났습니다. 원본 프로그램에서 다시 저장하여 보내 주시고, 그래도"
    " 같으면 관리자에게 알려 주십시오."
)

BACK = "« 요약"
EMPTY = "(빈칸)"
DECIDE, DECIDED = "비슷한 {thing} 정하기 ({count})", "비슷한 {thing} 정한 것 ({count})"
GONE = "표에 없는 {thing} ({count})"
LIKELY_HEAD = "<b>{line}행 {department}</b>{mark}\n새 행: {text}\n이미 있는 {thing}: {like}"
LIKELY_TWICE = "<b>{line}행 {department}</b>{mark}\n새 행: {text}\n같은 표의 {like}입니다."
LIKELY_CELL = "고치면: {label}: {before} → {after}"
LIKELY_SAME = "고쳐도 달라지는 칸이 없습니다."
LIKELY_ASK = "어떻게 하시겠습니까?"
CHOSEN = "● {label}"
GONE_HEAD = (
    "<b>표에 없는 {thing}</b>{mark}\n그대로 두는 것이 기본입니다. 지우실 것만 번호를 눌러"
    " 주십시오."
)
GONE_LINE = "{at}. {department} {text}{mark}"
GONE_MARK = " — 지움"


def not_fixable(thing: str, label: str) -> str:
    """Why one of the choices is not offered."""
    named = josa(f"‘{label}’", "은/는")
    return f"이 {thing}은 표에 따로 있거나 고치실 수 없어 {named} 고르실 수 없습니다."
