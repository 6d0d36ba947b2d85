"""Entered = printed + left out, by name; and the table of the quota as the office would add it."""

from collections.abc import Iterator

from tests.helpers.strangers import events
from tests.helpers.strangers.invariants import BELOW_WORKS, HANDED_IN, MEASURES, RESULTS
from tests.helpers.strangers.life import Life
from tests.helpers.strangers.seen import Seen
from tests.helpers.strangers.truth import RUNS


def nothing_is_dropped_without_a_name(life: Life, seen: Seen) -> Iterator[str]:
    """Every record of the half is behind a line, or stands on the list with its reason."""
    assert seen.account is not None
    left = {(str(one.record[0]), one.record[1]) for one in seen.account.left}
    block = seen.block(life.half.code)
    printed = block.records if block else set()
    for one in life.truth.living(*RESULTS, *BELOW_WORKS):
        if one.half == life.half.code and one.key not in left | printed:
            yield f"neither printed nor named: {one}"
    for key in left:
        one = life.truth.of(key)
        if not one.living:
            yield f"named as left out, and removed: {one}"


def three_sums_add_up(life: Life, seen: Seen) -> Iterator[str]:
    """Entered is what was entered, and printed what the lines say."""
    assert seen.account is not None
    told = {one.figure.name: one for one in seen.account.sums}
    for name, one in told.items():
        if not one.agrees:
            yield f"{name}: {one.on_paper} behind lines, {one.read} read off them"
    for label, measure in MEASURES.items():
        if label == RUNS:
            continue
        name = "citizens" if label == events.CITIZENS else measure
        whole = told[name].whole if name in told else 0
        if whole != (wanted := life.truth.total(label, life.half.code)):
            yield f"{name}: {whole} entered by the three sums, {wanted} in truth"


def the_quota_is_that_of_plans_and_records(life: Life, seen: Seen) -> Iterator[str]:
    """Planned by what was handed in, achieved by results, events and sites, each once."""
    assert seen.quota is not None
    half = life.half.code
    told = {part.name: part.totals for part in seen.quota.parts}
    hired = life.truth.hired(half)
    for home in life.departments:
        mine = [
            one.counts
            for one in life.truth.living("plan_item")
            if one.half == half and one.department == home and life.plans[half][home] in HANDED_IN
        ]
        planned = [
            sum(one[label] for one in mine if label in one)
            if any(label in one for one in mine)
            else None
            for label in ("전체 고용", "고용할 시민")
        ]
        wanted = (*planned, *hired.get(home, (None, None)))
        row = told.get(home)
        shown = (
            (
                row.planned_workers.value,
                row.planned_residents.value,
                row.workers.value,
                row.residents.value,
            )
            if row
            else (None,) * 4
        )
        if shown != wanted:
            yield f"quota of {home}: shown {shown}, in truth {wanted}"


ACCOUNTS = (
    nothing_is_dropped_without_a_name,
    three_sums_add_up,
    the_quota_is_that_of_plans_and_records,
)
