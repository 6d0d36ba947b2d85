"""Labels of blocks, mismatches and changes of the half-year report, as an officer reads them."""

from collections.abc import Sequence
from datetime import date

from storage.rules.counts import with_unit
from storage.rules.dates import show_day
from storage.rules.half_year import HalfYear
from storage.rules.money import show_million, show_won
from storage.rules.names import josa
from storage.rules.terms import VersionStage

PLEDGE = ("1-4-3", "고양시 고용할당제 도입", "일자리정책과")
PEOPLE = tuple((post, "홍○○", "000-0000") for post in ("과장", "팀장", "담당자"))

MOST_NAMED = 5  # records that one claim names; the rest is counted
CONFIRMED_MOVED = (
    "확정한 뒤 보고서의 칸이 다시 바뀌어 되돌릴 수 없습니다. 보고서본 목록에서 확인해 주십시오."
)
ALREADY_CONFIRMED = "이미 확정한 보고서입니다. 확정본은 고칠 수 없습니다."
FROZEN = "확정된 내용이라 고칠 수 없습니다."
NO_BLOCK = "그런 칸이 없습니다. 보고서를 다시 열어 주십시오."
NO_LINE = "그런 줄이 없습니다. 보고서를 다시 열어 주십시오."
NO_NEIGHBOUR = "더 옮길 자리가 없습니다."
EMPTY_TEXT = "내용이 비어 있습니다. 한 줄로 적어 주십시오. 예: 채용박람회 개최"
EMPTY_REASON = "사유가 비어 있습니다. 한 문장으로 적어 주십시오. 예: 운행일지로 확인함"
CLAIMS_CLOSED = (
    "그 사이 이 반기 보고서를 확정하여 되돌릴 수 없습니다. 보고서 확정을 먼저 되돌려 주십시오."
)
ASKED_TODAY = "오늘 이미 물었거나 답이 온 확인 요청입니다. 내일 다시 물으실 수 있습니다."
QUESTION_GONE = "총괄에서 거둔 확인 요청입니다. 답하지 않으셔도 됩니다."
QUESTION_ANSWERED = "이미 답한 확인 요청입니다."
NO_CLAIM = "그런 확인 사항이 없습니다. 이미 해결되었을 수 있습니다."
OVERLAP = "그 반기를 담은 칸이 이미 있습니다. 다른 반기를 적어 주십시오."
HALVES_TURNED = "끝 반기가 시작 반기보다 앞섭니다. 예: 2018 상반기부터 2020 하반기"


def past_label(first: HalfYear, last: HalfYear) -> str:
    """그동안 추진실적 (2018. ~ 2021.6.)."""
    until = f"{last.year}.6." if last.half == 1 else f"{last.year}."
    return f"그동안 추진실적 ({first.year}. ~ {until})"


def result_label(half: HalfYear) -> str:
    """2021년도 하반기 추진실적 (21. 7월~12월 실적)."""
    months = "1월~6월" if half.half == 1 else "7월~12월"
    return f"{half.year}년도 {half.word} 추진실적 ({half.year % 100:02d}. {months} 실적)"


def plan_label(half: HalfYear) -> str:
    """2022년도 상반기 추진계획 (향후 추진 계획)."""
    return f"{half.year}년도 {half.word} 추진계획 (향후 추진 계획)"


def version_label(stage: VersionStage, number: int, provisional: bool) -> str:
    """초안 1, 제출 2, 확정 3 (잠정)."""
    return f"{stage.label} {number}" + (" (잠정)" if provisional else "")


def open_claims(count: int) -> str:
    """Confirming is refused while mismatches stand."""
    return (
        f"확인할 사항이 {count}건 남아 확정할 수 없습니다."
        " 기록을 고치거나 사유를 적어 인정해 주십시오."
    )


def runs_differ(half: HalfYear, stated: int, single: int) -> str:
    """A stated total of bus runs against the runs entered one by one."""
    return f"{half.label} 일자리버스 합계는 {stated}회인데 한 번씩 적은 운행은 {single}회입니다."


def people_differ(half: HalfYear, stated: int, single: int) -> str:
    """The same of people advised."""
    return (
        f"{half.label} 일자리버스 상담 합계는 {stated}명인데 한 번씩 적은 상담은 {single}명입니다."
    )


def taken_as_part(text: str) -> str:
    """How runs are counted of which nobody has said whether they are part of the total."""
    return (
        f"{text} 한 번씩 적은 운행은 합계에 포함된 것으로 세었습니다."
        " 더해야 하면 그 기록의 ‘합계와의 관계’를 고쳐 주십시오."
    )


