"""The lines that the office prints, as a file that comes in is laid beside them. Reading only."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from itertools import product

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.report import ReportBlock
from storage.report import report_decisions, report_draft
from storage.report.reading.likeness import Standing
from storage.report.report_shapes import ReportLine

Path = tuple[str, ...]
"""A line by the texts it stands below, its own last."""


@dataclass(frozen=True)
class Printed:
    """A block as it is printed, and every line of it as composed, hidden ones included."""

    standing: tuple[Standing, ...]
    places: tuple[ReportLine, ...]
    lines: tuple[ReportLine, ...]

    @property
    def paths(self) -> dict[Path, ReportLine]:
        """Its lines by their paths: as printed, as composed, and each apart where joined."""
        plain = {one.key: one.plain for one in self.standing}
        return by_path(self.places) | by_path(self.lines, plain)


async def of_block(session: AsyncSession, block: ReportBlock) -> Printed:
    """The lines of a block, each with its own words before the office changed them."""
    lines = tuple(await report_draft.block_lines(session, block))
    number = block.id
    if block.frozen is not None:
        return Printed(tuple(_standing(line, number) for line in lines), (), lines)
    places = tuple(await report_draft.line_places(session, block))
    marks = {
        one.key: one.mark
        for one in await report_decisions.decisions(session, block)
        if one.mark and not one.hidden
    }
    onto = _joined(places, {line.key for line in lines}, marks)
    own = {line.key: line for line in places}
    found: list[Standing] = []
    for line in lines:
        more, said = onto.get(line.key, []), own.get(line.key, line)
        parts = tuple(_standing(one, number) for one in (said, *more)) if more else ()
        mark = marks.get(more[0].key, "") if more else ""
        found.append(_standing(line, number, line.text if more else said.text, parts, mark or ""))
    return Printed(tuple(found), places, lines)


def _joined(
    places: Iterable[ReportLine], shown: Container[str], marks: Container[str]
) -> dict[str, list[ReportLine]]:
    """By the key of a printed line, those that are joined to it."""
    onto: dict[str, list[ReportLine]] = {}
    host = ""
    for line in places:
        if line.key in shown:
            host = line.key
        elif host and line.key in marks:
            onto.setdefault(host, []).append(line)
    return onto


def _standing(
    line: ReportLine,
    block_id: int,
    plain: str = "",
    parts: tuple[Standing, ...] = (),
    mark: str = "",
) -> Standing:
    return Standing(
        line.level,
        line.text,
        plain or line.text,
        line.key,
        line.records,
        line.edited,
        block_id,
        parts,
        mark,
    )


def by_path(
    found: Iterable[ReportLine], plain: Mapping[str, str] | None = None
) -> dict[Path, ReportLine]:
    """Lines by the texts that they stand below.

    `plain` gives by key what a line says without the office's words: both name it.
    """
    above: list[set[str]] = []
    paths: dict[Path, ReportLine] = {}
    for line in found:
        above = [*above[: line.level - 1], {line.text, (plain or {}).get(line.key, line.text)}]
        for path in product(*above):
            paths.setdefault(path, line)
    return paths
