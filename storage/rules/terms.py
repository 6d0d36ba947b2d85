"""The words of the field, shared by forms, tables and documents, so that all say the same.

Each member stands as `NAME = "stored value", "한국어"`. Tables keep the stored value; the Korean
label may be reworded at any time.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Self, TypeVar

PROGRESS = "추진실적 및 향후 추진계획"
"""Title of the report's first □ section; BudgetKind and LineSection title the others."""

NOTHING = "해당없음"
"""What a paper says where there is nothing to tell."""


class Term(StrEnum):
    """A stored English value with the Korean word an officer reads, `.label`."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Make the member compare as its stored value. A call with it alone looks it up."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


K = TypeVar("K", bound=StrEnum)
V = TypeVar("V")


def of_each(kinds: type[K], rows: Mapping[K, V]) -> Mapping[K, V]:
    """The rows, one for each kind. ValueError, at the start, names the kinds that have none."""
    if missing := [kind.value for kind in kinds if kind not in rows]:
        raise ValueError(f"{kinds.__name__}: no row for {', '.join(missing)}")
    return rows


class Role(Term):
    """The post a person holds towards the pledge."""

    STAFF = "staff", "담당"
    SENIOR = "senior", "주무팀장"
    LEAD = "lead", "팀장"
    HEAD = "head", "과장"
    OFFICE = "office", "총괄"
    ADMIN = "admin", "관리자"
    VIEWER = "viewer", "열람"


class RecordKind(Term):
    """The kinds of record an officer keeps; the value stands in audit lines and callbacks."""

    EVENT = "event", "행사"
    MOU = "mou", "협약"
    PROMISE = "promise", "협약 이행사항"
    FOLLOW_UP = "follow_up", "협약 이행"
    CONTRACT = "contract", "공사계약"
    SUBCONTRACT = "subcontract", "하도급"
    HIRE = "hire", "고용 인원"
    PLAN_ITEM = "plan_item", "추진계획"
    BUDGET = "budget", "사업비"
    PROBLEM = "problem", "문제점·대책"
    INCENTIVE = "incentive", "우선구매"


class EventKind(Term):
    """What sort of doing an event line reports."""

    JOB_FAIR = "job_fair", "채용박람회"
    HIRING_EVENT = "hiring_event", "기업 채용행사"
    ONLINE_BRIEFING = "online_briefing", "온라인 채용설명회"
    TENANT_HIRING = "tenant_hiring", "입주기업 채용지원"
    OUTREACH = "outreach", "찾아가는 채용행사"
    JOB_BUS = "job_bus", "일자리버스"
    JOB_TOUR = "job_tour", "잡투어"
    CONFERENCE = "conference", "컨퍼런스·특강"
    PROGRAMME = "programme", "교육·취업지원 과정"
    THEME_LECTURE = "theme_lecture", "일자리테마특강"
    MEETING = "meeting", "간담회"
    REGULATION = "regulation", "제도개선"


class HostRole(Term):
    """Whether the city held the event or helped somebody else hold it: decides the verb."""

    HOST = "host", "개최"
    SUPPORT = "support", "지원"


class EventFormat(Term):
    """How people met."""

    OFFLINE = "offline", "현장"
    ONLINE = "online", "온라인"
    BOTH = "both", "온·오프라인 병행"


class Target(Term):
    """Whom the event was for."""

    ALL = "all", "일반"
    YOUTH = "youth", "청년"
    MIDDLE_AGED = "middle_aged", "중장년"
    NEW_MIDDLE_AGED = "new_middle_aged", "신중년"
    SENIORS = "seniors", "노인"
    WOMEN = "women", "여성"
    DISABLED = "disabled", "장애인"
    VETERANS = "veterans", "제대군인"
    MULTICULTURAL = "multicultural", "다문화"


class EventStatus(Term):
    """Whether it took place."""

    PLANNED = "planned", "예정"
    DONE = "done", "완료"
    CANCELLED = "cancelled", "취소"


class Measure(Term):
    """A counted result. Missing is not zero: what was not counted has no row at all.

    `.unit` is the counting word printed after the number.
    """

    unit: str

    def __new__(cls, value: str, label: str = "", unit: str = "") -> Self:
        """Make the member compare as its stored value."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label, member.unit = label, unit
        return member

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
    RESIDENTS = "residents", "고양시민 채용", "명"  # of the city, among the hired
    OPENINGS = "openings", "구인", "명"


class ContactKind(Term):
    """How a partner was followed up."""

    CALL = "call", "전화"
    VISIT = "visit", "방문"
    ROUND_TABLE = "round_table", "간담회"
    LETTER = "letter", "공문"
    CONFERENCE = "conference", "회의"
    OTHER = "other", "기타"


class PromiseStatus(Term):
    """How far one promise of an agreement has come."""

    OPEN = "open", "이행중"
    PARTLY = "partly", "일부 이행"
    KEPT = "kept", "이행 완료"
    LAPSED = "lapsed", "기한 경과"
    DROPPED = "dropped", "이행 불가"


