"""What is said of a printed line: its records, who did what, and whether it still holds."""

from collections.abc import Mapping, Sequence
from html import escape

from storage.models.figure import Figure
from storage.rules.dates import show_moment
from storage.rules.figure_kinds import Aim, Counted
from storage.rules.money import show_won
from storage.rules.terms import VersionStage
from storage.tracing import wording_trace
from storage.tracing.line_trace import Behind, Step, Then, Traced
from storage.tracing.printed import Printed
from storage.tracing.whole_chain import Whole

LINES = "줄 보기"
LINES_HEAD = "<b>{half} 보고서 {paper} · 줄과 근거</b>{mark}"
OPEN_LINE = "번호를 누르면 그 줄의 근거가 열립니다."
LINE = "{at}. {text}"
PART = "\n<b>{part}</b>"
LINE_OF = "{half} 보고서 {paper} {at}번 줄"
LINE_HEAD = "<b>{half} {paper} · {at}번 줄</b>\n{part}"
NO_RECORDS = "이 줄에는 기록이 없습니다. 총괄이 넣거나 닫아 둔 문구입니다."
RECORDS = "<b>이 줄의 기록 {count}건</b>"
MORE_RECORDS = "… 그 밖에 {count}건"
RECORD = "{at}. {title}"
OF = "    {department}"
REMOVED = " · 지운 기록"
PROOF = "    증빙: {said}"
NOT_AS_TOLD = "    ※ 지금 값이 바뀐 내역과 다릅니다."
AS_TOLD = "    바뀐 내역과 같음"
STEP = "    {act} {who} {at}"
STEPS: Mapping[str, str] = {
    "create": "등록",
    "change": "고침",
    "remove": "지움",
    "restore": "되살림",
    "undo": "되돌림",
    "confirm": "추진계획 확정",
}
SERVER = "봇"
VERSIONS_HEAD = "<b>보고서본에서는</b>"
SAME = "v{number} {stage}: 같은 문구"
THEN = "v{number} {stage}: {text}"
NONE_THEN = "v{number} {stage}: 이 줄이 없음"
CONFIRMED_BY = "    {who} {at}"
NOW = "지금 초안에는: {text}"
GONE_NOW = "지금 초안에는 이 줄이 없습니다."
CHANGES_OF_HEAD = "<b>머리를 바꾼 일</b>"
SOUND = "✓ 변조 없음 (내역 {seq:,}줄 모두 확인)"
UNSOUND = "※ {told}\n서버에서 python3 -m bot audit verify 를 해 주십시오."
OTHERWISE = "※ 바뀐 내역과 다른 기록이 있습니다. 관리자에게 알려 주십시오."
PLANNED, RESIDENTS = "계획 ", " (고양시민)"
CLOSED = "그 부서만 보는 기록"
RECORD_KEY, TO_LINES, TO_LINE = "기록 {at}", "« 줄 목록", "« 그 줄"
PAST = "<b>{title}</b>\n지운 기록입니다. 바뀐 내역만 보여 드립니다."
SEVERAL = "<b>‘{said}’ 보고서의 줄 {count}개</b>"
STAGES: Mapping[VersionStage, str] = {one: one.label for one in VersionStage}


def chain(found: Whole, behind: Sequence[Behind] = ()) -> str:
    """Whether the whole trail holds, and what stands behind the line is as it tells."""
    lines = [] if all(one.as_told for one in behind) else [OTHERWISE]
    if found.breach is not None:
        lines.append(UNSOUND.format(told=escape(wording_trace.told(found.breach))))
    return "\n".join(lines) or SOUND.format(seq=found.seq)


def traced(one: Traced, found: Whole, names: Mapping[int, str]) -> list[str]:
    """What stands below the words of a line."""
    lines = [chain(found, one.behind), ""]
    if one.head:
        lines += [CHANGES_OF_HEAD, *(_step(each, names).strip() for each in one.head)]
    elif one.behind:
        lines.append(RECORDS.format(count=len(one.behind) + one.more))
    else:
        lines.append(NO_RECORDS)
    lines += records(one.behind, names)
    lines += [MORE_RECORDS.format(count=one.more)] if one.more else []
    return [*lines, *_versions(one, names)]


def records(found: Sequence[Behind], names: Mapping[int, str]) -> list[str]:
    """Records one below the other, each with its figures and who did what."""
    return [line for at, one in enumerate(found, 1) for line in _record(at, one, names)]


def _record(at: int, one: Behind, names: Mapping[int, str]) -> list[str]:
    head = RECORD.format(at=at, title=escape(one.title)) + (REMOVED if one.removed else "")
    lines = [head, OF.format(department=escape(one.department))]
    if told := " · ".join(figures(one.figures)):
        lines.append(f"    {told}")
    lines += [_step(each, names) for each in one.steps]
    lines += [PROOF.format(said=one.evidence)] if one.evidence else []
    return [*lines, AS_TOLD if one.as_told else NOT_AS_TOLD]


def _step(one: Step, names: Mapping[int, str]) -> str:
    who = names.get(one.who, SERVER) if one.who is not None else SERVER
    act = STEPS.get(one.verb, one.verb)
    return STEP.format(act=act, who=escape(who), at=show_moment(one.at))


def figures(found: Sequence[Figure]) -> list[str]:
    """The ledger's rows of a record: 참여·상담 265명."""
    told = []
    for one in found:
        measure = Counted(one.measure)
        unit = one.unit or measure.unit
        won = not unit and one.value >= 10_000
        value = show_won(one.value) if won else f"{one.value:,}{unit}"
        planned = PLANNED if one.aim is Aim.PLANNED else ""
        told.append(f"{planned}{measure.label} {value}{RESIDENTS if one.residents else ''}")
    return told


def _versions(one: Traced, names: Mapping[int, str]) -> list[str]:
    lines = []
    if one.now != one.line.text:
        told = NOW.format(text=escape(one.now)) if one.now is not None else GONE_NOW
        lines += ["", told]
    if one.versions:
        lines += ["", VERSIONS_HEAD]
    for each in one.versions:
        lines += [_then(each, one.line), _by(each, names)]
    return lines


def _then(one: Then, line: Printed) -> str:
    told = {"number": one.number, "stage": STAGES.get(one.stage, str(one.stage))}
    if one.text is None:
        return NONE_THEN.format(**told)
    if one.text == line.text:
        return SAME.format(**told)
    return THEN.format(**told, text=escape(one.text))


def _by(one: Then, names: Mapping[int, str]) -> str:
    who = names.get(one.who, SERVER)
    return CONFIRMED_BY.format(who=escape(who), at=show_moment(one.at))
