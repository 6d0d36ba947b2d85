"""Reports of two other offices: their own headings, terms, years and turns of phrase.

Beside each stands what its lines of results count, added up by hand from the printed paper.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from storage.facts.pledge import Head, Signer
from storage.report.report_shapes import MoneyTable, Report, ReportLine, ReportRow
from storage.rules.half_year import HalfYear
from storage.rules.terms import BudgetKind, Source

WON = 1_000_000
MARKS = {"○": 1, "-": 2, "·": 3}
PEOPLE = tuple(Signer(post, "홍○○", "000-0000") for post in ("과장", "팀장", "담당자"))
COLUMNS = ("기투자", "'22.7.", "'23", "'24", "'25", "'26.6.", "임기후")


@dataclass(frozen=True)
class OtherOffice:
    """A report, and the sums that somebody counted on its lines of results."""

    report: Report
    counts: dict[str, int]  # by measure
    agreements: int
    companies: frozenset[str]  # that its results name, without their legal forms
    meant: dict[str, str] = field(default_factory=dict)  # what a number counts, where it is asked


def _row(label: str, text: str) -> ReportRow:
    lines = [one.strip() for one in text.strip().splitlines()]
    return ReportRow(label, tuple(ReportLine(MARKS[one[0]], one[1:].strip()) for one in lines))


def _money(
    plan: dict[Source, list[int]], secured: dict[Source, list[int]]
) -> tuple[MoneyTable, ...]:
    return tuple(
        MoneyTable(
            kind,
            cells={
                source: {name: won * WON for name, won in zip(COLUMNS, row, strict=True) if won}
                for source, row in rows.items()
            },
            columns=COLUMNS,
        )
        for kind, rows in ((BudgetKind.PLAN, plan), (BudgetKind.SECURED, secured))
    )


SEASIDE = OtherOffice(
    Report(
        head=Head("3-2-1", "시민 우선채용 약속제", "일자리경제과", PEOPLE),
        half=HalfYear(2023, 1),
        rows=(
            _row(
                "그동안 추진실적 (2022.7. ~ 2022.12.)",
                """
                ○ 구인·구직 만남의 날
                - 2022 하반기 만남의 날 개최(2022.9.22., 구민회관) : 18개사, 구직자 320명 참여
                ○ 이동 취업상담
                - 전통시장 이동 취업상담실 운영(2022.10.~11.) : 14회, 187명 상담
                """,
            ),
            _row(
                "2023년도 상반기 추진실적",
                """
                ○ 구인·구직 만남의 날
                - 2023 봄맞이 채용박람회 개최(2023.5.17., 구민체육관)
                · 25개 업체 참여, 구직자 412명 방문
                · 현장면접 130명, 최종 채용 34명(구민 19명)
                - 소상공인 채용의 날 개최(2023.6.14.) / 참여기업 12개사, 면접 45명, 채용 8명
                ○ 이동 취업상담
                - 찾아가는 일자리버스 1~6월 총 22회 운영, 상담 265명
                ○ 취업역량 강화 교육
                - 물류관리사 양성과정 운영(2023.3.6.~4.28.) : 교육생 20명, 수료 18명, 취업 11명
                - 경력보유여성 재취업 아카데미 2기(2023.5.) 25명 수료
                ○ 기업과의 약속
                - ㈜푸른항만물류와 구민 우선채용 업무협약 체결(2023.2.15.)
                - 2023. 4. 11. 해돋이식품㈜과 구민 우선채용 협약 체결
                - 새한조선 채용설명회 개최(2023.6.2.) : 58명 참석, 9명 채용
                """,
            ),
            _row(
                "2023년도 하반기 추진계획",
                """
                ○ 구인·구직 만남의 날
                - 2023 하반기 구인·구직 만남의 날 개최(10월, 30개사 참여 목표)
                - 신중년 채용한마당 2회 개최
                ○ 이동 취업상담
                - 찾아가는 일자리버스 20회 운영
                """,
            ),
        ),
        money=_money(
            {Source.NATIONAL: [0, 10, 20, 20, 10, 0, 0], Source.CITY: [0, 15, 40, 40, 30, 10, 0]},
            {Source.NATIONAL: [0, 10, 20, 0, 0, 0, 0], Source.CITY: [0, 15, 40, 0, 0, 0, 0]},
        ),
        problems=(
            ReportLine(2, "물류업 인력 수요가 하반기에 몰려 상반기 채용 연계가 어려움"),
            ReportLine(2, "협약기업 방문을 정례화하여 채용 수요를 미리 파악"),
        ),
        as_of=datetime(2023, 7, 3, 1, 0, tzinfo=UTC),
    ),
    counts={
        "runs": 22,
        "consultations": 265,
        "visitors": 412 + 58,
        "companies": 25 + 12,
        "interviewed": 130 + 45,
        "hired": 34 + 8 + 11 + 9,
        "residents": 19,
        "enrolled": 20,
        "finished": 18 + 25,
    },
    agreements=2,
    companies=frozenset({"푸른항만물류", "해돋이식품", "새한조선"}),
)

HILLSIDE = OtherOffice(
    Report(
        head=Head("2-7", "군민 고용 우선제 정착", "경제정책과", PEOPLE),
        half=HalfYear(2024, 2),
        rows=(
            _row(
                "그동안 추진실적 (2023. ~ 2024.6.)",
                """
                ○ 현장으로 가는 일자리센터
                - 읍·면 순회 일자리버스 31회 운영하여 402명 상담(2023.3.~12.)
                """,
            ),
            _row(
                "2024년도 하반기 추진실적",
                """
                ○ 현장으로 가는 일자리센터
                - 읍·면 순회 일자리버스 운영(’24. 7~11월) : 17회 / 상담 인원 208명
                - 대학생 진로·취업 캠프(8. 20.) 64명 참가
                ○ 만남의 장 마련
                - 가을 일자리박람회(10. 18.) : 구직자 275명, 기업 21개소 참여, 16명 현장 채용
                - 한결식품(주)
                · 9월 4일 생산직 채용행사 개최, 면접 23명 중 7명 채용(군민 5명)
                - ㈜다온테크
                · 11월 13일 채용설명회 개최(참석 41명)
                ○ 직업교육
                - 요양보호사 양성반 3기(9. 2.~10. 31.) 30명 입교, 28명 수료
                ○ 협력체계
                - 산림조합·군청 간 군민 우선고용 업무협약(7. 24.)
                - 하늘리조트와 상생 고용 협약 체결(12. 5.)
                """,
            ),
            _row(
                "2025년도 상반기 추진계획",
                """
                ○ 만남의 장 마련
                - 봄 일자리박람회 개최(4월, 20개 기업 참여)
                ○ 협력체계
                - 관내 기업과 업무협약 3건 체결
                """,
            ),
        ),
        money=_money(
            {Source.PROVINCE: [0, 0, 12, 12, 12, 6, 0], Source.CITY: [0, 5, 28, 28, 28, 14, 0]},
            {Source.PROVINCE: [0, 0, 12, 12, 0, 0, 0], Source.CITY: [0, 5, 28, 25, 0, 0, 0]},
        ),
        problems=(ReportLine(2, "청년 구직자가 적어 기업이 원하는 인원을 채우지 못함"),),
        as_of=datetime(2025, 1, 6, 1, 0, tzinfo=UTC),
    ),
    counts={
        "runs": 17,
        "consultations": 208,
        "visitors": 64 + 275 + 41,
        "companies": 21,
        "interviewed": 23,
        "hired": 16 + 7,
        "residents": 5,
        "enrolled": 30,
        "finished": 28,
    },
    agreements=2,
    companies=frozenset({"한결식품", "다온테크", "산림조합", "하늘리조트"}),
    meant={"208명": "consultations", "275명": "visitors"},
)
OTHERS = {"seaside": SEASIDE, "hillside": HILLSIDE}