class WorksKind(Term):
    """The trade of a works contract; the 2011 rule set another threshold for each."""

    GENERAL = "general", "종합"
    SPECIAL = "special", "전문"
    OTHER = "other", "전기·기타"


class Stage(Term):
    """The point of a works contract at which papers are asked for."""

    START = "start", "착공"
    PROGRESS = "progress", "기성"
    COMPLETION = "completion", "준공"


class BudgetKind(Term):
    """Which of the two money tables."""

    PLAN = "plan", "연도별 투자계획(사업비)"
    SECURED = "secured", "연도별 확보(집행)액"


class Source(Term):
    """Who pays: the rows of a money table, top to bottom, below the sum."""

    NATIONAL = "national", "국비"
    PROVINCE = "province", "도비"
    CITY = "city", "시비"
    OTHER = "other", "기타"


class LineSection(Term):
    """A □ section of the report that is lines alone: stored in a version under its value.

    `.cell` names the place for its lines in the office's own form.
    """

    cell: str

    def __new__(cls, value: str, label: str = "", cell: str = "") -> Self:
        """Make the member compare as its stored value."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label, member.cell = label, cell
        return member

    PROBLEMS = "problems", "문제점 및 개선대책", "문제점"


class ProblemKind(Term):
    """The two halves of the section on problems."""

    PROBLEM = "problem", "문제점"
    MEASURE = "measure", "개선대책"


class PlanState(Term):
    """Where a department's plan of one half-year stands."""

    NOT_SUBMITTED = "not_submitted", "미제출"
    DRAFTING = "drafting", "작성중"
    CHECKING = "checking", "확인중"
    SUBMITTED = "submitted", "제출"
    RETURNED = "returned", "보완요청"
    AMENDED = "amended", "보완완료"
    CONFIRMED = "confirmed", "확정"
    NOT_APPLICABLE = "not_applicable", "해당없음"


class PlansPrinted(Term):
    """Which departments' plans the half-year report prints, as the office chose."""

    HANDED_IN = "handed_in", "제출된 계획"
    CONFIRMED = "confirmed", "확정된 계획"


class QuotaPrinted(Term):
    """Whether the half-year report prints 고용할당제 표, as the office chose."""

    SHOWN = "shown", "싣기"
    HIDDEN = "hidden", "싣지 않기"


class RoundState(Term):
    """Where a half-year's collection stands."""

    PLANNED = "planned", "예정"
    OPEN = "open", "진행"
    CLOSED = "closed", "마감"


class ReturnState(Term):
    """Where one question of 보완요청 stands."""

    OPEN = "open", "답변 대기"
    ANSWERED = "answered", "답변 도착"
    ACCEPTED = "accepted", "확인"


class OutcomeKind(Term):
    """What became of a plan item at the end of its half."""

    DONE = "done", "실적"
    CARRIED = "carried", "이월"
    DROPPED = "dropped", "취소"


class ReminderState(Term):
    """What became of a reminder."""

    PLANNED = "planned", "예정"
    SENT = "sent", "보냄"
    SUPERSEDED = "superseded", "뒤의 것으로 갈음"
    CANCELLED = "cancelled", "필요 없어짐"


class CohortStyle(Term):
    """How the cohorts of a programme stand after its name; the report knows five ways."""

    PAREN = "paren", "붙인 괄호 (3,4,5기)"
    SPACED_PAREN = "spaced_paren", "띄운 괄호 (2,3,4기)"
    SPACED = "spaced", "띄움 2기"
    TIGHT = "tight", "붙임 2기"
    TOTAL = "total", "합계 (총2기)"


class DatePlace(Term):
    """Where the date of a line stands, if it stands at all."""

    BEFORE = "before", "앞"
    AFTER = "after", "뒤"
    NONE = "none", "쓰지 않음"


class Beside(Term):
    """How a stated total and what was entered one by one in its period stand to each other."""

    WITHIN = "within", "합계에 포함"
    ADDED = "added", "합계에 더함"


class MouShape(Term):
    """The four ways the report writes an agreement."""

    UNDER_COMPANY = "under_company", "업체명 아래"
    SENTENCE = "sentence", "제목과 설명"
    TITLE = "title", "협약명 한 줄"
    TITLE_PARTIES = "title_parties", "협약명 : 기관-기관"


class BlockKind(Term):
    """What a block of the progress table holds."""

    PAST = "past", "그동안 추진실적"
    RESULT = "result", "추진실적"
    PLAN = "plan", "추진계획"


class LateState(Term):
    """What becomes of a record that changed after its half's report was closed."""

    OPEN = "open", "정하지 않음"
    NEXT = "next", "다음 보고서에"
    VERSION = "version", "새 보고서본에 실음"
    REPORTED = "reported", "보고서에 실음"
    WITHIN = "within", "다시 열린 보고서에"


class VersionStage(Term):
    """How far a version of the half-year report has come."""

    DRAFT = "draft", "초안"
    SUBMITTED = "submitted", "제출"
    CONFIRMED = "confirmed", "확정"
