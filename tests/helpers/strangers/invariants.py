"""What is true of every office, each as one function: what it finds wrong, in words.

Every sentence names the record or the figure; who runs them adds the seed.
"""

from collections.abc import Callable, Iterator
from re import compile as pattern
from re import search

from tests.helpers.strangers import events, times
from tests.helpers.strangers import seen as reading
from tests.helpers.strangers.life import Life
from tests.helpers.strangers.seen import PRINTED, Seen
from tests.helpers.strangers.truth import PLANNED, RULE_CHANGE, RUNS, Entered

RESULTS = ("event", "mou", "follow_up", "promise", "contract", "incentive")
MEASURES = {
    events.TALKS: "consultations",
    events.FIRMS: "companies",
    events.GUESTS: "visitors",
    events.TAUGHT: "enrolled",
    events.PASSED: "finished",
    events.SEEN: "interviewed",
    events.HIRED: "hired",
    events.CITIZENS: "hired",
    events.WANTED: "openings",
    "현장면접": "interview_booths",
    "채용상담": "advice_booths",
    RUNS: "runs",
}
"""Each figure by its name in the ledger."""
PAST = pattern(r"(?<!\d)20(?:18|19|20|21|22)(?!\d)|['’](?:18|19|20|21|22)(?!\d)|민선 ?7기")
EXAMPLES = ("예:", "예를 들어", "/plan 20")
HANDED_IN = ("제출", "보완완료", "확정")
BELOW_WORKS = ("subcontract", "hire")


def in_report(life: Life, one: Entered) -> bool:
    """Whether it is counted in a half that this report tells of."""
    return "" < one.half <= life.half.code


def every_result_is_behind_a_line(life: Life, seen: Seen) -> Iterator[str]:
    """What took place stands in the block of its half; nothing else does."""
    for one in life.truth.living(*RESULTS, *BELOW_WORKS):
        if not in_report(life, one):
            continue
        block = seen.block(one.half)
        printed = block is not None and one.key in block.records
        if one.result and not printed:
            yield f"entered and not printed: {one}"
        if not one.result and printed:
            yield f"no result, yet printed: {one}"


def nothing_else_is_printed(life: Life, seen: Seen) -> Iterator[str]:
    """No line has a record behind it that is removed, or of another half."""
    for block in seen.blocks:
        for key in block.records:
            one = life.truth.of(key)
            if not one.living:
                yield f"removed, yet printed: {one}"
            elif one.half not in block.halves and one.kind != "contract":
                yield f"printed in {block.halves}: {one}"


def plans_are_those_handed_in(life: Life, seen: Seen) -> Iterator[str]:
    """The items of the next half's plans that were handed in, department after department."""
    half = life.half.moved(1).code
    block = next(one for one in seen.blocks if one.plans and half in one.halves)
    wanted = {
        one.key
        for one in life.truth.living("plan_item")
        if one.half == half and life.plans[half][one.department] in HANDED_IN
    }
    for key in wanted ^ block.records:
        one = life.truth.of(key)
        yield f"{life.plans[half][one.department]}, on one side only: {one}"
    lines = [line for line in block.lines if line.level == 2]
    homes = [life.truth.of(("plan_item", line.records[0][1])).department for line in lines]
    if homes != sorted(homes, key=life.departments.index):
        yield f"plans in the order {homes}"
    if len(set(homes)) > 1:
        for home, line in zip(homes, lines, strict=True):
            if home not in line.text:
                yield f"no {home} in {line.text!r}"


def plans_are_counted_by_their_state(life: Life, seen: Seen) -> Iterator[str]:
    """/status tells how many departments stand where."""
    half, text = life.half.moved(1).code, seen.status[life.half.code]
    states = list(life.plans[half].values())
    told = [f"낸 부서 {sum(one in HANDED_IN for one in states)}/{len(states)}"]
    told += [f"{name} {states.count(name)}" for name in dict.fromkeys(states)]
    for said in told:
        if said not in text:
            yield f"/status: not {said} in {text.splitlines()[3:7]}"


def every_problem_is_printed(life: Life, seen: Seen) -> Iterator[str]:
    """The lines of problems are those of the half."""
    mine = {one.key for one in life.truth.living("problem") if one.half == life.half.code}
    for key in mine ^ seen.problems:
        yield f"a problem on one side only: {life.truth.of(key)}"


def money_is_of_its_term(life: Life, seen: Seen) -> Iterator[str]:
    """Both money tables have the columns of the term of the half, and its amounts alone."""
    columns = times.columns(life.half)
    first = times.term(life.half)[0].first
    rows = [one for one in life.truth.living("budget") if one.first == first]
    for table in seen.report.money:
        if list(table.columns) != columns:
            yield f"{table.kind.label}: columns {table.columns} in {life.half.code}"
        told = {source.label: cells for source, cells in table.cells.items()}
        wanted = {one.sort: one.counts for one in rows if one.heading == table.kind.label}
        if told != wanted:
            yield f"{table.kind.label}: printed {told}, entered {wanted}"


