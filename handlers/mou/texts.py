"""What the forms of an agreement say of promises and how much of them was delivered."""

from collections.abc import Mapping, Sequence
from typing import Any

from storage.rules.counts import with_unit

ONE = "이번 연락에서 확인한 이행: {aim} 중 지금까지 {unit}입니까?"
OF_PROMISE = "{aim} 중 {ask}"
SEVERAL = "이번 연락에서 확인한 이행은 지금까지 얼마입니까? 차례대로 적어 주십시오."
FURTHER = "그 밖에 {count}건은 저장하신 뒤 협약 화면에서 하나씩 열어 [이행 수량 적기]로 적습니다."
SEVERAL_LINE = "{at}. {aim}{known}"
KNOWN = " (지난번 {value})"
HINT_ONE = "{value}. 확인하지 못했으면 건너뛰십시오."
HINT_SEVERAL = "{values}. 확인하지 못한 것은 - 로 적습니다."
WANTED_SEVERAL = "이행사항 {count}건 각각의 수"
PROGRESS = "{text} {now}"
PROGRESS_OF = "{text} {now}/{target}"
KEPT = "(이행 완료)"
REACHED = "{what}: 목표에 이르렀습니다. 이행 완료로 적으시겠습니까?"
AS_KEPT, AS_OPEN = "이행 완료로 적기", "이행중으로 두기"
FEWER = "지난번보다 줄었습니다: {what}. 맞습니까?"
FEWER_OF = "{text} {before} → {now}"
LABEL = "확인한 이행"
ASK = "이번 연락에서 확인한 이행은 지금까지 얼마입니까?"
_HOW_MANY = {"명": "몇 명", "건": "몇 건", "회": "몇 회", "개": "몇 개", "곳": "몇 곳"}


def aim(one: Mapping[str, Any]) -> str:
    """시민 채용 인원 30명"""
    return f"{one['text']} {with_unit(one['target'], one['unit'])}"


def how_many(unit: str) -> str:
    """몇 명 of 명; 얼마 where there is no counting word."""
    return f"몇 {unit}" if unit else "얼마"


def question(promises: Sequence[Mapping[str, Any]], more: int = 0) -> tuple[str, str]:
    """What is asked of these promises, and an example; of `more` nothing is asked here."""
    if len(promises) == 1:
        (one,) = promises
        said = ONE.format(aim=aim(one), unit=how_many(one["unit"]))
        example = with_unit(max(1, one["target"] // 2), one["unit"])
        return said + _known(one), HINT_ONE.format(value=example)
    lines = [
        SEVERAL_LINE.format(at=at, aim=aim(one), known=_known(one))
        for at, one in enumerate(promises, 1)
    ]
    lines += [FURTHER.format(count=more)] if more else []
    return "\n".join([SEVERAL, *lines]), HINT_SEVERAL.format(values=example_of(promises))


def example_of(promises: Sequence[Mapping[str, Any]]) -> str:
    """15, 1, -"""
    values = [str(max(1, one["target"] // 2)) for one in promises]
    return ", ".join([*values[:-1], "-"]) if len(values) > 2 else ", ".join(values)


def _known(one: Mapping[str, Any]) -> str:
    """What was delivered when it was last asked."""
    before = one["delivered"]
    return "" if before is None else KNOWN.format(value=with_unit(before, one["unit"]))


def progress(one: Mapping[str, Any]) -> str:
    """시민 채용 인원 14/30명(이행 완료)"""
    target, now = one["target"], with_unit(one["now"], one["unit"])
    if target is None:
        said = PROGRESS.format(text=one["text"], now=now)
    else:
        said = PROGRESS_OF.format(text=one["text"], now=f"{one['now']:,}", target="")
        said += with_unit(target, one["unit"])
    return said + (KEPT if one["kept"] else "")
