"""What the view of a record says."""

from collections.abc import Mapping

from storage.figures.sums import Sum
from storage.records.agreement_chain import SHOWN, Held, Promised, Together
from storage.rules.counts import with_unit
from storage.rules.dates import show_day
from storage.rules.trail import Verb

EDIT, REMOVE, HISTORY, BACK = "고치기", "지우기", "바뀐 내역", "기록으로"
RESULT = "결과 적기"
RESTORE = "되살리기"
TAKE_BACK = "다시 작성하고 고치기"
SURE_REMOVE = "이 기록을 지우시겠습니까? 지운 뒤에도 되살릴 수 있습니다."
LINES_GONE = "지우면 보고서에서 바뀌는 줄"
YES_REMOVE, NO_REMOVE = "예, 지웁니다", "아니요"
REMOVED = "지운 기록입니다."
REMOVED_NOW = "지웠습니다."
RESTORED = "되살렸습니다."
UNDONE = "저장을 취소했습니다."
NO_LAST = "아직 저장하신 기록이 없습니다."
LAST_HEAD = "<b>마지막으로 저장하신 기록</b>\n{title}\n{at} {act}"
UNDO_MEANS: Mapping[Verb, str] = {
    Verb.CREATE: "저장을 취소하면 이 기록은 지운 기록이 됩니다. 되살리실 수 있습니다.",
    Verb.CHANGE: "되돌리면 고치기 전 내용이 됩니다.",
    Verb.REMOVE: "되돌리면 지운 기록을 되살립니다.",
    Verb.RESTORE: "되돌리면 이 기록을 다시 지웁니다. 되살리실 수 있습니다.",
}
UNDO_SAVE, UNDO_ACT, OPEN_LAST = "저장 취소", "되돌리기", "기록 보기"
UNDO_PAST = "저장하신 지 10분이 지나 바로 되돌리실 수 없습니다. 고치거나 지우실 수 있습니다."
SEAL, SEALING = "지문 대조", "파일을 다시 읽고 있습니다."
EVIDENCE = "증빙: {said}"
SHOW_EVIDENCE = "증빙 보기"
NO_EVIDENCE = "증빙이 없습니다."
PROOFS_HEAD = "<b>증빙</b> {title}\n{said}"
PROOF_LINE = "{at}. {said}"
PHOTO, DOCUMENT = "사진", "문서"
BY = "{name} {at}"
PROOFS_OPEN = "번호를 누르면 빼거나 다른 기록으로 옮길 수 있습니다."
TAKE_OFF, MOVE, TO_PROOFS = "빼기", "다른 기록으로 옮기기", "증빙 목록으로"
TAKEN_OFF = "증빙을 뺐습니다. 10분 안에 되돌릴 수 있습니다."
PUT_BACK = "되돌렸습니다."
UNDO_STEP = "되돌리기"
PROOF_NOTE = "    ※ {said}"
MOVE_WHERE = "어느 기록으로 옮기시겠습니까?"
NOWHERE_TO_MOVE = "옮길 수 있는 다른 기록이 이 부서에 없습니다."
MOVED = "‘{title}’ 기록으로 옮겼습니다."
TO_LIST = "목록으로"
SENTENCE_HEAD = "보고서에 실린 줄"
REWORDED = "※ 우리 과가 고친 문장입니다."
NOT_PRINTED = "지금 보고서에는 이 기록의 줄이 없습니다."
OWNER = "{department} · {half}"
NO_HALF = "반기 모름"
NO_HISTORY = "바뀐 내역이 없습니다."
HISTORY_HEAD = "<b>바뀐 내역</b> {title}"
HISTORY_LINE = "{at} {who} {act}"
HISTORY_CHANGE = "    {label}: {before} → {after}"
HISTORY_ENTERED = "    {label}: {value}"
NOTHING = "없음"
OUTCOME = "결과: {kind}"
OUTCOME_WORDS = " ({words})"
FIGURES, FIGURES_OPEN = "실적 수치: {said}", "실적 수치 적기"
RESULT_OF = "어느 계획의 실적인지:"
OF_PLAN = "{half} 계획 ‘{title}’"
CHILD_LINE = "{at}. {title}"
HUNG_HEAD, HUNG_MORE = "<b>{said}</b>", "    {said}"
ACTS = {
    "create": "등록",
    "change": "고침",
    "remove": "지움",
    "restore": "되살림",
    "undo": "되돌림",
}
SOMEBODY = "알 수 없음"
LOCAL_RATE = "관내 하도급률 {rate} (권장 {goal})"
LARGE = "대규모공사 (공고일 기준 {threshold} 이상)"
NOT_LARGE = "대규모공사 아님 (공고일 기준 {threshold} 미만)"

