"""Agreements, contacts and promises read like the report."""

from datetime import date

import pytest

from storage.facts.shapes import EventFacts, FollowUpFacts, Line, MouFacts, PromiseFacts
from storage.facts.wording import lines, show
from storage.facts.wording_mou import OUTCOMES, mou_title
from storage.rules.terms import ContactKind, EventKind, PromiseStatus
from tests.storage.facts.samples import DAY, MONTH, texts


@pytest.mark.parametrize(
    ("title", "partner", "wanted"),
    [
        ("업무협약", "(주)가나물류", "(주)가나물류 업무협약"),
        ("업무협약", "㈜가나물류", "㈜가나물류 업무협약"),
        ("가나물류 상생협약", "(주)가나물류", "가나물류 상생협약"),
        ("가나 업무협약", "가나(고양센터)", "가나 업무협약"),
    ],
)
def test_a_title_is_led_by_the_partner_it_does_not_name(
    title: str, partner: str, wanted: str
) -> None:
    assert mou_title(MouFacts(title, ("고양시", partner), MONTH)) == wanted


def test_verbs_typed_by_the_officer_are_not_doubled() -> None:
    fair = EventFacts(EventKind.JOB_FAIR, MONTH, title="일자리박람회 개최")
    assert texts(fair) == [" - 일자리박람회 개최(2021. 3.)"]
    mou = MouFacts("가나 업무협약 체결", ("고양시", "가", "나"), MONTH, effect="채용 확대 노력")
    assert show(lines(mou)) == (
        "○ 가나 업무협약 체결(2021. 3.)\n - 기관 간(고양시, 가, 나) 협약을 체결하여 채용 확대 노력"
    )


@pytest.mark.parametrize(
    ("purpose", "wanted"),
    [
        ("재취업 지원", "재취업 지원을 위해"),
        ("고용률 제고", "고용률 제고를 위해"),
        ("시민 우선고용(청년)", "시민 우선고용(청년)을 위해"),
        ("재취업 지원을 위한", "재취업 지원을 위해"),
        ("", ""),
    ],
)
def test_the_particle_of_a_purpose_follows_its_last_sound(purpose: str, wanted: str) -> None:
    mou = MouFacts("협약", ("고양시", "가", "나"), MONTH, purpose=purpose)
    body = f"{wanted} 기관 간(고양시, 가, 나) 협약 체결".strip()
    assert lines(mou)[-1] == Line(2, body)


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        (MouFacts("업무협약", ("고양시", "가나다"), MONTH), [" - 가나다 업무협약(2021. 3.)"]),
        (
            MouFacts("업무협력협약", ("고양시", "가나다"), MONTH, purpose="고양시민 우선고용"),
            [" - 가나다", "  · (2021. 3.) 고양시민 우선고용 업무협력협약 체결"],
        ),
        (MouFacts("지원 협약", ("가", "나"), MONTH), [" - 지원 협약 : 가-나(2021. 3.)"]),
        (
            MouFacts(
                "지원 협약", ("고양시", "가", "나"), MONTH, heading="기관간 업무협력 방안 마련"
            ),
            [" - 지원 협약 체결(2021. 3.)", "  · 기관 간(고양시, 가, 나) 협약 체결"],
        ),
    ],
)
def test_the_usual_shape_of_an_agreement_follows_its_parties(
    facts: MouFacts, wanted: list[str]
) -> None:
    assert texts(facts) == wanted


def test_a_contact_stands_below_its_agreement_with_its_outcome() -> None:
    mou = MouFacts("가나다 업무협약", ("고양시", "가나다"), MONTH)
    contact = FollowUpFacts(DAY, ContactKind.CALL, "하반기 채용계획", result="30명 채용 예정")
    assert show(lines(contact, parent=mou)) == (
        "○ 기관간 업무협력 방안 마련\n"
        " - 가나다 업무협약(2021. 3.)\n"
        "  · (2021.7.3.) 하반기 채용계획 전화 협의(30명 채용 예정)"
    )
    assert texts(contact) == [" - 하반기 채용계획 전화 협의(30명 채용 예정)(2021.7.3.)"]


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_a_usual_outcome_is_kept_and_not_printed(outcome: str) -> None:
    contact = FollowUpFacts(DAY, ContactKind.CALL, "하반기 채용계획", result=outcome)
    assert texts(contact) == [" - 하반기 채용계획 전화 협의(2021.7.3.)"]


def test_a_promise_shows_its_target_and_what_came_of_it() -> None:
    promise = PromiseFacts(
        "고양시민 채용", "명", 30, date(2021, 12, 31), PromiseStatus.PARTLY, delivered=12
    )
    assert texts(promise) == [" - 고양시민 채용(목표 30명/이행 12명/기한 2021.12.31./일부 이행)"]
    assert texts(PromiseFacts("고양시민 채용")) == [" - 고양시민 채용"]
