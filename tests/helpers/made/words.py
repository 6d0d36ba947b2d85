"""Invented words of reports: nobody's names, nobody's firms."""

from random import Random

DOINGS = ("채용행사 지원", "채용박람회 개최", "업무협약 체결", "잡투어 운영", "설명회 개최")
FIRMS = ("가나유통", "다라물류", "마바식품", "사아건설", "자차의료", "카타교육", "파하전자")
THEMES = ("청년", "중장년", "신중년", "여성", "장애인", "제대군인")
HEADINGS = (
    "고양시 찾아가는 일자리버스 운영",
    "기업 채용행사 지원",
    "관내 기업과 업무협력 강화",
    "공사계약 특수조건 개정",
    "맞춤형 취업지원 과정 운영",
)
ASIDE = ("작성 중인 자료임", "부서 협의 필요", "추후 보완", "내부 검토용", "홍○○ 확인")


def item(chance: Random) -> str:
    """A line of a report."""
    month, count = chance.randint(1, 12), chance.randint(2, 90)
    firm, doing, theme = map(chance.choice, (FIRMS, DOINGS, THEMES))
    return chance.choice(
        (
            f"(2021.{month}.) {firm} {doing}",
            f"{firm} {doing}({theme} {count}명)",
            f"{theme} {doing} {count}회, 상담 {count * 3}명",
            f"‘{theme} 일자리’ {doing} 및 {firm} 등 {count}개사 참여",
        )
    )


def aside(chance: Random) -> str:
    """Words beside the report."""
    return f"{chance.choice(ASIDE)} {chance.randint(100, 999)}"
