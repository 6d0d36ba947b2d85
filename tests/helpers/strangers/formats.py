"""The four formats of a report, read back by readers that share nothing with the writers."""

import re
from collections.abc import Iterator

from storage.report.formats import Format
from storage.report.report_shapes import Report
from tests.helpers import read_back
from tests.helpers.printed_report import written
from tests.helpers.read_back import close
from tests.helpers.report_lines import outline

COMMON = re.compile(r"[\uac00-\ud7a3 -~]")
NO_LETTER = "〓"  # stands for a letter that no font has


def four_formats_tell_the_same(report: Report) -> Iterator[str]:
    """Every line of the report stands in each file, in its order."""
    for form in Format:
        text, at = _text(form, written(form, report)), 0
        for line in outline(report):
            found = _seek(form, close(line.text), text, at)
            if found < 0:
                yield f"{form}: no line {line.text!r} behind {text[max(0, at - 40) : at + 60]!r}"
            at = max(at, found)


def _text(form: str, body: bytes) -> str:
    if form == "pdf":
        return read_back.running(body)
    if form == "xlsx":
        return close("".join(map(str, read_back.cells(body))))
    return close(read_back.text(form, body))


def _seek(form: str, line: str, text: str, at: int) -> int:
    found = text.find(line, at)
    if found >= 0 or form != "pdf":
        return found
    letters = (re.escape(one) if COMMON.match(one) else _rare(one) for one in line)
    seen = re.compile("".join(letters)).search(text, at)
    return seen.start() if seen else -1


def _rare(letter: str) -> str:
    return f"(?:{re.escape(letter)}|{NO_LETTER})?"
