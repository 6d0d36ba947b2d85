"""Every record behind the seed report, as an officer would have entered it, in printed order."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from storage.facts.shapes import (
    EventFacts,
    Facts,
    FollowUpFacts,
    MouFacts,
    PlanItemFacts,
    ProblemFacts,
)
from storage.rules.date_grammar import read_period
from storage.rules.half_year import HalfYear
from storage.rules.period import Period
from storage.rules.terms import (
    CohortStyle,
    ContactKind,
    DatePlace,
    EventFormat,
    EventKind,
    HostRole,
    Measure,
    MouShape,
)

H2020_2, H2021_1, H2021_2 = HalfYear(2020, 2), HalfYear(2021, 1), HalfYear(2021, 2)


@dataclass(frozen=True)
class Entry:
    """One record; `joins` is the mark by which it shares a line with the record before it."""

    facts: Facts
    parent: MouFacts | None = None
    joins: str = ""


def event(kind: EventKind, period: Period, *, joins: str = "", **said: Any) -> Entry:
    """The record of an event."""
    return Entry(EventFacts(kind, period, **said), joins=joins)


def mou(**said: Any) -> Entry:
    """The record of an agreement."""
    return Entry(MouFacts(**said))


def when(text: str) -> Period:
    """A date as it was typed."""
    return read_period(text, date(2021, 12, 31))


LARGE = "대형기업 간 업무협력방안 마련"
SUPPORT = "기업 채용행사 지원"
YOUTH_COURSES = "청년 취업지원 프로그램 운영"
UNKNOWN = Period(())
COUPANG = ("쿠팡풀필먼트유한회사(쿠팡고양FC)",)

SUNGKWANG = MouFacts(
    title="업무협약",
    parties=("고양시", "성광의료재단(일산글로벌라이프센터)"),
    period=when("2018. 11."),
    purpose="대규모 채용 시 고양시민 우선고용을 주요내용으로 한",
    heading=LARGE,
)


def coupang_fair(round_no: int, month: str) -> EventFacts:
    """One of the three fairs of 2019."""
    return EventFacts(
        EventKind.HIRING_EVENT,
        when(month),
        heading=LARGE,
        title="쿠팡채용박람회",
        role=HostRole.HOST,
        companies=COUPANG,
        round_no=round_no,
    )


UP_TO_2020: tuple[Entry, ...] = (
    event(
        EventKind.REGULATION,
        UNKNOWN,
        heading="고용할당제 참여대상 확대",
        title="‘대규모공사’ 기준금액을 1억 원으로 조정하여 참여대상 확대",
    ),
    event(
        EventKind.REGULATION,
        UNKNOWN,
        heading="공사계약 특수조건 개정",
        title="공사 하도급 시 고양시 관내 업체와 50% 이상 계약하도록 권장",
    ),
    Entry(SUNGKWANG),
    Entry(
        FollowUpFacts(when("2019. 3."), ContactKind.ROUND_TABLE, "일자리박람회 개최 관련"),
        parent=SUNGKWANG,
    ),
    Entry(coupang_fair(1, "2019. 6.")),
    Entry(coupang_fair(2, "2019. 7.")),
    Entry(coupang_fair(3, "2019. 8.")),
    mou(
        title="간호조무사 재취업 지원을 위한 업무협약",
        parties=("고양시", "고양고용노동지청", "고양시의사회", "대한간호조무사협회"),
        period=when("2020. 2."),
        purpose="의료인력 일자리의 재창출",
        effect="간호조무사 재취업 지원 확대",
    ),
)

SECOND_HALF_2020: tuple[Entry, ...] = (
    event(
        EventKind.HIRING_EVENT,
        when("2020. 7."),
        role=HostRole.SUPPORT,
        companies=("(주)GH테크놀러지",),
        job="마스크생산직",
    ),
    event(
        EventKind.HIRING_EVENT,
        when("2020. 7."),
        role=HostRole.SUPPORT,
        companies=("쿠팡플필먼트서비스(고양센터)",),
        job="물류직",
    ),
    event(
        EventKind.HIRING_EVENT,
        when("2020. 10."),
        title="고속도로 직원 채용행사",
        role=HostRole.SUPPORT,
        companies=("(주)케이알산업",),
        places=("서울~문산간 고속도로 영업소",),
        job="요금징수 관리요원",
    ),
    event(
        EventKind.PROGRAMME,
        when("2020.10.~11."),
        heading="청년 창의인재 교육 프로젝트",
        title="고양 미네르바 학교",
        target="청년",
        description="창의인성교육+프로젝트 수행 멘토링 결합형 프로그램",
    ),
    event(
        EventKind.JOB_BUS,
        when("2020.7.~11."),
        counts={Measure.RUNS: 29, Measure.CONSULTATIONS: 265},
    ),
    event(
        EventKind.JOB_TOUR, UNKNOWN, half=H2020_2, counts={Measure.RUNS: 9, Measure.COMPANIES: 9}
    ),
    event(
        EventKind.JOB_FAIR,
        when("2020.9."),
        heading="청년 일자리 박람회 개최",
        title="청년드림 JOB콘서트",
        role=HostRole.HOST,
        format=EventFormat.ONLINE,
        target="청년",
        components=("온라인 일자리박람회", "컨퍼런스"),
    ),
    event(
        EventKind.JOB_FAIR,
        UNKNOWN,
        half=H2020_2,
        role=HostRole.HOST,
        format=EventFormat.BOTH,
        target="중장년",
        components=("취업특강",),
        counts={Measure.INTERVIEW_BOOTHS: 29, Measure.ADVICE_BOOTHS: 3},
    ),
)

FIRST_HALF_2021: tuple[Entry, ...] = (
    event(EventKind.ONLINE_BRIEFING, when("2021.2./2021.5."), title="온라인 기업 채용설명회"),
    event(
        EventKind.TENANT_HIRING,
        UNKNOWN,
        half=H2021_1,
        places=("일산테크노타운", "유니테크빌", "삼성테크노밸리", "대방트리플라운"),
    ),
    event(
        EventKind.OUTREACH,
        UNKNOWN,
        half=H2021_1,
        title="장애인 취업희망의 날",
        target="장애인",
        counts={Measure.RUNS: 11},
    ),
    event(
        EventKind.OUTREACH, UNKNOWN, half=H2021_1, title="4050원스톱데이", counts={Measure.RUNS: 7}
    ),
    event(EventKind.JOB_BUS, when("2021.1.~6."), counts={Measure.RUNS: 42}),
    event(
        EventKind.PROGRAMME,
        when("2021.2.~5."),
        heading=YOUTH_COURSES,
        title="청년캣취업 사관학교",
        target="청년",
        cohort_total=2,
    ),
    event(
        EventKind.PROGRAMME,
        when("2021.3.~4."),
        heading=YOUTH_COURSES,
        title="청년 나 알기 학교",
        target="청년",
        cohorts=(1,),
    ),
)

SECOND_HALF_2021: tuple[Entry, ...] = (
    event(EventKind.JOB_FAIR, when("2021 하반기"), title="청년일자리박람회", target="청년"),
    event(
        EventKind.JOB_FAIR,
        when("2021 하반기"),
        title="장애인일자리박람회",
        target="장애인",
        joins="/",
    ),
    event(
        EventKind.HIRING_EVENT,
        when("2021 하반기"),
        title="쿠팡채용박람회",
        role=HostRole.HOST,
        companies=COUPANG,
    ),
    event(
        EventKind.HIRING_EVENT,
        when("2021 하반기"),
        title="맥도날드채용박람회",
        role=HostRole.HOST,
        joins="/",
    ),
    event(
        EventKind.HIRING_EVENT,
        when("2021 하반기"),
        role=HostRole.SUPPORT,
        companies=("(주)GS네트웍스",),
    ),
    event(EventKind.JOB_BUS, when("2021.7.~12."), counts={Measure.RUNS: 39}),
    event(
        EventKind.PROGRAMME, UNKNOWN, half=H2021_2, title="청년캣취업 사관학교", cohorts=(3, 4, 5)
    ),
    event(
        EventKind.PROGRAMME,
        UNKNOWN,
        half=H2021_2,
        title="청년 나 알기 학교",
        cohorts=(2, 3, 4),
        cohort_style=CohortStyle.SPACED_PAREN,
    ),
    event(EventKind.PROGRAMME, UNKNOWN, half=H2021_2, title="청소방역전문가", cohorts=(2,)),
    event(EventKind.PROGRAMME, UNKNOWN, half=H2021_2, title="경비짱", cohorts=(2,), joins=", "),
    event(
        EventKind.PROGRAMME,
        UNKNOWN,
        half=H2021_2,
        title="세무회계에센스",
        cohorts=(2,),
        cohort_style=CohortStyle.TIGHT,
    ),
    event(
        EventKind.THEME_LECTURE,
        when("2021.7.~12."),
        counts={Measure.RUNS: 10},
        date_place=DatePlace.NONE,
    ),
    mou(title="코레일테크 업무협력협약", parties=("고양시", "코레일테크"), period=when("21.8.4.")),
    mou(
        title="고양시 일자리창출 및 온라인판로 지원 위한 업무협약",
        parties=("쿠팡풀필먼트", "고양시 사회적경제기업협의회"),
        period=when("21.10.28."),
        shape=MouShape.TITLE_PARTIES,
    ),
)

COLLECT = "부서별 고용할당제 추진계획 취합"
FIND = "참여기업 발굴 및 업무협약 체결"
REWARD = "고용할당제 참여기업 인센티브 제공"

PLANNED: tuple[Entry, ...] = tuple(
    Entry(PlanItemFacts(text, heading=heading))
    for heading, text in (
        (
            COLLECT,
            "각 부서 고용할당제 추진계획을 취합하고 예산신속집행에 발맞춰"
            " 고양시민 우선 고용률 제고 적극 추진",
        ),
        (
            FIND,
            "대규모공사 및 기업입주 시 고양시민 고용계획을 포함한 MOU를 체결하여"
            " 고용할당제 참여기업 확보",
        ),
        (FIND, "채용행사, 박람회 등 개최 시 고양시민 고용할당제 안내 및 참여 유도"),
        (FIND, "다양한 취업지원제도를 통한 고양시민 고용률 향상 노력"),
        (REWARD, "고용할당제 참여우수기업 선별하여 해당기업 물품 우선구매 협조요청"),
    )
)

PROBLEMS: tuple[Entry, ...] = tuple(
    Entry(ProblemFacts(text))
    for text in (
        "고양시민 우선고용은 지역 거버넌스 협치 하에 자율참여가 관건이며,"
        " 이를 위한 지속적인 노력 추진",
        "일자리센터를 통한 취업지원 프로그램, 청년일자리박람회, 잡(JOB)투어,"
        " 맞춤형 채용행사 등으로 고양시민 고용률 향상을 위한 다양한 방법 모색",
        "일산테크노밸리, 제3기 창릉신도시 사업 관련 대규모공사 실시 및 기업입주시 MOU를"
        " 체결하여 고양시민 우선고용에 대한 기업의 적극적 의지 발휘 유도",
        "참여기업 발굴 및 협약체결 기관과의 지속적 협력관계 유지",
    )
)

ROWS: tuple[tuple[Entry, ...], ...] = (
    UP_TO_2020,
    (*SECOND_HALF_2020, *FIRST_HALF_2021),
    SECOND_HALF_2021,
    PLANNED,
    PROBLEMS,
)
"""The rows of the report; the second grew by a block with each half-year closed."""
