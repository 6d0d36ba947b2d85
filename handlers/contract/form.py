"""The forms of a works contract: itself, a subcontract, and head-counts of residents hired."""

from handlers.forms.dated import HAPPENED, Dates, Day
from handlers.forms.fields import Choice, Count, Flag, Money, Text
from handlers.forms.figures import Figures
from handlers.forms.form import Form
from handlers.forms.named import Company
from handlers.forms.shared_form import NOTE, REPORTED_IN
from storage.rules.terms import RecordKind, Stage, WorksKind
from storage.rules.wording_figures import HEAD_COUNT

STAGES = [(stage, stage.label) for stage in Stage]

CONTRACT = Form(
    kind=RecordKind.CONTRACT,
    version=1,
    title="공사계약 기록",
    children=(("하도급 추가", "subcontract"), ("고용 인원 추가", "hire")),
    fields=(
        Text(name="title", label="공사 이름", ask="어떤 공사입니까?", hint="○○로 확장공사"),
        Company(
            name="company", label="계약 업체", ask="어느 업체와 계약했습니까?", hint="(주)가나건설"
        ),
        Money(
            name="amount",
            label="계약 금액",
            ask="계약 금액은 얼마입니까?",
            hint="1억 2천만원, 120백만원",
        ),
        Day(
            name="notice_on",
            label="공고일",
            ask="입찰 공고일은 언제입니까?",
            hint="2021.7.3. (그날의 기준으로 대규모공사인지 가립니다.)",
            happened=True,
        ),
        Choice(
            name="works",
            label="공사 종류",
            ask="어떤 종류의 공사입니까?",
            options=[(kind, kind.label) for kind in WorksKind],
        ),
        Choice(name="stage", label="단계", ask="지금 어느 단계입니까?", options=STAGES),
        Day(
            name="begins",
            label="착공일",
            ask="언제 착공했습니까?",
            hint="2021.8.1.",
            needed=False,
            asked=False,
        ),
        Day(
            name="ends",
            label="준공일",
            ask="언제 준공합니까?",
            hint="2022.5.31.",
            needed=False,
            asked=False,
        ),
        Text(
            name="shortfall",
            label="권장에 못 미친 사유",
            ask="권장 비율에 못 미친 사유가 있습니까?",
            hint="관내에 해당 공종 업체 없음",
            needed=False,
            asked=False,
        ),
        NOTE,
        REPORTED_IN,
    ),
)

SUBCONTRACT = Form(
    kind=RecordKind.SUBCONTRACT,
    version=1,
    title="하도급",
    more="하도급 하나 더",
    siblings=(("고용 인원 추가", "hire"),),
    fields=(
        Company(
            name="company",
            label="하도급 업체",
            ask="어느 업체에 하도급했습니까?",
            hint="(주)다라조경",
        ),
        Flag(
            name="local",
            label="업체 소재",
            ask="고양시 관내 업체입니까?",
            yes="관내",
            no="관외",
        ),
        Money(name="amount", label="하도급 금액", ask="하도급 금액은 얼마입니까?", hint="5천만원"),
        Text(
            name="work",
            label="공종",
            ask="어떤 공종입니까?",
            hint="조경",
            needed=False,
            asked=False,
        ),
    ),
)

WORKERS = Count(
    name="workers",
    label="전체 인원",
    unit="명",
    ask="모두 몇 명이 일했습니까?",
    hint="40명",
)
RESIDENTS = Count(
    name="residents",
    label="고양시민",
    unit="명",
    ask="그 가운데 고양시민은 몇 명입니까?",
    hint="22명 (이름은 적지 않습니다.)",
    part_of=("workers", "전체 인원"),
)

HIRE = Form(
    kind=RecordKind.HIRE,
    version=1,
    title="고용 인원",
    more="고용 인원 하나 더",
    siblings=(("하도급 추가", "subcontract"),),
    fields=(
        Dates(
            name="period",
            label="기간",
            ask="언제의 인원입니까?",
            hint="2021.7., 2021.7.~12.",
            coming=HAPPENED,
            unknown=False,
        ),
        WORKERS,
        RESIDENTS,
        Choice(
            name="stage",
            label="단계",
            ask="어느 단계에서 확인했습니까?",
            options=STAGES,
            needed=False,
            asked=False,
        ),
        Figures(
            name="figures",
            label="인원",
            ask="모두 몇 명이 일했고, 그 가운데 고양시민은 몇 명입니까?",
            hint="40 시민 22 (이름은 적지 않습니다.)",
            parts=(WORKERS, RESIDENTS),
            slots=lambda _answers: HEAD_COUNT,
            usual=lambda _answers: HEAD_COUNT,
            bare=lambda _answers: HEAD_COUNT[0],
            needed=False,
        ),
        REPORTED_IN,
    ),
)
