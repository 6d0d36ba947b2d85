"""What `/budget` says."""

TITLE = "<b>사업비</b> (단위: 백만원)"
NON_BUDGET = "비예산"
EMPTY = "적지 않음"
ROW = "{source}: {cells}"
ADD = "금액 적기"
LINE = "{at}. {row}"
OPEN = "번호를 누르면 그 줄을 고칠 수 있습니다."
CHANGE_NON_BUDGET = (
    "비예산 표에 금액을 적으려면 그 번호를 눌러 ‘고치기’에서 ‘예산’을 바꿔 주십시오."
)
SUM = "계 {total}"
