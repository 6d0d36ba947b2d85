"""What lies on a sheet beside its cells: memos, drawn boxes, charts, what is printed at the edges.

None of it is read; each is told by its cell, with its words.
"""

import posixpath
from collections.abc import Callable, Collection, Iterator
from xml.etree.ElementTree import Element

from bot.documents.reading import losses
from bot.documents.reading.losses import Kind, Loss
from bot.documents.reading.number_formats import whole
from bot.documents.reading.workbook import Sheet, letters

CHART = Kind("차트 {count}개의 글을 읽지 않았습니다")
PRINTED = Kind("인쇄 머리글·바닥글을 읽지 않았습니다")
STRUCK = Kind("취소선이 그어진 칸도 읽었습니다", left=False)
ANCHORS = ("oneCellAnchor", "twoCellAnchor", "absoluteAnchor")

Read = Callable[[str], Element]


def beside(
    read: Read, names: Collection[str], part: str, seen: Sheet, sheet: str = ""
) -> list[Loss]:
    """All of the sheet in this part; `read` gives a part as XML, `sheet` stands before a cell."""
    found = [Loss(STRUCK, sheet + cell) for cell in seen.struck]
    if any(sign.isalnum() for sign in seen.page):
        found.append(Loss(PRINTED, sheet.rstrip("!"), seen.page))
    for kind, place in _linked(read, names, part):
        if kind == "comments":
            found += [
                Loss(losses.MEMO, sheet + (one.get("ref") or ""), _words(one))
                for one in _named(read(place), "comment")
            ]
        elif kind == "drawing":
            found += _drawn(read, names, place, sheet)
    return found


def _linked(read: Read, names: Collection[str], part: str) -> Iterator[tuple[str, str]]:
    """The parts that a part points at, each with its kind."""
    folder, name = posixpath.split(part)
    links = f"{folder}/_rels/{name}.rels"
    if links not in names:
        return
    for link in read(links):
        target = link.get("Target") or ""
        place = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
        if place in names:
            yield (link.get("Type") or "").rpartition("/")[2], place


def _drawn(read: Read, names: Collection[str], part: str, sheet: str) -> Iterator[Loss]:
    charts = [place for kind, place in _linked(read, names, part) if kind == "chart"]
    for anchor in read(part):
        if _kind(anchor) not in ANCHORS:
            continue
        place = sheet + _place(anchor)
        if words := _words(anchor):
            yield Loss(losses.BOX, place, words)
        if _named(anchor, "chart"):
            said = _words(read(charts.pop(0))) if charts else ""
            yield Loss(CHART, place, said)


def _place(anchor: Element) -> str:
    start = next((one for one in anchor if _kind(one) == "from"), None)
    if start is None:
        return "A1"
    told = {_kind(one): whole((one.text or "").strip()) for one in start}
    return f"{letters(told.get('col', 0))}{told.get('row', 0) + 1}"


def _words(root: Element) -> str:
    """The words in it: a line a paragraph."""
    lines = [""]
    for one in root.iter():
        if _kind(one) in ("p", "pt"):
            lines.append("")
        elif _kind(one) in ("t", "v"):
            lines[-1] += one.text or ""
    return "\n".join(line for line in lines if line.strip())


def _named(root: Element, kind: str) -> list[Element]:
    return [one for one in root.iter() if _kind(one) == kind]


def _kind(one: Element) -> str:
    return str(one.tag).rpartition("}")[2]
