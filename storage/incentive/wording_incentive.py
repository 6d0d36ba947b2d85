"""How a company's place among the others came about, in words."""

from collections.abc import Iterable

from storage.rules.counts import with_unit
from storage.rules.incentive import Merit, Part

WORDS: dict[Merit, tuple[str, str]] = {
    Merit.PROMISE: ("이행한 협약 이행사항", "건"),
    Merit.CONTACT: ("협약 후속 연락", "회"),
    Merit.EVENT: ("행사 참여", "회"),
    Merit.CONTRACT: ("관내 하도급 권장을 채운 계약", "건"),
    Merit.RESIDENT: ("고용한 고양시민", "명"),
}
"""What is counted, and its counting word."""

POINTS_WANTED = "점수(0부터 1000까지)"
POINTS_EXAMPLE = "10"


def how(parts: Iterable[Part]) -> str:
    """협약 이행사항 2건 이행 20점 + 행사 참여 3회 15점."""
    return " + ".join(f"{deed(part)} {part.points:,}점" for part in parts)


def reason(parts: Iterable[Part]) -> str:
    """The deeds alone, for a letter; what was counted and came to nothing is left out."""
    return ", ".join(deed(part) for part in parts if part.count)


def deed(part: Part) -> str:
    """협약 이행사항 2건 이행; where some were not met, of how many: … 3건 중 2건 이행."""
    count = with_unit(part.count, WORDS[part.merit][1])
    whole = "" if part.out_of in (None, part.count) else f"{part.out_of:,}건 중 "
    match part.merit:
        case Merit.PROMISE:
            return f"협약 이행사항 {whole}{count} 이행"
        case Merit.CONTRACT:
            return f"관내 하도급 권장 계약 {whole}{count} 충족"
        case Merit.RESIDENT:
            return f"고양시민 {count} 고용"
    return f"{WORDS[part.merit][0]} {count}"
