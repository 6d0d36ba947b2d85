"""What is said when a mismatch of the report is asked of the officer who can answer."""

ASK, ASK_ONE = "담당에게 묻기 ({count})", "담당에게 묻기"
ASK_HEAD = "<b>{half} 보고서의 확인할 것 {count}건을 담당에게 묻습니다.</b>"
ASK_TO = "- {name} 님({department}) {count}건"
ASK_TODAY = "오늘 이미 물었거나 답이 온 것: {count}건"
ASK_NOBODY = "연락할 분이 봇에 없는 것 {count}건"
ASK_NOBODY_LINE = "- {department}: {text}"
NOBODY_WAYS = (
    "공문이나 전화로 확인하신 뒤 기록을 고치거나 그대로 두십시오. 그 부서에서 봇을 쓰실 분을"
    " 초대하시면 다음부터 바로 물으실 수 있습니다."
)
INVITE = "사람 초대"
ASK_SURE = "지금 보내시겠습니까? 답이 올 때까지 그분의 할 일과 아침 알림에 나옵니다."
NOTHING_TO_ASK = "물을 기록이 없습니다. 기록이 없는 표의 수치는 보고서에서 직접 확인해 주십시오."
ASKED = "{count}건을 {people}명에게 물었습니다."
WITHDRAWN = "{count}건의 확인 요청을 거두었습니다."
NOT_WITHDRAWN = "그 사이 답이 와서 거두지 않은 것: {count}건"
WITHDRAWN_NOTICE = "보내 드린 확인 요청 {count}건을 거두었습니다. 답하지 않으셔도 됩니다."

CARD = "<b>확인 요청</b> · {half} 보고서\n\n{text}\n기록: {said}\n묻는 분: {by} 님"
SEVERAL = (
    "<b>확인 요청 {count}건</b> · {half} 보고서\n\n{lines}\n\n"
    "번호를 누르면 하나씩 답하실 수 있습니다."
)
SEVERAL_LINE = "{at}. {text}"
REPLY, FIGURE, RIGHT, RECORD, NEXT = (
    "답 적기",
    "수치 적기",
    "적은 대로 맞습니다",
    "기록 고치기",
    "다음 확인 요청",
)
AS_IT_STANDS = "기록에 적은 대로 맞음"
QUESTION = "확인 요청에 답하기\n{text}\n기록: {said}\n답을 적어 보내 주십시오. 예: {example}"
EXAMPLE, FIGURE_EXAMPLE = "현장 일지로 확인한 수치임", "35 (수치만 적으시면 기록에 넣습니다)"
HINT = "확인한 내용"
THANKS = "답을 총괄에 전했습니다."
THANKS_FIGURE = "기록에 넣고 총괄에 전했습니다: {after}"

ANSWER = "<b>확인 요청 답</b> · {department} {name} 님\n\n{text}\n"
ANSWER_WORDS = "답: {answer}"
ANSWER_CHANGED = "기록이 바뀌었습니다.\n전: {before}\n후: {after}"
SETTLE, TO_CLAIMS = "이 답으로 그대로 둠", "확인할 것 보기"
SETTLED_ALREADY = "수치가 맞게 되어 확인할 것에서 이미 빠졌습니다."

STATE_WAITING = "    물음 {day} {name} 님 · 답 기다림"
STATE_ANSWERED = "    답 {day} {name} 님: {answer}"
STATE_CHANGED = "    고침 {day} {name} 님: {before} → {after}"
TOLD_WITH_SAVE = "물어보신 총괄에 바뀐 내용을 전했습니다."
