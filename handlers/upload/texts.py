"""What is said about a file that is to be read."""

AS_DEPARTMENTS = "부서 목록으로 읽기"
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
