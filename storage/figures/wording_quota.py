"""고용할당제 표 in words: the same figures in chat, on the picture and in the report."""

from collections.abc import Iterator

from storage.facts.shapes import Line
from storage.facts.wording_parts import DETAIL, HEADING, ITEM, bracket, listed
from storage.figures.quota_table import Hires, QuotaLine, QuotaTable, Total, Totals
from storage.rules.counts import with_unit
from storage.rules.quota import show_rate
from storage.rules.wording_figures import RESIDENTS

TITLE = "고용할당제 추진 현황"
PEOPLE, UNKNOWN = "명", "–"
PLANNED, ACHIEVED, RATE = "계획", "실적", "고양시민 비율"
BESIDE_PLAN = "계획 외: {title}"
WHOLE = "전체"
PARTLY = "{1:,}건 중 {0:,}건 집계"
TENTH = 10  # basis points in a tenth of a percent


def pair(residents: int | None, workers: int | None) -> str:
    """14/22, what is unknown as a dash; empty when neither is known."""
    if residents is None and workers is None:
        return ""
    told = [UNKNOWN if one is None else f"{one:,}" for one in (residents, workers)]
    return "/".join(told)


def of_hires(hires: Hires) -> str:
    """As `pair`."""
    return pair(hires.residents, hires.workers)


def share(rate: int | None) -> str:
    """63.6%, cut to a tenth; empty where nobody can tell."""
    return "" if rate is None else show_rate(rate // TENTH * TENTH)


def planned_and_done(planned: str, done: str, rate: int | None = None) -> str:
    """12/20 → 14/22 (63.6%)."""
    after = (done or UNKNOWN) + (f" ({share(rate)})" if done and rate is not None else "")
    return f"{planned or UNKNOWN} → {after}"


def of_totals(sums: Totals) -> str:
    """As `planned_and_done`, of sums."""
    return planned_and_done(
        pair(sums.planned_residents.value, sums.planned_workers.value),
        pair(sums.residents.value, sums.workers.value),
        sums.rate,
    )


def of_line(line: QuotaLine) -> str:
    """As `planned_and_done`, of one line; of a record beside the plans what it counted alone."""
    done = of_hires(line.achieved)
    return done if line.beside else planned_and_done(of_hires(line.planned), done)


def title_of(line: QuotaLine) -> str:
    """What a line is called."""
    return BESIDE_PLAN.format(title=line.title) if line.beside else line.title


def coverage(residents: Total, workers: Total) -> str:
    """Of how many lines a pair of sums was counted; empty when of all."""
    if residents.gap == workers.gap:
        return PARTLY.format(*residents.gap) if residents.gap else ""
    told = [
        f"{name} {PARTLY.format(*one.gap)}"
        for name, one in ((RESIDENTS, residents), (WHOLE, workers))
        if one.gap
    ]
    return ", ".join(told)


def report_lines(table: QuotaTable) -> Iterator[Line]:
    """The table in the report: the city, and below it each department; nothing without figures."""
    if not table.parts:
        return
    yield Line(HEADING, TITLE)
    yield Line(ITEM, f"{WHOLE} : {_told(table.totals)}")
    for part in table.parts:
        yield Line(DETAIL, f"{part.name} : {_told(part.totals)}")


def _told(sums: Totals) -> str:
    planned = _people(sums.planned_residents, sums.planned_workers)
    done = _people(sums.residents, sums.workers)
    rate = f"{RATE} {share(sums.rate)}" if sums.rate is not None else ""
    return listed(
        (
            f"{PLANNED} {planned}" if planned else "",
            f"{ACHIEVED} {done}" if done else "",
            rate,
        )
    )


def _people(residents: Total, workers: Total) -> str:
    """고양시민 14명(전체 22명), either part alone, or nothing."""
    everybody = "" if workers.value is None else f"{WHOLE} {with_unit(workers.value, PEOPLE)}"
    partly = coverage(residents, workers)
    if residents.value is None:
        return everybody + bracket(partly)
    return (
        f"{RESIDENTS} {with_unit(residents.value, PEOPLE)}" + bracket(everybody) + bracket(partly)
    )
