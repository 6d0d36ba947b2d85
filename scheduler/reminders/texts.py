"""From what waits to the digest a person reads: soft words, at most ten lines, one tap each.

The first notices are 안내, those after the due day 협조 요청; nobody is blamed. The buttons are
plain codes (`v1:<view>:…`) as every view of the chat reads them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from html import escape

from scheduler.due.matters import Beside
from scheduler.kind import Kind, Whom, Words
from scheduler.kinds import PLAN_DUE, RESULTS_DUE
from storage.facts.wording_letter import quoted
from storage.rules.half_year import HalfYear
from storage.rules.names import cut, josa
from storage.rules.terms import PlanState, Stage
from storage.rules.wording_owed import Paper, named
from storage.rules.wording_receipt import Receipt
from storage.traffic.messages import Button, Message, view

MOST_LINES = 8  # between the heading and the last line: ten in all
TITLE = 40  # letters of a title that are shown
MOST_NEWS = 5  # names in one line of changes

HEAD = "<b>{day} 살펴봐 주실 일 {count}건</b>"
NEWS_HEAD = "<b>달라진 것</b>"
NEWS_ALONE = "<b>{day} 달라진 것</b>"
NEWS = "{label} {count}: {titles}"
PLACED = ("plan", "department")
PLACES, THINGS = "{count}곳", "{count}건"
MORE = "모두 보시려면 아래 단추를 누르거나 /todo 를 보내 주십시오."
LATE = "[지연] "
GOES_WEEKLY = " 이후에는 매주 첫 근무일에 알려 드립니다."
ENDS = " 이 건의 마지막 알림이며, /todo 에는 남아 있습니다."
INSTEAD = " ({name} 님 대신)"
NAMED = " (담당 {name} 님)"
WRITE, NONE, HAND_OFF = "추진계획 작성", "추진계획 해당없음", "추진계획 담당자 변경"
SNOOZE = "내일 {hour}에 다시"
HOUR, HALF_HOUR = "{hour:02}시", "{hour:02}:{minute:02}"
CHECK = "추진계획 확인"
REVIEW = "검토하기"
ALL, ALL_PLANS, ALL_AGREEMENTS = "할 일 모두 보기", "취합 현황 보기", "현황 보기"
SEE, SEE_PLAN, SEE_RESULTS, ALONG = "기록 보기", "추진계획 보기", "추진실적 보기", "함께 독려"
REQUEST = "<b>취합 요청</b>\n{words}"
REQUEST_RESULTS = "지난 계획 {count}건의 결과도 함께 정해 주십시오."
REQUEST_LETTER = "근거: {letter}"
REQUEST_NONE = "계획이 없으시면 ‘추진계획 해당없음’을 눌러 주시면 됩니다."
REQUEST_BEGUN = "쓰시던 내용은 그대로 있습니다. 마저 적어 제출해 주십시오."
NUDGE = (
    "<b>협조 요청</b>\n{half} 추진계획이 아직 도착하지 않았습니다. {due}\n"
    "계획이 없으시면 ‘해당없음’을 눌러 주시면 됩니다."
)
NUDGE_BEGUN = (
    "<b>협조 요청</b>\n{half} 추진계획이 아직 도착하지 않았습니다. {due}\n"
    "쓰시던 내용은 그대로 있습니다. 마저 적어 제출해 주십시오."
)
NUDGE_RETURNED = (
    "<b>협조 요청</b>\n{half} 추진계획에 보완 요청이 남아 있습니다. {due}\n"
    "확인하시고 다시 제출해 주십시오."
)
NUDGE_CHECK = (
    "<b>협조 요청</b>\n{half} 추진계획이 내부확인을 기다리고 있습니다. {due}\n"
    "살펴보시고 올려 주시거나, 고칠 칸이 있으면 보완을 요청해 주십시오."
)
NUDGE_LETTER = "{letter}와 관련하여 말씀드립니다."
NUDGE_DUE, NUDGE_PAST = "제출 기한은 {due}입니다.", "제출 기한은 {due}이었습니다."
OF_DEPARTMENTS = (Whom.WRITER, Whom.SETTLER, Whom.HOLDERS)
PAPERS = {Stage.START: "고용계획서", Stage.PROGRESS: "고용확인서", Stage.COMPLETION: "고용확인서"}

OWED = "제출할 것: {papers}"
BOTH = Words(
    "안내: 제출할 것: {title} 추진계획, {beside} 추진실적 확인. 기한은 {due}, "
    "근무일로 {left}일 남았습니다.",
    "안내: 오늘까지 제출할 것: {title} 추진계획, {beside} 추진실적 확인",
    "협조 요청: 제출할 것: {title} 추진계획, {beside} 추진실적 확인. "
    "기한({due})이 근무일로 {passed}일 경과하였습니다.",
    "협조 요청: 제출할 것: {title} 추진계획, {beside} 추진실적 확인. "
    "기한({due})에서 {weeks}주가 지났습니다. 없으시면 ‘해당없음’으로 답하실 수 있습니다.",
)
RETURNED = "협조 요청: {title} 추진계획에 보완 요청이 남아 있습니다."
GROUP = "{label} {count}건: {titles}"
REST = "그 밖에 {count}건"


@dataclass(frozen=True)
class Line:
    """One matter as a digest tells it."""

    kind: Kind
    subject_id: int
    title: str
    department: str
    due: date  # the working day that it counts to
    left: int  # working days to it, negative when it is past
    late: bool = False
    instead_of: str = ""
    count: int = 0
    plan_state: PlanState | None = None
    has_items: bool = False
    half: str = ""
    subject: str = ""
    stage: Stage | None = None
    about: Kind | None = None  # of an escalation: what it is about
    of: str = ""  # of an escalation: the subject of what it is about
    named: str = ""  # of an escalation: who answers for it
    snoozes: bool = False
    weekly: bool = False  # one of the notices that come once a week
    turns: bool = False  # the last before those
    ends: bool = False  # the last of all
    beside: Beside | None = None  # the results that are owed beside the plan


def line_text(line: Line, today: date) -> str:
    """One matter in one sentence, escaped for HTML; a day of another year bears its year."""
    before, on, after, weekly = BOTH if _is_both(line) else line.kind.words
    form = before if line.left > 0 else on if line.left == 0 else after
    if line.weekly:
        form = weekly or after
    if line.plan_state is PlanState.RETURNED:
        form = RETURNED
    text = form.format(
        title=escape(short(line)),
        beside=HalfYear.parse(line.beside.half).label if line.beside else "",
        due=_day(line.due) if line.due.year == today.year else f"{line.due.year}.{_day(line.due)}",
        left=line.left,
        passed=-line.left,
        weeks=max(1, (today - line.due).days // 7),
        count=line.count,
        department=escape(line.department),
        paper=PAPERS[line.stage or Stage.START],
    )
    if line.named:
        text += NAMED.format(name=escape(line.named))
    if line.instead_of:
        text += INSTEAD.format(name=escape(line.instead_of))
    if line.turns:
        text += GOES_WEEKLY
    if line.ends:
        text += ENDS
    return (LATE if line.late else "") + text


def _is_both(line: Line) -> bool:
    """Whether one line names the plan and the results that the same round asks for."""
    return line.beside is not None and line.kind is PLAN_DUE


def folded(lines: Sequence[Line]) -> list[Line]:
    """The lines of a digest with one for all that a department owes of a round, where plan and
    results are due on one day; what was sent back stays by itself."""
    owed = {_place(line): line for line in lines if RESULTS_DUE in (line.kind, line.about)}
    made = []
    for line in lines:
        sent_back = line.plan_state is PlanState.RETURNED
        if PLAN_DUE in (line.kind, line.about) and not sent_back:
            too = owed.pop(_place(line), None)
            if too is not None:
                line = replace(line, beside=Beside(too.half, too.subject_id, int(too.has_items)))
        made.append(line)
    return [
        line
        for line in made
        if RESULTS_DUE not in (line.kind, line.about) or line in owed.values()
    ]


def _place(line: Line) -> tuple[str, date | None]:
    """What a plan and its results have in common; to the line above also where one was worked on
    later."""
    return line.department, None if line.about else line.due


def digest_text(today: date, lines: Sequence[Line]) -> str:
    """The whole digest: a heading, one line a matter, or one a kind when there are many; what
    changed stands behind, a line a kind."""
    work = [line for line in lines if not line.kind.news]
    news = [_news(kind, some) for kind, some in _grouped(line for line in lines if line.kind.news)]
    told = [HEAD.format(day=_day(today), count=len(work)), *_work(work, today)] if work else []
    if news:
        told.append(NEWS_HEAD if work else NEWS_ALONE.format(day=_day(today)))
    return "\n".join([*told, *(f"· {one}" for one in news)])


def crowded(lines: Sequence[Line]) -> bool:
    """Whether there is more to do than its lines can name one by one."""
    return len([line for line in lines if not line.kind.news]) > MOST_LINES


def _work(lines: Sequence[Line], today: date) -> list[str]:
    told = [f"· {line_text(line, today)}" for line in lines]
    if not crowded(lines):
        return told
    groups = _grouped(lines)
    told = [f"· {_group(kind, some, today)}" for kind, some in groups]
    if len(told) > MOST_LINES:
        rest = sum(len(some) for _, some in groups[MOST_LINES - 1 :])
        told = [*told[: MOST_LINES - 1], f"· {REST.format(count=rest)}"]
    return [*told, MORE]


def _grouped(lines: Iterable[Line]) -> list[tuple[Kind, list[Line]]]:
    groups: dict[Kind, list[Line]] = {}
    for line in lines:
        groups.setdefault(line.kind, []).append(line)
    return list(groups.items())


def _news(kind: Kind, lines: Sequence[Line]) -> str:
    """All changes of a kind: how many there are, and the first by their names."""
    if lines[0].subject == "office":
        return NEWS.format(label=kind.label, count="", titles=lines[0].title).replace(" :", ":")
    counted = (PLACES if lines[0].subject in PLACED else THINGS).format(count=len(lines))
    titles = ", ".join(escape(cut(line.title, TITLE)) for line in lines[:MOST_NEWS])
    if len(lines) > MOST_NEWS:
        titles += f" 외 {len(lines) - MOST_NEWS}"
    return NEWS.format(label=kind.label, count=counted, titles=titles)


def request_text(line: Line, today: date, letter: str = "") -> str:
    """The request of a round as a message of its own: what is asked, by when, on what ground."""
    begun = line.has_items or line.plan_state is PlanState.RETURNED
    told = [REQUEST.format(words=line_text(line, today))]
    if line.beside:
        papers = named(Paper, HalfYear.parse(line.half), HalfYear.parse(line.beside.half))
        told.append(OWED.format(papers=papers))
    told += [REQUEST_LETTER.format(letter=escape(letter))] if letter else []
    told += [REQUEST_RESULTS.format(count=line.count)] if line.count else []
    return "\n".join([*told, REQUEST_BEGUN if begun else REQUEST_NONE])


def hour(clock: time) -> str:
    """An hour of the day as a button says it: 09시, 13:30."""
    form = HALF_HOUR if clock.minute else HOUR
    return form.format(hour=clock.hour, minute=clock.minute)


def plan_rows(half: str, plan_id: int, *, may_none: bool) -> list[list[Button]]:
    """작성, 해당없음 while the plan is empty, and 담당자 변경."""
    first = [Button(WRITE, view("plan", "show", half))]
    if may_none:
        first.append(Button(NONE, view("plan", "none", plan_id)))
    return [first, [Button(HAND_OFF, view("handoff", plan_id))]]


def nudge(
    half: HalfYear,
    due: date,
    today: date,
    plan_id: int,
    state: PlanState,
    *,
    has_items: bool,
    letter: Receipt | None = None,
) -> Message:
    """The message of ‘미제출만 독려’ about one plan, to whoever has it in hand; it refers to the
    request letter once that has its number."""
    told, rows = NUDGE, plan_rows(half.code, plan_id, may_none=True)
    if state is PlanState.CHECKING:
        told, rows = NUDGE_CHECK, [[Button(CHECK, view("review", "plan", plan_id))]]
    elif state is PlanState.RETURNED or has_items:
        told = NUDGE_RETURNED if state is PlanState.RETURNED else NUDGE_BEGUN
        rows = plan_rows(half.code, plan_id, may_none=False)
    day = (NUDGE_DUE if today <= due else NUDGE_PAST).format(due=_day(due))
    said = told.format(half=half.label, due=day)
    if letter is not None:
        head, _, rest = said.partition("\n")
        said = f"{head}\n{NUDGE_LETTER.format(letter=escape(quoted(letter)))}\n{rest}"
    return Message(said, rows)


def _escalated(kind: Kind, title: str, half: str, beside: Beside | None = None) -> str:
    """What an escalation names: the matter, as the subject of its sentence."""
    about = f"{HalfYear.parse(half).label} {kind.label}" if half else f"{kind.label} ‘{title}’"
    if beside is not None:
        about += f", {HalfYear.parse(beside.half).label} {RESULTS_DUE.label}"
    return f"{josa(about, '이/가')} 아직 남아 있습니다."


def may_none(line: Line) -> bool:
    """Whether the plan is empty, so that one tap may say that there is nothing."""
    return not line.has_items and line.plan_state is not PlanState.RETURNED


def _group(kind: Kind, lines: Sequence[Line], today: date) -> str:
    if len(lines) == 1:
        return line_text(lines[0], today)
    titles = ", ".join(escape(_which(line)[:12]) for line in lines[:2])
    if len(lines) > 2:
        titles += f" 외 {len(lines) - 2}{'개 부서' if kind.whom in OF_DEPARTMENTS else '건'}"
    late = LATE if any(line.late for line in lines) else ""
    return late + GROUP.format(label=kind.label, count=len(lines), titles=titles)


def _which(line: Line) -> str:
    """What tells a line from the others of its kind: of plans of one half, the department."""
    return line.department if line.kind.whom in OF_DEPARTMENTS and line.department else short(line)


def short(line: Line) -> str:
    """What it is about, in a few words."""
    if line.about is not None:
        return _escalated(line.about, line.title, line.half, line.beside)
    if line.half:
        return HalfYear.parse(line.half).label
    return cut(line.title, TITLE)


def day_of(line: Line) -> str:
    """Its day, as its line says it."""
    return _day(line.due)


def _day(day: date) -> str:
    return f"{day.month}.{day.day}."


NUDGED_TODAY = "오늘은 이미 독려했습니다. 다음 근무일에 다시 하실 수 있습니다."
NUDGE_HOURS = "독려는 근무일 09:30~12:00, 13:00~18:00에 보내실 수 있습니다."
NUDGE_NOBODY = "미제출 부서가 없습니다. 독려할 부서가 없습니다."
SNOOZE_LATE = "마감일을 넘겨 미룰 수 없습니다. 오늘 안에 처리해 주십시오."
SNOOZE_NOTHING = "미룰 알림이 없습니다."
