"""Cells of an office's own form: how their sample lines look, and lines written in those looks.

A sample line shows the mark of its level, the spaces around it, and the styles of paragraph and
letters. Pictures, tables and shapes of a cell stay in it; its text is replaced.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.documents.hwpx import HH_PARAGRAPH as HP
from bot.documents.own_form_header import Header
from bot.documents.reading.marks import DEEPEST, LEVELS, MARK, begins
from storage.report.report_shapes import ReportLine
from storage.rules.names import clean_text

USUAL = ("○", "-", "·", "*", "▪")
"""Marks for a level that a form shows no line of; the first that it does not use elsewhere."""
SPACES = {"nbSpace": " ", "fwSpace": " ", "tab": " ", "lineBreak": " ", "hyphen": "-"}
_LEAD = re.compile(r"(?P<before>\s*)(?P<sign>\S)(?P<after>\s*)")


@dataclass(frozen=True)
class Looks:
    """How a line is set: styles by number, and what leads it, its mark with the spaces around."""

    paragraph: Mapping[str, str]
    letters: str
    lead: str = ""
    lead_letters: str = ""


@dataclass(frozen=True)
class Sample:
    """A line that a form shows: its sign, "" for one without, its level as the sign alone has
    it, and its looks; `drawn` when 한글 draws the sign itself."""

    sign: str
    level: int | None
    looks: Looks
    drawn: bool


class Samples:
    """The looks of lines in one cell; marks that it does not show are those of `beside`."""

    def __init__(self, cell: Any, header: Header, beside: "Samples | None" = None) -> None:
        self._header = header
        self.first = first_looks(cell)
        self._of = _levels(_samples(cell, header))
        self._beside = beside

    def of(self, level: int) -> Looks:
        """The looks of a line of this level."""
        if level in self._of:
            return self._of[level].looks
        nearest = next((at for at in range(level, 0, -1) if at in self._of), None)
        looks = self._of[nearest].looks if nearest else self.first
        return replace(self._undrawn(looks), lead=self._lead(level), lead_letters=looks.letters)

    def _undrawn(self, looks: Looks) -> Looks:
        """The same without a sign that 한글 would draw beside the mark."""
        ref = self._header.without_sign(looks.paragraph["paraPrIDRef"])
        return replace(looks, paragraph={**looks.paragraph, "paraPrIDRef": ref})

    def _lead(self, level: int) -> str:
        if not self._of and self._beside is not None:
            return self._beside.of(level).lead or f"{USUAL[level - 1]} "
        taken = {one.sign for one in self._of.values()}
        free = (one for one in USUAL[level - 1 :] if one not in taken)
        return f"{next(free, USUAL[-1])} "


def bullets(cell: Any, lines: Iterable[ReportLine], samples: Samples) -> None:
    """Each line in the looks of its level."""
    write(cell, [(clean_text(one.text), samples.of(one.level)) for one in lines])


def texts(cell: Any, said: Iterable[str]) -> None:
    """Each text in the looks of the cell's first line."""
    looks = first_looks(cell)
    write(cell, [(clean_text(text), looks) for text in said])


def emptied(cell: Any) -> None:
    """Only an empty line in the looks of the first; nothing else stays."""
    looks = first_looks(cell)
    for area in cell.findall(f"{HP}subList"):
        for one in list(area):
            area.remove(one)
    write(cell, [("", looks)])


def write(cell: Any, told: Sequence[tuple[str, Looks]]) -> None:
    """The lines instead of the cell's text; a single empty one where there is none."""
    area = cell.find(f"{HP}subList")
    lines = area.findall(f"{HP}p")
    kept = [line for line in lines if _bare(line)]
    at = next((area.index(line) for line in lines if line not in kept), len(area))
    looks = told[0][1] if told else first_looks(cell)
    for line in lines:
        if line not in kept:
            area.remove(line)
    for step, (text, own) in enumerate(told or [("", looks)]):
        area.insert(at + step, _line(area, text, own))
    _unset(cell)


def first_looks(cell: Any) -> Looks:
    """The looks of a cell's first line that is text, else of its first."""
    lines = cell.findall(f"{HP}subList/{HP}p")
    line = next((one for one in lines if not _objects(one)), lines[0] if lines else None)
    if line is None:
        return Looks({"paraPrIDRef": "0", "styleIDRef": "0"}, "0")
    return Looks(_styles(line), _letters(line))


