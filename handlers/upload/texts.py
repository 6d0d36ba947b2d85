"""What is said about a file that is to be read."""

AS_DEPARTMENTS = "부서 목록으로 읽기"
AS_REPORT_FORM = "보고서 서식으로 쓰기"
AS_PLAN_TABLE = "취합표로 읽기"
AS_REPORT = "지난 반기 보고서로 읽기"

ENDINGS = "{endings} 파일"
EXAMPLE = "파일"
AT_MOST = "{megabytes}MB 이하의 파일"
TOO_LARGE = "파일이 너무 큽니다."

READING = "파일을 읽고 있습니다. 잠시만 기다려 주십시오."
DROP = "그만두기"
DROPPED = "저장하지 않았습니다. 다시 하시려면 파일을 한 번 더 보내 주십시오."
NOT_FETCHED = "파일을 받아 오지 못했습니다. 20MB 이하인지 확인하고 다시 보내 주십시오."
NOT_READ = (
    "‘{name}’ 파일을 읽지 못했습니다. 파일이 깨졌거나 너무 복잡합니다. 원본 프로그램에서 다시 "
    "저장하여 보내 주십시오."
)
