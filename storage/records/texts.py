"""Sentences about records, and plans as far as their items are: why a request cannot be kept."""

from collections.abc import Sequence
from html import escape

from storage.rules.errors import Unreadable
from storage.rules.names import josa

UNDO_BY_OTHER = "그 뒤에 다른 분이 이 기록을 다루어 되돌릴 수 없습니다. 필요하시면 고쳐 주십시오."
UNDO_TOO_LATE = "저장한 지 10분이 지나 되돌릴 수 없습니다. 필요하시면 기록을 고쳐 주십시오."
UNDO_DONE = "이미 되돌렸습니다."
NOT_REMOVED = "지워지지 않은 기록입니다."
PARENT_REMOVED = "이 기록이 딸린 협약이나 계약이 지워져 있습니다. 그것을 먼저 되살려 주십시오."
PLAN_HANDED_IN = "이미 제출한 추진계획입니다. 먼저 다시 작성으로 돌린 뒤 고쳐 주십시오."
PLAN_CONFIRMED = "확정된 추진계획입니다. 고치시려면 총괄 담당에게 보완요청을 받아 주십시오."
PLAN_CHECKING = (
    "내부확인 중인 추진계획입니다. 먼저 다시 작성으로 돌리거나 보완요청을 받은 뒤 고쳐 주십시오."
)
BAG_GONE = "찾으시는 파일이 없습니다. 필요하시면 파일을 한 번 더 보내 주십시오."
BAG_PLACED = "이미 자리를 정한 파일입니다. 다른 기록에도 붙이시려면 한 번 더 보내 주십시오."
BAG_EXPIRED = (
    "24시간 안에 붙일 곳을 고르지 않으셔서 지운 파일입니다. 필요하시면 한 번 더 보내 주십시오."
)
EVIDENCE_LARGE = (
    "{file} 20MB보다 커서 보관하지 못했습니다. 텔레그램 봇은 20MB까지만 받을 수 있습니다."
    " 나누거나 줄여서 다시 보내 주십시오."
)
EVIDENCE_GONE = (
    "{file} 텔레그램에서 받아 오지 못해 보관하지 못했습니다."
    " 원본이 있으면 그 기록에 다시 올려 주십시오."
)
EVIDENCE_UNDO_TOO_LATE = (
    "증빙을 뺀 지 10분이 지나 되돌릴 수 없습니다. 원본이 있으면 기록에 다시 올려 주십시오."
)
PLAN_ITEM_KEPT = (
    "결과를 정할 때가 된 계획은 지울 수 없습니다. /todo 에서 취소를 고르고 사유를 적어 주십시오."
)
ONE_COMPANY = "같은 업체입니다. 합칠 다른 업체의 이름을 적어 주십시오."
CITY_STAYS = "고양시는 다른 업체와 합칠 수 없습니다."
ONLY_SPELLING = "이름이 하나뿐인 업체는 나눌 수 없습니다."
NON_BUDGET = "비예산"


def not_kept(why: str, name: str) -> str:
    """For whoever sent a file whose bytes cannot be had."""
    file = f"증빙 ‘{escape(name)}’" if name else "보내 주신 증빙 사진"
    if why == "large":
        return EVIDENCE_LARGE.format(file=josa(file, "은/는"))
    return EVIDENCE_GONE.format(file=josa(file, "을/를"))


def budget_row_exists(row: str) -> str:
    """A money table has one row of each source."""
    return f"{row} 행은 이미 있습니다. 새로 적지 말고 그 행을 고쳐 주십시오."


DELIVERED_AT = "이행 기록 {number}번에서 확인"


def subcontracts_over(together: str, amount: str) -> str:
    """For subcontracts that are more than their contract."""
    return (
        f"하도급 금액을 모두 더하면 {together}으로 계약 금액 {amount}보다 큽니다."
        " 하도급 금액이나 계약 금액을 고쳐 주십시오."
    )


def put_right(breach: str) -> str:
    """For facts that cannot stand together."""
    return f"{breach} 둘 가운데 하나를 고쳐 주십시오."


def no_money_stands(table: str) -> str:
    """For an amount in a table that says 비예산."""
    return (
        f"{table} 표는 비예산으로 적혀 있습니다. 금액을 적으려면 비예산 행을 먼저 지워 주십시오."
    )


def amounts_stand(table: str) -> str:
    """For 비예산 in a table that has amounts."""
    return f"{table} 표에 금액이 있습니다. 비예산으로 두려면 금액 행을 먼저 지워 주십시오."


def no_company_name(read: str) -> Unreadable:
    """For a name without letters."""
    return Unreadable(read, "업체 이름", "쿠팡풀필먼트유한회사")


def spelling_taken(printed: str) -> str:
    """For a spelling that already means another company."""
    return f"{josa(f'‘{printed}’', '은/는')} 이미 다른 업체의 이름입니다."


NO_AMOUNT = "금액을 하나는 적어 주십시오. 예산이 들지 않으면 ‘비예산’을 고르십시오."


def other_column(column: str, term: str, columns: Sequence[str]) -> str:
    """An amount stands in a column that the money tables of its term do not have."""
    return f"‘{column}’ 칸은 {term}의 표에 없습니다. 칸: {', '.join(columns)}"


def retired_kind(name: str) -> str:
    """Nothing new may be of a kind that the office has retired."""
    return f"{josa(f'‘{name}’', '은/는')} 더 쓰지 않는 행사 종류입니다. 다른 종류를 골라 주십시오."
