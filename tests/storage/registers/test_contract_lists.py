"""A list of the city's contracts beside the records: what should be covered and has none."""

from datetime import date

import pytest

from storage.act import Act
from storage.database import Database
from storage.models.contract import ListedContract
from storage.records import records
from storage.registers import contract_lists
from storage.registers.contract_lists import Checked
from storage.registers.shapes import table_of
from storage.rules.errors import NotAllowed
from storage.rules.listed_kinds import ListedState
from storage.rules.quota import Rule, RuleKey
from storage.rules.setting_kinds import SettingSort
from storage.settings import office_settings, rule_book
from storage.settings.office_settings import Change
from tests.helpers.facts import works
from tests.helpers.offices import NOW, Office
from tests.storage.registers.through_files import foreign, read

HEADINGS = ["연번", "계약구분", "계약명", "계약상대자", "계약금액(천원)", "계약일자", "사업부서"]
ROWS = [
    [1, "공사", "창릉천 정비공사", "(주)가나건설", 100_000, "2021.7.20.", "일자리정책과"],
    [2, "공사", "백석로 확장공사", "다라건설(주)", 1_200_000, "2021.8.2.", "기업지원과"],
    [3, "공사", "공원 벤치 설치공사", "마바조경", 99_999, "2021.8.2.", "기업지원과"],
    [4, "용역", "백석로 확장공사 감리용역", "사아엔지니어링", 500_000, "2021.8.2.", "기업지원과"],
    [5, "공사", "하수관 교체공사", "자차건설", 300_000, "약 8월", "기업지원과"],
    [6, "공사", "청사 보수공사", "카타건설", 300_000, "2021.8.2.", "없는과"],
]


async def checked(db: Database, office: Office, *rows: list[object]) -> Checked:
    """What a list says."""
    table = table_of(read(foreign(HEADINGS, *(rows or ROWS))))
    async with db.begin() as session:
        return await contract_lists.check(Act(session, office.office, NOW), table)


@pytest.fixture
async def recorded(db: Database, office: Office) -> Office:
    """One of the contracts is on record, under nearly its name."""
    async with db.begin() as session:
        await records.add(Act(session, office.staff, NOW), works(title="창릉천정비 공사"))
    return office


async def test_what_should_be_covered_and_has_no_record_is_named_with_its_rule(
    db: Database, recorded: Office
) -> None:
    found = await checked(db, recorded)
    assert [(one.title, one.department, one.amount) for one in found.items] == [
        ("백석로 확장공사", "기업지원과", 1_200_000_000)
    ]
    assert found.items[0].rule == "대규모공사 기준금액 조정 100,000,000원 이상, 권장"
    assert (found.recorded, found.small, found.others) == (1, 1, 1)
    assert [one.partition(":")[0] for one in found.faults] == ["F6", "G7"]


async def test_the_rule_of_the_day_decides(db: Database, recorded: Office) -> None:
    rule = Rule(RuleKey.LARGE_WORKS, 2_000_000_000, date(2021, 8, 1), "기준금액 상향", "권장")
    async with db.begin() as session:
        change = Change(
            SettingSort.RULE, rule.key, from_on=rule.effective, said=rule_book.said(rule)
        )
        await office_settings.put(Act(session, recorded.office, NOW), change)
    earlier = [7, "공사", "제방 보강공사", "파하건설", 1_500_000, "2021.7.31.", "기업지원과"]
    found = await checked(db, recorded, ROWS[1], earlier)
    assert [one.title for one in found.items] == ["제방 보강공사"]


async def test_what_was_listed_or_excused_is_never_asked_about_again(
    db: Database, recorded: Office
) -> None:
    [item] = (await checked(db, recorded)).items
    async with db.begin() as session:
        [number] = await contract_lists.keep(Act(session, recorded.office, NOW), [item])
    again = await checked(db, recorded)
    assert (again.items, again.known) == ([], 1)
    async with db.begin() as session:
        assert len(await contract_lists.open_ones(session, item.department_id)) == 1
        act = Act(session, recorded.other, NOW)
        await contract_lists.excuse(act, number, "경기도에서 발주")
        assert await contract_lists.open_ones(session, None) == []
    assert (await checked(db, recorded)).items == []
    async with db.begin() as session:
        act = Act(session, recorded.office, NOW)
        assert await contract_lists.forget(act, [number]) == 0  # somebody has spoken
        row = await contract_lists.reopen(act, number)
        assert (row.state, row.reason) == (ListedState.OPEN, "")
        assert await contract_lists.forget(act, [number]) == 1


async def test_a_record_made_meanwhile_takes_it_off_the_list(
    db: Database, recorded: Office
) -> None:
    [item] = (await checked(db, recorded)).items
    async with db.begin() as session:
        await contract_lists.keep(Act(session, recorded.office, NOW), [item])
        facts = works(
            title=item.title, company="다라건설", amount=item.amount, notice_on=date(2021, 6, 3)
        )
        await records.add(Act(session, recorded.other, NOW), facts)
        assert await contract_lists.open_ones(session, None) == []


async def test_only_who_writes_for_the_department_says_why_not(
    db: Database, recorded: Office
) -> None:
    [item] = (await checked(db, recorded)).items
    async with db.begin() as session:
        [number] = await contract_lists.keep(Act(session, recorded.office, NOW), [item])
        for officer in (recorded.staff, recorded.viewer):
            with pytest.raises(NotAllowed):
                await contract_lists.excuse(Act(session, officer, NOW), number, "사유")
        row = await session.get(ListedContract, number)
        assert row is not None
        assert row.state is ListedState.OPEN
