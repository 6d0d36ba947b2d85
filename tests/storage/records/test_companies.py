"""A company is found under every name it was ever given, and nothing is merged unasked."""

import pytest

from storage.act import Act
from storage.database import Database
from storage.records import companies, records
from storage.rules import errors
from storage.rules.terms import RecordKind
from tests.helpers.facts import fair
from tests.helpers.offices import NOW, Office

COUPANG = "쿠팡풀필먼트유한회사(쿠팡고양FC)"


async def test_spellings_with_one_key_are_one_company(db: Database) -> None:
    async with db.begin() as session:
        made = await companies.create(session, "(주)케이알산업")
        assert await companies.resolve(session, "주식회사 KR산업") == made.id
        assert await companies.resolve(session, "케이알산업㈜") == made.id
        assert await companies.resolve(session, "케이알건설") is None


async def test_a_near_spelling_is_offered_and_joined_only_when_told(db: Database) -> None:
    async with db.begin() as session:
        made = await companies.create(session, COUPANG)
        await companies.create(session, "맥도날드")
        near = await companies.candidates(session, "쿠팡플필먼트서비스(고양센터)")
        assert [company.id for company, _ in near] == [made.id]
        assert 75 <= near[0][1] < 100
        assert await companies.resolve(session, "쿠팡플필먼트서비스(고양센터)") is None
        await companies.join(session, "쿠팡플필먼트서비스(고양센터)", made.id)
        assert await companies.resolve(session, "쿠팡플필먼트서비스") == made.id
        names = await companies.names_of(session, made.id)
    assert names == ["쿠팡풀필먼트유한회사", "쿠팡플필먼트서비스"]


async def test_a_spelling_of_one_company_is_not_given_to_another(db: Database) -> None:
    async with db.begin() as session:
        await companies.create(session, "고양전기")
        other = await companies.create(session, "일산설비")
        with pytest.raises(errors.Refusal, match="이미 다른 업체의 이름"):
            await companies.join(session, "고양전기(주)", other.id)


async def test_a_name_without_a_letter_is_no_company(db: Database) -> None:
    async with db.begin() as session:
        with pytest.raises(errors.Unreadable, match="업체 이름"):
            await companies.create(session, "--")


async def test_a_record_keeps_names_as_printed_and_in_order(db: Database, office: Office) -> None:
    printed = ("(주)GS네트웍스", COUPANG, "㈜지에스네트웍스")
    async with db.begin() as session:
        row = await records.add(Act(session, office.staff, NOW), fair(companies=printed))
        named = await companies.linked(session, RecordKind.EVENT, row.id)
    assert tuple(name for name, _ in named) == printed
    assert named[0][1] == named[2][1] != named[1][1]


async def test_the_company_an_officer_chose_stays_through_a_later_edit(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        known = await companies.create(session, "쿠팡")
        assert known.id is not None
        row = await records.add(
            Act(session, office.staff, NOW), fair(), companies=[(COUPANG, known.id)]
        )
        await records.change(
            Act(session, office.staff, NOW),
            RecordKind.EVENT,
            row.id,
            fair(title="쿠팡채용박람회(2차)"),
            expected_version=1,
        )
        assert await companies.linked(session, RecordKind.EVENT, row.id) == [(COUPANG, known.id)]
        assert await companies.resolve(session, COUPANG) == known.id


async def test_the_city_itself_is_marked(db: Database) -> None:
    async with db.begin() as session:
        assert (await companies.create(session, "고양시")).is_city
        assert not (await companies.create(session, "고양시의사회")).is_city
