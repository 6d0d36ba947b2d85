"""The list of departments that a new office starts with."""

from storage.office import department_table
from storage.office.department_table import parse


def test_the_starting_list_is_read_without_a_fault_and_in_its_order() -> None:
    table = department_table.STARTING_LIST.read_text("utf-8")
    rows, faults = parse(table)
    assert faults == []
    assert [row.position for row in rows] == list(range(1, len(rows) + 1))
    assert {"감사담당관", "일자리정책과", "하수행정과"} <= {row.name for row in rows}