def each_figure_is_printed_once(life: Life, seen: Seen) -> Iterator[str]:
    """What the lines of a block add up to is what was entered for its halves."""
    for block in seen.blocks:
        if block.plans:
            continue
        for label in PRINTED:
            told = reading.read_off(block.lines, label, life.truth)
            if told != (wanted := life.truth.total(label, *block.halves)):
                yield f"{label} of {block.halves}: printed {told}, entered {wanted}"
        runs = reading.bus_runs(block.lines, life.truth)
        wanted = sum(life.truth.runs(half) or 0 for half in block.halves)
        if runs != wanted:
            yield f"runs of the bus in {block.halves}: printed {runs}, entered {wanted}"
        told_heads, last = reading.heads(block.lines, life.truth), life.truth.heads(*block.halves)
        if told_heads != last:
            yield f"heads of {block.halves}: printed {told_heads}, entered {last}"


def the_ledger_holds_what_was_entered(life: Life, seen: Seen) -> Iterator[str]:
    """Its rows are those of the records, and each sum over them is that over what was entered."""
    for record in seen.unlike:
        yield f"the ledger says of {record} something else than it does"
    halves = {one.half for one in life.truth.living("event") if one.half}
    for half in sorted(halves):
        rows = [one for one in seen.ledger if (one["half"], one["record_kind"]) == (half, "event")]
        stand = [one for one in rows if one["aim"] == "achieved" and one["instead_id"] is None]
        for label, measure in MEASURES.items():
            own = label == events.CITIZENS
            told = sum(
                one["value"]
                for one in stand
                if (one["measure"], bool(one["residents"])) == (measure, own)
            )
            if told != (wanted := life.truth.total(label, half)):
                yield f"{label} of {half}: in the ledger {told}, entered {wanted}"


def status_is_the_sum_of_what_was_entered(life: Life, seen: Seen) -> Iterator[str]:
    """Each figure of /status, of the half and of the one before."""
    for half, text in seen.status.items():
        for name, wanted in _status(life, half).items():
            if wanted not in text:
                said = search(rf"{name.split()[0]}.*", text)
                yield f"/status {half}: {wanted!r} is not in {said and said[0]!r}"


def _status(life: Life, half: str) -> dict[str, str]:
    truth = life.truth
    counted = [one for one in truth.living("event") if one.half == half and is_event(one)]
    told = [one for one in counted if one.result]
    ahead = [one for one in counted if one.why == PLANNED]
    people, runs, hires = truth.people(half), truth.runs(half), truth.hires(half)
    last = life.half.last if half == life.half.code else life.half.moved(-1).last
    rate = truth.local_rate(last)
    wanted = {
        "행사": f"행사 {len(told)}건",
        "참여·상담 인원": f"참여·상담 인원 {_figure(people, '명')}",
        "일자리버스": f"일자리버스 {_figure(runs, '회')}",
        "대규모공사": f"대규모공사 {len(truth.large(last))}건",
        "관내 하도급률": "관내 하도급률 " + ("집계 없음" if rate is None else f"{_cut(rate)}%"),
        "고양시민 고용": f"고양시민 고용 {_heads(*hires)}",
    }
    if ahead and half == life.half.code:
        wanted["예정"] = f"예정 {len(ahead)}건"
    return wanted


def nothing_is_of_another_time(life: Life, seen: Seen) -> Iterator[str]:
    """In an office from the second half of 2026 on nothing speaks of 2018 to 2022: no paper, no
    list, no card; examples of what may be typed apart."""
    if life.half.code < "2026-2":
        return
    papers = [line.text for line in seen.report.lines()]
    papers += [row.label for row in seen.report.rows]
    papers += [column for table in seen.report.money for column in table.columns]
    papers += [str(seen.report.head), *seen.status.values()]
    said = [line for one in life.desk.said for line in one.text.splitlines()]
    own = (f"({times.term(life.half.moved(-8))[0].year}. 7. ~",)  # the term before, on a button
    for text in (*papers, *said):
        if (found := PAST.search(text)) and not any(word in text for word in (*EXAMPLES, *own)):
            yield f"{found[0]} in {text!r}"


def is_event(one: Entered) -> bool:
    """Whether it is one of the events that are counted: no run of the bus, no rule changed."""
    return not one.is_bus and one.sort != RULE_CHANGE


def _figure(value: int | None, unit: str) -> str:
    return "집계 없음" if value is None else f"{value:,}{unit}"


def _heads(citizens: int | None, everybody: int | None) -> str:
    if citizens is None and everybody is None:
        return "집계 없음"
    told = ["–" if one is None else f"{one:,}" for one in (citizens, everybody)]
    return f"{told[0]}/{told[1]}명"


def _cut(rate: float) -> str:
    """One decimal, cut and not rounded; none where it is naught."""
    tenths = int(rate * 10 + 1e-9)
    return f"{tenths // 10}.{tenths % 10}".removesuffix(".0")


Invariant = Callable[[Life, Seen], Iterator[str]]
INVARIANTS: tuple[Invariant, ...] = (
    every_result_is_behind_a_line,
    nothing_else_is_printed,
    plans_are_those_handed_in,
    plans_are_counted_by_their_state,
    every_problem_is_printed,
    money_is_of_its_term,
    each_figure_is_printed_once,
    the_ledger_holds_what_was_entered,
    status_is_the_sum_of_what_was_entered,
)
