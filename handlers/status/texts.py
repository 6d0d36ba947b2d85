"""What `/status` says: one screen of a phone."""

from collections.abc import Mapping
from datetime import date
from html import escape

from storage.answers import wording_answer
from storage.answers.shapes import Figure
from storage.figures.sums import Contribution, Sum
from storage.figures.wording_quota import pair
from storage.report import wording_status
from storage.report.status_figures import Shown
from storage.report.status_shapes import DepartmentStatus, Earlier, Exceptions, Gap, StatusFacts
from storage.rules import wording_plan_counts
from storage.rules.dates import show_moment
from storage.rules.half_year import HalfYear
from storage.rules.names import clipped
from storage.rules.quota import show_rate
from storage.rules.steps import standing, waiting_for
from storage.rules.terms import of_each
from storage.rules.wording_owed import results_counts, results_head

NOT_COUNTED = "집계 없음"
COUNTED_OF = "(기록 {records:,}건 중 {known:,}건 집계)"
LATE = "※ 보고서를 확정한 뒤에 바뀐 기록이 {count}건 있어 확정한 보고서와 다릅니다."
PICTURE, DEPARTMENTS, REFRESH = "그림으로 보기", "부서별 보기", "새로 고침"
QUOTA, QUOTA_UP = "할당제 표", "부서 목록"
QUOTA_HEAD = "<b>{half} 고용할당제 표</b>{mark}\n고양시민/전체 고용(명), 계획 → 실적"
QUOTA_OF = "<b>{department}</b> {half} 고용할당제 표{mark}"
QUOTA_SUM = "<b>합계</b> {told}"
QUOTA_PARTLY = "※ 실적은 {partly}한 수입니다."
QUOTA_OPEN = "번호를 누르면 그 부서의 항목과 기록이 열립니다."
QUOTA_NONE = "이 반기에 고용 계획이나 채용 실적이 적힌 기록이 없습니다."
BACK, UP = "현황으로", "부서 목록"
OPEN_DEPARTMENT = "번호를 누르면 그 부서의 기록이 열립니다."
OPEN_RECORD = "번호를 누르면 기록이 열립니다."
RECORD = "{at}. {title}"
NO_RECORDS = "이 반기에 적은 기록이 없습니다."
NO_ROUND = "취합 없음"
NO_EXCEPTIONS = Exceptions()
EXCEPTION = "※ <b>{head}</b>: {names}{others}"
MOST_NAME = 11  # letters, so that three names stand on two lines of a phone
ALL_EXCEPTIONS = "먼저 살필 것 ({count})"
TENTH = 10  # basis points in a tenth of a percent


def status_text(facts: StatusFacts, found: Exceptions = NO_EXCEPTIONS) -> str:
    """The half-year on one screen of a phone, what is not as it should be before the rest."""
    lines = [
        f"<b>{facts.half.label} 고용할당제 현황</b>",
        f"{show_moment(facts.as_of)} 기준",
        *_exceptions(found),
        "",
        f"<b>{facts.plans_half.label} 추진계획</b> {_departments(facts)}",
        wording_status.not_collected(facts) or _plans(facts),
        *_results(facts),
        f"<b>행사</b> {facts.events}건{_change(facts.events_earlier, '건')}{_coming(facts)}",
        f"<b>참여·상담 인원</b> {_figure(facts.people_met, '명')}"
        f"{_gap(facts.people_met, facts.people_gap)}"
        f"{_change(facts.people_earlier, '명')}",
        f"<b>일자리버스</b> {_figure(facts.bus_runs, '회')}"
        f"{_gap(facts.bus_runs, facts.runs_gap)}"
        f"{_change(facts.runs_earlier, '회')}",
        f"<b>업무협약</b> 관리 중 {facts.mous_kept:,}건{_asleep(facts)}",
        f"<b>관내 하도급률</b> {_rate(facts)}",
        f"<b>대규모공사</b> {facts.big_works}건 · <b>고양시민 고용</b> {_residents(facts)}",
    ]
    return "\n".join(lines + ([LATE.format(count=facts.late)] if facts.late else []))


def _exceptions(found: Exceptions) -> list[str]:
    """The first three of each group by name, and how many more there are."""
    lines: list[str] = []
    for head, named in wording_status.exceptions(found):
        first = named[: wording_status.FIRST]
        told = ", ".join(escape(clipped(name, MOST_NAME)) for _number, name in first)
        lines.append(EXCEPTION.format(head=head, names=told, others=wording_status.others(named)))
    return ["", *lines] if lines else []


