"""What a Word file keeps beside its body: notes, comments, heads and feet of pages."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from bot.documents.reading.docx_styles import attribute, children, name_of
from bot.documents.reading.guard import Archive

NOTES = {
    "footnoteReference": ("word/footnotes.xml", "footnote"),
    "endnoteReference": ("word/endnotes.xml", "endnote"),
    "commentReference": ("word/comments.xml", "comment"),
}
ENDS = re.compile(r"word/(?:header|footer)\d*\.xml")
NUMBERS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
"""Fields that print the number of a page, which is no word of anybody."""


class Notes:
    """The words of notes and comments, read when the first one is met."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._known: dict[str, dict[str, str]] = {}

    def words(self, reference: str, number: str) -> str:
        """Those of one note; empty where the file keeps none."""
        if reference not in self._known:
            part, kind = NOTES[reference]
            there = part in self._archive.names
            found = children(self._archive.xml(part), kind) if there else ()
            self._known[reference] = {attribute(one, "id"): _words(one) for one in found}
        return self._known[reference].get(number, "")


def heads_of_pages(archive: Archive) -> list[str]:
    """The words of heads and feet of pages, each once; page numbers are none."""
    found = [_words(archive.xml(name)) for name in archive.names if ENDS.fullmatch(name)]
    return [words for words in dict.fromkeys(found) if any(map(str.isalnum, words))]


def _words(element: Element) -> str:
    """A line a paragraph."""
    lines = ("".join(_said(one)) for one in element.iter() if name_of(one) == "p")
    return "\n".join(line for line in lines if line.strip())


def _said(paragraph: Element) -> Iterator[str]:
    """The letters of a paragraph without the results of fields that count pages."""
    asked, shown = "", True
    for one in _flat(paragraph):
        kind = name_of(one)
        if kind == "instrText":
            asked += one.text or ""
        elif kind == "fldChar":
            step = attribute(one, "fldCharType")
            if step == "separate":
                shown = not _counts(asked)
            elif step == "end":
                asked, shown = "", True
        elif kind == "t" and shown:
            yield one.text or ""


def _flat(element: Element) -> Iterator[Element]:
    """What stands in a paragraph, but not in another one inside it."""
    for one in element:
        if name_of(one) == "p" or (
            name_of(one) == "fldSimple" and _counts(attribute(one, "instr"))
        ):
            continue
        yield one
        yield from _flat(one)


def _counts(instruction: str) -> bool:
    return instruction.split()[:1] != [] and instruction.split()[0].upper() in NUMBERS
