"""The styles and lists of a Word file: which paragraphs have an automatic mark, what is hidden."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar
from xml.etree.ElementTree import Element

from bot.documents.reading.automatic import Automatic
from bot.documents.reading.guard import Archive

NUMBERING, STYLES = "word/numbering.xml", "word/styles.xml"
OFF = ("", "0")
"""The number of no list: it switches the list of a style off."""
OFF_VALUES = ("0", "false", "off")
T = TypeVar("T")


@dataclass
class _Style:
    above: str = ""
    number: str | None = None  # of its list
    depth: int | None = None
    hidden: bool | None = None


@dataclass
class _Lists:
    """Lists by number; the signs of their levels, and the levels that belong to styles."""

    kinds: dict[str, str] = field(default_factory=dict)
    signs: dict[tuple[str, int], str] = field(default_factory=dict)
    own: dict[tuple[str, int], str] = field(default_factory=dict)
    of_style: dict[tuple[str, str], int] = field(default_factory=dict)
    linked: dict[str, str] = field(default_factory=dict)  # kind -> the style that has its levels

    def sign(self, number: str, depth: int) -> str:
        """What a level prints, as far as it is a bullet."""
        own = self.own.get((number, depth))
        return own if own is not None else self.signs.get((self.kinds.get(number, ""), depth), "")


class Styles:
    """What paragraphs and runs have by their styles."""

    def __init__(self, archive: Archive) -> None:
        self._styles: dict[str, _Style] = {}
        self._default = ""
        self._lists = _Lists()
        names = archive.names
        if STYLES in names:
            self._read_styles(archive.xml(STYLES))
        if NUMBERING in names:
            _read_lists(archive.xml(NUMBERING), self._lists)

    def mark(self, paragraph: Element, table: str = "") -> Automatic | None:
        """The automatic mark of a paragraph: its own, its style's, or its table's."""
        number: str | None = None
        depth: int | None = None
        style = self._default
        for settings in children(paragraph, "pPr"):
            number, depth = _of_list(settings)
            style = next((value(one) for one in children(settings, "pStyle")), style)
        if number is None:
            number = self._first(style, lambda one: one.number)
        if number is None and table:
            number, style = self._first(table, lambda one: one.number), table
        if number is None or number in OFF:
            return None
        if depth is None:
            depth = self._level(number, style)
        return Automatic(self._sign(number, depth), depth)

    def hidden(self, paragraph: Element) -> bool:
        """Whether the style of a paragraph hides its words."""
        for settings in children(paragraph, "pPr"):
            for one in children(settings, "pStyle"):
                return self._first(value(one), lambda known: known.hidden) or False
        return False

    def hidden_run(self, run: Element) -> bool:
        """Whether a run is not seen on paper."""
        for settings in children(run, "rPr"):
            own = _hides(settings)
            if own is not None:
                return own
            for one in children(settings, "rStyle"):
                return self._first(value(one), lambda known: known.hidden) or False
        return False

    def of_table(self, table: Element) -> str:
        """The style of a table."""
        for settings in children(table, "tblPr"):
            for one in children(settings, "tblStyle"):
                return value(one)
        return ""

    def _sign(self, number: str, depth: int) -> str:
        style = self._lists.linked.get(self._lists.kinds.get(number, ""), "")
        linked = self._first(style, lambda one: one.number) if style else None
        return self._lists.sign(linked or number, depth)

    def _level(self, number: str, style: str) -> int:
        """The level of a list at which a style stands."""
        own = self._first(style, lambda one: one.depth)
        if own is not None:
            return own
        kind = self._lists.kinds.get(number, "")
        levels = (self._lists.of_style.get((kind, one)) for one in self._chain(style))
        return next((one for one in levels if one is not None), 0)

    def _chain(self, style: str) -> Iterator[str]:
        """A style and those that it is made from."""
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            yield style
            style = self._styles[style].above

    def _first(self, style: str, asked: Callable[[_Style], T | None]) -> T | None:
        found = (asked(self._styles[one]) for one in self._chain(style))
        return next((one for one in found if one is not None), None)

    def _read_styles(self, styles: Element) -> None:
        for one in children(styles, "style"):
            name = attribute(one, "styleId")
            style = _Style(next((value(up) for up in children(one, "basedOn")), ""))
            for settings in children(one, "pPr"):
                style.number, style.depth = _of_list(settings)
            for look in children(one, "rPr"):
                style.hidden = _hides(look)
            self._styles[name] = style
            paragraph = attribute(one, "type") == "paragraph"
            if paragraph and attribute(one, "default") not in ("", *OFF_VALUES):
                self._default = name


def _read_lists(numbering: Element, lists: _Lists) -> None:
    for one in children(numbering, "abstractNum"):
        kind = attribute(one, "abstractNumId")
        for link in children(one, "numStyleLink"):
            lists.linked[kind] = value(link)
        for level in children(one, "lvl"):
            at = count(attribute(level, "ilvl"))
            lists.signs[kind, at] = _bullet(level)
            for style in children(level, "pStyle"):
                lists.of_style[kind, value(style)] = at
    for one in children(numbering, "num"):
        number = attribute(one, "numId")
        lists.kinds[number] = next((value(each) for each in children(one, "abstractNumId")), "")
        for over in children(one, "lvlOverride"):
            for level in children(over, "lvl"):
                lists.own[number, count(attribute(over, "ilvl"))] = _bullet(level)


def _bullet(level: Element) -> str:
    """The sign that a level prints; empty for one that counts."""
    shown = next((value(kind) for kind in children(level, "numFmt")), "")
    said = next((value(text) for text in children(level, "lvlText")), "")
    return said if shown == "bullet" else ""


def _of_list(settings: Element) -> tuple[str | None, int | None]:
    """The list and the depth that paragraph settings name."""
    for one in children(settings, "numPr"):
        number = next((value(each) for each in children(one, "numId")), None)
        depth = next((count(value(each)) for each in children(one, "ilvl")), None)
        return number, depth
    return None, None


def _hides(look: Element) -> bool | None:
    """Whether letters of this look are hidden; None where it does not say."""
    for one in children(look, "vanish"):
        return (value(one) or "1") not in OFF_VALUES
    return None


def count(said: str | None) -> int:
    """A small number; 0 for anything else."""
    return int(said) if said and said.isdecimal() and len(said) < 3 else 0


def children(element: Iterable[Element], name: str) -> Iterator[Element]:
    """The children of that name, whatever its space of names."""
    return (one for one in element if name_of(one) == name)


def name_of(element: Element) -> str:
    """The name of an element without its space of names."""
    return element.tag.rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """An attribute, whatever its space of names; empty where it is missing."""
    return next((said for key, said in element.items() if key.rpartition("}")[2] == name), "")


def value(element: Element) -> str:
    """The value that most settings of Word have."""
    return attribute(element, "val")
