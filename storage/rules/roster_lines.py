"""A list of people to be invited, from rows of text to who they are: pure.

Lists come as they lie about in an office: with headings or without, copied out of a spreadsheet, a
letter or a chat, with titles behind the names, empty cells under a department, numbers and
telephones beside. What no rule reads is named with its row, and then nothing of the list is taken.
"""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from storage.rules import wording_roster as words
from storage.rules.errors import Refusal
from storage.rules.names import clean_text, person_name
from storage.rules.personal_names import is_name
from storage.rules.terms import Role

MOST = 400
SEPARATORS = ",;|/"
HEAD_WITHIN = 12
"""Rows in which the headings are looked for: above them stands what the list is called."""
WIDEST = 4
"""Words of a department that somebody wrote apart."""

Known = Callable[[str], bool]
"""Whether the office has a department of this name, or had one."""
NumberedRow = tuple[int, Sequence[str]]


@dataclass(frozen=True)
class Line:
    """One person of the list; without a name it is whoever the department sends."""

    line: int
    department: str
    name: str
    role: Role | None  # None where the list says nothing: a 담당


@dataclass(frozen=True)
class Found:
    """What was read; with `faults` nothing is taken."""

    lines: tuple[Line, ...]
    faults: tuple[str, ...] = ()


class _Unread(Exception):
    """A row that no rule reads, and the department that stands in it all the same."""

    def __init__(self, sentence: str, department: str = "") -> None:
        super().__init__(sentence)
        self.sentence, self.department = sentence, department


def rows_of(text: str) -> list[NumberedRow]:
    """The rows of a pasted text, parted as it parts them: by tabs, by commas, or by spaces."""
    lines = [(at, clean_cells(line)) for at, line in enumerate(text.splitlines(), 1)]
    filled = [(at, line) for at, line in lines if line.strip()]
    separator = _separator([line for _at, line in filled])
    if not separator:
        return [(at, [words.LEADING.sub("", line.strip())]) for at, line in filled]
    reader = csv.reader(StringIO("\n".join(line for _at, line in filled)), delimiter=separator)
    cells = [*reader]
    if len(cells) != len(filled):  # a quote that was never closed
        cells = [line.split(separator) for _at, line in filled]
    return [
        (at, [clean_text(one) for one in row])
        for (at, _line), row in zip(filled, cells, strict=True)
    ]


def clean_cells(line: str) -> str:
    """A line without what is not seen; its tabs stay, they part its cells."""
    return "\t".join(clean_text(part) for part in line.lstrip("\ufeff").split("\t"))


def _separator(lines: Sequence[str]) -> str:
    if any("\t" in line for line in lines):
        return "\t"
    most = max(SEPARATORS, key=lambda sign: sum(sign in line for line in lines))
    return most if 2 * sum(most in line for line in lines) > len(lines) else ""


def read(rows: Sequence[NumberedRow], known: Known) -> Found:
    """Who stands in the rows. Refusal when nothing can be read at all, or too much."""
    filled = [(at, row) for at, row in rows if any(cell.strip() for cell in row)]
    heads = next(
        (
            (place, columns)
            for place, (_at, row) in enumerate(filled[:HEAD_WITHIN])
            if (columns := _headings(row))
        ),
        None,
    )
    found: list[Line] = []
    faults: list[str] = []
    reader = _by_headings(heads[1]) if heads else _by_words
    place = ""
    for at, row in filled[heads[0] + 1 :] if heads else filled:
        if _is_total(row) or _headings(row):
            continue
        try:
            line = reader(at, row, known, place)
        except _Unread as unread:
            faults.append(unread.sentence)
            place = unread.department or place
            continue
        if line is not None:
            found.append(line)
            place = line.department
    if not found and not faults:
        raise Refusal(words.EMPTY)
    if len(found) > MOST:
        raise Refusal(words.TOO_MANY.format(most=MOST, count=len(found)))
    return Found(tuple(found), tuple(faults))


@dataclass(frozen=True)
class _Columns:
    department: int
    name: int | None
    role: int | None


def _headings(row: Sequence[str]) -> _Columns | None:
    """The places of the columns in a row of headings; None for any other row."""
    keys = [_key(cell) for cell in row]
    if len(keys) == 1 and (parts := row[0].split()) and len(parts) > 1:
        return None if _headings(parts) is None else _Columns(-1, None, None)

    def place(heads: Sequence[str]) -> int | None:
        return next((at for at, key in enumerate(keys) if key in heads), None)

    department, name = place(words.DEPARTMENT_HEADS), place(words.NAME_HEADS)
    if department is None or (name is None and place(words.ROLE_HEADS) is None and len(keys) > 1):
        return None
    return _Columns(department, name, place(words.ROLE_HEADS))


