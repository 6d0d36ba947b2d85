"""The form of an event: every kind that the report names, each asked only what it needs."""

from collections.abc import Sequence

from handlers.event.figures_form import ALL_FIGURES, COUNTS
from handlers.event.kind_choice import KindChoice, OfficeKind
from handlers.event.kinds import asks, bus_total, has, hosted, supported
from handlers.forms import kept_agreement
from handlers.forms.dated import Dates
from handlers.forms.fields import Aids, Answers, Chip, Choice, Count, Field, Numbers, Text
from handlers.forms.form import Form
from handlers.forms.kept_agreement import KeptAgreement
from handlers.forms.named import Company, Texts
from handlers.forms.shared_form import HALF_OF_RESULT, NOTE, REPORTED_IN, heading
from storage.facts import wording
from storage.facts.wording_style import not_report_style
from storage.rules.terms import (
    Beside,
    CohortStyle,
    DatePlace,
    EventFormat,
    EventKind,
    EventStatus,
    HostRole,
    RecordKind,
    Target,
    Term,
)


def options(terms: type[Term]) -> list[tuple[str, str]]:
    """A term's members as value and label."""
    return [(term, term.label) for term in terms]


def headings(answers: Answers, _aids: Aids) -> Sequence[Chip]:
    """The usual ○ headings of this kind."""
    kind, own = answers.get("kind"), answers.get("own") or {}
    mine = [own["heading"]] if own.get("heading") else []
    usual = wording.heading_choices(EventKind(kind)) if kind else ()
    return [Chip(text, text) for text in dict.fromkeys((*mine, *usual))]


def targets(_answers: Answers, _aids: Aids) -> Sequence[Chip]:
    """Usual target groups."""
    return [Chip(target.label, target.label) for target in Target if target is not Target.ALL]


def cohort_styles(answers: Answers) -> list[tuple[str, str]]:
    """Ways to print cohorts, each shown with this programme's own name."""
    title = str(answers.get("title") or "과정")[:14]
    samples = {
        CohortStyle.PAREN: f"{title}(3,4기)",
        CohortStyle.SPACED_PAREN: f"{title} (3,4기)",
        CohortStyle.SPACED: f"{title} 3기",
        CohortStyle.TIGHT: f"{title}3기",
        CohortStyle.TOTAL: f"{title}(총2기)",
    }
    return [(style, sample) for style, sample in samples.items()]


def title_asked(answers: Answers) -> bool:
    """Kinds whose name is not the kind itself ask for it; a supported hiring rarely has one."""
    return asks("title")(answers) and not supported(answers)


PLANNED = {"status": EventStatus.PLANNED}

