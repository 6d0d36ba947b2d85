"""What `/budget` says."""

TITLE = "<b>사업비</b> (단위: 백만원)"
NON_BUDGET = "비예산"
EMPTY = "적지 않음"
ROW = "{source}: {cells}"
ADD = "금액 적기"
EDIT = "{label} 고치기"
SUM = "계 {total}"
