"""What the figures of a half leave open: totals beside single runs, and sums over some records.

Pure: from the records that took place to what the office has to put right or let stand.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from storage.facts.figures import RUN, counts_of, is_single_run
from storage.facts.shapes import EventFacts
from storage.facts.tally import Record, Tally
from storage.figures.bus_totals import Standing, people_of, standings
from storage.figures.quota_table import QuotaTable
from storage.figures.wording_quota import PEOPLE, TITLE, WHOLE, title_of
from storage.report import wording_report
from storage.report.composing_sums import Entry, bus_run, summed
from storage.rules.half_year import HalfYear
from storage.rules.terms import Measure
from storage.rules.wording_figures import RESIDENTS


@dataclass(frozen=True)
class Claim:
    """A mismatch: its key holds its figures, so other figures are another claim."""

    key: str
    text: str
    records: tuple[Record, ...] = ()
    accepted: str | None = None

    @property
    def sort(self) -> str:
        """What kind of mismatch it is: those of one sort ask for the same thing."""
        return self.key.partition(":")[0]


def of_figures(
    half: HalfYear, entries: Sequence[Entry], titles: Mapping[Record, str]
) -> Iterator[Claim]:
    """Every claim about sums of these events, which are in the order of entry and took place."""
    found = standings(run for one in entries if (run := bus_run(one)))
    totals = [one for one in found if not is_single_run(one.run.facts)]
    several = sum(bool(_open_singles(total, found)) for total in totals) > 1
    for total in totals:
        yield from _singles(half, total, found, several=several)
        yield from _totals(total, found, titles)
        if RUN not in counts_of(total.run.facts):
            text = wording_report.no_runs(titles[total.record])
            yield Claim(f"lacks:{RUN.value}:{total.record[1]}", text, (total.record,))
    for entry in summed(entries):
        yield from _lacking(entry, titles)


def of_quota(table: QuotaTable) -> Iterator[Claim]:
    """The achieved sums of 고용할당제 표 that were counted of some of its lines only."""
    told = (
        ("residents", RESIDENTS, table.totals.residents),
        ("workers", WHOLE, table.totals.workers),
    )
    for name, word, total in told:
        if total.value is None or total.gap is None:
            continue
        without = [one for one in table.lines if getattr(one.achieved, name) is None]
        behind = tuple((str(kind), number) for kind, number in (one.record for one in without))
        figure = f"{TITLE} {word}"
        text = wording_report.lacking(
            figure, total.value, PEOPLE, [title_of(one) for one in without]
        )
        numbers = ",".join(f"{kind}.{number}" for kind, number in behind)
        yield Claim(f"quota:{name}:{numbers}", text, behind)


def _singles(
    half: HalfYear, total: Standing, found: Sequence[Standing], *, several: bool
) -> Iterator[Claim]:
    """Single runs of which nobody has said that they are part of a total, or that exceed it."""
    asked = _open_singles(total, found)
    behind = asked or [one for one in total.inside if is_single_run(one.run.facts)]
    stated = counts_of(total.run.facts)
    if not behind or RUN not in stated:
        return
    records = tuple(one.record for one in (total, *behind))
    mark = f":{total.record[1]}" if several else ""
    said, single = stated[RUN], len(behind)
    if single > said or (asked and single != said):
        text = wording_report.runs_differ(half, said, single)
        if asked:
            text = wording_report.taken_as_part(text)
        yield Claim(f"runs:{half.code}:{said}:{single}{mark}", text, records)
    people, known = Measure.CONSULTATIONS, people_of(behind)
    if people not in stated or known is None:
        return
    if known > stated[people] or (known != stated[people] and (asked or single == said)):
        text = wording_report.people_differ(half, stated[people], known)
        key = f"people:{half.code}:{stated[people]}:{known}{mark}"
        yield Claim(key, text, records)


def _totals(
    total: Standing, found: Sequence[Standing], titles: Mapping[Record, str]
) -> Iterator[Claim]:
    """Totals within the time of another one, of which nobody has said whether they are part."""
    for one in found:
        if total in one.open_to and not is_single_run(one.run.facts):
            text = wording_report.total_in_total(titles[one.record], titles[total.record])
            key = f"totals:{total.record[1]}:{one.record[1]}"
            yield Claim(key, text, (total.record, one.record))


def _open_singles(total: Standing, found: Sequence[Standing]) -> list[Standing]:
    return [one for one in found if total in one.open_to and is_single_run(one.run.facts)]


def _lacking(entry: Entry, titles: Mapping[Record, str]) -> Iterator[Claim]:
    """Sums that some of their records have no figure for: each with those records by name."""
    facts = entry.facts
    if not (isinstance(facts, EventFacts) and isinstance(facts.counts, Tally)):
        return
    for measure, without in facts.counts.lacking.items():
        if measure is RUN and len(without) == 1 and without[0] == entry.records[0]:
            continue  # a total without its number of runs has been named already
        numbers = ",".join(str(number) for _, number in without)
        names = [titles[one] for one in without]
        text = wording_report.lacking(measure.label, facts.counts[measure], measure.unit, names)
        yield Claim(f"lacks:{measure}:{numbers}", text, without)
