"""The form of a 물품 우선구매 협조요청."""

from collections.abc import Sequence

from handlers.forms.dated import Day
from handlers.forms.fields import Aids, Answers, Chip, Text
from handlers.forms.form import Form
from handlers.forms.named import Company, Texts
from handlers.forms.shared_form import NOTE, REPORTED_IN
from storage.facts.wording_letter import EVERYONE
from storage.rules.terms import RecordKind


def usual_recipients(_answers: Answers, _aids: Aids) -> Sequence[Chip]:
    """Whom nobody needs to type."""
    return [Chip(EVERYONE, [EVERYONE])]


INCENTIVE = Form(
    kind=RecordKind.INCENTIVE,
    version=1,
    title="물품 우선구매 협조요청",
    letters=True,
    fields=(
        Company(
            name="company",
            label="대상 기업",
            ask="어느 기업의 물품입니까?",
            hint="(주)가나물류",
        ),
        Text(
            name="goods",
            label="우선구매 물품",
            ask="어떤 물품을 우선 구매하도록 요청합니까?",
            hint="택배상자, 완충재",
        ),
        Texts(
            name="recipients",
            label="받는 부서",
            ask="어느 부서에 요청합니까?",
            hint="도로건설과, 건축과",
            suggest=usual_recipients,
            remembers=True,
            most=60,
        ),
        Day(
            name="asked_on",
            label="요청일",
            ask="언제 요청합니까?",
            hint="2021.12.20.",
        ),
        Text(
            name="reason",
            label="선정 사유",
            ask="왜 이 기업을 골랐습니까?",
            hint="협약 이행사항 2건 이행, 고양시민 22명 고용",
            needed=False,
            asked=False,
            most=300,
        ),
        Texts(
            name="attachments",
            label="붙임",
            ask="함께 보낼 것이 있습니까?",
            hint="(주)가나물류 제품 안내 1부",
            needed=False,
            asked=False,
            most=10,
        ),
        Text(
            name="document_no",
            label="문서번호",
            ask="온나라에서 받은 문서번호는 무엇입니까?",
            hint="일자리정책과-1234 (시행한 뒤에 적습니다.)",
            needed=False,
            asked=False,
            most=60,
            letters=False,
        ),
        NOTE,
        REPORTED_IN,
    ),
)
