"""What the clock says."""

from collections.abc import Sequence
from html import escape

from storage.records.wording_evidence import counted
from storage.rules.names import josa

DRAFT_ENDS_SOON = (
    "{what} 있습니다. 3일 안에 이어 쓰지 않으시면 지웁니다.\n이어서 쓰려면 /todo 를 보내 주십시오."
)
UPLOAD_ENDS = (
    "보내 주신 {file}에서 읽은 내용을 아직 저장하지 않으셨습니다. "
    "3일 안에 정하지 않으시면 지웁니다.\n"
    "그 메시지의 단추를 누르시거나, 파일을 다시 보내 주십시오."
)
ENDS_UNHEARD = (
    "{who}의 {what} 있으나 알림이 닿지 않습니다. 3일 안에 이어 쓰지 않으시면 지웁니다.\n"
    "필요한 내용이면 담당자에게 알려 주십시오."
)
WHAT = {"draft": "작성 중인 기록이", "upload": "읽기만 하고 저장하지 않은 파일이"}
ENDS_BEHIND = "더는 등록되어 있지 않은 분의 {what} 남아 있습니다. 3일 뒤에 지웁니다."


def draft_ends(told: str) -> str:
    """Before a draft is dropped; `told` says what it is about."""
    what = josa(f"작성 중인 기록 ‘{told}’", "이/가") if told else WHAT["draft"]
    return DRAFT_ENDS_SOON.format(what=escape(what))


def upload_ends(file: str) -> str:
    """Before what was read from a file is dropped."""
    return UPLOAD_ENDS.format(file=f"파일 ‘{escape(file)}’" if file else "파일")


def ends_unheard(kind: str, name: str) -> str:
    """To the office, in place of somebody who cannot be told that something of theirs ends."""
    if not name:
        return ENDS_BEHIND.format(what=WHAT[kind])
    return ENDS_UNHEARD.format(who=f"{escape(name)} 님", what=WHAT[kind])


BAG_ENDED = (
    "{files} 지웠습니다. 24시간 안에 붙일 곳을 고르지 않으셨습니다. 필요하시면 다시 보내 주십시오."
)


def bag_ended(media: Sequence[str]) -> str:
    """What became of photos and files for which nobody named a record."""
    return BAG_ENDED.format(files=josa(counted(media), "을/를"))


NO_BACKUP = (
    "밤 백업을 남기지 못했습니다.\n<code>{why}</code>\n"
    "30분마다 다시 해 봅니다. 서버에서 <code>python3 -m bot backup 파일</code> 로도 남기실 수"
    " 있습니다."
)


def no_backup(why: str) -> str:
    """To the administrators, of a night without a backup."""
    return NO_BACKUP.format(why=escape(why))
