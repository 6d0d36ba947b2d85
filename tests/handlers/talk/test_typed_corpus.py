"""The whole corpus through the real bot: the card, one tap, and what is saved by it."""

import shutil
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

import pytest

from storage.traffic import drafts
from tests.corpus.typed import Typed, given, none, typed
from tests.corpus.typed_bot import OFFICER, Met, kept, meet, office, typed_to

AT_ONCE = 0.95
EXACT = {"given": 1.0, "tuning": 0.98, "held": 0.97, "fresh": 0.97, "last": 0.94}
"""Of the clear messages, how many are saved as the right record by one tap at most and 저장.
Some of them may miss no more than all of them may."""


@pytest.fixture
def urls(tmp_path: Path, migrated_file: Path) -> Iterator[str]:
    """A database of its own for each message, one after the other."""

    def made() -> Iterator[str]:
        for number in count():
            path = tmp_path / f"{number % 2}.db"
            for old in tmp_path.glob(f"{path.name}*"):
                old.unlink()
            shutil.copyfile(migrated_file, path)
            yield f"sqlite:///{path}"

    return made()


SHARE = 4
"""At the gate one message of so many is tried, but for those that were given."""


def cases(name: str, full_size: bool) -> Sequence[Typed]:
    """The messages of a corpus that are records; some of them only, unless in full size."""
    if name == "given":
        return [one for one in given() if one.right]
    return [one for one in typed(name) if one.right][
        0 if full_size else 1 :: 1 if full_size else SHARE
    ]


@pytest.mark.long
@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", EXACT)
async def test_a_clear_message_is_one_tap_and_saved_as_the_right_record(
    name: str, urls: Iterator[str], full_size: bool
) -> None:
    made = Met()
    clear = [one for one in cases(name, full_size) if one.clear]
    for case in clear:
        async with office(next(urls), case) as desk:
            await meet(made, desk, case)
    assert made.unasked == []
    assert made.lost == []
    assert made.at_once >= AT_ONCE * len(clear), made.stuck
    whole = sum(one.clear for one in cases(name, full_size=True))
    assert len(clear) - made.exact <= (1 - EXACT[name]) * whole + 1e-9, made.fields.misses
    assert made.fields.precision() >= (0.97 if full_size else 0.95), made.fields.misses


@pytest.mark.long
@pytest.mark.timeout(300)
async def test_what_is_not_clear_is_asked_and_nothing_is_saved(
    urls: Iterator[str], full_size: bool
) -> None:
    for case in (one for name in EXACT for one in cases(name, full_size) if not one.clear):
        async with office(next(urls), case) as desk:
            before = await kept(desk)
            await typed_to(desk, case)
            assert await kept(desk) == before, case.shown
            assert desk.heard(OFFICER), case.shown
            words = desk.newest(OFFICER).text
            assert [one for one in case.keep if one not in words] == [], case.shown


@pytest.mark.long
@pytest.mark.timeout(300)
async def test_what_is_no_record_begins_none(urls: Iterator[str]) -> None:
    for case in none():
        async with office(next(urls), case) as desk:
            await typed_to(desk, case)
            async with desk.db.read() as session:
                begun = await drafts.open_one(session, OFFICER, OFFICER)
            assert begun is None or (begun.answers == {} and "command" in case.react), case.shown
            assert await kept(desk) == [], case.shown
            assert desk.heard(OFFICER), case.shown