def text_of(line: Any) -> str:
    """What a paragraph says by itself."""
    return "".join(said for said, _letters in _said(line))


def _levels(found: Iterable[Sample]) -> dict[int, Sample]:
    """A sample for each level: that of the first by its sign, one below it for each new sign."""
    by_sign: dict[str, Sample] = {}
    for one in found:
        by_sign.setdefault(one.sign, one)
    first = next(iter(by_sign.values()), None)
    highest = (first.level or 1) if first is not None else 1
    return {level: one for level, one in enumerate(by_sign.values(), highest) if level <= DEEPEST}


def _samples(cell: Any, header: Header) -> Iterator[Sample]:
    for line in cell.findall(f"{HP}subList/{HP}p"):
        text = text_of(line)
        drawn = header.sign(line.get("paraPrIDRef") or "")
        looks = Looks(_styles(line), _letters(line))
        if begins(text.strip()) and (found := _LEAD.match(text)) is not None:
            lead = found[0] if found["after"] else f"{found[0]} "
            at, behind = found.start("sign"), found.end()
            styled = replace(
                looks, lead=lead, lead_letters=_at(line, at), letters=_at(line, behind)
            )
            yield Sample(found["sign"], _level(text.strip()), styled, drawn=False)
        elif drawn and text.strip():
            yield Sample(drawn, _level(f"{drawn} 가"), looks, drawn=True)


def _level(text: str) -> int | None:
    found = MARK.match(text)
    return next((level for name, level in LEVELS.items() if found[name]), None) if found else None


def _at(line: Any, at: int) -> str:
    """The letters in which the sign at this place of a line is set."""
    end = 0
    for said, letters in _said(line):
        end += len(said)
        if at < end:
            return letters
    return _letters(line)


def _said(line: Any) -> Iterator[tuple[str, str]]:
    """The texts of a line, each with the number of its letters."""
    for run in line.findall(f"{HP}run"):
        for part in run.findall(f"{HP}t"):
            said = part.text or ""
            for one in part:
                said += SPACES.get(_kind(one), "") + (one.tail or "")
            yield said, run.get("charPrIDRef") or "0"


def _styles(line: Any) -> dict[str, str]:
    return {name: line.get(name) or "0" for name in ("paraPrIDRef", "styleIDRef")}


def _letters(line: Any) -> str:
    runs = line.findall(f"{HP}run")
    return str(runs[0].get("charPrIDRef") or "0") if runs else "0"


def _line(area: Any, text: str, looks: Looks) -> Any:
    plain = {"id": "0", "pageBreak": "0", "columnBreak": "0", "merged": "0"}
    made = area.makeelement(f"{HP}p", {**plain, **looks.paragraph})
    parts = [(looks.lead, looks.lead_letters or looks.letters), (text, looks.letters)]
    if parts[0][1] == parts[1][1] or not looks.lead:
        parts = [(looks.lead + text, looks.letters)]
    for said, letters in parts:
        run = made.makeelement(f"{HP}run", {"charPrIDRef": letters})
        words = run.makeelement(f"{HP}t", {})
        words.text = said
        run.append(words)
        made.append(run)
    return made


def _objects(line: Any) -> list[Any]:
    """What stands in a line beside its text: pictures, shapes, tables."""
    runs = line.findall(f"{HP}run")
    return [one for run in runs for one in run if _kind(one) not in ("t", "ctrl")]


def _bare(line: Any) -> bool:
    """Whether a line holds an object; then its text goes and the object stays."""
    held = _objects(line)
    if held:
        for run in line.findall(f"{HP}run"):
            for one in list(run):
                if one not in held:
                    run.remove(one)
    return bool(held)


def _unset(cell: Any) -> None:
    """The line layout of before, of the cell and of all it stands in; 한글 lays them out anew."""
    for line in (*cell.iterancestors(f"{HP}p"), *cell.iter(f"{HP}p")):
        for old in line.findall(f"{HP}linesegarray"):
            line.remove(old)


def _kind(one: Any) -> str:
    return str(one.tag).rpartition("}")[2]
