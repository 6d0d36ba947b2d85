"""What the ledger of figures counts, each in its own unit."""

from typing import Self

from storage.rules.terms import Term


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
    RUNS = "runs", "운영", "회"
    CONSULTATIONS = "consultations", "상담", "명"
    COMPANIES = "companies", "참여 업체", "개 업체"
    INTERVIEW_BOOTHS = "interview_booths", "현장면접", "개사"
    ADVICE_BOOTHS = "advice_booths", "채용상담", "개사"
    VISITORS = "visitors", "참여", "명"
    ENROLLED = "enrolled", "교육", "명"
    FINISHED = "finished", "수료", "명"
    INTERVIEWED = "interviewed", "면접", "명"
    HIRED = "hired", "채용", "명"
    OPENINGS = "openings", "구인", "명"
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
