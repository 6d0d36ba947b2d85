"""The forms of an agreement: itself, a promise in it, and a follow-up of it."""

from collections.abc import Sequence

from handlers.forms.aimed import AIMED_UNIT, Aimed
from handlers.forms.dated import HAPPENED, Dates, Day
from handlers.forms.fields import Aids, Answers, Chip, Choice, Count, Text
from handlers.forms.form import Form
from handlers.forms.likely_days import in_months, until_half_end
from handlers.forms.named import Company
from handlers.forms.shared_form import HALF_OF_RESULT, NOTE, REPORTED_IN, heading
from handlers.mou import texts
from handlers.mou.deliveries import Deliveries, OfPromise, open_ones, promises_beside
from storage.facts import wording
from storage.facts.wording_mou import OUTCOMES
from storage.facts.wording_style import not_report_style
from storage.rules.terms import ContactKind, MouShape, PromiseStatus, RecordKind

CADENCES = ((1, "매달"), (3, "3개월마다"), (6, "6개월마다"), (12, "해마다"))


def cadences(_answers: Answers, _aids: Aids) -> Sequence[Chip]:
    """Usual distances between two contacts."""
    return [Chip(label, months) for months, label in CADENCES]


def usual_titles(_answers: Answers, _aids: Aids) -> Sequence[Chip]:
    """Titles that need no typing."""
    return [Chip("업무협약", "업무협약")]


def outcomes(_answers: Answers, _aids: Aids) -> Sequence[Chip]:
    """What often comes of a contact; that nobody answered is an outcome too."""
    return [Chip(text, text) for text in OUTCOMES]


def sentence_shape(answers: Answers) -> bool:
    """The printed sentence speaks of an aim and an effect."""
    return answers.get("shape") == MouShape.SENTENCE


MOU = Form(
    kind=RecordKind.MOU,
    version=1,
    decides=("period", "shape"),
    title="업무협약 기록",
    children=(("이행사항 추가", "promise"), ("이행 기록", "follow_up")),
    fields=(
        Company(
            name="parties",
            label="협약 기관",
            ask="협약 기관을 모두 적어 주십시오.",
            hint="고양시, 고양시의사회. 적은 차례대로 보고서에 싣습니다.",
            many=True,
        ),
        Text(
            name="title",
            label="협약 이름",
            ask="협약의 이름은 무엇입니까?",
            hint="간호조무사 재취업 지원을 위한 업무협약",
            suggest=usual_titles,
            most=120,
        ),
        Dates(
            name="period",
            label="체결일",
            ask="언제 맺었습니까?",
            hint="21.8.4., 2018. 11., 어제",
            coming=HAPPENED,
        ),
        HALF_OF_RESULT,
        Text(
            name="purpose",
            label="목적",
            ask="무엇을 위한 협약입니까?",
            hint="고양시민 우선고용",
            needed=False,
            warn=not_report_style,
        ),
        Text(
            name="effect",
            label="기대 효과",
            ask="무엇에 힘씁니까?",
            hint="간호조무사 재취업 지원 확대",
            needed=False,
            asked=sentence_shape,
            warn=not_report_style,
        ),
        Day(
            name="expires",
            label="만료일",
            ask="언제까지 유효합니까?",
            hint="2023.12.31. 기한이 없으면 건너뛰십시오.",
            needed=False,
            ahead=True,
            suggest=in_months(12, 24, 36),
        ),
        Count(
            name="cadence_months",
            label="연락 주기",
            unit="개월",
            ask="이행 점검 주기는 얼마입니까?",
            hint="3개월",
            needed=False,
            suggest=cadences,
        ),
        heading(
            "기관간 업무협력 방안 마련",
            lambda _answers, _aids: [
                Chip(text, text) for text in wording.heading_choices(RecordKind.MOU)
            ],
        ),
        Choice(
            name="shape",
            label="문장 모양",
            ask="보고서에 어떤 모양으로 적습니까?",
            options=[(shape, shape.label) for shape in MouShape],
            needed=False,
            asked=False,
        ),
        NOTE,
        REPORTED_IN,
    ),
)

PROMISE = Form(
    kind=RecordKind.PROMISE,
    version=1,
    title="협약 이행사항",
    more="이행사항 하나 더",
    siblings=(("이행 기록", "follow_up"),),
    fields=(
        Text(
            name="text",
            label="이행사항",
            ask="이행하기로 한 것은 무엇입니까?",
            hint="신규 채용 때 고양시민 우선고용",
        ),
        Text(
            name="measure",
            label="지표",
            ask="무엇으로 이행을 확인합니까?",
            hint="시민 채용 인원",
            needed=False,
            letters=False,  # % is a measure
            suggest=lambda _answers, _aids: [
                Chip(text, text)
                for text in ("시민 채용 인원(명)", "행사 개최(회)", "교육 수료(명)")
            ],
        ),
        Aimed(
            name="target",
            label="목표",
            ask="목표는 얼마입니까?",
            hint="30명, 12회. 수로 정하지 않았으면 건너뛰십시오.",
            needed=False,
        ),
        AIMED_UNIT,
        Day(
            name="due",
            label="기한",
            ask="언제까지입니까?",
            hint="2022.6.30. 기한이 없으면 건너뛰십시오.",
            needed=False,
            ahead=True,
            suggest=until_half_end,
        ),
        OfPromise(
            name="delivered",
            label="지금까지",
            unit="",
            ask="지금까지 얼마나 이행했습니까?",
            needed=False,
            asked=False,
        ),
        Choice(
            name="status",
            label="이행",
            ask="이행은 어떻게 되고 있습니까?",
            options=[(status, status.label) for status in PromiseStatus],
            usual=PromiseStatus.OPEN,
            needed=False,
            asked=False,
        ),
        REPORTED_IN,
    ),
)

FOLLOW_UP = Form(
    kind=RecordKind.FOLLOW_UP,
    version=1,
    decides=("promises", "delivered"),
    title="협약 이행 기록",
    more="이행 기록 하나 더",
    beside=promises_beside,
    fields=(
        Dates(
            name="period",
            label="날짜",
            ask="언제 연락했습니까?",
            hint="오늘, 2019. 3.",
            coming=HAPPENED,
            unknown=False,
        ),
        Choice(
            name="contact",
            label="방법",
            ask="어떻게 연락했습니까?",
            options=[(kind, kind.label) for kind in ContactKind],
        ),
        Text(
            name="text",
            label="내용",
            ask="무엇에 관한 연락이었습니까?",
            hint="일자리박람회 개최 관련",
            warn=not_report_style,
        ),
        Text(
            name="result",
            label="결과",
            ask="결과는 어떠했습니까?",
            hint="9월 채용 때 시민 10명 우선 면접 합의",
            suggest=outcomes,
        ),
        Deliveries(
            name="delivered",
            label=texts.LABEL,
            ask=texts.ASK,
            when=lambda answers: bool(open_ones(answers) or answers.get("delivered")),
            needed=False,
        ),
        Day(
            name="next_on",
            label="다음 연락",
            ask="다음에는 언제 연락합니까?",
            hint="2021.9.3. 정하지 않았으면 건너뛰십시오.",
            needed=False,
            ahead=True,
            suggest=in_months(1, 3, 6),
        ),
        REPORTED_IN,
    ),
)