FIELDS: tuple[Field, ...] = (
    KindChoice(
        name="kind",
        label="종류",
        ask="어떤 행사입니까?",
        options=options(EventKind),
        repeats=True,
    ),
    Dates(
        name="period",
        label="날짜",
        ask="언제 열렸습니까?",
        hint="7/3, 지난주 금, 2021.7.~12., 2021 하반기",
        by_kind={
            EventKind.PROGRAMME: ("언제 운영했습니까?", "2021.2.~5., 2021 하반기"),
            EventKind.REGULATION: ("언제 고쳤습니까?", "2018. 11., 2018 하반기"),
        },
        coming=Chip("예정된 행사입니다", None, PLANNED),
    ),
    HALF_OF_RESULT,
    Choice(
        name="role",
        label="개최·지원",
        ask="시가 직접 열었습니까, 기업 행사를 도왔습니까?",
        options=options(HostRole),
        when=has("role"),
        repeats=True,
    ),
    Company(
        name="companies",
        label="업체·기관",
        ask="어느 업체(기관)입니까?",
        hint="(주)가나테크 또는 가나유통(고양센터). 여럿이면 쉼표로 나눕니다.",
        many=True,
        when=has("companies"),
        needed=False,
        asked=asks("companies"),
        repeats=True,
        remembers=True,
    ),
    Text(
        name="title",
        label="이름",
        ask="행사 이름은 무엇입니까?",
        hint="쿠팡채용박람회",
        by_kind={
            EventKind.JOB_FAIR: ("박람회 이름은 무엇입니까?", "청년일자리박람회"),
            EventKind.ONLINE_BRIEFING: ("설명회 이름은 무엇입니까?", "온라인 기업 채용설명회"),
            EventKind.TENANT_HIRING: ("어떤 지원이었습니까?", "입주기업 채용지원"),
            EventKind.OUTREACH: ("행사 이름은 무엇입니까?", "장애인 취업희망의 날"),
            EventKind.CONFERENCE: ("컨퍼런스(특강) 이름은 무엇입니까?", "청년드림 JOB콘서트"),
            EventKind.PROGRAMME: ("과정 이름은 무엇입니까?", "청년캣취업 사관학교"),
            EventKind.THEME_LECTURE: ("특강 이름은 무엇입니까?", "일자리테마특강"),
            EventKind.MEETING: ("무엇에 관한 간담회였습니까?", "일자리박람회 개최 관련"),
            EventKind.REGULATION: ("무엇을 고쳤습니까?", "공사계약 특수조건 개정"),
        },
        when=has("title"),
        needed=False,
        asked=title_asked,
        repeats=True,
        remembers=True,
        warn=not_report_style,
    ),
    Count(
        name="round_no",
        label="회차",
        unit="차",
        ask="몇 차 행사입니까?",
        hint="1차. 회차가 없으면 건너뛰십시오.",
        when=has("round_no"),
        needed=False,
        asked=lambda answers: asks("round_no")(answers) and hosted(answers),
    ),
    Texts(
        name="places",
        label="장소",
        ask="어디에서 열렸습니까?",
        hint="화정역 광장. 여럿이면 쉼표로 나눕니다.",
        needed=False,
        when=has("places"),
        asked=asks("places"),
        repeats=True,
        remembers=True,
    ),
    Text(
        name="job",
        label="직종",
        ask="어떤 직종을 뽑습니까?",
        hint="물류직",
        when=has("job"),
        needed=False,
        asked=supported,
        repeats=True,
        remembers=True,
    ),
    Text(
        name="target",
        label="대상",
        ask="누구를 위한 행사입니까?",
        hint="청년",
        when=has("target"),
        needed=False,
        asked=asks("target"),
        suggest=targets,
        repeats=True,
    ),
    Choice(
        name="format",
        label="방식",
        ask="어떤 방식으로 열렸습니까?",
        options=options(EventFormat),
        when=has("format"),
        needed=False,
        asked=asks("format"),
        repeats=True,
    ),
    Texts(
        name="components",
        label="구성",
        ask="함께 연 프로그램은 무엇입니까?",
        hint="온라인 일자리박람회, 컨퍼런스",
        when=has("components"),
        needed=False,
        asked=asks("components"),
    ),
    Text(
        name="description",
        label="내용",
        ask="어떤 내용입니까?",
        hint="창의인성교육+멘토링 결합형 프로그램. 없으면 건너뛰십시오.",
        when=has("description"),
        needed=False,
        asked=False,
        warn=not_report_style,
    ),
    Numbers(
        name="cohorts",
        label="기수",
        unit="기",
        ask="몇 기입니까?",
        hint="3기, 3,4,5기, 3~5기. 기수가 없으면 건너뛰십시오.",
        when=has("cohorts"),
        needed=False,
        asked=asks("cohorts"),
    ),
    Count(
        name="cohort_total",
        label="총 기수",
        unit="기",
        ask="모두 몇 기를 운영했습니까?",
        hint="2기. 몇 기인지 번호를 적었으면 건너뛰십시오.",
        when=has("cohort_total"),
        needed=False,
        asked=lambda answers: not answers.get("cohorts"),
    ),
    Choice(
        name="cohort_style",
        label="기수 표기",
        ask="기수를 보고서에 어떻게 적습니까?",
        options=cohort_styles,
        when=has("cohort_style"),
        needed=False,
        asked=False,
        repeats=True,
    ),
    *COUNTS,
    heading("기업 채용행사 지원", headings, repeats=True),
    Choice(
        name="date_place",
        label="날짜 자리",
        ask="날짜를 문장의 어디에 적습니까?",
        options=options(DatePlace),
        needed=False,
        asked=False,
        repeats=True,
    ),
    Choice(
        name="status",
        label="진행",
        ask="행사가 어떻게 되었습니까?",
        options=options(EventStatus),
        usual=EventStatus.DONE,
        needed=False,
        asked=False,
    ),
    NOTE,
    REPORTED_IN,
    KeptAgreement(
        name="agreement",
        label="따른 협약",
        ask="어느 협약에 따른 행사입니까?",
        hint="우선고용. 보기에 없으면 협약 이름의 일부를 적어 주십시오.",
        needed=False,
        asked=False,
        usual=kept_agreement.NONE,
    ),
    Choice(
        name="within",
        label="합계와의 관계",
        ask="같은 기간의 합계에 포함된 기록입니까, 더해지는 기록입니까?",
        options=options(Beside),
        when=has("within"),
        needed=False,
        asked=False,
    ),
    Choice(
        name="holding",
        label="합계의 범위",
        ask="같은 기간에 따로 적은 기록이 이 합계에 포함됩니까, 더해집니까?",
        options=options(Beside),
        when=bus_total,
        needed=False,
        asked=False,
    ),
    ALL_FIGURES,
    OfficeKind(
        name="own",
        label="우리 종류",
        ask="어떤 행사입니까?",
        when=lambda answers: bool(answers.get("own")),
        needed=False,
        asked=False,
        within="kind",
        repeats=True,
    ),
)

EVENT = Form(
    kind=RecordKind.EVENT,
    version=1,
    title="행사 기록",
    fields=FIELDS,
    like_last="period",
    decides=("kind", "own", "role", "status", "period", "cohorts", "counts.runs"),
    again=(
        *("kind", "own", "period", "half", "role", "places", "target", "format"),
        *("cohort_style", "heading", "date_place", "status", "within"),
    ),
    planned=PLANNED,
    result={"status": EventStatus.DONE},
)
