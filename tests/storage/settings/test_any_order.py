"""Whatever an office sets, in any order: confirmed papers keep every byte, copies carry it all."""

import random
from pathlib import Path
from typing import Any

import pytest

from storage.act import Act
from storage.database import Database
from storage.facts.event_kinds import AS_PATTERN
from storage.facts.shapes import EventFacts
from storage.records import record_lookup, records
from storage.report import kind_effects, report_draft, report_versions, rule_effects
from storage.rules.half_year import HalfYear
from storage.rules.quota import Force, Rule, RuleKey
from storage.rules.setting_kinds import SettingSort, WordField
from storage.rules.terms import Measure, RecordKind
from storage.safekeeping import archive, copies, restoring
from storage.settings import event_kinds, office_settings, rule_book
from storage.settings.event_kinds import OwnKind
from storage.settings.office_settings import Change
from tests.helpers.facts import bus, fair, when, works
from tests.helpers.offices import NOW, Office
from tests.storage.records.late_office import Closed

FIRST, SECOND = HalfYear(2021, 1), HalfYear(2021, 2)


def some_change(dice: random.Random, turn: int, kinds: list[int]) -> Change:
    """A change of any sort that was never made before."""
    match dice.randrange(5):
        case 0:
            value = dice.choice([90_000_000, 150_000_000])
            rule = Rule(RuleKey.LARGE_WORKS, value, None, "시험", Force.TERMS)
            return Change(SettingSort.RULE, rule.key, rule_book.said(rule))
        case 1:
            kind = OwnKind(f"새 이름{turn}", dice.choice(AS_PATTERN), f"제목{turn}")
            number = dice.choice([None, *kinds])
            return Change(SettingSort.KIND, kind.base, event_kinds.said(kind), number=number)
        case 2:
            return Change(SettingSort.HEADING, "progress", {"title": f"제목 {turn}"})
        case 3:
            measure = dice.choice([Measure.RUNS, Measure.VISITORS, Measure.CONSULTATIONS])
            return Change(SettingSort.UNIT, measure, {"unit": dice.choice(["분", "차례"])})
        case _:
            said = {"text": f"화정역 광장{turn}", "short": f"화정{turn}"}
            return Change(SettingSort.WORD, WordField.PLACE, said)


async def change_it(act: Act, change: Change) -> Change:
    """Writes a change with all that follows from it; in place of a row of the same key."""
    if change.sort in (SettingSort.HEADING, SettingSort.UNIT):
        rows = await office_settings.of(act.session, change.sort)
        same = next((row.id for row in rows if row.key == change.key), None)
        change = Change(change.sort, change.key, change.said, number=change.number or same)
    back = await office_settings.put(act, change)
    await follow(act, change, back.number or 0)
    return back


async def follow(act: Act, change: Change, number: int) -> None:
    match change.sort:
        case SettingSort.RULE:
            await rule_effects.follow(act, "규칙")
        case SettingSort.KIND:
            await kind_effects.follow(act, number, "종류")
        case SettingSort.UNIT:
            await kind_effects.count_anew(act, Measure(change.key), "단위")


async def papers(session: Any) -> dict[str, list[str]]:
    return {
        half.code: [line.text for line in (await report_draft.report(session, half, NOW)).lines()]
        for half in (FIRST, SECOND)
    }


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2))
async def test_confirmed_papers_keep_every_byte_and_every_change_is_taken_back_whole(
    db: Database, office: Office, seed: int, tmp_path: Path
) -> None:
    """Mutants: a closed half is judged, called or counted anew; undo leaves the records."""
    dice = random.Random(seed)
    async with db.begin() as session:
        act = Act(session, office.office, NOW)
        kind = OwnKind("거리상담", AS_PATTERN[0], "찾아가는 취업지원")
        said = event_kinds.said(kind)
        made = await office_settings.put(act, Change(SettingSort.KIND, kind.base, said))
        number = made.number or 0
        found = await event_kinds.by_number(session, number)
        assert found is not None
        for day in ("2021.3.2.", "2021.8.3."):
            own = EventFacts(kind.base, when(day), counts={Measure.RUNS: 2}, own=found.as_fact)
            for facts in (bus(day, 3, 30), fair(), own):
                await records.add(act, facts)
        for month in (3, 7):
            noticed = works().notice_on.replace(month=month)
            await records.add(act, works(title=f"{month}월 공사", notice_on=noticed))
    await Closed(db, office).confirms(FIRST)
    async with db.read() as session:
        kept = (await report_versions.of_half(session, FIRST))[-1].report
    for turn in range(8):
        async with db.begin() as session:
            act = Act(session, office.office, NOW)
            before = await papers(session)
            change = some_change(dice, turn, [number])
            if change.number == number:  # the pattern of a kind that has events stays
                told = {**(change.said or {}), "base": str(kind.base)}
                change = Change(change.sort, str(kind.base), told, number=number)
            back = await change_it(act, change)
            after = await papers(session)
            assert after[FIRST.code] == before[FIRST.code]
            assert (await report_versions.of_half(session, FIRST))[-1].report == kept
            if dice.random() < 0.5:
                await office_settings.put(act, back)
                await follow(act, back, back.number or 0)
                assert await papers(session) == before
    copy = tmp_path / "copy"
    copies.backup(db.url, copy, NOW)
    restoring.rebuild(f"sqlite:///{copy}.db", archive.opened(copy))  # from either database
    other = Database(f"sqlite:///{copy}.db")
    async with db.read() as mine, other.read() as theirs:
        assert await papers(theirs) == await papers(mine)
        for sort in SettingSort:
            rows = [
                [office_settings.as_change(row) for row in await office_settings.of(one, sort)]
                for one in (mine, theirs)
            ]
            assert rows[0] == rows[1]
        events = [
            [row.facts for row in await record_lookup.all_living(one, RecordKind.EVENT)]
            for one in (mine, theirs)
        ]
        assert events[0] == events[1]
    await other.close()
