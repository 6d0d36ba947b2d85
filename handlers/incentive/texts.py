"""What `/incentive` says."""

import re

HEAD = "<b>고용할당제 참여우수기업</b>{mark}\n{halves}"
SINCE = "{first}부터 {last}까지"
LINE = "{at}. <b>{name}</b> {rank}위 · {total}점{asked}"
HOW = "    {how}"
ASKED = " · 협조요청 {day}"
NOBODY = "이 기간에 셀 수 있는 실적을 남긴 기업이 없습니다."
OPEN_COMPANY = "번호를 누르면 그 기업의 기록이 나오고, 우선구매 협조요청을 적을 수 있습니다."
NOT_COUNTED = "기록이 없는 것은 0으로 치지 않고 식에서 뺍니다."
FORMULA = "점수 기준"
ONE, MANY = "반기 하나", "{count}개 반기"

COMPANY_HEAD = "<b>{name}</b> {rank}위 · {total}점\n{halves}"
SPELLINGS = "다른 이름: {names}"
RECORDS_HEAD = "<b>기록 {total}건</b>{mark}"
RECORD = "{at}. {kind} · {title}"
ASK_TO_BUY = "우선구매 협조요청"
TO_LIST = "« 순위"

POINTS_HEAD = (
    "<b>점수 기준</b>\n하나에 몇 점인지 곱하여 더합니다. 번호를 누르시면 고칠 수 있습니다."
)
POINT_LINE = "{at}. {label} 1{unit}에 {points}점"
POINTS_QUESTION = (
    "점수 기준 · {label}\n지금은 1{unit}에 {points}점입니다. 새 점수를 적어 보내 주십시오. 예: 10"
)
POINTS_HINT = "10"
POINTS_CHANGED = "점수 기준을 고쳤습니다."

POINT_WORD = "점"

HALVES = re.compile(r"(?:최근)?(\d{1,2})(?:개)?(?:반기)?")
LETTER_COMING = "초안을 만들고 있습니다."
LETTER_CAPTION = "{title} 온나라 기안용 초안"


def file_name(record: int, ending: str) -> str:
    """A name made of nothing that anybody typed (a company's may hold a path)."""
    return f"우선구매_협조요청_{record}번_기안초안.{ending}"
