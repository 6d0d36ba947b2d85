"""One clerk enters a real half-year report by chat, and the office's sums come out as printed."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

import pytest
import pytest_asyncio

from bot.demo import script
from bot.demo.player import Player
from bot.demo.texts import PEOPLE
from handlers.install import FORMS
from storage.facts.shapes import EventFacts, Line, MouFacts
from storage.facts.wording import lines
from storage.facts.wording_parts import listed
from storage.figures.asking import Asked
from storage.figures.sums import total
from storage.records import record_lookup, record_projection
from storage.rules.figure_kinds import Counted
from storage.rules.half_year import HalfYear
from storage.rules.terms import EventKind, RecordKind
from tests.helpers.report_lines import folded
from tests.journeys.town import Hand, Town, opened

pytestmark = [pytest.mark.long, pytest.mark.asyncio(loop_scope="module")]

CLERK, MANAGER = PEOPLE[0][0], PEOPLE[3][0]
GOLDEN = json.loads(
    (Path(__file__).parents[1] / "golden" / "seed_lines.json").read_text(encoding="utf-8")
)
BROKEN_BY_LAYOUT = {"영 업소": "영업소", "유니 테크빌": "유니테크빌"}
JOINED = {"장애인일자리박람회": "/", "맥도날드채용박람회": "/", "경비짱 2기": ", "}
"""Records that share a printed line with the one before, and the mark between: layout."""
NO_LINE = (RecordKind.BUDGET,)
NAMED = ("업체·기관: ", "협약 기관: ")
MARKS = {"○ ": 1, "- ": 2, "· ": 3}


@dataclass
class Played:
    """The town after the clerk's long day, and what each card had shown."""

    town: Town
    manager: Hand
    shown: list[str] = field(default_factory=list)


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def played(
    tmp_path_factory: pytest.TempPathFactory, people_only: Path
) -> AsyncIterator[Played]:
    """Every record of the script, entered on a phone over HTTP."""
    async with opened(tmp_path_factory.mktemp("seed"), people_only) as town:
        clerk = await town.hand(CLERK)
        asks = {ask: one.label for form in FORMS for one in form.fields for ask in one.asks}
        player = Player(clerk.phone, asks)
        done = Played(town, await town.hand(MANAGER))
        for entry in script.read():
            done.shown.append(await player.enter(entry))
        yield done


def sentence(shown: str) -> list[Line]:
    """The lines that stand in a card between its heading and its buttons."""
    found = []
    for raw in unescape(shown).splitlines():
        mark = raw.strip()[:2]
        if mark in MARKS:
            found.append(Line(MARKS[mark], raw.strip()[2:]))
    return found


async def saved(town: Town) -> list[tuple[RecordKind, tuple[Line, ...]]]:
    """The lines of every living record in the order in which they were entered."""
    rows = [row for kind in RecordKind for row in await town.rows(kind)]
    found = []
    async with town.office.db.read() as session:
        for row in sorted(rows, key=lambda one: one.created_at):
            parent = getattr(row, "parent_id", None)
            above = await record_lookup.above(session, row.kind, parent)
            facts = record_projection.facts_of(row)
            path = lines(facts, parent=above if isinstance(above, MouFacts) else None)
            found.append((row.kind, path))
    return found


def printed(paths: list[tuple[Line, ...]]) -> list[Line]:
    """One row of the report: records folded, and those joined that share a line."""
    made: list[tuple[Line, ...]] = []
    for path in paths:
        mark = JOINED.get(path[-1].text)
        if mark is None:
            made.append(path)
            continue
        last = made.pop()
        assert last[:-1] == path[:-1]
        text = listed([last[-1].text, path[-1].text], mark)
        made.append((*path[:-1], Line(path[-1].level, text)))
    return list(folded(made))


def golden_rows() -> Iterator[list[Line]]:
    """The real report's rows, with the two words whole that the layout had cut."""
    for row in GOLDEN["rows"]:
        wanted = []
        for level, text in row["lines"]:
            for cut, word in BROKEN_BY_LAYOUT.items():
                text = text.replace(cut, word)
            wanted.append(Line(level, text))
        yield wanted


