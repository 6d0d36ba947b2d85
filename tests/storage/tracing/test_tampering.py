"""Whatever somebody does behind the trail's back is found, and called what it is."""

import contextlib
import shutil
from pathlib import Path

import pytest

from storage.database import Database
from storage.safekeeping import heads
from storage.tracing import verifying, wording_trace
from storage.tracing.verifying import Found, Given
from tests.helpers.hand import Hand, Way
from tests.helpers.tampering import WAYS
from tests.helpers.traced import Traced, traced


class Back(Exception):
    """Takes a transaction of the test back."""


async def _after(db: Database, was: Traced, way: Way, room: Path, *, brought: bool) -> Found:
    """What is found after it, held against a copy of the heads or not; then it never was."""
    folder = room / "tampered"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(was.folder, folder, ignore=shutil.ignore_patterns("office.db*"))
    given = Given((was.end,), heads.read(heads.place(was.folder))) if brought else Given()
    found: list[Found] = []
    with contextlib.suppress(Back):
        async with db.begin() as session:
            await way(Hand(session, folder, was))
            session.expire_all()
            found.append(await verifying.verify(session, folder, given))
            raise Back
    return found[0]


@pytest.mark.long
async def test_each_way_of_tampering_is_found_and_called_by_its_name(
    db: Database, tmp_path: Path
) -> None:
    """Mutants: no heads compared, records not held against the trail, seals not made anew."""
    assert len(WAYS) >= 60
    was = await traced(db, tmp_path / "data")
    async with db.read() as session:
        whole = await verifying.verify(session, was.folder, Given((was.end, was.half_way)))
    assert (whole.breaches, whole.heads) == ((), 4)
    for name, (way, sort) in WAYS.items():
        found = await _after(db, was, way, tmp_path, brought=True)
        assert sort in [one.sort for one in found.breaches], (name, found.breaches)
        assert all(wording_trace.told(one) for one in found.breaches), name
    async with db.read() as session:
        assert await verifying.verify(session, was.folder, Given((was.end, was.half_way))) == whole


async def test_a_chain_written_anew_is_sound_in_itself_and_only_a_head_knows(
    db: Database, tmp_path: Path
) -> None:
    was = await traced(db, tmp_path / "data")
    way, sort = WAYS["the chain and its heads anew"]
    alone = await _after(db, was, way, tmp_path, brought=False)
    assert not any(one.sort is sort for one in alone.breaches)
    known = await _after(db, was, way, tmp_path, brought=True)
    (breach,) = [one for one in known.breaches if one.sort is sort]
    assert breach.first <= 11 <= breach.last


@pytest.mark.long
@pytest.mark.parametrize("typed", ["{seq}:{hash}", "{hash}", "{short}", "{seq}:{short}"])
async def test_a_head_out_of_a_message_is_enough_to_find_it(
    sqlite_url: str, tmp_path: Path, typed: str
) -> None:
    db = Database(sqlite_url)
    was = await traced(db, tmp_path / "data")
    end = was.end
    head = heads.said(typed.format(seq=end.seq, hash=end.hash, short=end.hash[:16]))
    assert head is not None
    found = await _after(db, was, WAYS["the last line anew"][0], tmp_path, brought=False)
    assert [one.sort for one in found.breaches]  # the file of heads is there
    heads.place(was.folder).unlink()
    async with db.begin() as session:
        assert not (await verifying.verify(session, was.folder, Given((head,)))).breaches
        await WAYS["the last line anew"][0](Hand(session, was.folder, was))
        assert not (await verifying.verify(session, was.folder)).breaches
        found = await verifying.verify(session, was.folder, Given((head,)))
        assert [one.sort for one in found.breaches] == [WAYS["the last line anew"][1]]
    await db.close()
