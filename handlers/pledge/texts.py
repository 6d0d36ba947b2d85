"""What `/pledge` says, and how its answers are read."""

HEAD = "<b>보고서 머리</b> · {half}"
PLEDGE = "<b>공약</b> {code} {title}"
CARRIED = "이 임기에 따로 적지 않아 앞에 적은 것을 이어 씁니다."
DEPARTMENT = "<b>소관부서</b> {department}"
PEOPLE = "<b>담당</b>"
SINCE = "<b>담당</b> ({day}부터)"
PERSON = "{at}. {position} {name} {phone}"
EMPTY = "과장·팀장·담당자를 아직 적지 않았습니다. 보고서에는 홍○○ 000-0000으로 나옵니다."
AHEAD = "<b>앞으로</b> ({day}부터)"
CHANGED_DEPARTMENT = "소관부서 {department}"
CHANGED_PERSON = "{position} {name} {phone}"
COLUMNS = "<b>사업비 칸</b> {columns}"
OPEN = "번호를 누르면 그 분을 바꾸거나 고칠 수 있습니다."

NAME_BUTTON = "공약 번호·이름"
DEPARTMENT_BUTTON = "소관부서"
ALL_BUTTON = "담당 모두 적기"
JOIN_BUTTON = "한 분 더"
COLUMNS_BUTTON = "사업비 칸"
USUAL_BUTTON = "보통 칸으로"
REPORT_BUTTON = "보고서"
NEXT_BUTTON = "다음 분 (인사이동)"
MEND_BUTTON = "잘못 적은 것 고치기"
LEAVE_BUTTON = "후임 없이 떠남"
UNDO = "되돌리기"
BACK = "머리로"

PERSON_HEAD = "<b>{position}</b> {name} {phone}"
PERSON_SINCE = "{day}부터"
PERSON_UNTIL = "{day}까지"
PERSON_HOW = (
    "새로 오신 분은 ‘다음 분’으로 적어 주십시오."
    " 그 전 반기의 보고서에는 지금 분이 그대로 남습니다."
)

DONE = "고쳤습니다."
UNDONE = "되돌렸습니다."
GONE = "그 사이에 담당이 바뀌었습니다. 아래에서 다시 골라 주십시오."

NAME_QUESTION = "{term}의 공약 번호와 이름을 적어 주십시오. 지금: {now}"
NAME_HINT = "1-4-3 고양시 고용할당제 도입"
DEPARTMENT_QUESTION = "소관부서와 그날을 적어 주십시오. 지금: {now}"
DEPARTMENT_HINT = "일자리정책과 2022. 1. 1."
ALL_QUESTION = (
    "담당을 한 줄에 한 분씩, 직위 이름 사무실 전화 차례로 적어 주십시오.\n"
    "다른 날부터라면 마지막 줄에 그날을 적어 주십시오. 적지 않으시면 {day}부터입니다."
)
ALL_HINT = "과장 홍○○ 000-0000"
NEXT_QUESTION = (
    "{position} {name} 다음에 오시는 분의 이름, 사무실 전화, 시작하는 날을 적어 주십시오.\n"
    "날을 적지 않으시면 {day}부터입니다."
)
NEXT_HINT = "김○○ 000-0000 2022. 1. 1."
MEND_QUESTION = "직위, 이름, 사무실 전화를 바르게 적어 주십시오. 지금: {now}"
MEND_HINT = "팀장 김○○ 000-0000"
JOIN_QUESTION = (
    "더 적을 분의 직위, 이름, 사무실 전화를 적어 주십시오. 날을 적지 않으시면 {day}부터입니다."
)
JOIN_HINT = "담당자 김○○ 000-0000 2022. 1. 1."
LEAVE_QUESTION = "{position} {name}의 마지막 날은 언제입니까?"
LEAVE_HINT = "2021. 12. 31."
COLUMNS_QUESTION = (
    "{term} 사업비 표의 칸을 왼쪽부터 쉼표로 나누어 적어 주십시오. ‘계’는 적지 않습니다.\n"
    "지금: {now}"
)
COLUMNS_HINT = "기투자, '26.7., '27, '28, '29, '30.6., 임기후"

WANTED_NAME = "공약 번호와 이름"
WANTED_PERSON = "직위, 이름, 전화번호"
WANTED_NEXT = "이름과 전화번호"
WANTED_DEPARTMENT = "부서 이름"
WANTED_COLUMNS = "칸 이름"
NO_PHONE = "전화번호가 없습니다."
NOT_A_COLUMN = "‘{name}’은 사업비 칸의 이름이 아닙니다."
TWICE = "‘{name}’ 칸이 두 번 적혀 있습니다."
SO_MANY = "칸은 {least}개에서 {most}개까지입니다."
FROM_WORDS = r"(?:\s*부터\.?|\s*일자)?$"
POST_ENDS = r"(?P<position>\S+(?:\s*\([^()]*\))?)\s+"
"""A post, with what stands in brackets behind it: 과장(직무대리)."""
DAY_LAST = r"(?:\d{4}|'?\d{2})\s*[.년/-]\s*\d{1,2}\s*[.월/-]\s*\d{1,2}\s*(?:\.|일)?$"
"""A whole day that stands behind all other words."""
