"""The ○ headings of the report: what an officer may tap, and what a line gets unasked."""

from storage.rules.terms import EventKind

_PROGRAMMES = "취업지원 프로그램 운영"
_BUS = "고양시 찾아가는 일자리버스 운영"
_SUPPORT = "기업 채용행사 지원"
_LARGE_COMPANIES = "대형기업 간 업무협력방안 마련"
_COOPERATION = "기관간 업무협력 방안 마련"
_YOUTH_FAIR = "청년 일자리 박람회 개최"

EVENT_HEADINGS: dict[EventKind, tuple[str, ...]] = {
    EventKind.JOB_FAIR: ("채용박람회", _YOUTH_FAIR, "중장년일자리박람회"),
    EventKind.HIRING_EVENT: (_SUPPORT, _LARGE_COMPANIES),
    EventKind.ONLINE_BRIEFING: (_SUPPORT,),
    EventKind.TENANT_HIRING: (_SUPPORT,),
    EventKind.OUTREACH: ("찾아가는 채용행사 개최",),
    EventKind.JOB_BUS: (_BUS,),
    EventKind.JOB_TOUR: (_BUS,),
    EventKind.CONFERENCE: (_PROGRAMMES, _YOUTH_FAIR),
    EventKind.PROGRAMME: (
        _PROGRAMMES,
        "청년 취업지원 프로그램 운영",
        "청년 창의인재 교육 프로젝트",
    ),
    EventKind.THEME_LECTURE: (_PROGRAMMES,),
    EventKind.MEETING: (_COOPERATION, _LARGE_COMPANIES),
    EventKind.REGULATION: (
        "고용할당제 제도 개선",
        "고용할당제 참여대상 확대",
        "공사계약 특수조건 개정",
    ),
}
"""Headings by kind of event; the first is what a line gets when nobody chose."""

MOU_HEADINGS = (_COOPERATION, _LARGE_COMPANIES)
INCENTIVE_HEADING = "고용할당제 참여기업 인센티브 제공"
PLAN_HEADINGS = (
    "부서별 고용할당제 추진계획",
    "참여기업 발굴 및 업무협약 체결",
    INCENTIVE_HEADING,
    "부서별 고용할당제 추진계획 취합",
)
CONTRACT_HEADINGS = ("대규모공사 고용할당제 추진",)
"""Contracts have no line in the report we know; this heading is ours."""
