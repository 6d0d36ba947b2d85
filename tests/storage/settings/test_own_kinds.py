"""Kinds of the office's own: what was foreseen happens, and records say what they are."""

import random
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from storage import audit
from storage.act import Act
from storage.database import Database
from storage.facts import wording
from storage.facts.event_kinds import AS_PATTERN
from storage.facts.shapes import EventFacts
from storage.facts.spoken.message import spoken
from storage.records import known_names, record_lookup, records
from storage.records.record_projection import facts_of
from storage.report import kind_effects, report_draft, report_versions
from storage.rules.errors import Refusal
from storage.rules.half_year import HalfYear
from storage.rules.setting_kinds import SettingSort
from storage.rules.terms import EventKind, Measure, RecordKind
from storage.settings import event_kinds, office_settings
from storage.settings.event_kinds import OwnKind
from storage.settings.office_settings import Change
from tests.helpers.facts import bus, when
from tests.helpers.offices import NOW, Office
from tests.storage.records.late_office import Closed

HALVES = (HalfYear(2021, 1), HalfYear(2021, 2))
DAYS = ("2021.3.5.", "2021.5.7.", "2021.7.3.", "2021.9.2.")


def change_of(kind: OwnKind) -> Change:
    said = event_kinds.said(kind)
    return Change(SettingSort.KIND, str(kind.base), said, number=kind.number or None)


async def make(db: Database, office: Office, kind: OwnKind) -> OwnKind:
    async with db.begin() as session:
        back = await office_settings.put(Act(session, office.office, NOW), change_of(kind))
        return replace(kind, number=back.number or 0)


async def log(db: Database, office: Office, kind: OwnKind, day: str, **more: Any) -> Any:
    facts = EventFacts(kind.base, when(day), own=kind.as_fact, **more)
    async with db.begin() as session:
        return await records.add(Act(session, office.staff, NOW), facts)


async def printed(session: Any) -> dict[str, list[str]]:
    return {
        half.code: [line.text for line in (await report_draft.report(session, half, NOW)).lines()]
        for half in HALVES
    }


@pytest.mark.parametrize("base", AS_PATTERN)
def test_an_event_of_any_pattern_is_called_by_the_name_and_heading_of_its_kind(
    base: EventKind,
) -> None:
    own = OwnKind("거리상담", base, "찾아가는 취업지원", number=7)
    facts = EventFacts(base, when("2021.7.3."), companies=("가나",), own=own.as_fact)
    head, *below = wording.lines(facts)
    assert head.text == "찾아가는 취업지원"
    assert any("거리상담" in line.text for line in below)
    assert base.label not in " ".join(line.text for line in below)
    assert wording.label(facts).startswith("거리상담")


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2))
async def test_what_was_foreseen_of_a_kind_happens_and_closed_halves_keep_their_words(
    db: Database, office: Office, seed: int
) -> None:
    """Mutants: a closed half is called anew; a rename forgets the heading; only titles change."""
    dice = random.Random(seed)
    kinds = [
        await make(db, office, OwnKind(f"거리상담{at}", dice.choice(AS_PATTERN), f"제목{at}"))
        for at in range(2)
    ]
    for day in DAYS:
        for kind in kinds:
            await log(db, office, kind, day, counts={Measure.VISITORS: dice.randrange(1, 50)})
    async with db.begin() as session:
        await records.add(Act(session, office.staff, NOW), bus())
    await Closed(db, office).confirms(HALVES[0])
    async with db.read() as session:
        confirmed = (await report_versions.of_half(session, HALVES[0]))[-1].report
    first = [kind.as_fact for kind in kinds]
    for turn in range(5):
        at = dice.randrange(2)
        kinds[at] = replace(
            kinds[at],
            name=dice.choice([kinds[at].name, f"새 이름{turn}"]),
            heading=dice.choice([kinds[at].heading, f"새 제목{turn}", ""]),
            retired=dice.random() < 0.3,
        )
        change = change_of(kinds[at])
        async with db.read() as session:
            before, head = await printed(session), await audit.head(session)
            effect = await kind_effects.foreseen(session, change)
            assert await audit.head(session) == head
        async with db.begin() as session:
            act = Act(session, office.office, NOW)
            await office_settings.put(act, change)
            await kind_effects.follow(act, kinds[at].number, "이름")
        async with db.read() as session:
            after = await printed(session)
            rows = await record_lookup.all_living(session, RecordKind.EVENT)
            assert (await report_versions.of_half(session, HALVES[0]))[-1].report == confirmed
        mine = [row for row in rows if row.own_kind == kinds[at].number]
        assert effect.events == len(mine) == len(DAYS)
        called = [facts_of(row).own == kinds[at].as_fact for row in mine if row.half == HALVES[1]]  # type: ignore[union-attr]  # events
        assert all(called)
        old = [facts_of(row).own for row in mine if row.half == HALVES[0]]  # type: ignore[union-attr]  # events
        assert old == [first[at]] * len(old) != []
        changes = [one for part in effect.parts for one in part.changes]
        gone = {one.before.text for one in changes if one.before}
        come = {one.after.text for one in changes if one.after}
        changed = before[HALVES[1].code] != after[HALVES[1].code]
        assert changed is bool(changes)
        assert come <= set(after[HALVES[1].code])
        assert gone <= set(before[HALVES[1].code])


async def test_a_typed_line_knows_the_kind_by_its_name_and_its_words(
    db: Database, office: Office
) -> None:
    kind = await make(
        db, office, OwnKind("거리상담", EventKind.OUTREACH, "취업지원", words=("길거리 상담",))
    )
    for words in ("7/3 거리상담 30명 참여", "7/3 화정역 길거리 상담 30명 참여"):
        async with db.read() as session:
            known = await known_names.mentioned(session, words, office.home)
        (read,) = spoken(words, date(2021, 8, 4), known).reads
        assert isinstance(read.facts, EventFacts)
        said = (read.facts.kind, read.facts.own, read.facts.title, read.facts.counts)
        assert said == (EventKind.OUTREACH, kind.as_fact, "", {Measure.VISITORS: 30})


async def test_a_retired_kind_takes_no_new_records_and_keeps_those_it_has(
    db: Database, office: Office
) -> None:
    """Mutant: the old record cannot be changed any more."""
    kind = await make(db, office, OwnKind("거리상담", EventKind.OUTREACH))
    row = await log(db, office, kind, "2021.7.3.")
    await make(db, office, replace(kind, retired=True))
    with pytest.raises(Refusal, match="더 쓰지 않는"):
        await log(db, office, kind, "2021.7.4.")
    async with db.begin() as session:
        was = facts_of(row)
        assert isinstance(was, EventFacts)
        facts = replace(was, note="덧붙임")
        act = Act(session, office.staff, NOW)
        await records.change(act, RecordKind.EVENT, row.id, facts, expected_version=1)
    async with db.read() as session:
        assert await event_kinds.every(session, in_use=True) == []


async def test_two_processes_know_the_same_kinds_and_two_offices_each_their_own(
    db: Database, office: Office, tmp_path: Any, migrated_file: Any
) -> None:
    await make(db, office, OwnKind("거리상담", EventKind.OUTREACH))
    other = Database(db.url)
    async with other.read() as session:
        assert [one.name for one in await event_kinds.every(session)] == ["거리상담"]
    await other.close()
    place = tmp_path / "another.db"
    place.write_bytes(migrated_file.read_bytes())
    another = Database(f"sqlite:///{place}")
    async with another.read() as session:
        assert await event_kinds.every(session) == []
    await another.close()
