"""What the screens of the ladders say. Pure."""

from collections.abc import Sequence
from html import escape

from storage.rules.ladder import LATE_NOTICES, Ladder
from storage.rules.names import cut

HEAD = (
    "<b>알림 단계</b>\n언제 알릴지 정합니다. 번호를 누르면 단계를 더하거나 뺄 수 있습니다.\n"
    "기한이 지나면 세 번까지, 그 뒤에는 매주 첫 근무일에 한 번 알립니다."
)
LINE = "{at}. <b>{name}</b>{own}\n    {says}"
OWN = " (바꿈)"
NOW = "{count}가지 바꿈"
NOW_NONE = "처음 그대로"
KIND = "<b>알림 단계 · {name}</b>\n지금: {now}"
USUAL = "처음: {usual}"
PROPOSED = "바꿀 단계: {said}"
SAME = "단추를 눌러 단계를 더하거나 빼 주십시오."
WORKING, CALENDAR = (
    "날은 근무일로 셉니다.",
    "날은 달력으로 세고, 쉬는 날이면 그 앞 근무일에 알립니다.",
)
BEFORE, ON, AFTER = "{days}일 전", "당일", "{days}일 뒤"
WEEKLY = "그 뒤 매주"
WEEKLY_ON, WEEKLY_OFF = "✓ 그 뒤 매주", "그 뒤 매주"
CHOSEN = "✓ {one}"
SEE = "내일부터 달라지는 것 보기"
BACK_TO_USUAL = "처음 값으로"
TO_LADDERS = "« 알림 단계"
EMPTY = "단계를 하나는 남겨 주십시오."
TOO_MANY = f"기한이 지난 뒤의 단계는 {LATE_NOTICES}가지까지입니다. 하나를 먼저 빼 주십시오."
PATIENCE = "{days}근무일 손이 가지 않으면 팀장, 다시 {days}근무일 뒤 과장"
PATIENCE_HEAD = (
    "기한이 지나도 손이 가지 않은 일을 윗분께 한 번씩 알리기까지의 근무일 수입니다.\n"
    "그사이 기록이나 계획에 손이 가면 처음부터 다시 셉니다."
)
DAYS = "{days}일"
OF_ROUNDS = (
    "다음에 열리는 취합부터 이 단계로 알립니다. "
    "지금 진행 중인 취합의 단계는 /round › 일정·알림에서 바꾸십시오."
)
EFFECT = "<b>내일부터 {days}일</b>\n알림 {before}통 → {after}통"
EFFECT_NONE = "내일부터 {days}일 안에 달라지는 알림은 없습니다."
GONE, NEW = "<b>빠지는 알림 {count}건</b>", "<b>새로 가는 알림 {count}건</b>"
EFFECT_LINE = "· {day} {whom}: {what}"
MORE = "  그 밖에 {count}건"
MOST, MOST_LETTERS = 4, 46


def day(offset: int) -> str:
    """One step: 3일 전, 당일, 5일 뒤."""
    return (BEFORE if offset < 0 else AFTER if offset else ON).format(days=abs(offset))


def says(ladder: Ladder) -> str:
    """All steps of a ladder, and whether it goes on: 14·3일 전, 당일, 1·3일 뒤, 그 뒤 매주."""
    before = "·".join(str(-one) for one in ladder.offsets if one < 0)
    after = "·".join(str(one) for one in ladder.offsets if one > 0)
    told = [BEFORE.format(days=before)] if before else []
    told += [ON] if 0 in ladder.offsets else []
    told += [AFTER.format(days=after)] if after else []
    return ", ".join([*told, *([WEEKLY] if ladder.weekly else [])])


def patience(ladder: Ladder) -> str:
    """The one number of the line above."""
    return PATIENCE.format(days=ladder.offsets[0])


def listed(head: str, found: Sequence[tuple[str, str, str]]) -> list[str]:
    """The first of some messages by day, person and line; nothing for none."""
    if not found:
        return []
    lines = [
        EFFECT_LINE.format(day=at, whom=escape(whom), what=escape(cut(what, MOST_LETTERS)))
        for at, whom, what in found[:MOST]
    ]
    more = [MORE.format(count=len(found) - MOST)] if len(found) > MOST else []
    return ["", head.format(count=len(found)), *lines, *more]