def exceptions_head(half: HalfYear, page: str) -> str:
    """The head of the list of all exceptions."""
    return f"<b>{half.label} 먼저 살필 것</b>{page}"


def _departments(facts: StatusFacts) -> str:
    if not facts.plans_collected:
        return f"({facts.plans.due}개 부서)"
    now = wording_status.as_of(facts, over=facts.plans_are_over)
    return wording_plan_counts.head(facts.plans) + (f" ({now})" if now else "")


def _plans(facts: StatusFacts) -> str:
    return wording_plan_counts.states(facts.plans, waiting_for(facts.plans_checking))


def _results(facts: StatusFacts) -> list[str]:
    """How many departments have confirmed their results, where they are asked."""
    if not facts.results.due:
        return []
    return [f"{results_head(facts.results)} · {results_counts(facts.results)}"]


def _figure(value: int | None, unit: str) -> str:
    return NOT_COUNTED if value is None else f"{value:,}{unit}"


def _gap(value: int | None, gap: Gap) -> str:
    """Of how many records the figure was counted, where that is not all of them."""
    if value is None or gap is None:
        return ""
    known, records = gap
    return COUNTED_OF.format(known=known, records=records)


def _change(earlier: tuple[Earlier, ...], unit: str) -> str:
    """The nearest earlier half beside the figure; the other one stands behind 근거 보기."""
    said = wording_status.compared(earlier[:1], unit)
    return f" ({' · '.join(said)})" if said else ""


def _asleep(facts: StatusFacts) -> str:
    asleep, ended = facts.mous_sleeping, facts.mous_ended
    told = f" · 장기 미연락 협약 {asleep:,}건" if asleep else " (장기 미연락 협약 없음)"
    return told + (f" · 기간 만료 {ended:,}건" if ended else "")


def _coming(facts: StatusFacts) -> str:
    return f" · 예정 {facts.events_planned}건" if facts.events_planned else ""


