"""What changed between two versions of the report, in words an officer reads."""

from collections.abc import Iterator, Sequence

from storage.report import wording_report
from storage.report.report_shapes import Report, ReportLine
from storage.rules.money import show_million
from storage.rules.terms import Source


def changes(older: Report, newer: Report) -> list[str]:
    """One sentence a line: changed words with their context, lines added and lines removed."""
    return [*_lines(_all(older), _all(newer)), *_labels(older, newer), *_money(older, newer)]


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


def _money(older: Report, newer: Report) -> Iterator[str]:
    tables = {table.kind: table for table in older.money}
    for table in newer.money:
        before = tables.get(table.kind)
        columns = dict.fromkeys([*(before.columns if before else ()), *table.columns])
        for source in Source:
            for column in columns:
                was = before.cells.get(source, {}).get(column) if before else None
                now = table.cells.get(source, {}).get(column)
                if was != now:
                    yield wording_report.money_changed(
                        table.kind.label, source.label, column, _shown(was), _shown(now)
                    )


def _shown(won: int | None) -> str:
    return "" if won is None else show_million(won)
