"""Generated records of an office as its registers hold them, and registers through real files."""

import random
from datetime import date, timedelta

from storage.facts.event_kinds import EVENT_ROWS
from storage.facts.shapes import ContractFacts, EventFacts, Facts, MouFacts
from storage.rules.date_grammar import read_period
from storage.rules.half_year import HalfYear
from storage.rules.period import DateStyle, Period
from storage.rules.terms import (
    CohortStyle,
    EventFormat,
    EventKind,
    EventStatus,
    HostRole,
    Measure,
    RecordKind,
    Stage,
    WorksKind,
)

TODAY = date(2022, 3, 2)
FIRMS = ("(주)가나건설", "다라전기(고양점)", "마바물류", "사아테크(주)", "㈜자차유통")
PLACES = ("화정역 광장", "덕양구청", "킨텍스 제1전시장", "일산동구청 2층")
TITLES = ("청년일자리박람회", "취업캠프", "면접 특강", "=합계", "- 찾아가는 상담", "2022.1.")
WORKS = ("창릉천 정비공사", "백석로 확장공사", "공원 조성공사")
WHENS = ("2022.1.4.", "2022.2.~3.", "22.3.4.", "2022.2./2022.5.", "2022년 상반기", "2022.4.1.~3.")


def facts(kind: RecordKind, dice: random.Random) -> Facts:
    """Any record of a kind that its form could make."""
    if kind is RecordKind.EVENT:
        return event(dice)
    return mou(dice) if kind is RecordKind.MOU else contract(dice)


def event(dice: random.Random) -> EventFacts:
    """An event of any kind with what its kind may have."""
    kind = dice.choice(list(EventKind))
    row = EVENT_ROWS[kind]
    takes = {*row.asks, *row.takes}
    unknown = dice.random() < 0.1

    def often(name: str, value: object) -> dict[str, object]:
        return {name: value} if name in takes and dice.random() < 0.7 else {}

    told: dict[str, object] = {
        **often("title", f"{dice.choice(TITLES)} {dice.randrange(99)}"),
        **often("companies", tuple(dice.sample(FIRMS, dice.randint(1, 3)))),
        **often("places", tuple(dice.sample(PLACES, dice.randint(1, 2)))),
        **often("role", dice.choice(list(HostRole))),
        **often("round_no", dice.randint(1, 9)),
        **often("format", dice.choice(list(EventFormat))),
        **often("target", dice.choice(("청년", "중장년"))),
        **often("job", "물류직"),
        **often("components", ("컨퍼런스", "현장면접")),
        **often("description", "이력서 컨설팅\n모의면접"),
        **often("cohorts", tuple(sorted(dice.sample(range(1, 9), 2)))),
        **often("cohort_total", dice.randint(1, 4)),
        **often("cohort_style", dice.choice(list(CohortStyle))),
    }
    figures = [one for one in (*row.figures_asked, *row.figures) if one is not Measure.RESIDENTS]
    counts: dict[Measure, int] = {
        one: dice.randint(0, 3000) for one in figures if dice.random() < 0.6
    }
    if Measure.HIRED in counts and dice.random() < 0.5:
        counts[Measure.RESIDENTS] = dice.randint(0, counts[Measure.HIRED])
    for less, more in ((Measure.FINISHED, Measure.ENROLLED),):
        if less in counts and more in counts:
            counts[less] = min(counts[less], counts[more])
    return EventFacts(
        kind=kind,
        period=Period(()) if unknown else when(dice),
        half=HalfYear(2022, 1) if unknown else None,
        heading=dice.choice(("", row.headings[0])),
        counts=counts,
        status=dice.choice([EventStatus.DONE, EventStatus.DONE, EventStatus.CANCELLED]),
        note=dice.choice(("", "", "현수막 2개, 포스터 10장")),
        **told,  # type: ignore[arg-type]  # by name, as the kind has them
    )


def mou(dice: random.Random) -> MouFacts:
    """An agreement."""
    return MouFacts(
        title=f"{dice.choice(('업무협약', '시민 우선고용 협약'))} {dice.randrange(99)}",
        parties=("고양시", *dice.sample(FIRMS, dice.randint(1, 2))),
        period=when(dice),
        purpose=dice.choice(("", "고양시민 우선고용")),
        effect=dice.choice(("", "재취업 지원 확대")),
        expires=dice.choice((None, date(2024, 12, 31))),
        cadence_months=dice.choice((None, 3, 12)),
        note=dice.choice(("", "연 1회 점검")),
    )


def contract(dice: random.Random) -> ContractFacts:
    """A works contract."""
    begins = date(2022, 1, 1) + timedelta(days=dice.randrange(120))
    return ContractFacts(
        title=f"{dice.choice(WORKS)} {dice.randrange(99)}",
        company=dice.choice(FIRMS),
        amount=dice.randrange(10**7, 10**11),
        notice_on=begins - timedelta(days=30),
        works=dice.choice(list(WorksKind)),
        stage=dice.choice(list(Stage)),
        begins=dice.choice((None, begins)),
        ends=dice.choice((None, begins + timedelta(days=200))),
        shortfall=dice.choice(("", "관내에 해당 공종 업체 없음")),
        note=dice.choice(("", "분할 발주")),
    )


def when(dice: random.Random) -> Period:
    """A time of the first half of 2022, in any of the report's styles."""
    period = read_period(dice.choice(WHENS), TODAY)
    return Period(period.spans, dice.choice(list(DateStyle)))
