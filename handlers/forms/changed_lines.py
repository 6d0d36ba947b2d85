"""The lines of the report that saving a record changes, as its card shows them; pure."""

from collections.abc import Iterable, Iterator

from handlers.forms import texts
from storage.report.line_changes import LineChange
from storage.report.report_preview import Part, Preview
from storage.report.report_shapes import ReportLine
from storage.report.wording_left import sentence

MARKS = {1: "○ ", 2: "- ", 3: "· "}
INDENT = "  "


def words(preview: Preview) -> tuple[str, ...]:
    """Heads and lines, one a part: what changes in which half, and what is not printed why."""
    told = [_part(part) for part in preview.parts]
    if preview.why is not None:
        told.append(sentence(preview.why))
    if preview.later:
        told.append(f"{texts.ONCE_HANDED_IN}\n{printed(preview.later)}")
    return tuple(told) or (texts.NOTHING_CHANGES,)


def printed(lines: Iterable[ReportLine]) -> str:
    """Lines as the paper has them, each with its mark and indent."""
    return "\n".join(_marked(line) for line in lines)


def _part(part: Part) -> str:
    head = [] if part.half is None else [texts.IN_HALF.format(half=part.half.label)]
    return "\n".join([*head, *part.words, *_lines(part.changes)])


def _lines(changes: Iterable[LineChange]) -> Iterator[str]:
    shown: tuple[str, ...] = ()
    for one in changes:
        above = tuple(line.text for line in one.above)
        for place, line in enumerate(one.above):
            if shown[: place + 1] != above[: place + 1]:
                yield _marked(line)
        yield from _change(one)
        last = one.after or one.before
        shown = (*above, last.text) if last is not None else above


def _change(one: LineChange) -> Iterator[str]:
    before, after = one.before, one.after
    if after is None:
        yield _marked(before, texts.TAKEN_OUT)
    elif before is None:
        yield _marked(after)
    elif before.text == after.text:
        yield _marked(after)
        yield texts.STALE_NOW
    else:
        yield _marked(before, texts.BEFORE)
        yield _marked(after, texts.AFTER)


def _marked(line: ReportLine | None, word: str = "") -> str:
    if line is None:
        return ""
    said = f"{word} " if word else ""
    return INDENT * (line.level - 1) + said + MARKS[line.level] + line.text