def _by_headings(columns: _Columns) -> Callable[[int, Sequence[str], Known, str], Line | None]:
    """Reads cells by their place; an empty one below a department belongs to it too."""
    if columns.department < 0:  # headings in a text that is parted by spaces
        return _by_words

    def line_of(at: int, row: Sequence[str], _known: Known, above: str) -> Line | None:
        def cell(place: int | None) -> str:
            return "" if place is None or place >= len(row) else " ".join(row[place].split())

        department, name, role = (
            cell(one) for one in (columns.department, columns.name, columns.role)
        )
        if not department and not name:
            return None
        if not (department or above):
            raise _Unread(words.no_department(at, name))
        try:
            bare, title = _titled(at, name)
            given = _role(at, role) if role else title
        except _Unread as unread:
            raise _Unread(unread.sentence, department) from None
        return Line(at, department or above, bare, given)

    return line_of


def _titled(at: int, said: str) -> tuple[str, Role | None]:
    """A name without the title that stands beside it, and the role that the title tells."""
    if not said:
        return "", None
    parts = [*_parts(said)]
    titles = [part for part in parts if part in words.ROLES]
    rest = [part for part in parts if part not in words.ROLES]
    if len(rest) == 2 and len(rest[0]) == 1:  # 김 ○○
        rest = ["".join(rest)]
    if len(rest) != 1:
        raise _Unread(words.several_names(at, rest) if rest else words.not_a_name(at, said))
    stuck = words.STUCK.fullmatch(rest[0])
    name, title = (stuck["name"], stuck["title"]) if stuck else (rest[0], None)
    if not words.NAME.fullmatch(name):
        raise _Unread(words.not_a_name(at, rest[0]))
    told = titles[0] if titles else title
    return person_name(name), words.ROLES.get(told) if told else None


def _by_words(at: int, row: Sequence[str], known: Known, above: str) -> Line | None:
    """Reads a row whose cells say by themselves what they are."""
    parts = [part for cell in row for part in _parts(cell)]
    department, rest = _department(parts, known)
    if not rest and not department:
        return None
    named, role = _name_and_role(at, rest)
    if not department:
        only_name = above and named and len(rest) <= 2
        if not only_name:
            raise _Unread(words.no_department(at, " ".join(parts)))
    return Line(at, department or above, named, role)


def _parts(cell: str) -> Iterator[str]:
    for part in words.LEADING.sub("", cell.strip()).replace("(", " ").replace(")", " ").split():
        stripped = part.strip(",.:;/·-")
        stripped = stripped.removesuffix(words.HONOUR) or stripped
        if stripped and not _is_ignored(stripped):
            yield stripped


def _is_ignored(part: str) -> bool:
    return words.IGNORED.fullmatch(part) is not None


def _department(parts: Sequence[str], known: Known) -> tuple[str, list[str]]:
    """The department among the words, and the others: one of the office before one like it."""
    for wide in range(min(WIDEST, len(parts)), 0, -1):
        for at in range(len(parts) - wide + 1):
            joined = " ".join(parts[at : at + wide])
            if known(joined):
                return joined, [*parts[:at], *parts[at + wide :]]
    for at, part in enumerate(parts):
        if words.OF_DEPARTMENT.fullmatch(part) and not is_name(part) and part not in words.ROLES:
            return part, [*parts[:at], *parts[at + 1 :]]
    return "", [*parts]


def _name_and_role(at: int, parts: Sequence[str]) -> tuple[str, Role | None]:
    joined = "".join(parts)
    if joined in words.ROLES:  # 총괄 담당
        return "", words.ROLES[joined]
    roles = [part for part in parts if part in words.ROLES]
    rest = [part for part in parts if part not in words.ROLES]
    role = words.ROLES.get("".join(roles)) or (words.ROLES[roles[0]] if roles else None)
    if not rest:
        return "", role
    names = rest if len(rest) == 1 else [part for part in rest if is_name(part)] or rest
    if len(names) != 1:
        raise _Unread(words.several_names(at, names))
    name, title = _titled(at, names[0])
    return name, role or title


def _role(at: int, said: str) -> Role:
    """A role as lists call it."""
    key = _key(said)
    if key in words.ROLES:
        return words.ROLES[key]
    ending = next((one for one in words.ENDINGS if key.endswith(one)), None)
    if ending is None:
        raise _Unread(words.not_a_role(at, said))
    return words.ROLES[ending]


def _is_total(row: Sequence[str]) -> bool:
    said = [_key(cell) for cell in row if cell.strip()]
    return bool(said) and (
        said[0] in words.TOTALS or re.fullmatch(r"\d*", "".join(said)) is not None
    )


def _key(cell: str) -> str:
    return re.sub(r"[\s·/()]", "", clean_text(cell))
