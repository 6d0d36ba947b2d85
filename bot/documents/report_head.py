"""The head of the report: each post beside its name and its telephone, whatever they are.

As long as three people stand on three lines it is the form's own, a cell with a line for each.
More people, or texts that must wrap, have a row for each person, without rules between them.
"""

from collections.abc import Iterator, Sequence

from bot.documents.fitting import fitted, largest, stands
from bot.documents.outline import Cell, Look, Paragraph, Table
from storage.facts.pledge import Head, Signer

WIDTHS = (24.0, 44.0, 22.0, 32.0, 18.0, 30.0)
"""Millimetres; they sum to the 170 between the margins."""
OF_PEOPLE = (2, 3, 5)
"""The columns of posts, names and telephones."""
CODE_SIZES, CODE_ROOM = (18, 16, 14, 12, 11), 28.0
TITLE_SIZES, TITLE_ROOM = (20, 18, 16), 140.0
LONG_TITLE = 14  # points
LEAST = 9  # points
MOST_LINES = 3  # people of the form's own cell


def table(head: Head) -> Table:
    """The head as it is printed."""
    own = fitted(_table(head, list(_lines(head.people)), 1), LEAST)
    if not head.people or (len(head.people) <= MOST_LINES and stands(own)):
        return own
    return fitted(_table(head, list(_rows(head.people)), len(head.people)), LEAST)


def _table(head: Head, people: Sequence[Cell], rows: int) -> Table:
    size = largest(head.code, Look.CODE, CODE_SIZES, CODE_ROOM)
    code = Paragraph(head.code, Look.CODE, size=size)
    department, phones = Paragraph("소관부서", Look.NAME), Paragraph("연락처", Look.NAME)
    cells = (
        Cell(0, 0, (code,), shaded=True),
        Cell(0, 1, (_title(head.title),), columns=5),
        Cell(1, 0, (department,), rows=rows, shaded=True),
        Cell(1, 1, (Paragraph(head.department, Look.PLAIN),), rows=rows),
        Cell(1, 4, (phones,), rows=rows, shaded=True),
        *people,
    )
    placed = sorted(cells, key=lambda one: (one.row, one.column))
    return Table(WIDTHS, rows + 1, tuple(placed), whole=True)


def _title(title: str) -> Paragraph:
    """On one line as long as its letters stay large, else on two, else small."""
    size = largest(title, Look.TITLE, (*TITLE_SIZES, 0), TITLE_ROOM)
    size = size or largest(title, Look.TITLE, (TITLE_SIZES[-1], LONG_TITLE), TITLE_ROOM, 2)
    return Paragraph(title, Look.TITLE, size=size)


def _lines(people: Sequence[Signer]) -> Iterator[Cell]:
    """A cell for the posts, one for the names, one for the telephones."""
    told = [_person(one) for one in people]
    for at, column in enumerate(OF_PEOPLE):
        yield Cell(1, column, tuple(one[at] for one in told), shaded=at == 0)


def _rows(people: Sequence[Signer]) -> Iterator[Cell]:
    """Each person's own cells, ruled as if they were one."""
    for row, one in enumerate(people, 1):
        for at, column in enumerate(OF_PEOPLE):
            yield Cell(
                row,
                column,
                (_person(one)[at],),
                shaded=at == 0,
                joined=row > 1,
                joins=row < len(people),
            )


def _person(one: Signer) -> tuple[Paragraph, Paragraph, Paragraph]:
    return (
        Paragraph(one.position, Look.NAME, whole=True),
        Paragraph(one.name, Look.PLAIN, whole=True),
        Paragraph(one.phone, Look.PLAIN, whole=True),
    )
