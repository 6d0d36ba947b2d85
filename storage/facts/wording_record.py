"""How plans, problems, money and works contracts become report lines, counts and all.

The report we know has no line for contracts and head-counts: they print as counts when they are
there, and nothing when they are not.
"""

from collections.abc import Sequence

from storage.facts.judged import standing
from storage.facts.shapes import (
    BudgetFacts,
    ContractFacts,
    HireFacts,
    IncentiveFacts,
    Line,
    PlanItemFacts,
    ProblemFacts,
    SubcontractFacts,
)
from storage.facts.tally import head_count, local_share
from storage.facts.wording_headings import CONTRACT_HEADINGS, INCENTIVE_HEADING, PLAN_HEADINGS
from storage.facts.wording_parts import (
    DETAIL,
    HEADING,
    ITEM,
    bracket,
    listed,
    of_department,
    placed,
    printed_date,
    target,
    words,
)
from storage.rules.counts import with_unit
from storage.rules.dates import write_period
from storage.rules.money import show_million
from storage.rules.period import DateStyle, Period, Precision, Span
from storage.rules.quota import Judged, show_rate
from storage.rules.tenure import Tenure
from storage.rules.terms import DatePlace

NON_BUDGET = "비예산"


def plan_lines(facts: PlanItemFacts, department: str = "") -> tuple[Line, ...]:
    """An item of a plan; its figures, if any, on one · line.

    `department` is whose it is, where plans of several stand in one report.
    """
    head = Line(HEADING, words(facts.heading) or PLAN_HEADINGS[0])
    when = "" if facts.months is None else printed_date(facts.months)
    wanted = (
        target("목표", facts.measure, facts.target, facts.unit),
        _residents(facts.citizens, facts.out_of),
        "" if facts.budget is None else f"예산 {_millions(facts.budget)}",
        f"기간 {when}" if when else "",
    )
    text = words(facts.text) or words(facts.measure) or "추진계획 수립"
    item = Line(ITEM, of_department(department, text))
    figures = listed(wanted)
    return (head, item, Line(DETAIL, figures)) if figures else (head, item)


def problem_lines(facts: ProblemFacts) -> tuple[Line, ...]:
    """A line of 문제점 및 개선대책, which has no ○ headings."""
    return (Line(ITEM, words(facts.text) or facts.kind.label),)


def budget_lines(facts: BudgetFacts) -> tuple[Line, ...]:
    """What a row of a money table says, on one line; the table itself is drawn elsewhere."""
    if facts.non_budget:
        return (Line(ITEM, f"{facts.table.label} : {NON_BUDGET}"),)
    source = "" if facts.source is None else facts.source.label
    usual = Tenure(facts.tenure).columns
    told = sorted(facts.cells, key=lambda one: usual.index(one) if one in usual else len(usual))
    cells = [f"{column} {_millions(facts.cells[column])}" for column in told]
    said = listed(cells) or "금액 없음"
    return (Line(ITEM, words(facts.table.label, source, ":", said)),)


def contract_lines(
    facts: ContractFacts,
    subcontracts: Sequence[SubcontractFacts] = (),
    hires: Sequence[HireFacts] = (),
) -> tuple[Line, ...]:
    """A works contract as counts: 대규모공사 ○○공사(120백만원) 관내 하도급 62.5%(권장 50%).

    The rules of the day of notice decide whether it is large and what share is recommended.
    Without subcontracts or head-counts nothing is said of them; of several head-counts, in the
    order of entry, the last stands and says of which time it is.
    """
    rules = standing(facts)
    kind = "대규모공사" if rules.is_large(facts.amount) else ""
    title = words(kind, facts.title or "공사계약") + bracket(_millions(facts.amount))
    text = words(
        title,
        _local(subcontracts, rules),
    )
    out = [Line(HEADING, CONTRACT_HEADINGS[0]), Line(ITEM, text)]
    out.extend(Line(DETAIL, hire) for hire in [_latest(hires)] if hire)
    if shortfall := words(facts.shortfall):
        out.append(Line(DETAIL, f"미달 사유 : {shortfall}"))
    return tuple(out)


def subcontract_lines(facts: SubcontractFacts) -> tuple[Line, ...]:
    """One subcontract, on a line of its own."""
    where = "관내" if facts.local else "관외"
    name = words("하도급", facts.work, facts.company)
    return _alone(name + bracket(_millions(facts.amount), where))


def hire_lines(facts: HireFacts) -> tuple[Line, ...]:
    """One head-count, on a line of its own."""
    return _alone(_hire(facts))


def incentive_lines(facts: IncentiveFacts) -> tuple[Line, ...]:
    """A request to buy from a chosen company, under the heading of the plan that it keeps."""
    day = Span(facts.asked_on, facts.asked_on, Precision.DAY)
    when = write_period(Period((day,), DateStyle.SHORT))
    text = words(facts.company, "물품 우선구매 협조요청")
    return (Line(HEADING, INCENTIVE_HEADING), Line(ITEM, placed(text, when, DatePlace.AFTER)))


def _alone(text: str) -> tuple[Line, ...]:
    return (Line(HEADING, CONTRACT_HEADINGS[0]), Line(ITEM, text))


def _local(subcontracts: Sequence[SubcontractFacts], rules: Judged) -> str:
    """The share of local subcontracts by money, beside the share the rule asks for."""
    share = local_share(subcontracts)
    if share is None:
        return ""
    asked = "" if rules.local is None else f"{rules.force} {show_rate(rules.local)}"
    return f"관내 하도급 {show_rate(share)}" + bracket(asked)


def _latest(hires: Sequence[HireFacts]) -> str:
    last = head_count((one, at) for at, one in enumerate(hires))
    return _hire(last, as_of=len(hires) > 1) if last else ""


def _hire(facts: HireFacts, *, as_of: bool = False) -> str:
    stage = "" if facts.stage is None else facts.stage.label
    when = printed_date(facts.period)
    counted = _residents(facts.residents, facts.workers)
    return words(bracket(words(when, "기준" if as_of and when else ""), stage), counted, "고용")


def _residents(residents: int | None, workers: int | None) -> str:
    """고양시민 12명(전체 20명), either part alone, or nothing."""
    everyone = "" if workers is None else f"전체 {with_unit(workers, '명')}"
    if residents is None:
        return everyone
    return f"고양시민 {with_unit(residents, '명')}" + bracket(everyone)


def _millions(won: int) -> str:
    return f"{show_million(won)}백만원"
