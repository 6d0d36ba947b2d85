"""Departments stand in 직제순, answer to old names, and are changed by a table as a whole."""

import pytest

from storage.act import Act
from storage.database import Database
from storage.office import department_table, departments
from storage.records import records
from storage.rules import errors
from tests.helpers.facts import bus
from tests.helpers.offices import DEPARTMENTS, NOW, Office
from tests.helpers.trail import recent

TABLE = (
    "직제순,부서명,이전이름\n1,일자리정책과,\n2,기업투자과,기업지원과\n3,도시개발과,\n4,건축과,\n"
)


async def _names(db: Database) -> list[str]:
    async with db.read() as session:
        return [one.name for one in await departments.ordered(session)]


async def test_departments_come_in_the_order_of_the_office(db: Database, office: Office) -> None:
    assert tuple(await _names(db)) == DEPARTMENTS


async def test_a_table_renames_adds_and_dissolves_without_deleting(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        row = await records.add(Act(session, office.other, NOW), bus())
        done = await department_table.load_csv(Act(session, office.office, NOW), TABLE, close=True)
        renamed = await departments.find_by_name(session, "기업 지원과")
        closed = await departments.find_by_name(session, "도로건설과")
        lines = await recent(session, 1)
    assert done == department_table.Loaded(
        added=("도시개발과",),
        renamed=(("기업지원과", "기업투자과"),),
        kept=("일자리정책과", "건축과"),
        closed=("도로건설과",),
    )
    assert renamed is not None
    assert (renamed.name, renamed.id) == ("기업투자과", row.department_id)
    assert closed is not None
    assert not closed.active
    assert await _names(db) == ["일자리정책과", "기업투자과", "도시개발과", "건축과"]
    assert (lines[0].action, lines[0].subject) == ("load", "department")


async def test_the_same_table_twice_changes_nothing_the_second_time(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        await department_table.load_csv(Act(session, office.office, NOW), TABLE, close=True)
        again = await department_table.load_csv(
            Act(session, office.office, NOW), TABLE, close=True
        )
    assert (again.added, again.renamed, again.closed, again.faults) == ((), (), (), ())


async def test_a_dissolved_department_comes_back_with_the_table_that_names_it(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        await department_table.load_csv(Act(session, office.office, NOW), TABLE, close=True)
        await department_table.load_csv(
            Act(session, office.office, NOW), TABLE + "5,도로건설과,\n", close=True
        )
    assert (await _names(db))[-1] == "도로건설과"


async def test_one_bad_row_keeps_the_whole_table_out_and_each_fault_is_told(
    db: Database, office: Office
) -> None:
    bad = "직제순,부서명\n1,일자리정책과\n둘,기업지원과\n3,\n4,일자리 정책과\n"
    async with db.begin() as session:
        done = await department_table.load_csv(Act(session, office.office, NOW), bad)
    assert [fault[:3] for fault in done.faults] == ["3행:", "4행:", "5행:"]
    assert tuple(await _names(db)) == DEPARTMENTS


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("", "내용이 없습니다"),
        ("이름,번호\n가,1\n", "‘이름,번호’: 첫 줄에 직제순, 부서명 칸이 있어야"),
    ],
)
async def test_a_table_without_rows_or_columns_is_refused(
    db: Database, office: Office, table: str, sentence: str
) -> None:
    async with db.begin() as session:
        with pytest.raises(errors.Refusal, match=sentence):
            await department_table.load_csv(Act(session, office.office, NOW), table)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_tables_are_read_as_korean_offices_save_them(separator: str, encoding: str) -> None:
    data = TABLE.replace(",", separator).replace("\n", "\r\n").encode(encoding)
    rows, faults = department_table.parse(department_table.decode(data))
    assert [row.name for row in rows] == ["일자리정책과", "기업투자과", "도시개발과", "건축과"]
    assert faults == []


def test_a_file_in_another_encoding_is_refused() -> None:
    with pytest.raises(errors.Refusal, match="CSV"):
        department_table.decode(b"\xff\xfe\x00\x81")