DELIVERY = "이행 수량 적기"
HUNG_ON_PAGES = "… 모두 {pages}쪽입니다. ‘모두 보기’를 눌러 주십시오."
ALL_HUNG, HUNG_LIST = "모두 보기", "<b>{title}</b>{mark}"
PROMISES_HEAD, EVENTS_HEAD, CONTACTS_HEAD = "이행사항", "이 협약에 따른 행사", "연락"
KEEPS = "이 행사가 따른 협약:"
GONE_AGREEMENT = " (지운 기록)"
CONFIRMED = "행사로 확인된 {said}"
EVENTS_SUM = "행사로 확인된 {said}"
HIRES = "채용 {count:,}명"
OF_THEM = ", 그중 고양시민 {count:,}명"
HIRES_OF = " (행사 {events}건 중 {known}건 집계)"
OF_TARGET = "{name} {target} 중 {delivered} 이행 · {rest} 남음"
NOT_ASKED = "{name} {target} · 이행 확인 전"
NO_TARGET = "{name} {delivered} 이행"
OF_ALL = "합계: {said}"
OF_SOME = " (이행사항 {promises}건 중 {known}건 확인)"
DUE = "기한 {day}"
PLANNED = "예정"


def of_promise(one: Promised) -> list[str]:
    """Below a promise: how much of it was delivered, its due day, and how it stands."""
    said = _delivered(one.name, one.unit, one.target, one.delivered)
    day = [DUE.format(day=show_day(one.due))] if one.due else []
    return [*([said] if said else []), " · ".join([*day, one.status.label])]


def of_all(one: Together) -> str:
    """Promises that count the same, as one."""
    said = OF_ALL.format(said=_delivered(one.name, one.unit, one.target, one.delivered))
    some = 0 < one.known < one.promises
    return said + (OF_SOME.format(promises=one.promises, known=one.known) if some else "")


def _delivered(name: str, unit: str, target: int | None, delivered: int | None) -> str:
    """시민 채용 인원 30명 중 14명 이행 · 16명 남음"""
    known = "" if delivered is None else with_unit(delivered, unit)
    if target is None:
        return NO_TARGET.format(name=name, delivered=known).strip() if known else ""
    aim = with_unit(target, unit)
    if delivered is None:
        return NOT_ASKED.format(name=name, target=aim).strip()
    rest = with_unit(max(target - delivered, 0), unit)
    return OF_TARGET.format(name=name, target=aim, delivered=known, rest=rest).strip()


def counted_at(one: Held) -> tuple[str, ...]:
    """Below an event: what of it concerns an agreement, in one line."""
    said = [
        f"{measure.label} {with_unit(one.counts[measure], measure.unit)}"
        for measure in SHOWN
        if measure in one.counts
    ]
    said = [PLANNED, *said] if one.planned else said
    return (" · ".join(said),) if said else ()


def hires(hired: Sum, residents: Sum) -> str:
    """채용 12명, 그중 고양시민 9명 (행사 3건 중 2건 집계); nothing where none was counted."""
    if hired.value is None:
        return ""
    said, gap = HIRES.format(count=hired.value), hired.gap
    if residents.value is not None:
        said += OF_THEM.format(count=residents.value)
        gap = gap or residents.gap
    return said + (HIRES_OF.format(known=gap[0], events=gap[1]) if gap else "")
