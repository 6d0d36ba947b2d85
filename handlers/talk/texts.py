"""What is said of words that were typed outside a form."""

from collections.abc import Sequence

from storage.rules.names import josa

AS_SAID = {
    "event": "{words}",
    "mou": "{words} 업무협약",
    "contract": "공사계약: {words}",
    "problem": "{words}",
    "plan_item": "추진계획 항목: {words}",
}
"""How words behind each command would be said without it."""
PARKED_OTHER = (
    "앞서 쓰시던 입력은 임시 저장했습니다. 위의 카드나 /todo 에서 이어 쓰실 수 있습니다."
)
SEVERAL = "<b>{count}건으로 읽었습니다.</b> 아직 저장하지 않았습니다."
SEVERAL_DONE = "<b>{count}건을 저장했습니다.</b>"
SEVERAL_LEFT = "{count}건은 확인할 것이 있어 저장하지 않았습니다. 번호를 눌러 확인해 주십시오."
SEVERAL_STOPPED = (
    "저장하지 않았습니다. 읽은 내용은 임시 저장했으니 /todo 에서 이어 쓰실 수 있습니다."
)
SEVERAL_BACK = "<b>{count}건의 저장을 취소했습니다.</b> 기록을 열어 되살리실 수 있습니다."
SEVERAL_KEPT = "{count}건은 그 뒤에 고치셨거나 10분이 지나 그대로 두었습니다."
SEVERAL_TOO_LATE = "이미 되돌리셨거나 10분이 지났습니다. 기록을 열어 고치거나 지워 주십시오."
SEVERAL_GONE = "이미 모두 처리하신 글입니다."
FURTHER = "… 외 {count}건"
TO_CHECK = "※ 확인할 것이 있습니다."
SAVED_MARK = "✔ "
SAVE_ALL = "모두 저장 ({count}건)"
STOP = "그만두기"

BOTH = "쓰고 계신 질문의 답으로는 읽지 못했습니다. 적으신 글은 한 건의 기록으로 읽힙니다."
AS_RECORD, GO_ON = "새 기록으로 열기", "쓰던 입력 계속"

EDIT_UNREAD = "고치신 글에서 기록을 읽지 못해, 처음 보내신 글로 읽은 내용을 그대로 두었습니다."
REREAD = "고치신 글로 다시 읽었습니다."
REREAD_ELSEWHERE = "글을 고치셔서 다시 읽었습니다. 아래에서 이어 주십시오."
CORRECTED_DRAFT = "{label}: {old} → {new} (아직 저장하지 않았습니다.)"
CHANGE = "{label} {old} → {new}"
NOTHING_TO_CORRECT = (
    "고칠 기록을 찾지 못했습니다. /find 로 기록을 찾아 ‘고치기’를 눌러 주십시오. 예: /find 화정역"
)
NO_VALUE = "없음"

VOICE = (
    "음성은 글로 옮기지 못합니다. 자판의 마이크(받아쓰기) 단추를 누르고 말씀하시면 글로 적혀,"
    " 보내신 대로 기록 카드를 만들어 드립니다. 예: 어제 화정역 일자리버스 25명 상담"
)
LOCATION = (
    "위치에 이름이 없어 장소로 적지 못했습니다. 장소 이름을 글로 적어 주시거나, 위치를 보내실 때"
    " 목록에서 장소를 골라 주십시오. 예: 화정역 광장"
)
CONTACT_INVITES = (
    "연락처를 받았습니다. 이름과 전화번호는 저장하지 않았습니다."
    " 이분을 초대하시려면 초대 링크를 만들어 전해 주십시오."
)
CONTACT_REFUSED = (
    "연락처는 개인정보라 받지 않았습니다. 새로 오신 분은 총괄 담당이 초대하니, 총괄 담당에게"
    " 말씀해 주십시오."
)
INVITE = "초대 링크 만들기"
NO_CONTRACT = (
    "어느 공사계약에 관한 것인지 알 수 없습니다. /find 로 계약을 찾아 이어 적어 주십시오."
)
WRITE_AGREEMENT = "업무협약 기록"


def place_heard(name: str) -> str:
    """What becomes of a place that was shared before anything else."""
    return f"{josa(f'‘{name}’', '을/를')} 장소로 적어 행사를 기록합니다."


def words_kept(label: str) -> str:
    """Where words behind a command were put that were read as nothing else."""
    return f"적으신 글은 ‘{label}’ 칸에 두었습니다."


def changed_labels(labels: Sequence[str]) -> str:
    """What became different when a message was read again."""
    return f"{REREAD} 바뀐 항목: {', '.join(labels)}" if labels else REREAD


def kept_by_hand(labels: Sequence[str]) -> str:
    """What an edited message says otherwise and was not taken from it."""
    return f"직접 고르거나 고치신 항목은 그대로 두었습니다: {', '.join(labels)}"


def change_saved(title: str, changes: Sequence[str]) -> str:
    """The question whether a saved record is to follow its message."""
    return (
        f"이미 저장한 기록 ‘{title}’입니다. 바뀌는 항목: {', '.join(changes)}."
        " 기록을 고치시려면 ‘저장’을, 그대로 두시려면 ‘그만두기’를 눌러 주십시오."
    )


def no_agreement(partner: str) -> str:
    """Why a contact with this partner was not made a record."""
    whom = f"{josa(f'‘{partner}’', '과/와')} 맺은 " if partner else ""
    return (
        f"{whom}협약이 없어 이행 기록을 만들지 못했습니다."
        " 협약을 먼저 기록하시면 이행 기록을 이어 적으실 수 있습니다."
    )


def of_agreement(title: str, more: int) -> str:
    """Under which agreement a contact was put."""
    others = f" 같은 업체의 협약이 {more}건 더 있습니다." if more else ""
    return f"{josa(f'‘{title}’', '을/를')} 이행한 기록으로 적습니다.{others}"


def may_not(title: str, role: str) -> str:
    """Why a line was not made a record: who may, and that it was not kept."""
    return (
        f"‘{title}’ 내용으로 읽었습니다. {role} 권한으로는 적으실 수 없어 저장하지 않았습니다."
        " 필요하시면 총괄 담당에게 말씀해 주십시오."
    )
