"""What `/incentive` says."""

import re

from storage.rules.names import josa

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
JOIN, PART = "다른 업체와 합치기", "이름 나누기"
JOIN_QUESTION = (
    "‘{name}’에 합칠 업체의 이름을 적어 보내 주십시오."
    " 그 업체의 이름과 기록이 모두 이 업체의 것이 됩니다."
)
JOIN_HINT, JOIN_WANTED = "(주)가나물류", "기록에 있는 업체의 이름"
JOIN_NEAR = "기록에 없는 이름입니다. 비슷한 이름: {names}."
JOIN_NONE = "기록에 없는 이름입니다."
PART_HEAD = (
    "<b>{name}</b>\n나눌 이름의 번호를 눌러 주십시오. 그 이름으로 적은 기록이 따로 나뉩니다."
)
PART_LINE = "{at}. {name}"
UNION_BACK = "업체의 이름과 기록을 되돌렸습니다."
ASK_TO_BUY = "우선구매 협조요청"
TO_LIST = "« 순위"

POINTS_HEAD = "<b>점수 기준</b>\n건당 점수 × 건수를 합산합니다. 번호를 누르시면 고칠 수 있습니다."
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


def join_sure(old: str, into: str, names: int, records: int) -> str:
    """The question before one company goes into another."""
    return (
        f"<b>{josa(f'‘{old}’', '을/를')} ‘{into}’에 합치시겠습니까?</b>\n"
        f"이름 {names}개와 기록 {records}건이 ‘{into}’의 것이 되고, 점수와 현황도 함께 옮깁니다."
    )


def joined(into: str, records: int) -> str:
    """Two companies are one."""
    return f"‘{into}’에 합쳤습니다. 기록 {records}건을 옮겼습니다."


def part_sure(name: str, whole: str, records: int) -> str:
    """The question before a spelling becomes a company of its own."""
    return (
        f"<b>{josa(f'‘{name}’', '을/를')} ‘{whole}’에서 나누시겠습니까?</b>\n"
        f"그 이름으로 적은 기록 {records}건이 새 업체의 것이 됩니다."
    )


def parted(name: str, records: int) -> str:
    """A spelling is a company of its own."""
    return f"{josa(f'‘{name}’', '을/를')} 나누었습니다. 기록 {records}건을 옮겼습니다."


def file_name(record: int, ending: str) -> str:
    """A name made of nothing that anybody typed (a company's may hold a path)."""
    return f"우선구매_협조요청_{record}번_기안초안.{ending}"