async def test_each_card_showed_the_very_lines_that_were_saved(played: Played) -> None:
    """Under the lines that they stand below: a tour under the bus before it."""
    rows = await saved(played.town)
    assert len(rows) == len(played.shown) == 48
    differing = [
        (shown, path)
        for shown, (kind, path) in zip(played.shown, rows, strict=True)
        if kind not in NO_LINE and [one for one in sentence(shown) if one in path] != list(path)
    ]
    assert differing == []


async def test_saved_sentences_are_the_real_report_letter_by_letter(played: Played) -> None:
    paths = [path for kind, path in await saved(played.town) if kind not in NO_LINE]
    wanted = list(golden_rows())
    assert sum(map(len, wanted)) == 72
    at = 0
    for row in wanted:
        taken = _records_of(paths[at:], row)
        assert printed(paths[at : at + taken]) == row
        at += taken
    assert at == len(paths)


def _records_of(paths: list[tuple[Line, ...]], row: list[Line]) -> int:
    """How many records, in their order, make up a row of that many lines."""
    best = 0
    for count in range(1, len(paths) + 1):
        if len(printed(paths[:count])) <= len(row):
            best = count
    return best


async def test_control_sums_are_those_of_the_real_report(played: Played) -> None:
    async with played.town.office.db.read() as session:
        first, buses = HalfYear(2020, 1), (EventKind.JOB_BUS,)
        runs, consultations = [
            (await total(session, Asked(measures=(one,), first=first, kinds=buses))).value
            for one in (Counted.RUNS, Counted.CONSULTATIONS)
        ]
        agreements = await record_lookup.all_living(session, RecordKind.MOU)
        events = await record_lookup.all_living(session, RecordKind.EVENT)
    assert (runs, consultations) == (110, 265)
    assert sum(row.signed_on is not None for row in agreements) == 4
    cohorts: Counter[str] = Counter()
    for facts in map(record_projection.facts_of, events):
        if isinstance(facts, EventFacts) and facts.kind is EventKind.PROGRAMME:
            cohorts[facts.title] += facts.cohort_total or len(facts.cohorts)
    assert (cohorts["청년캣취업 사관학교"], cohorts["청년 나 알기 학교"]) == (5, 4)


@pytest.mark.parametrize(
    ("half", "runs"), [("2021 하반기", "39회"), ("2021 상반기", "42회"), ("2020 하반기", "29회")]
)
async def test_a_manager_reads_the_bus_runs_of_a_half(
    played: Played, half: str, runs: str
) -> None:
    shown = await played.manager.says(f"/status {half}")
    assert f"일자리버스 {runs}" in shown


async def test_people_met_are_counted_only_where_somebody_counted(played: Played) -> None:
    assert "참여·상담 인원 265명" in await played.manager.says("/status 2020 하반기")
    assert "참여·상담 인원 집계 없음" in await played.manager.says("/status 2021 하반기")


async def test_one_company_is_found_under_three_spellings_each_as_it_was_written(
    played: Played,
) -> None:
    shown = await played.manager.says("/find 쿠팡")
    assert shown.startswith("쿠팡풀필먼트유한회사")
    assert "기록 6건" in shown
    assert (shown.count(". 행사 · "), shown.count(". 협약 · ")) == (5, 1)
    written = set()
    for place in range(1, 7):
        await played.manager.says("/find 쿠팡")
        record = await played.manager.taps(f"{place}번")
        named = next(line for line in record.splitlines() if line.startswith(NAMED))
        written |= {name for name in named.partition(": ")[2].split(", ") if "쿠팡" in name}
    assert written == {
        "쿠팡풀필먼트유한회사(쿠팡고양FC)",
        "쿠팡플필먼트서비스(고양센터)",
        "쿠팡풀필먼트",
    }


async def test_no_message_failed_and_none_is_left_unsent(played: Played) -> None:
    under_way = "SELECT id FROM outbox WHERE state IN ('due', 'leased')"
    async with asyncio.timeout(10):  # sent is written down a moment after the phone has it
        while list(await played.town.ask(under_way)):  # noqa: ASYNC110 - tables ring no bell
            await asyncio.sleep(0)
    states = await played.town.ask(
        "SELECT state, count(*) FROM outbox WHERE state NOT IN ('sent', 'superseded') GROUP BY 1"
    )
    assert list(states) == []
    assert list(await played.town.ask("SELECT error FROM inbox WHERE error <> ''")) == []
