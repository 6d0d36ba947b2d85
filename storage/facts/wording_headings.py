"""The ○ headings of the report that more than one kind of event or record may stand under."""

PROGRAMMES = "취업지원 프로그램 운영"
BUS = "고양시 찾아가는 일자리버스 운영"
SUPPORT = "기업 채용행사 지원"
LARGE_COMPANIES = "대형기업 간 업무협력방안 마련"
COOPERATION = "기관간 업무협력 방안 마련"
YOUTH_FAIR = "청년 일자리 박람회 개최"
REGULATIONS = ("고용할당제 제도 개선", "고용할당제 참여대상 확대", "공사계약 특수조건 개정")

MOU_HEADINGS = (COOPERATION, LARGE_COMPANIES)
INCENTIVE_HEADING = "고용할당제 참여기업 인센티브 제공"
PLAN_HEADINGS = (
    "부서별 고용할당제 추진계획",
    "참여기업 발굴 및 업무협약 체결",
    INCENTIVE_HEADING,
    "부서별 고용할당제 추진계획 취합",
)
CONTRACT_HEADINGS = ("대규모공사 고용할당제 추진",)
"""Contracts have no line in the report we know; this heading is ours."""