def _rate(facts: StatusFacts) -> str:
    goal = show_rate(facts.local_rate_recommended)
    if facts.local_rate is None:
        return f"{NOT_COUNTED} (권장 {goal})"
    rate = show_rate(facts.local_rate // TENTH * TENTH)  # cut, as on the picture
    now = wording_status.as_of(facts, over=facts.is_over)
    return f"{rate} (권장 {goal}{', ' if now else ''}{now})"


def _residents(facts: StatusFacts) -> str:
    done = pair(facts.residents, facts.workers)
    planned = pair(facts.residents_planned, facts.workers_planned)
    wanted = f" · 계획 {planned}명" if planned else ""
    if not done:
        return NOT_COUNTED + wanted
    partly = f" ({facts.hires_partly})" if facts.hires_partly else ""
    return f"{done}명{partly}{wanted}"


def quota_department(at: int, name: str, told: str) -> str:
    """One department in the table."""
    return f"{at}. {escape(name)} {told}"


def quota_line(at: int, title: str, told: str) -> str:
    """One item or record in the table."""
    return f"{at}. {escape(title)}: {told}"


def department_line(at: int, one: DepartmentStatus) -> str:
    """One department in the list."""
    events = f" · 행사 {one.events}건" if one.events else ""
    people = "" if one.people_met is None else f" · {one.people_met:,}명"
    return f"{at}. {one.name}{_stands(one)}{events}{people}"


def _stands(one: DepartmentStatus) -> str:
    """Where its plan stands; nothing where nobody was asked for one."""
    return "" if one.state is None else f" · {standing(one.state, one.step)}"


def department_head(one: DepartmentStatus, half: HalfYear, plans_half: HalfYear) -> str:
    """The head of one department's page."""
    items = f" · 항목 {one.plan_items}건" if one.plan_items else ""
    return (
        f"<b>{escape(one.name)}</b> · {half.label}\n"
        f"{plans_half.short} 추진계획{_stands(one) or f' · {NO_ROUND}'}{items}\n"
        f"행사 {one.events}건 · 참여·상담 인원 {_figure(one.people_met, '명')}"
    )


def list_head(half: HalfYear, plans_half: HalfYear, page: str) -> str:
    """The head of the list of departments; plans may be those of the next half."""
    return f"<b>{half.label} 부서별 현황</b>{page}\n직제순 · {plans_half.short} 추진계획"


BEHIND = "근거 보기"
EARLIER = {True: "지난 반기", False: "작년 같은 반기"}
BACK_TO_HALF = "{half} 보기"
OF_WHOLE, TO_DEPARTMENT, OTHER_FIGURES = "전체 부서", "부서 화면", "다른 수치"
FIGURES_HEAD = "<b>수치의 근거</b> · {half}\n{whose}"
CHOOSE_FIGURE = "번호를 누르면 그 수치를 이루는 기록이 나옵니다."
FIGURE_NAMES: Mapping[Shown, tuple[str, str]] = of_each(
    Shown,
    {
        Shown.EVENTS: ("행사", "건"),
        Shown.PLANNED: ("예정 행사", "건"),
        Shown.PEOPLE: ("참여·상담 인원(상담·참여·교육)", "명"),
        Shown.RUNS: ("일자리버스 운영", "회"),
        Shown.INTERVIEWED: ("행사 면접", "명"),
        Shown.HIRED: ("행사 채용", "명"),
        Shown.CONTACTS: ("협약 이행 연락", "건"),
        Shown.LARGE: ("대규모공사(누계)", "건"),
        Shown.SUBCONTRACTED: ("대규모공사 하도급(누계)", "원"),
        Shown.LOCAL: ("대규모공사 관내 하도급(누계)", "원"),
        Shown.RESIDENTS: ("공사 고양시민 고용", "명"),
        Shown.WORKERS: ("공사 전체 고용", "명"),
    },
)
"""A figure and its counting word."""
SUM = "<b>합계 {value}</b> (기록 {count:,}건)"
NO_SUM = "이 수치를 센 기록이 없습니다."
LACKING = "<b>집계 없음 {count:,}건</b> (합계에 들어가지 않음)"


def figure_line(at: int, shown: Shown, found: Sum, earlier: tuple[Earlier, ...] = ()) -> str:
    """A figure in the list of those that can be opened, with the same of earlier halves."""
    name, unit = FIGURE_NAMES[shown]
    gap = f" {_gap(found.value, found.gap)}" if found.gap and found.value is not None else ""
    before = "".join(f"\n    {one}" for one in wording_status.compared(earlier, unit))
    return f"{at}. {name} {_figure(found.value, unit)}{gap}{before}"


def rows_head(name: str, when: str, whose: str, page: str) -> str:
    """The head of the rows behind one figure."""
    return f"<b>{escape(name)}</b>{page}\n{when} · {escape(whose)}"


def until(half: HalfYear, day: date) -> str:
    """A half up to a day of it: 2021년 상반기(6. 20.까지)."""
    return f"{half.label}({day.month}. {day.day}.까지)"


def contribution(at: int, one: Contribution, unit: str) -> str:
    """A record behind a figure, with what it adds."""
    return f"{without(at, one)} · {one.value:,}{unit}"


def without(at: int, one: Contribution) -> str:
    """A record by the name of what it hangs on and its own, in which its day stands."""
    return f"{at}. {escape(f'{one.above} · {one.title}' if one.above else one.title)}"


def summed(unit: str, found: Sum, count: int) -> str:
    """The sum below its rows."""
    if found.value is None:
        return NO_SUM
    return SUM.format(value=_figure(found.value, unit), count=count)


BEHIND_ONE = "근거"
RECORDS, ALL_DEPARTMENTS = "기록 보기", "부서 모두 보기"


def behind(one: Figure, latest: date | None, *, several: bool) -> str:
    """The button that opens the rows of a figure; `latest` is the time that is not compared."""
    before = one.when is not None and latest is not None and one.when.since < latest
    name = wording_answer.TOPICS[one.topic][0].removesuffix(" 인원") if several else ""
    year = f"{one.when.since.year}년" if before and one.when else ""
    return " ".join(part for part in (year, name, BEHIND if not several else BEHIND_ONE) if part)


def of_department(name: str) -> str:
    """The button that opens a department's page."""
    return f"{name} 보기"


def answer_head(name: str, page: str) -> str:
    """The head of the rows behind an answer."""
    return f"<b>{escape(name)}</b>{page}"


def asked_figure(one: Figure) -> str:
    """A figure of a slice: 행사 3건."""
    name = wording_answer.TOPICS[one.topic][0]
    told = NOT_COUNTED if one.found.value is None else wording_answer.figure(one)
    return f"{name} {told}"


def filter_head(narrowed: str) -> str:
    """The head of the figures of a slice."""
    return f"<b>{escape(narrowed)} 현황</b>"


def kept_head(name: str, half: HalfYear, total: int, page: str) -> str:
    """The head of what somebody has recorded."""
    return f"<b>{escape(name)} 님이 남긴 기록 {total:,}건</b>{page}\n{half.label}"
