"""Marks that nobody typed: automatic bullets and numbers of HWPX and of Word.

A bullet is read as the sign it prints where that sign has a level, else by its indent.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from bot.documents.reading.guard import Archive
from bot.documents.reading.marks import CIRCLES, DASHES, DOTS

HEADER = "Contents/header.xml"
NUMBERING, STYLES = "word/numbering.xml", "word/styles.xml"
FIXED = CIRCLES + DASHES + DOTS.replace("•", "")
"""Signs that have a level of their own; • is the first of every list of Word."""
LEVELS = ("○ ", "- ", "· ")
OUTLINE = "OUTLINE"


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
        if len(sign) == 1 and (sign in FIXED or (not self.depth and sign not in "•oO")):
            return f"{sign} "
        return LEVELS[min(self.depth, len(LEVELS) - 1)]


def of_hwpx(archive: Archive) -> dict[str, Automatic]:
    """The automatic marks by the number of the paragraph property that has one."""
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
    return found


class WordNumbering:
    """The lists of a Word file, and the styles that belong to one."""

    def __init__(self, archive: Archive) -> None:
        names = archive.names
        numbering = archive.xml(NUMBERING) if NUMBERING in names else None
        styles = archive.xml(STYLES) if STYLES in names else None
        self._lists: dict[str, str] = {}
        self._signs: dict[tuple[str, int], str] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        self._above: dict[str, str] = {}
        if numbering is not None:
            self._read_lists(numbering)
        if styles is not None:
            self._read_styles(styles)

    def of(self, paragraph: Element) -> Automatic | None:
        """The automatic mark of a paragraph, its own or its style's."""
        own, style = None, ""
        for settings in _children(paragraph, "pPr"):
            own = _of_list(settings)
            style = next((_value(one) for one in _children(settings, "pStyle")), "")
        number, depth = own or self._of_style(style) or ("0", 0)
        if number in ("", "0"):
            return None
        return Automatic(self._signs.get((self._lists.get(number, ""), depth), ""), depth)

    def _of_style(self, style: str) -> tuple[str, int] | None:
        seen: set[str] = set()
        while style and style not in seen:
            if style in self._styles:
                return self._styles[style]
            seen.add(style)
            style = self._above.get(style, "")
        return None

    def _read_lists(self, numbering: Element) -> None:
        for one in _children(numbering, "abstractNum"):
            for level in _children(one, "lvl"):
                shown = next((_value(kind) for kind in _children(level, "numFmt")), "")
                text = next((_value(said) for said in _children(level, "lvlText")), "")
                if shown == "bullet":
                    at = _number(_attribute(level, "ilvl"))
                    self._signs[_attribute(one, "abstractNumId"), at] = text
        for one in _children(numbering, "num"):
            kind = next((_value(each) for each in _children(one, "abstractNumId")), "")
            self._lists[_attribute(one, "numId")] = kind

    def _read_styles(self, styles: Element) -> None:
        for one in _children(styles, "style"):
            name = _attribute(one, "styleId")
            self._above[name] = next((_value(up) for up in _children(one, "basedOn")), "")
            for settings in _children(one, "pPr"):
                found = _of_list(settings)
                if found is not None:
                    self._styles[name] = found


def _of_list(settings: Element) -> tuple[str, int] | None:
    """The list and the depth that paragraph settings name."""
    for one in _children(settings, "numPr"):
        number = next((_value(each) for each in _children(one, "numId")), "")
        depth = next((_value(each) for each in _children(one, "ilvl")), "0")
        return number or "?", _number(depth)
    return None


def _number(said: str | None) -> int:
    return int(said) if said and said.isdecimal() and len(said) < 3 else 0


def _all(element: Element, name: str) -> Iterator[Element]:
    return (one for one in element.iter() if _name(one) == name)


def _children(element: Iterable[Element], name: str) -> Iterator[Element]:
    return (one for one in element if _name(one) == name)


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _attribute(element: Element, name: str) -> str:
    told: Mapping[str, str] = element.attrib
    return next((said for key, said in told.items() if key.rpartition("}")[2] == name), "")


def _value(element: Element) -> str:
    return _attribute(element, "val")
