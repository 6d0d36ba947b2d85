"""Sentences about plans and their items: why a request cannot be kept."""

from storage.rules.names import josa

PLAN_EMPTY = "추진계획에 항목이 없습니다. 항목을 적거나 해당없음을 골라 주십시오."
PLAN_HAS_ITEMS = "추진계획에 항목이 있어 해당없음으로 둘 수 없습니다. 항목을 먼저 지워 주십시오."
PLAN_NOT_OPEN = "제출하거나 해당없음으로 둔 추진계획만 다시 작성으로 돌릴 수 있습니다."
PLAN_CONFIRMED_ALREADY = "이미 확정한 추진계획입니다."
PLAN_MOVED = "그 사이 추진계획이 바뀌었습니다. 다시 보시고 확정해 주십시오."
PLAN_WAITS_FOR_ANSWERS = "답을 기다리는 보완요청이 있어 확정할 수 없습니다."
CONFIRM_MOVED = "그 사이 추진계획이 다시 바뀌어 이 확정은 되돌릴 수 없습니다."
CONFIRM_TOO_LATE = (
    "확정한 지 30분이 지나 되돌릴 수 없습니다. 추진계획을 열어 ‘확정 풀기’를 눌러 주십시오."
)
PLAN_NOT_HANDED_IN = "제출된 추진계획이 아닙니다."
PLAN_NOT_CHECKING = "내부확인 중인 추진계획이 아닙니다. 이미 상신했거나 담당이 회수했습니다."
STEPS_UNKNOWN = "내부확인은 주무팀장, 과장 가운데에서 고르십시오."
BEHALF_MOVED_ON = (
    "접수한 뒤에 이 추진계획이 바뀌어 되돌릴 수 없습니다. 부서 화면에서 지금 상태를 봐 주십시오."
)
PLAN_SUBMITTED_ALREADY = "이미 제출한 추진계획입니다."
DRAFT = "작성 중인 기록"
MERGE_SAME = "같은 부서끼리는 합칠 수 없습니다. 합칠 다른 부서의 이름을 적어 주십시오."
MERGE_INACTIVE = "사용하지 않는 부서에는 합칠 수 없습니다. 그 부서를 먼저 다시 사용해 주십시오."
REOPEN_LOCKED_ONLY = "확정된 추진계획이나 취합을 마감한 추진계획만 다시 열 수 있습니다."
REOPEN_UNTIL = "다시 여는 기한은 오늘이나 그 뒤의 날이어야 합니다. 예: 2026.7.10."
RETURN_FIELD = "추진계획 항목에 그런 칸이 없습니다."
RETURN_TWICE = "그 칸은 이미 보완을 요청했습니다. 답을 기다려 주십시오."
RETURN_STATE = "제출된 추진계획의 항목만 보완을 요청할 수 있습니다."
RETURN_DONE = "이미 답한 보완요청입니다."
RETURN_NOT_ANSWERED = "아직 답이 오지 않은 보완요청입니다."
OUTCOME_DONE = "이미 결과를 정한 항목입니다."
OUTCOME_PROOF = (
    "실적은 기록에서 고르거나 한 문장으로 적어 주십시오. 예: 11월 채용박람회에서 안내문 배부"
)
RESULT_ELSEWHERE = "이 부서의 행사, 협약, 계약 기록 가운데에서 골라 주십시오."
RESULT_NOT_DONE = "실적으로 정한 계획에만 기록을 이을 수 있습니다."
RESULT_LAST = "하나 남은 실적 기록은 뺄 수 없습니다. 다른 기록을 먼저 고르십시오."
OUTCOME_REASON = "취소는 사유가 있어야 합니다. 한 문장으로 적어 주십시오. 예: 사업 대상지 변경"
RESULTS_EMPTY = "남긴 기록이 없습니다. 빠진 것을 추가하시거나 ‘해당없음’을 눌러 주십시오."
RESULTS_MOVED = "그 사이 기록이 바뀌어 목록을 새로 그렸습니다. 다시 보시고 눌러 주십시오."
RESULTS_NOT_SAID = "아직 확인하지 않은 추진실적입니다."
RESULTS_LOCKED = (
    "취합이 마감되었거나 보고서가 확정되어 추진실적 확인을 바꿀 수 없습니다."
    " 필요하시면 총괄 담당에게 말씀해 주십시오."
)
RESULTS_NOT_LOCKED = (
    "취합을 마감했거나 보고서를 확정한 뒤에만 추진실적 확인을 다시 열 수 있습니다."
)
DUTY_DEPARTMENT = "그 부서에 계신 분이 아닙니다. 부서 직원 가운데에서 골라 주십시오."


def merge_handed_in(name: str, half: str) -> str:
    """Why two departments cannot be merged yet."""
    return (
        f"{josa(name, '이/가')} {half} 추진계획을 이미 제출했습니다. "
        "그 계획을 다시 작성으로 돌린 뒤 합쳐 주십시오."
    )


def results_logged(count: int) -> str:
    """Why a department with records cannot say that it had none."""
    return (
        f"남긴 기록이 {count}건 있어 해당없음으로 낼 수 없습니다."
        " 목록이 맞으면 ‘맞음’을 누르시고, 아니면 그 기록을 고치거나 지워 주십시오."
    )


def results_not_asked(half: str) -> str:
    """Nobody has been asked for the results of this half."""
    return f"{half} 추진실적은 아직 취합하지 않습니다. 취합이 시작되면 알려 드립니다."
