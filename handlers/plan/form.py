"""One item of a department's 고용할당제 추진계획."""

from handlers.forms.aimed import AIMED_UNIT, Aimed
from handlers.forms.dated import Dates
from handlers.forms.fields import Count, Money, Text
from handlers.forms.figures import Figures
from handlers.forms.form import Form
from handlers.forms.likely_days import parts_of_due_half
from handlers.forms.shared_form import NOTE, heading
from storage.facts.wording_style import not_report_style
from storage.rules.terms import RecordKind
from storage.rules.wording_figures import WANTED_HIRES

CITIZENS = Count(
    name="citizens",
    label="고용할 시민",
    unit="명",
    ask="고양시민 몇 명을 고용할 계획입니까?",
    hint="12명",
    needed=False,
    asked=False,
    part_of=("out_of", "전체 고용"),
)
OUT_OF = Count(
    name="out_of",
    label="전체 고용",
    unit="명",
    ask="모두 몇 명을 고용합니까?",
    hint="20명",
    needed=False,
    asked=lambda answers: answers.get("citizens") is not None,
    whole_of=("citizens", "고용할 시민"),
)

PLAN_ITEM = Form(
    kind=RecordKind.PLAN_ITEM,
    version=1,
    decides=("citizens",),
    title="추진계획 항목",
    more="항목 하나 더",
    fields=(
        Text(
            name="text",
            label="내용",
            ask="무엇을 추진합니까?",
            hint="채용행사, 박람회 등 개최 시 고양시민 고용할당제 안내 및 참여 유도",
            most=300,
            warn=not_report_style,
        ),
        Text(
            name="measure",
            label="지표",
            ask="성과지표는 무엇입니까?",
            hint="업무협약 체결 건수",
            needed=False,
            letters=False,  # % is a measure
            remembers=True,
        ),
        Aimed(
            name="target",
            label="목표",
            ask="목표는 얼마입니까?",
            hint="12회, 30명",
            needed=False,
        ),
        AIMED_UNIT,
        CITIZENS,
        OUT_OF,
        Money(
            name="budget",
            label="예산",
            ask="예산은 얼마입니까?",
            hint="5천만원. 예산이 들지 않으면 건너뛰십시오.",
            needed=False,
        ),
        Dates(
            name="months",
            label="시기",
            ask="언제 추진합니까?",
            hint="2022.1.~6., 2022.3.",
            recent=False,
            suggest=parts_of_due_half,
            needed=False,
        ),
        heading("참여기업 발굴 및 업무협약 체결"),
        NOTE,
        Figures(
            name="hires",
            label="고용 목표",
            ask="고양시민 몇 명을 고용할 계획입니까?",
            hint="시민 12/20 (20명 중 고양시민 12명)",
            parts=(CITIZENS, OUT_OF),
            slots=lambda _answers: WANTED_HIRES,
            usual=lambda _answers: WANTED_HIRES,
            bare=lambda _answers: WANTED_HIRES[1],
            needed=False,
            asked=lambda answers: answers.get("citizens") is None,
        ),
    ),
)