def total_in_total(inner: str, outer: str) -> str:
    """A total within the time of another one, of which nobody has said whether it is part."""
    return (
        f"합계 ‘{inner}’의 기간이 합계 ‘{outer}’의 기간 안에 있습니다. 둘을 더해 세었습니다."
        " 포함된 것이면 그 기록의 ‘합계와의 관계’를 고쳐 주십시오."
    )


def no_runs(title: str) -> str:
    """A record of the bus over some time without a number of runs."""
    return f"‘{title}’에 운영 횟수가 없습니다."


def lacking(figure: str, value: int, unit: str, titles: Sequence[str]) -> str:
    """A sum that some of its records have no figure for."""
    named = ", ".join(f"‘{one}’" for one in titles[:MOST_NAMED])
    rest = len(titles) - MOST_NAMED
    more = f" 외 {rest}건" if rest > 0 else ""
    said = f"{figure} {with_unit(value, unit)}"
    return f"{josa(said, '은/는')} 일부만 센 수치입니다. {figure} 수치가 없는 기록: {named}{more}"


def outside_half(title: str, half: HalfYear) -> str:
    """A record whose dates lie outside the half it is counted in."""
    return f"‘{title}’의 날짜가 {half.label} 밖에 있습니다."


def results_unconfirmed(department: str, half: HalfYear) -> str:
    """A department has not said that its records of the half are all there."""
    return f"{josa(department, '이/가')} {half.label} 추진실적을 아직 확인하지 않았습니다."


def unrecorded(department: str, title: str, amount: int) -> str:
    """A works contract that a list has and the records have not."""
    return f"{department} ‘{title}’({show_won(amount)}): 대상 공사인데 기록도 사유도 없습니다."


def no_evidence(title: str) -> str:
    """A finished event that nothing proves."""
    return f"‘{title}’에 증빙 사진이나 파일이 없습니다."


def evidence_lost(title: str, count: int) -> str:
    """Photos or files that stand under a record and whose bytes nobody has."""
    return (
        f"‘{title}’의 증빙 {count}건을 보관하지 못했습니다."
        " 원본을 다시 올리거나 그 증빙을 빼 주십시오."
    )


def evidence_unprinted(title: str, count: int) -> str:
    """Photos that the album cannot print."""
    return (
        f"‘{title}’의 증빙 사진 {count}장은 사진첩에 인쇄하지 못하는 형식입니다."
        " JPG로 바꾸어 다시 올려 주십시오."
    )


def taken_another_day(title: str, days: Sequence[date]) -> str:
    """A photo whose camera says another day than its record."""
    told = ", ".join(show_day(day) for day in days)
    return f"‘{title}’의 사진을 찍은 날({told})이 기록의 날짜와 다릅니다."


def same_evidence(titles: Sequence[str], count: int) -> str:
    """The same photos or files under several records."""
    named = "’, ‘".join(titles)
    return f"같은 증빙 {count}건이 ‘{named}’에 함께 붙어 있습니다."


def secured_over_plan(column: str, secured: int, planned: int) -> str:
    """More money secured than planned in a column; in won where 백만원 shows no difference."""
    told = [f"{show_million(one)}백만원" for one in (secured, planned)]
    if told[0] == told[1]:
        told = [show_won(one) for one in (secured, planned)]
    return f"{column} 확보(집행)액 {told[0]}이 투자계획 {told[1]}보다 많습니다."


def added(text: str) -> str:
    """A line that is new."""
    return f"추가: {text}"


def removed(text: str) -> str:
    """A line that is gone."""
    return f"삭제: {text}"


def changed(context: str, before: str, after: str) -> str:
    """A line with other words: 39회 → 41회 with what stands around them."""
    return f"{context}: {before} → {after}" if context else f"{before} → {after}"


def money_changed(table: str, source: str, column: str, before: str, after: str) -> str:
    """A cell of a money table; empty cells read 없음."""
    return f"{table} {source} {column}: {before or '없음'} → {after or '없음'}"


def non_budget_changed(table: str, *, now: bool) -> str:
    """A money table that says 비예산 from now on, or no more."""
    return f"{table}: 비예산" if now else f"{table}: 비예산 아님"


def label_changed(before: str, after: str) -> str:
    """A row with another label."""
    return f"구분: {before} → {after}"
