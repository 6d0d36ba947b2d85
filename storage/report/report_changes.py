"""What changed between two versions of the report, in words an officer reads."""

from collections.abc import Iterable, Iterator, Sequence

from storage.report import wording_report
from storage.report.report_shapes import MoneyTable, Report, ReportLine
from storage.rules.money import show_million
from storage.rules.terms import BudgetKind, Source


def changes(older: Report, newer: Report) -> list[str]:
    """One sentence a line: changed words with their context, lines added and lines removed."""
    return [
        *_lines(_all(older), _all(newer)),
        *_labels(older, newer),
        *money_changes(older.money, newer.money),
    ]


def _all(report: Report) -> dict[tuple[str, str, int], ReportLine]:
    """Lines by key; a key that returns in another row is told apart by its turn."""
    found: dict[tuple[str, str, int], ReportLine] = {}
    for line in report.lines():
        name = (line.key, "" if line.key else line.text)
        turn = sum(known[:2] == name for known in found)
        found[(*name, turn)] = line
    return found


def _lines(
    older: dict[tuple[str, str, int], ReportLine], newer: dict[tuple[str, str, int], ReportLine]
) -> Iterator[str]:
    for key, line in newer.items():
        before = older.get(key)
        if before is None:
            yield wording_report.added(line.text)
        elif before.text != line.text:
            yield words_changed(before.text, line.text, context=True)
    for key, line in older.items():
        if key not in newer:
            yield wording_report.removed(line.text)


def words_changed(before: str, after: str, *, context: bool = False) -> str:
    """The words that differ; with `context`, behind those that stand before them in both."""
    old, new = before.split(), after.split()
    head = _same(old, new)
    tail = _same(old[head:][::-1], new[head:][::-1])
    gone, come = old[head : len(old) - tail], new[head : len(new) - tail]
    if not (gone and come):
        return wording_report.changed("", before, after)
    around = " ".join(old[:head]) if context else ""
    return wording_report.changed(around, " ".join(gone), " ".join(come))


def _same(one: Sequence[str], other: Sequence[str]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _labels(older: Report, newer: Report) -> Iterator[str]:
    if len(older.rows) != len(newer.rows):
        return
    for before, after in zip(older.rows, newer.rows, strict=True):
        if before.label != after.label:
            yield wording_report.label_changed(before.label, after.label)


def money_changes(older: Iterable[MoneyTable], newer: Iterable[MoneyTable]) -> Iterator[str]:
    """The cells that differ, and a table that says 비예산 where the other one did not.

    A table that only one side has is compared with an empty one.
    """
    was_there = {table.kind: table for table in older}
    is_there = {table.kind: table for table in newer}
    for kind in BudgetKind:
        before, after = was_there.get(kind, MoneyTable(kind)), is_there.get(kind, MoneyTable(kind))
        yield from _cells(before, after)
        if before.non_budget != after.non_budget:
            yield wording_report.non_budget_changed(kind.label, now=after.non_budget)


def _cells(before: MoneyTable, after: MoneyTable) -> Iterator[str]:
    for source in Source:
        for column in dict.fromkeys([*before.columns, *after.columns]):
            was = before.cells.get(source, {}).get(column)
            now = after.cells.get(source, {}).get(column)
            if was != now:
                yield wording_report.money_changed(
                    before.kind.label, source.label, column, _shown(was), _shown(now)
                )


def _shown(won: int | None) -> str:
    return "" if won is None else show_million(won)
