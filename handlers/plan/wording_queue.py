"""What is said in the review of one department after the other."""

LIST_HEAD = "<b>검토할 추진계획</b> {half}{mark}"
COUNTS = "{count}개 부서가 검토를 기다립니다."
MARKED = "⚠ <b>살펴볼 점이 있는 {count}개 부서</b>"
MARKED_LINE, MORE_REMARKS = "- {department}: {text}", " 외 {count}건"
NOTHING = "검토할 추진계획이 없습니다."
DEPARTMENT_BUTTON = "{department} · {state}"
ALL_PLAIN = "{count}개 부서 한꺼번에 확정"
ONE_BY_ONE, CHOOSE = "하나씩 검토 ({count})", "골라서 확정"

PLACE = "<b>검토 {at}/{of}</b>"
CONFIRM_NEXT, CONFIRM, ASK, SKIP, FINISH = (
    "확정하고 다음",
    "확정",
    "한 칸 되묻기",
    "다음으로",
    "검토 마치기",
)
UNDO, LIST = "방금 확정 되돌리기", "« 검토 목록"
CONFIRMED_ONE = "{department} 확정"
ASKED_ONE = "{department} 보완요청 · {said}"
TAKEN_BACK_ONE = "{department} 확정 되돌림"
BY_ANOTHER = "{department}: 다른 분이 먼저 처리했습니다({state})."
TAKEN_BACK_NOTICE = (
    "{half} 추진계획의 확정을 되돌렸습니다. 총괄에서 다시 검토합니다. 하실 일은 없습니다."
)

ASK_HEAD = "<b>한 칸 되묻기</b> · {department}\n"
ASK_LIKELY = "아래 단추는 누르면 그 사유로 바로 묻습니다."
ASK_LINE = "- {text}\n    사유: {reason}"
ASK_OTHERS = "물을 항목을 고르십시오."
ASK_FIELDS = "물을 칸을 고르고 사유를 적어 주십시오."
ASK_BUTTON = "{at}번 {label} 묻기"
FIELDS_HEAD = "<b>{department}</b> {at}번 항목\n되물을 칸을 골라 주십시오."

END_HEAD = "<b>검토 마침</b> · {half}"
END_CONFIRMED, END_ASKED, END_LEFT = "확정", "보완요청", "남음"
END_LINE = "{label} {count}개 부서: {departments}"
END_NOTHING = "이번에 처리하신 부서가 없습니다."
END_ALL = "검토할 추진계획이 남지 않았습니다."
AGAIN = "남은 {count}개 부서 검토"

MASS_HEAD = "<b>{half} 추진계획 {count}개 부서를 확정합니다.</b>"
MASS_LEFT = "확정하지 않는 {count}개 부서"
MASS_LEFT_LINE, MASS_LEFT_NAME = "- {department}: {why}", "- {department}"
MASS_MARKED = "⚠ {department}: {text}"
MASS_TELLS = "확정하면 각 부서에 알립니다. 확정하시겠습니까?"
MASS_NONE = "확정할 추진계획이 없습니다. 목록을 다시 열어 주십시오. 예: /round"
MASS_DONE = "<b>{count}개 부서 확정</b>: {departments}"
MASS_MOVED = "그 사이 바뀜"
MASS_NOT_DONE = "확정하지 못한 {count}개 부서"
MASS_BACK = "{count}개 부서의 확정을 되돌렸습니다: {departments}"
MASS_NOT_BACK = "되돌리지 못한 {count}개 부서"
