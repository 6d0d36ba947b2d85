"""What goes into a reader comes out of it, or is told: letter by letter, in every format."""

from collections import Counter
from collections.abc import Callable

import pytest

from bot.documents.reading import losses, report
from bot.documents.reading.losses import Loss
from storage.report.reading.outline import Outline
from tests.helpers.hwp_writer import saved_as_hwp
from tests.helpers.made.docx import docx
from tests.helpers.made.hwpx import hwpx
from tests.helpers.made.plain import text
from tests.helpers.made.reports import MANY, Made, made
from tests.helpers.made.shapes import Paper, letters, owed
from tests.helpers.made.xlsx import xlsx

WRITERS: dict[str, Callable[[Paper], bytes]] = {
    "hwpx": hwpx,
    "hwp": lambda paper: saved_as_hwp(hwpx(paper)),
    "docx": docx,
    "xlsx": xlsx,
    "txt": text,
}
FEW = 6
MOST_OF_A_SENTENCE = 500  # eight of them on a page of a message of 4,096 letters


def whole(body: bytes) -> tuple[Outline, list[Loss | str]]:
    """What was read of a file, and one by one what was not."""
    return report.outline_and_losses(report.pieces_of(body))


def words_of(outline: Outline) -> list[str]:
    """All words that were read."""
    lines = [line.text for row in outline.rows for line in row.lines]
    lines += [line.text for line in outline.problems]
    lines += [said for row in outline.rows for said in (row.label, row.note)]
    head = outline.head
    if head is not None:
        lines += [head.code, head.title, head.department]
        lines += [said for one in head.people for said in (one.position, one.name, one.phone)]
    return lines


def left(found: list[Loss | str]) -> list[str]:
    """All words that were told to be left behind."""
    return [one.words for one in found if isinstance(one, Loss) and one.kind.left]


def check(one: Made, form: str) -> None:
    """Whether a made report came out of a file of this format whole."""
    outline, found = whole(WRITERS[form](one.paper))
    got, wanted = letters(*words_of(outline), *left(found)), owed(one.paper, form)
    assert (wanted - got, got - wanted) == (Counter(), Counter()), found
    rows = [(row.label, [(o.level, o.text) for o in row.lines], row.note) for row in outline.rows]
    assert rows == [(row.label, list(row.lines), row.note) for row in one.rows]
    assert [(o.level, o.text) for o in outline.problems] == list(one.problems)
    assert {table.kind: table.cells for table in outline.money} == one.money
    assert not [said for said in outline.losses if "더하면" in said]
    assert all(len(said) < MOST_OF_A_SENTENCE for said in outline.losses)
    assert all(place_and_words(loss, outline.losses) for loss in found)


def place_and_words(loss: Loss | str, sentences: tuple[str, ...]) -> bool:
    """Whether a sentence tells a loss with its place and its words."""
    if isinstance(loss, str):
        return loss in sentences
    rows = [" | ".join(row.split("\t")) for row in loss.words.split("\n")]
    said = " ".join(" / ".join(rows).split())[: losses.LONGEST]
    place = loss.place if loss.kind.placed else ""
    return any(place in one and said in " ".join(one.split()) for one in sentences)


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("number", range(FEW))
def test_letters_in_are_letters_out_and_letters_told(number: int, form: str) -> None:
    check(made(number), form)


@pytest.mark.long
@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("number", range(FEW, MANY))
def test_of_every_office_letters_in_are_letters_out_and_letters_told(
    number: int, form: str
) -> None:
    check(made(number), form)
