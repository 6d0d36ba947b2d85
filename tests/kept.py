"""`python -m tests.kept` writes what is kept about people into the pages that say it.

The table is `storage/rules/wording_retention.py`; between the marks of a page stands nothing else.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from storage.rules.wording_retention import TABLE, Kept

ROOT = Path(__file__).parents[1]
RULE = "| --- | --- |"
Row = Callable[[Kept], tuple[str, str]]
PLACES: tuple[tuple[str, str, tuple[str, str], Row], ...] = (
    (
        "docs/operator.md",
        "kept",
        ("남기는 것", "언제까지"),
        lambda one: (one.what, one.until),
    ),
    (
        "docs/operator.md",
        "kept in English",
        ("what is kept", "until when"),
        lambda one: (one.english, one.english_until),
    ),
    (
        ".github/SECURITY.md",
        "kept in both",
        ("무엇 / what", "기간 / how long"),
        lambda one: (f"{one.what} / {one.english}", f"{one.until} / {one.english_until}"),
    ),
)
"""Page, mark, head, and the cells of a row."""


def table(head: tuple[str, str], row: Row) -> str:
    """The table as Markdown."""
    rows = [RULE, *(f"| {' | '.join(row(one))} |" for one in TABLE)]
    return "\n".join([f"| {' | '.join(head)} |", *rows])


def _literal(text: str) -> str:
    """As it has to stand in the second half of a substitution."""
    return text.replace("\\", "\\\\")


def pages() -> Iterator[tuple[Path, str]]:
    """Each page as it is to be."""
    texts: dict[Path, str] = {}
    for name, mark, head, row in PLACES:
        path = ROOT / name
        text = texts.get(path) or path.read_text("utf-8")
        between = re.compile(rf"(<!-- {mark} -->\n).*?(<!-- /{mark} -->)", re.DOTALL)
        made = f"{table(head, row)}\n"
        texts[path], count = between.subn(rf"\g<1>{_literal(made)}\g<2>", text)
        if count != 1:
            raise ValueError(f"{name}: the marks of {mark!r} are not there once")
    yield from texts.items()


if __name__ == "__main__":
    for page, words in pages():
        page.write_text(words, "utf-8")
