"""What an office shows of itself: its report block by block, /status, figures read off lines."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from re import compile as pattern
from re import findall
from typing import Any

from sqlalchemy import text

from storage.figures import filling
from storage.figures.quota_table import QuotaTable
from storage.plans import plan_quota
from storage.report import report_account, report_blocks, report_draft
from storage.report.left_out import Account
from storage.report.report_shapes import Report, ReportLine
from storage.rules.half_year import HalfYear
from storage.rules.terms import BlockKind
from tests.helpers.strangers import events
from tests.helpers.strangers.life import READER, Life
from tests.helpers.strangers.times import Half
from tests.helpers.strangers.truth import Key, Truth

N = r"([\d,]+)"
PRINTED = {
    events.TALKS: rf"(?<!\S)상담 {N}명|{N}명 상담",
    events.FIRMS: rf"{N}개 업체",
    events.GUESTS: rf"(?<!\S)참여 {N}명",
    events.TAUGHT: rf"(?<!\S)교육 {N}명",
    events.PASSED: rf"(?<!\S)수료 {N}명",
    events.SEEN: rf"(?<!\S)면접 {N}명",
    events.HIRED: rf"(?<!고양시민 )(?<!\S)채용 {N}명",
    events.CITIZENS: rf"고양시민 채용 {N}명|채용 [\d,]+명\(고양시민 {N}명\)",
    events.WANTED: rf"(?<!\S)구인 {N}명",
    "현장면접": rf"현장면접\({N}개사\)",
    "채용상담": rf"채용상담\({N}개사\)",
}
"""Each figure by the words with which a line gives it."""
HEADS = pattern(rf"고양시민 {N}명\(전체 {N}명\)")
COVERED = pattern(r"\([^()]*집계\)")


@dataclass
class Block:
    """A block of the progress table: its halves, whether it holds plans, its lines."""

    halves: list[str]
    plans: bool
    lines: list[ReportLine]

    @property
    def records(self) -> set[Key]:
        """Every record behind a line of it."""
        return {(str(kind), number) for line in self.lines for kind, number in line.records}


@dataclass
class Seen:
    """Everything that is looked at after a half was lived."""

    blocks: list[Block]
    report: Report
    status: dict[str, str]  # what /status says, by half
    problems: set[Key] = field(default_factory=set)
    ledger: list[dict[str, Any]] = field(default_factory=list)  # its rows, without their numbers
    account: Account | None = None  # the three sums of the half, and what is left out
    quota: QuotaTable | None = None
    unlike: list[Any] = field(default_factory=list)  # records whose rows are not what they say

    def block(self, half: str) -> Block | None:
        """The block of results that covers a half."""
        return next((one for one in self.blocks if half in one.halves and not one.plans), None)


async def look(life: Life) -> Seen:
    """The report as it stands, and what a reader is told by /status."""
    half = HalfYear(life.half.year, life.half.half)
    async with life.desk.db.read() as session:
        blocks = [
            Block(
                _halves(block.first_half, block.last_half),
                block.kind == BlockKind.PLAN,
                [one for one in await report_draft.block_lines(session, block) if one.records],
            )
            for block in await report_blocks.drafted(session, half)
        ]
        report = await report_draft.report(session, half, life.desk.now)
        connection = await session.connection()
        rows = (await connection.execute(text("SELECT * FROM figure"))).mappings()
        ledger = [{name: row[name] for name in row if name != "id"} for row in rows]
        unlike = await connection.run_sync(filling.differing)
        account = await report_account.of_half(session, half, life.today)
        quota = await plan_quota.table(session, half)
    status = {}
    for one in (life.half, life.half.moved(-1)):
        (status[one.code],) = await life.desk.says(READER, f"/status {one.words}")
    problems = {(str(kind), number) for line in report.problems for kind, number in line.records}
    return Seen(blocks, report, status, problems, ledger, account, quota, unlike)


def _halves(first: HalfYear, last: HalfYear) -> list[str]:
    one, found = Half(first.year, first.half), [f"{first.year}-{first.half}"]
    while found[-1] != f"{last.year}-{last.half}":
        one = one.moved(1)
        found.append(one.code)
    return found


def bare(line: ReportLine, truth: Truth) -> str:
    """The line without what was typed into its records, and without how far it was counted."""
    told = line.text
    behind = [truth.of(key) for key in _keys(line)]
    typed = {words for one in behind for words in (*one.words, one.reason) if words}
    for words in sorted(typed, key=len, reverse=True):
        told = told.replace(words, "○")
    return COVERED.sub("", told)


NAMES = ("h:", "c:")
"""Keys of lines that only name what others stand below."""


def read_off(lines: Iterable[ReportLine], label: str, truth: Truth) -> int:
    """The sum of a figure as the lines print it."""
    return sum(
        int(number.replace(",", ""))
        for line in lines
        if not line.key.startswith(NAMES)
        for found in findall(PRINTED[label], bare(line, truth))
        for number in ([found] if isinstance(found, str) else found)
        if number
    )


def bus_runs(lines: Iterable[ReportLine], truth: Truth) -> int:
    """The runs of the bus as printed: 회 on lines of a run; a job tour may stand below it."""
    return sum(
        int(number.replace(",", ""))
        for line in lines
        if line.level > 1 and truth.of(next(_keys(line))).is_bus
        for number in findall(rf"{N}회", bare(line, truth))
    )


def heads(lines: Iterable[ReportLine], truth: Truth) -> tuple[int, int] | None:
    """Citizens and all on the lines of works."""
    found = [
        (int(one.replace(",", "")), int(all_.replace(",", "")))
        for line in lines
        for one, all_ in HEADS.findall(bare(line, truth))
    ]
    if not found:
        return None
    return sum(one for one, _ in found), sum(every for _, every in found)


def _keys(line: ReportLine) -> Iterator[Key]:
    for kind, number in line.records:
        yield str(kind), number
