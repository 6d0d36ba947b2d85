"""Pages of long lists."""

import pytest

from handlers.chat.paging import page_of


@pytest.mark.parametrize(
    ("number", "items", "codes"),
    [
        (0, [0, 1, 2], ["v1:list:1"]),
        (1, [3, 4, 5], ["v1:list:0", "v1:list:2"]),
        (2, [6], ["v1:list:1"]),
        (99, [6], ["v1:list:1"]),
        (-1, [0, 1, 2], ["v1:list:1"]),
    ],
)
def test_a_page_lies_inside_its_list_and_leads_to_its_neighbours(
    number: int, items: list[int], codes: list[str]
) -> None:
    page = page_of(range(7), number, 3)
    assert list(page.items) == items
    assert [key.code for row in page.turning("list") for key in row] == codes


def test_one_page_has_neither_mark_nor_buttons() -> None:
    page = page_of(range(3), 0, 3)
    assert (page.mark, page.turning("list")) == ("", [])
