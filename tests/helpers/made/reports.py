"""Made reports, one a number: every number is another office with its own habits.

Marks, titles, units, terms of office, orders, tables in tables, notes, boxes, hidden words and
merged cells change from one to the next; what a reader should make of it stands beside the paper.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from storage.rules.half_year import HalfYear
from storage.rules.tenure import Tenure
from storage.rules.terms import PROGRESS, BudgetKind, LineSection, Source
from tests.helpers.made import words
from tests.helpers.made.shapes import (
    Block,
    Box,
    Cell,
    Composed,
    Deleted,
    Hidden,
    Memo,
    Note,
    Paper,
    Para,
    Run,
    Said,
    Sign,
    Small,
    Table,
)

Lines = tuple[tuple[int, str], ...]
MANY = 66
"""How many of them a whole try reads."""
MARKS = (
    *(("○", "-", "·"), ("❍", "▪", "∙"), ("◦", "-", "․"), ("◎", "‣", "･"), ("■", "▫", "⋅")),
    *(("ㅇ", "ㅡ", "ᆞ"), ("●", "―", "•"), ("1)", "가)", "①"), ("가.", "1)", "·"), ("❖", "✓", "➢")),
)
AUTO = (("○", "-", "·"), ("❖", "▪", "·"), ("\uf09f", "\uf0a7", "\uf0fc"))
TITLES = {
    PROGRESS: (f"□ {PROGRESS}", "■ 추진실적 및 향후계획", "1. 추진실적 및 추진계획", PROGRESS),
    BudgetKind.PLAN: (
        "□ 연도별 투자계획(사업비)",
        "□ 연도별 투자계획",
        "2. 연도별 투자 계획",
        "◆ 연도별 투자계획 (사업비)",
    ),
    BudgetKind.SECURED: (
        "□ 연도별 확보(집행)액",
        "□ 연도별 확보액",
        "3. 연도별 확보(집행) 현황",
        "◆ 연도별 예산 확보액",
    ),
    LineSection.PROBLEMS: (
        "□ 문제점 및 개선대책",
        "□ 문제점 및 대책",
        "4. 문제점 및 개선방안",
        "■ 문제점, 개선대책",
    ),
}
"""Titles as offices write them; those of one place go together."""
HEADS = ("구 분", "추진실적 및 추진계획", "비 고")
UNITS = {"원": 1, "천원": 10**3, "백만원": 10**6, "억원": 10**8}


@dataclass(frozen=True)
class Row:
    """A row of the progress table as it should be read."""

    label: str
    lines: Lines
    note: str = ""


@dataclass(frozen=True)
class Made:
    """A paper and what is right of it; money is whole won by source and column."""

    number: int
    paper: Paper
    rows: tuple[Row, ...]
    problems: Lines
    money: dict[BudgetKind, dict[Source, dict[str, int]]]


class Habits:
    """What an office does, and the chance that decides it."""

    def __init__(self, number: int) -> None:
        self.chance = Random(number)
        self.titles = number % 4
        self.marks = MARKS[number % len(MARKS)]
        self.auto = AUTO[number % len(AUTO)] if number % 6 == 5 else None
        self.half = HalfYear(2016 + number % 14, 1 + number % 2)
        self.unit = list(UNITS)[number % len(UNITS)]

    def every(self, step: int) -> bool:
        """True once in so many times."""
        return self.chance.randrange(step) == 0

    def title(self, section: str) -> Para:
        """The title of a section."""
        return Para((Sign(TITLES[section][self.titles]),))


def made(number: int) -> Made:
    """The report of that number, always the same."""
    habits = Habits(number)
    rows = [_row(habits, *habits_of) for habits_of in _labels(habits.half)]
    problems = [_line(habits, depth) for depth in (1, 2, 1)]
    money, tables = _money(habits)
    blocks: list[Block] = [*_outside(habits, 4)]
    blocks += [habits.title(PROGRESS), *_progress(habits, rows)]
    blocks += [*_outside(habits, 5), *tables, habits.title(LineSection.PROBLEMS)]
    blocks += [paragraph for _, _, paragraph in problems]
    ends = (words.aside(habits.chance) if habits.every(3) else "" for _ in range(2))
    return Made(
        number,
        Paper(tuple(blocks), *ends),
        tuple(row for row, _ in rows),
        tuple((level, text) for level, text, _ in problems),
        money,
    )


def _labels(half: HalfYear) -> Iterator[tuple[str, int]]:
    before, after = half.previous(), half.next()
    yield f"그동안 추진실적 ({before.year - 3}. ~ {before.year}.)", 0
    yield f"{half.label} 추진실적".replace("년 ", "년도 "), 1
    yield f"{after.label} 추진계획".replace("년 ", "년도 "), 2


def _row(habits: Habits, label: str, _at: int) -> tuple[Row, tuple[Block, ...]]:
    """A row with its content: headings with items, some with a third level."""
    lines: list[tuple[int, str]] = []
    blocks: list[Block] = []
    for _ in range(habits.chance.randint(1, 3)):
        depths = [1, *(2 for _ in range(habits.chance.randint(1, 3)))]
        depths += [3] * habits.chance.randrange(2)
        for depth in depths:
            level, text, paragraph = _line(habits, depth)
            lines.append((level, text))
            blocks.append(paragraph)
            if depth > 1 and habits.every(9):
                blocks.append(_inner(habits))
    note = words.aside(habits.chance) if habits.every(3) else ""
    return Row(label, tuple(lines), note), tuple(blocks)


def _line(habits: Habits, depth: int) -> tuple[int, str, Para]:
    """A line, what is read of it, and its paragraph."""
    chance = habits.chance
    text = chance.choice(words.HEADINGS) if depth == 1 else words.item(chance)
    extra = _extra(habits) if depth > 1 else ()
    runs: tuple[Run, ...] = (Said(text), *extra)
    text += "".join(one.text for one in extra if isinstance(one, Small | Composed))
    if habits.auto:
        return depth, text, Para(runs, (habits.auto[depth - 1], depth - 1))
    return depth, text, Para((Sign(f"{habits.marks[depth - 1]} "), *runs))


EXTRAS: tuple[Callable[[str], Run], ...] = (Note, Memo, Hidden, Deleted)


def _extra(habits: Habits) -> tuple[Run, ...]:
    """What may hang on a line."""
    chance = habits.chance
    if not habits.every(4):
        return ()
    aside = words.aside(chance)
    kind = chance.randrange(len(EXTRAS) + 3)
    if kind < len(EXTRAS):
        return (EXTRAS[kind](aside),)
    if kind == len(EXTRAS):
        return (Small(chance.choice(words.FIRMS), "㈜"),)
    if kind == len(EXTRAS) + 1:
        return (Composed(str(chance.randint(1, 99))),)
    return (Box((Para((Said(aside),)),)),)


def _inner(habits: Habits) -> Table:
    """A table in a cell: several columns, so that it is no line of the row."""
    cells = [
        Cell(at, column, (Para((Said(words.aside(habits.chance)),)),))
        for at in range(2)
        for column in range(2)
    ]
    return Table(tuple(cells))


def _outside(habits: Habits, step: int) -> Iterator[Para]:
    """A line that belongs to no section."""
    if habits.every(step):
        yield Para((Said(words.aside(habits.chance)),))


def _said(text: str, *, sign: bool = False) -> tuple[Para, ...]:
    return (Para((Sign(text) if sign else Said(text),)),) if text else ()


def _progress(habits: Habits, rows: list[tuple[Row, tuple[Block, ...]]]) -> Iterator[Block]:
    """The table; where its pages end a row may go on in a table of its own, with the same head."""
    order = (0, 1, 2) if habits.every(2) else (0, 2, 1)
    parts: list[list[tuple[Row, tuple[Block, ...]]]] = [[]]
    for row, content in rows:
        parts[-1].append((row, content))
        if habits.every(6):
            parts.append([])
    for part in filter(None, parts):
        wide = habits.every(5)
        heads = [*HEADS, *(["담당"] if wide else [])]
        places = {name: at for at, name in zip((*order, 3), heads, strict=False)}
        cells = [Cell(0, places[name], _said(name, sign=name in HEADS)) for name in heads]
        at = 1
        for row, content in part:
            high = 2 if len(content) > 3 and habits.every(2) else 1
            halves = (content,) if high == 1 else (content[:2], content[2:])
            cells.append(Cell(at, places[HEADS[0]], _said(row.label), rows=high))
            cells.append(Cell(at, places[HEADS[2]], _said(row.note), rows=high))
            for down, some in enumerate(halves):
                cells.append(Cell(at + down, places[HEADS[1]], some))
                if wide:
                    cells.append(Cell(at + down, 3, _said(words.aside(habits.chance))))
            at += high
        yield Table(tuple(cells))


def _money(
    habits: Habits,
) -> tuple[dict[BudgetKind, dict[Source, dict[str, int]]], list[Block]]:
    """Both tables, in the columns of the term."""
    columns = Tenure.of(habits.half).columns
    money: dict[BudgetKind, dict[Source, dict[str, int]]] = {}
    blocks: list[Block] = []
    for kind in BudgetKind:
        amounts = {
            source: {
                column: habits.chance.randint(1, 90) * 10**8
                for column in columns
                if habits.every(3)
            }
            for source in Source
            if habits.every(2)
        }
        money[kind] = {source: row for source, row in amounts.items() if row}
        blocks.append(habits.title(kind))
        blocks += _money_table(habits, money[kind], columns)
    return money, blocks


def _money_table(
    habits: Habits, amounts: dict[Source, dict[str, int]], columns: tuple[str, ...]
) -> Iterator[Block]:
    """The unit stands above it, over it, or behind the name of its first column."""
    where = habits.chance.choice(("above", "caption", "head", "inside"))
    unit = f"(단위 : {habits.unit})"
    if where == "above":
        yield Para((Sign(unit),))
    split = columns.index(habits.chance.choice(columns)) if habits.every(3) else -1
    widths = [3 if at == split else 1 for at in range(len(columns))]
    places = [2 + sum(widths[:at]) for at in range(len(columns))]
    top = 1 if where == "inside" else 0
    cells = [Cell(0, 0, _said(unit, sign=True), columns=places[-1] + widths[-1])] * top
    name = f"구분({habits.unit})" if where == "head" else "구 분"
    cells += [Cell(top, 0, _said(name, sign=True)), Cell(top, 1, _said("계", sign=True))]
    cells += [
        Cell(top, place, _said(f"‘{one[1:]}" if one[0] == "'" else one, sign=True), columns=wide)
        for one, place, wide in zip(columns, places, widths, strict=True)
    ]
    whole = sum(won for row in amounts.values() for won in row.values())
    for at, source in enumerate((None, *Source), top + 1):
        label = source.label if source else "계"
        row = amounts.get(source, {}) if source else {}
        added = sum(row.values()) if source else whole
        cells.append(Cell(at, 0, _said(label, sign=True)))
        cells.append(Cell(at, 1, _said(_shown(habits, added) if added else "", sign=True)))
        for column, place, wide in zip(columns, places, widths, strict=True):
            shown = _shown(habits, row[column]) if column in row else ""
            last = place + wide - 1
            cells += [Cell(at, one) for one in range(place, last)]
            cells.append(Cell(at, last, _said(shown, sign=True)))
    yield Table(tuple(cells), caption=unit if where == "caption" else "")


def _shown(habits: Habits, won: int) -> str:
    return f"{won // UNITS[habits.unit]:,}"
