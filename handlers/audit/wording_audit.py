"""What `/audit` says: whether the trail is whole, and who has opened what."""

from collections.abc import Mapping, Sequence
from html import escape

from storage.models.audit import AuditEntry
from storage.rules.dates import show_moment
from storage.rules.permission import Matter
from storage.rules.trail import Subject
from storage.tracing import wording_trace
from storage.tracing.whole_chain import Whole

STATE_HEAD = "<b>바뀐 내역 감사</b>"
SOUND = "✓ 변조 없음 · 내역 {seq:,}줄 모두 확인"
HEAD = "지금의 머리\n<code>{head}</code>\n관리자에게 온 머리, 머리 파일과 견주어 보실 수 있습니다."
HOW = (
    "보고서의 줄이나 줄 번호를 적어 보내시면 그 근거를 보여 드립니다.\n"
    "예: 29회 운영 및 265명 상담, 12번 줄"
)
SERVER = "증빙 파일과 옛 판까지 모두 검사하려면 서버에서 python3 -m bot audit verify 를 합니다."
READS, LINES, BACK = "열람 기록", "보고서 줄 보기", "« 감사"
READS_HEAD = (
    "<b>열람 기록</b>\n다른 부서의 것을 열어 본 일입니다. 사람과 대상마다 하루 한 줄,"
    " 서버에서 꺼낸 파일은 그때마다 한 줄입니다."
)
NO_READS = "아직 열람 기록이 없습니다."
READ = "{at} {who}\n    {what}"
REASON = " · 사유: {reason}"
LATER, EARLIER = "‹ 이전", "다음 ›"
WHAT: Mapping[str, str] = {
    Matter.SUBMITTED: "기록",
    Matter.DRAFT: "작성 중인 것",
    Matter.REMOVED: "지운 것",
    Matter.HISTORY: "바뀐 내역",
    Matter.EVIDENCE: "증빙",
}
SERVER_WHO, WHOLE_TRAIL = "서버", "바뀐 내역 전체 파일"


def state(found: Whole) -> str:
    """Whether it holds, and its head."""
    said = SOUND.format(seq=found.seq)
    if found.breach is not None:
        said = f"※ {escape(wording_trace.told(found.breach))}"
    head = HEAD.format(head=wording_trace.head(found.seq, found.hash))
    return "\n\n".join((STATE_HEAD, said, head, HOW, SERVER))


def reads(
    lines: Sequence[AuditEntry], names: Mapping[int, str], departments: Mapping[int, str]
) -> str:
    """A page of what was opened, the newest first."""
    told = [_read(one, names, departments) for one in lines]
    return "\n".join([READS_HEAD, "", *(told or [NO_READS])])


def _read(line: AuditEntry, names: Mapping[int, str], departments: Mapping[int, str]) -> str:
    after = line.after or {}
    who = names.get(line.officer_id, SERVER_WHO) if line.officer_id else SERVER_WHO
    whole = line.subject == Subject.READING_PAPERS and line.subject_id == 0
    row = WHOLE_TRAIL if whole else after.get("file", "")
    row = row or wording_trace.row(str(line.subject), line.subject_id)
    whose = departments.get(after.get("department") or 0, "")
    parts = [whose, row, WHAT.get(str(after.get("what")), "")]
    what = " · ".join(escape(part) for part in parts if part)
    reason = REASON.format(reason=escape(line.reason)) if line.reason else ""
    return READ.format(at=show_moment(line.at), who=escape(who), what=f"{what}{reason}")
