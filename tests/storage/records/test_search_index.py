"""The index only makes a search quicker: whatever is asked, it finds what a look at all would."""

from random import Random

import pytest
from sqlalchemy import String, cast, select

from storage.act import Act
from storage.database import Database, execute
from storage.models.event import Event
from storage.models.office import Officer
from storage.prepared import dialect_of
from storage.records import records, search
from storage.records.record_union import Hits, Newest
from storage.rules import initials
from storage.rules.terms import RecordKind
from tests.helpers.decades import decades
from tests.helpers.facts import agreement, works
from tests.helpers.history import COMPANIES
from tests.helpers.offices import NOW, Office

EVENT = Event.__table__
ALWAYS = ("쿠팡", "2019년 박람회", "19.3.", "2021년 킨텍스", "하반기", "일자리정책과 버스", "가")
ALWAYS_OPEN = ("ㅋㅍ", "쿠ㅍ", "쿠파", "킨텍ㅅ", "(주)가아", "듣보잡은말", "고양시 2020.5")


async def _told(db: Database) -> list[str]:
    async with db.read() as session:
        return list((await execute(session, select(EVENT.c.search))).scalars())


async def _looked_through(db: Database, words: str, viewer: Officer) -> Hits:
    """What every record is asked for, one after the other."""
    asked = search._Asked(tuple(RecordKind), 9, 0, viewer)
    async with db.read() as session:
        found = Hits(0, ())
        for open_end in (False, True):
            read = await search._read(words.split(), session, open_end=open_end)
            found = await search._page(
                search._among(read, None, dialect_of(session)), asked, session
            )
            if found.total or not any(map(initials.may_go_on, words.split())):
                break
        return found


@pytest.mark.parametrize("few", [search.FEW, -1], ids=["near", "beside the loop"])
async def test_the_index_hides_nothing(
    db: Database, office: Office, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "FEW", few)
    async with db.begin() as session:
        await decades(session, office, 240)
        for facts in (agreement(), works()):
            await records.add(Act(session, office.staff, NOW), facts)
    told, chance = await _told(db), Random(11)
    asked = [*ALWAYS, *ALWAYS_OPEN, COMPANIES[0]]
    for _ in range(12):
        pieces = chance.choice(told).split("\n")
        chosen = (chance.choice(pieces) for _ in range(chance.randint(1, 2)))
        cut = [one[chance.randrange(3) :][: chance.randint(1, 5)] for one in chosen]
        asked.append(" ".join(one for one in cut if one))
    for words in filter(None, asked):
        async with db.read() as session:
            found = await search.find(session, words, limit=9, viewer=office.viewer)
        assert found == await _looked_through(db, words, office.viewer), words


@pytest.mark.parametrize(
    "words", ["박람회", "ㅋㅍ", "킨텍ㅅ", "박람회 2019", "2020.5", "19하", "듣보잡은말"]
)
async def test_of_very_many_records_the_newest_are_looked_at_and_no_more(
    db: Database, office: Office, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with db.begin() as session:
        await decades(session, office, 240)
    async with db.read() as session:
        every = await search.find(session, words, limit=240, viewer=office.viewer)
        newest = select(EVENT.c.id).order_by(EVENT.c.half.desc(), EVENT.c.starts_on.desc())
        if halves := {"박람회 2019": "2019-", "2020.5": "2020-1", "19하": "2019-2"}.get(words):
            newest = newest.where(cast(EVENT.c.half, String).startswith(halves))
        looked_at = set((await execute(session, newest.limit(80))).scalars())
    wanted = [one for one in every.rows if one.id in looked_at]
    for name, value in (("FEW", -1), ("MANY", -1), ("NEWEST", Newest(80, 5))):
        monkeypatch.setattr(search, name, value)
    async with db.read() as session:
        found = await search.find(session, words, limit=4, viewer=office.viewer)
        more = await search.find(session, words, limit=4, offset=4, viewer=office.viewer)
    assert [*found.rows, *more.rows] == wanted[:8]
    assert found.partly
    assert found.total == min(len(wanted), 5)
    assert not every.partly
