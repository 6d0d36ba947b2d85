"""What is said about the days on which the office differs from the public calendar."""

from storage.office import wording_calendar

HEAD = (
    "<b>쉬는 날과 일하는 날</b>\n"
    "공휴일과 주말은 자동으로 반영됩니다. 그와 다른 날만 적어 주십시오."
)
OWN = "<b>우리 기관이 정한 날</b>"
NONE = "정한 날이 없습니다."
LINE = "{at}. {day} {name} · {kind}"
NEXT = "<b>다가오는 공휴일</b>"
PUBLIC = "{day} {name}"
REST, WORK = "쉽니다", "일합니다"
ADD_REST, ADD_WORK = "쉬는 날 추가", "일하는 날 추가"
ACCEPT, KEEP = wording_calendar.ACCEPT, wording_calendar.KEEP
MORE = "그 뒤로 {count}일이 더 있습니다. 앞의 날이 지나면 이어서 보입니다."
OPEN = "번호를 누르면 그 날을 목록에서 뺍니다."
REMOVE = "{at}번 빼기"

REST_QUESTION = "쉬는 날 추가\n날짜와 이름을 적어 보내 주십시오. 예: 2022.1.27. 임시공휴일"
WORK_QUESTION = (
    "일하는 날 추가\n공휴일이지만 일하는 날과 까닭을 적어 보내 주십시오. "
    "예: 2022.1.27. 임시공휴일 취소"
)
HINT = "2022.1.27. 임시공휴일"
WANTED, EXAMPLE = "날짜와 이름", "2022.1.27. 임시공휴일"
PUT = "{day} {name}: {kind}."
REMOVED = "{day}은 이제 보통 달력을 따릅니다."
DUE_MOVED = "{half} 추진계획의 제출 기한은 {day}에 받습니다."
FOLLOWS = "그날 나갈 알림은 자동으로 조정됩니다."
ANNOUNCED = "{officer} 님이 달력을 바꾸었습니다."

CHANGED = "<b>새 공휴일표가 다르게 적은 날</b>\n정해 주실 때까지 지금 달력을 따릅니다."
LEFT = "<b>달력을 그대로 두기로 한 날</b>\n‘반영’을 누르면 새 공휴일표를 따릅니다."
ACCEPTED = "새 공휴일표를 반영했습니다."
ACCEPTED_BY = "<b>공휴일표 변경</b>\n{officer} 님이 새 공휴일표를 반영했습니다."
KEPT = "달력을 그대로 둡니다."
KEPT_BY = (
    "<b>공휴일표 변경</b>\n{officer} 님이 달력을 그대로 두기로 했습니다. "
    "다시 정하시려면 /holidays 를 보내 주십시오."
)
OVERTAKEN = "이미 정했거나 그사이 달라졌습니다. 지금 상태를 보여 드립니다."
