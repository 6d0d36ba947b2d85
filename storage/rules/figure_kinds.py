"""What the ledger of figures counts, each in its own unit."""

from typing import Self

from storage.rules.terms import Measure, Term


def _as(measure: Measure) -> tuple[str, str, str]:
    """A figure of an event under its own name, in its own words."""
    return measure.value, measure.label, measure.unit


class Counted(Term):
    """What one row of the ledger counts; the figures of an event keep the words of `Measure`.

    `.unit` is the counting word after the number, empty where the row tells its own. `.state` says
    that it is a state at a day: the last of one site stands, and two are never added up.
    """

    unit: str
    state: bool

    def __new__(cls, value: str, label: str = "", unit: str = "", state: bool = False) -> Self:
        """Make the member compare as its stored value."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label, member.unit, member.state = label, unit, state
        return member

    EVENTS = "events", "행사", "건"
    BUSES = "buses", "일자리버스 기록", "건"  # a run or a stated total, each once
    RUNS = _as(Measure.RUNS)
    CONSULTATIONS = _as(Measure.CONSULTATIONS)
    COMPANIES = _as(Measure.COMPANIES)
    INTERVIEW_BOOTHS = _as(Measure.INTERVIEW_BOOTHS)
    ADVICE_BOOTHS = _as(Measure.ADVICE_BOOTHS)
    VISITORS = _as(Measure.VISITORS)
    ENROLLED = _as(Measure.ENROLLED)
    FINISHED = _as(Measure.FINISHED)
    INTERVIEWED = _as(Measure.INTERVIEWED)
    HIRED = _as(Measure.HIRED)
    OPENINGS = _as(Measure.OPENINGS)
    AGREEMENTS = "agreements", "업무협약", "건"
    CONTACTS = "contacts", "협약 이행 연락", "건"
    PROMISES = "promises", "협약 이행사항", "건"
    DELIVERY = "delivery", "협약 이행 수량"
    WORKS = "works", "공사계약", "건"
    LARGE_WORKS = "large_works", "대규모공사", "건"
    CONTRACTED = "contracted", "계약 금액", "원"
    SUBCONTRACTED = "subcontracted", "하도급 금액", "원"
    LOCAL_SUBCONTRACTED = "local_subcontracted", "관내 하도급 금액", "원"
    WORKERS = "workers", "공사 고용 인원", "명", True
    ITEMS = "items", "추진계획 항목", "건"
    TARGET = "target", "목표"
    BUDGET = "budget", "예산", "원"
    REQUESTS = "requests", "우선구매 협조요청", "건"


class Aim(Term):
    """Whether a figure is what was meant to be, or what came of it."""

    PLANNED = "planned", "계획"
    ACHIEVED = "achieved", "실적"
