"""What is said of what a paper lacks: letters that no font of the PDF holds, which are printed as
〓, and what the office's own form has no place for."""

from collections.abc import Iterator, Sequence
from typing import Any

from bot.documents.letters import unprintable
from bot.renders import texts
from storage.report.formats import Format

MOST_NAMED = 10


def note_of(form: str, *told: Any) -> str:
    """The sentence about a paper of these JSON values; nothing where every letter is printed."""
    if form != Format.PDF:
        return ""
    lost = unprintable("\n".join(said for one in told for said in _texts(one)))
    if not lost:
        return ""
    more = " …" if len(lost) > MOST_NAMED else ""
    return texts.NO_LETTERS.format(count=len(lost), letters=" ".join(lost[:MOST_NAMED]) + more)


def note_of_form(left: Sequence[Sequence[Any]]) -> str:
    """The sentence about names that a form lacks, each with the lines that it would have held."""
    named = ", ".join(texts.LEFT_LINES.format(name=name, count=count) for name, count in left)
    return texts.FORM_LEFT.format(names=named) if named else ""


def joined(*notes: str) -> str:
    """Several notes as one."""
    return "\n".join(filter(None, notes))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
