"""What an event is called: under which heading, by which name and cohorts, and in a list."""

from storage.facts.event_kinds import EVENT_ROWS
from storage.facts.shapes import EventFacts
from storage.facts.wording_parts import amount, bracket, listed, words
from storage.rules.dates import write_period
from storage.rules.terms import CohortStyle, EventKind, EventStatus, Measure, Target


def event_heading(facts: EventFacts) -> str:
    """The heading the officer chose, else the usual one.

    A fair without a name of its own is named by its heading: 중장년일자리박람회.
    """
    if chosen := words(facts.heading):
        return chosen
    if facts.own and facts.own.heading:
        return facts.own.heading
    if facts.kind is EventKind.JOB_FAIR and not words(facts.title) and (who := _target(facts)):
        return f"{who}일자리박람회"
    return EVENT_ROWS[facts.kind].headings[0]


def event_name(facts: EventFacts) -> str:
    """Its own name with the round, 쿠팡채용박람회(1차); empty when it has none.

    One of a kind that the office has made is called as the kind is.
    """
    title = words(facts.title) or (facts.own.name if facts.own else "")
    if not title or facts.round_no is None:
        return title
    return title + bracket(f"{facts.round_no}차")


def event_title(facts: EventFacts) -> str:
    """What to call it in a list: its name with cohorts, else company or target and kind."""
    if name := event_name(facts):
        return with_cohorts(facts, name, "")
    if facts.kind is EventKind.JOB_FAIR:
        return event_heading(facts)
    return words(listed(facts.companies[:1]), facts.kind.label)


def event_label(facts: EventFacts) -> str:
    """Name, date as far as known (the half-year counts here), place or runs, state if open."""
    state = "" if facts.status is EventStatus.DONE else f"({facts.status.label})"
    when = write_period(facts.period) or (facts.half.label if facts.half else "")
    runs = amount(facts.counts, Measure.RUNS, facts.units)
    where = facts.places[0] if facts.places and facts.counts.get(Measure.RUNS, 1) == 1 else ""
    return words(event_title(facts), when, where or runs, state)


def with_cohorts(facts: EventFacts, name: str, when: str) -> str:
    """The name with its cohorts in their style; the date joins a bracket that is there."""
    number = cohorts_of(facts)
    if not (name and number):
        return name
    match facts.cohort_style or _usual_style(facts):
        case CohortStyle.SPACED:
            return words(name, number) + bracket(when)
        case CohortStyle.TIGHT:
            return name + number + bracket(when)
        case CohortStyle.SPACED_PAREN:
            return words(name, bracket(number, when))
        case CohortStyle.TOTAL:
            return name + bracket(f"총{facts.cohort_total or len(facts.cohorts)}기", when)
        case CohortStyle.PAREN:
            return name + bracket(number, when)


def cohorts_of(facts: EventFacts) -> str:
    """3,4,5기 by numbers, else the stated total; "2기" may mean either, so both are kept."""
    if facts.cohorts:
        return ",".join(str(number) for number in facts.cohorts) + "기"
    return "" if facts.cohort_total is None else f"{facts.cohort_total}기"


def _usual_style(facts: EventFacts) -> CohortStyle:
    if not facts.cohorts:
        return CohortStyle.TOTAL
    return CohortStyle.SPACED if len(facts.cohorts) == 1 else CohortStyle.PAREN


def _target(facts: EventFacts) -> str:
    """For whom, as a word before 일자리박람회; a stored code reads as its label."""
    known = {target.value: target.label for target in Target}
    who = known.get(facts.target, words(facts.target))
    return "" if who == Target.ALL.label else who
