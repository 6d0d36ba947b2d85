"""Sentences about rounds: why a request cannot be kept."""

from datetime import date

from storage.rounds.closing import Closing
from storage.rules.names import josa

ROUND_MISSING = "그 반기의 취합이 아직 없습니다. /round 에서 일정을 확인해 주십시오."
NO_ROUND = (
    "진행 중이거나 예정된 취합이 없습니다. 다음 취합은 새 반기가 시작되는 날(1월 1일, 7월 1일)"
    " 저절로 만들어지고, 그때부터 /round 에서 일정을 바꾸실 수 있습니다."
)
ROUND_NOT_OPEN = "진행 중인 취합이 아닙니다. /round 에서 상태를 확인해 주십시오."
ROUND_CLOSED = "이미 마감한 취합입니다. 고치시려면 부서 추진계획을 사유와 함께 다시 열어 주십시오."
ROUND_DAYS = {
    "request_on": "요청일",
    "due_on": "부서 제출 기한",
    "draft_on": "총괄 초안",
    "panel_on": "평가단 제출",
    "final_on": "확정일",
}
ROUND_DUE_PAST = (
    "제출 기한을 지난 날로 당길 수 없습니다. 모든 부서가 늦은 것이 됩니다. 오늘이나 그 뒤의 날을"
    " 적어 주십시오. 예: 12/5"
)
LADDER_WRONG = (
    "알림 간격을 읽지 못했습니다. 마감일 앞뒤의 근무일 수를 작은 수부터 적어 주십시오. "
    "예: -14 -7 -3 -1 0"
)


def round_days(one: tuple[str, date], other: tuple[str, date]) -> str:
    """Two days of a round stand the wrong way round: which, and which to move first."""
    (first, early), (second, late) = one, other
    return (
        f"날짜의 차례가 맞지 않습니다. {ROUND_DAYS[second]} {late.month}.{late.day}.이"
        f" {ROUND_DAYS[first]} {early.month}.{early.day}.보다 앞섭니다."
        f" {josa(ROUND_DAYS[second], '을/를')} 먼저 미루거나 다른 날을 적어 주십시오."
    )


ROUND_MOVED = "마감한 뒤 이 취합이 다시 바뀌어 되돌릴 수 없습니다. /round 에서 확인해 주십시오."


def round_not_finished(still: Closing) -> str:
    """Closing is refused while something is open; each count is named when it is not nothing."""
    parts = [
        f"{word} {count}{unit}"
        for word, count, unit in (
            ("미제출", len(still.missing), "개 부서"),
            ("내부확인 중", len(still.checking), "개 부서"),
            ("확정 전", len(still.waiting), "개 부서"),
            ("추진실적 미확인", len(still.results), "개 부서"),
            ("결과를 정하지 않은 지난 계획", still.outcomes, "건"),
        )
        if count
    ]
    return (
        f"아직 마감할 수 없습니다: {', '.join(parts)}. 그래도 마감하시려면 사유를 적어 주십시오."
    )
