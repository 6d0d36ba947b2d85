"""The titles of the report and their order: printed from now on, and never in what is kept."""

import random
from typing import Any

from bot.documents.outline import Look, Paragraph
from bot.documents.report_paper import paper
from storage.act import Act
from storage.database import Database
from storage.records import records
from storage.report import report_draft, report_versions
from storage.report.report_shapes import from_json
from storage.rules.half_year import HalfYear
from storage.rules.setting_kinds import SECTION_TITLES, SettingSort
from storage.rules.terms import VersionStage
from storage.settings import office_settings, report_titles
from storage.settings.office_settings import Change
from storage.settings.report_titles import ORDER
from tests.helpers.facts import bus
from tests.helpers.offices import NOW, Office

HALF = HalfYear(2021, 2)


def titles(report: Any) -> list[str]:
    blocks = paper(report).blocks
    return [one.text for one in blocks if isinstance(one, Paragraph) and one.look is Look.SECTION]


async def test_titles_are_printed_as_they_are_set_and_versions_keep_theirs(
    db: Database, office: Office
) -> None:
    """Mutants: a version reads the titles of today; the order loses a section; undo forgets."""
    dice = random.Random(3)
    async with db.begin() as session:
        await records.add(Act(session, office.staff, NOW), bus())
        version = await report_versions.make(
            Act(session, office.office, NOW), HALF, VersionStage.DRAFT
        )
        kept = dict(version.report)
        usual = titles(await report_draft.report(session, HALF, NOW))
    assert usual == list(SECTION_TITLES.values())
    for turn in range(6):
        async with db.begin() as session:
            act = Act(session, office.office, NOW)
            before = titles(await report_draft.report(session, HALF, NOW))
            rows = {one.key: one for one in await office_settings.of(session, SettingSort.HEADING)}
            key = dice.choice([*SECTION_TITLES, ORDER])
            names = list(SECTION_TITLES)
            dice.shuffle(names)
            said = {"order": names} if key == ORDER else {"title": f"제목 {turn}"}
            number = rows[key].id if key in rows else None
            gone = number is not None and dice.random() < 0.3
            change = Change(SettingSort.HEADING, key, None if gone else said, number=number)
            back = await office_settings.put(act, change)
            now = titles(await report_draft.report(session, HALF, NOW))
            wanted = [title for _, title in await report_titles.all_in_order(session)]
            assert now == wanted
            assert len(now) == len(SECTION_TITLES)
            assert gone or now != before or key == ORDER
            if dice.random() < 0.3:
                await office_settings.put(act, back)
                assert titles(await report_draft.report(session, HALF, NOW)) == before
            (row,) = await report_versions.of_half(session, HALF)
            assert row.report == kept
            assert titles(from_json(row.report)) == usual
