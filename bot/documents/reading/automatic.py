"""Marks that nobody typed: automatic bullets and numbers, and those of HWPX.

A bullet is read as the sign it prints where that sign has a level, else by its indent.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from bot.documents.reading.guard import Archive
from bot.documents.reading.marks import CIRCLES, DASHES, DOTS, MEANT

HEADER = "Contents/header.xml"
FIXED = CIRCLES + DASHES + DOTS.replace("•", "")
"""Signs that have a level of their own; • is the first of every list of Word."""
LEVELS = ("○ ", "- ", "· ")
OUTLINE = "OUTLINE"
STYLE = "style {name}"
"""Under which the automatic mark of a style of HWPX is found."""


@dataclass(frozen=True)
class Automatic:
    """One kind of paragraph: the sign it prints, if any, and how deep it stands, from 0."""

    sign: str
    depth: int
    outline: bool = False  # numbered as a title is; a mark only inside a table

    @property
    def mark(self) -> str:
        """What the line would begin with if somebody had typed it."""
        sign = self.sign.strip()
        if len(sign) == 1 and (sign in FIXED or MEANT.match(sign)):
            return f"{sign} "
        return LEVELS[min(self.depth, len(LEVELS) - 1)]


def of_hwpx(archive: Archive) -> dict[str, Automatic]:
    """The automatic marks by the number of the paragraph property that has one, and by style."""
    if HEADER not in archive.names:
        return {}
    header = archive.xml(HEADER)
    signs = {one.get("id", ""): one.get("char", "") for one in _all(header, "bullet")}
    found: dict[str, Automatic] = {}
    for look in _all(header, "paraPr"):
        for heading in _all(look, "heading"):
            kind = heading.get("type", "NONE")
            if kind == "NONE":
                continue
            sign = signs.get(heading.get("idRef", ""), "") if kind == "BULLET" else ""
            depth = _number(heading.get("level"))
            found[look.get("id", "")] = Automatic(sign, depth, kind == OUTLINE)
    for style in _all(header, "style"):
        if (own := found.get(style.get("paraPrIDRef", ""))) is not None:
            found[STYLE.format(name=style.get("id", ""))] = own
    return found


def _number(said: str | None) -> int:
    return int(said) if said and said.isdecimal() and len(said) < 3 else 0


def _all(element: Element, name: str) -> Iterator[Element]:
    return (one for one in element.iter() if _name(one) == name)


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]
