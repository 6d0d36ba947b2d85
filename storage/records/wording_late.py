"""Words about a half whose report was closed: before saving, to 총괄, and in later reports."""

from html import escape

from storage.rules.half_year import HalfYear
from storage.rules.terms import LateState
from storage.traffic.messages import Button, Message, view

NEW, CHANGED, REMOVED = "새로 적음", "고침", "지움"
VERSION, NEXT, RECORD = "새 보고서본 만들기", "다음 보고서에 늦은 실적으로", "기록 보기"
NOTICE = (
    "<b>{half} 보고서가 확정된 뒤의 기록</b>\n"
    "{title} · {act} ({name})\n\n"
    "확정한 보고서는 그대로 있습니다. {choice}"
)
BOTH = "새 보고서본을 만들거나, 그대로 두시면 {next} 보고서에 늦은 실적으로 실립니다."
NEXT_ONLY = "{next} 보고서에 늦은 실적으로 실립니다."
DECIDED = {
    LateState.VERSION: "이미 새 보고서본에 실었습니다.",
    LateState.REPORTED: "이미 다음 보고서에 실었습니다.",
    LateState.WITHIN: "그 반기의 확정을 되돌려, 다시 열린 보고서에 그대로 실립니다.",
}
NOTHING_LATE = "확정한 뒤에 바뀐 기록이 없어 새 보고서본을 만들지 않았습니다."
NO_LATE = "그런 기록이 없습니다. 이미 정리되었을 수 있습니다."
NOT_OURS = "지난 보고서 파일에서 읽은 반기라 새 보고서본을 만들 수 없습니다."


def closed(half: HalfYear, following: HalfYear) -> str:
    """On the card of a record, before it is saved or removed."""
    return (
        f"{half.label} 보고서는 이미 확정되었습니다. 확정한 보고서는 바뀌지 않고,"
        f" 이 기록은 {following.label} 보고서에 늦은 실적으로 실립니다. 총괄에게 알려 드립니다."
    )


def leaves(half: HalfYear, following: HalfYear) -> str:
    """On the card of a record that is moved out of a closed half, or removed from it."""
    return (
        f"{half.label} 보고서는 이미 확정되었습니다. 확정한 보고서는 바뀌지 않고,"
        f" 빠지는 내용은 {following.label} 보고서에 적습니다. 총괄에게 알려 드립니다."
    )


def elsewhere(dated: HalfYear, half: HalfYear) -> str:
    """On the card of a record that is reported in another half than its dates say."""
    return f"날짜는 {dated.label}, 싣는 반기는 {half.label}입니다."


def moved(before: HalfYear, after: HalfYear) -> str:
    """On the card of a record whose new date counts in another half."""
    return f"이 기록은 {before.label}에서 {after.label} 실적으로 옮겨집니다."


def added(text: str, half: HalfYear) -> str:
    """A line about an earlier half: (2021.12.15.) 화정역 광장 1회 운영 ※ 2021년 하반기 실적."""
    return f"{text} ※ {half.label} 실적"


def corrected(text: str, half: HalfYear, said: str) -> str:
    """A line that reads otherwise now: 41회 ※ 2021년 하반기 실적 정정(39회 → 41회)."""
    return f"{text} ※ {half.label} 실적 정정({said})"


def removed(text: str, half: HalfYear) -> str:
    """A line whose record is gone."""
    return f"{text} ※ {half.label} 실적에서 삭제"


def notice(
    number: int,
    half: HalfYear,
    following: HalfYear,
    title: str,
    act: str,
    name: str,
    record: tuple[str, int],
    *,
    version: bool,
) -> Message:
    """What 총괄 hears once, with the ways on; `record` is its kind and number."""
    choice = (BOTH if version else NEXT_ONLY).format(next=following.label)
    keys = [Button(NEXT, view("late", "next", number)), Button(RECORD, view("rec", *record))]
    if version:
        keys.insert(0, Button(VERSION, view("late", "version", number)))
    text = NOTICE.format(
        half=half.label, title=escape(title), act=act, name=escape(name), choice=choice
    )
    return Message(text, [[key] for key in keys])
