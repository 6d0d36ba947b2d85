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
COLUMNS = "칸: {columns}"
ADJUSTED = "※ 단수 조정으로 합계와 맞춘 표입니다. 원 단위 금액은 번호를 눌러 보십시오."

NUMBERED = r"(\d+)\s*기"
WANTED_TERM, TERM_EXAMPLE = "임기", "9기, 2022 상반기"
COLUMN = (
    r"기\s*투자|임기\s*후"
    r"|(?:['‘’`´′]\s*(?:20)?|(?<!\d)20)\d\d년?"
    r"(?:\.\s*\d{1,2}(?:\.|월)?(?:\s*~\s*\d{1,2}(?:\.|월)?)?)?"
    r"(?![\d,]|\s*[조억만천백십원])"
)
"""How the name of a column begins an amount; 2023백만원 is an amount itself."""
BETWEEN = " \t\n:=,;/·."
NOTHING = ("", "-", "없음", "없다", "지움", "빈칸")
WANTED_AMOUNT = "칸 이름과 금액"
NO_COLUMN = "어느 칸의 금액인지 알 수 없습니다."
OTHER_COLUMN = "‘{column}’ 칸은 이 임기의 표에 없습니다."
TWICE = "‘{column}’ 칸이 두 번 적혀 있습니다."
NO_AMOUNT = "금액을 하나는 적어 주십시오. 예산이 들지 않으면 ‘비예산’을 고르십시오."
