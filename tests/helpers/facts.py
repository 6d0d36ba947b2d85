"""Short ways to the facts of records that tests are about."""

from datetime import date

from storage.facts.shapes import ContractFacts, EventFacts, MouFacts
from storage.rules.date_grammar import read_period
from storage.rules.period import Period
from storage.rules.terms import EventKind, Measure, Stage, WorksKind

TODAY = date(2021, 8, 4)


def when(text: str) -> Period:
    """A period as an officer types it."""
    return read_period(text, TODAY)


def bus(text: str = "2021.7.~12.", runs: int = 39, people: int | None = None) -> EventFacts:
    """일자리버스 over some months."""
    counts = {Measure.RUNS: runs}
    if people is not None:
        counts[Measure.CONSULTATIONS] = people
    return EventFacts(kind=EventKind.JOB_BUS, period=when(text), counts=counts)


def fair(**changes: object) -> EventFacts:
    """쿠팡채용박람회 on 2021.7.15."""
    told: dict[str, object] = {
        "kind": EventKind.JOB_FAIR,
        "period": when("2021.7.15."),
        "title": "쿠팡채용박람회",
        "companies": ("쿠팡풀필먼트유한회사(쿠팡고양FC)",),
        "places": ("덕양구청",),
    }
    return EventFacts(**(told | changes))  # type: ignore[arg-type]  # a test's shorthand


def works(**changes: object) -> ContractFacts:
    """A works contract of exactly 1억원."""
    told: dict[str, object] = {
        "title": "창릉천 정비공사",
        "company": "(주)가나건설",
        "amount": 100_000_000,
        "notice_on": date(2021, 7, 1),
        "works": WorksKind.GENERAL,
        "stage": Stage.START,
    }
    return ContractFacts(**(told | changes))  # type: ignore[arg-type]  # a test's shorthand


def agreement(**changes: object) -> MouFacts:
    """코레일테크 업무협력협약, signed 21.8.4."""
    told: dict[str, object] = {
        "title": "업무협력협약",
        "parties": ("고양시", "코레일테크"),
        "period": when("21.8.4."),
    }
    return MouFacts(**(told | changes))  # type: ignore[arg-type]  # a test's shorthand
