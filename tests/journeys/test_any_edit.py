"""Any office's own paper, sent back: as it was it changes nothing; retyped, exactly that changes.

The offices are strangers' (`tests/helpers/strangers`), with words that no reader could know.
"""

import shutil
from pathlib import Path
from random import Random

import pytest

from storage.report.reading.changes import Way
from tests.helpers import retyping
from tests.helpers.edited import EDITED
from tests.helpers.imported import file_of
from tests.helpers.retyping import Came, Edit
from tests.helpers.sizes import some
from tests.helpers.strangers import life as lives
from tests.helpers.strangers.half_lived import live
from tests.helpers.strangers.life import Life

FORMS = tuple(EDITED)
SMALL = 3  # entries of the one office in the quick suite
LONG = range(100, 106)
MONEY, MILLION = ("amount", "budget"), 1_000_000
PLAIN = ("상담 ", "참여 ", "채용 ", "구인 ")
"""Before a figure which may always be one more."""


async def wrong(life: Life, seed: int, times: int) -> list[str]:
    """What does not come back as it went out, in words."""
    report, dice = await retyping.printed(life), Random(seed)
    found = [
        f"{form}: sent as it was, it changes something"
        for form in FORMS
        if not retyping.nothing(*await retyping.met(life, file_of(report, form)))
    ]
    possible = retyping.edits(report, dice)
    dice.shuffle(possible)
    possible.sort(key=lambda one: not _plain(one))
    for place, edit in enumerate([*possible[: times // 2], *possible[-(times - times // 2) :]]):
        form = FORMS[place % len(FORMS)]
        quiet = await retyping.came_of(life, report, edit, form, mend=False)
        mended = await retyping.came_of(life, report, edit, form, mend=True)
        said = [*unasked(quiet), *answered(mended, edit)]
        found += [f"{form}: {one}: {edit.line.text} -> {edit.text}" for one in said]
    return found


def unasked(came: Came) -> list[str]:
    """Nothing is done before somebody has answered, and every edit is told."""
    same = came.before == came.after
    return [*(() if same else ("unasked",)), *(() if came.changes else ("not told",))]


def answered(came: Came, edit: Edit) -> list[str]:
    """The one fact of the one record, else the words alone, else nothing."""
    told = retyping.other_facts(came)
    sure = [one for one in came.changes if one.sure]
    found = ["the ledger is another than its records"] if came.after.unlike else []
    if not told:
        found += ["figures are others, no record is"] if _ledgers_differ(came) else []
        found += ["a record should be another"] if _plain(edit) else []
        found += ["it was to be mended"] if any(one.way is Way.RECORD for one in sure) else []
        found += ["it was not sure"] if not sure and came.before.lines != came.after.lines else []
        return found
    behind = {(str(kind), number) for kind, number in edit.line.records}
    [(record, facts), *others] = told.items()
    if others or len(facts) > 1 or record not in behind:
        found.append(f"more than one fact of one record: {told}")
    [(name, was, now), *_] = facts
    typed = (was, edit.new * MILLION) if name in MONEY else (edit.old, edit.new)
    if isinstance(was, int) and (was, now) != typed:
        found.append(f"another figure: {told}")
    if _plain(edit) and not isinstance(was, int):
        found.append(f"no figure: {told}")
    return found + _printed(came, edit, record)


def _printed(came: Came, edit: Edit, record: retyping.Record) -> list[str]:
    """The line as it was typed, and no other but what comes of the same record."""
    pairs = list(zip(came.before.lines, came.after.lines, strict=True))
    bad = [
        f"printed {new.text}"
        for old, new in pairs
        if old == edit.line and (new.text != edit.text or new.stale)
    ]
    return bad + [
        f"another line: {old.text} -> {new.text}"
        for old, new in pairs
        if old != edit.line
        and old.text != new.text
        and old.records
        and record not in {(str(kind), number) for kind, number in old.records}
    ]


def _ledgers_differ(came: Came) -> bool:
    return came.before.ledger != came.after.ledger


def _plain(edit: Edit) -> bool:
    """Whether it is a figure of one event, of which any may be one more."""
    kinds = [kind for kind, _ in edit.line.records]
    before, behind = edit.line.text[: edit.at], edit.line.text[edit.at :].lstrip("0123456789,")
    own = edit.line.level > 1 and not edit.line.key.startswith(("h:", "c:"))
    return kinds == ["event"] and own and before.endswith(PLAIN) and behind.startswith("명")


def office(folder: Path, template: Path) -> str:
    """An empty database of this test's own."""
    path = folder / "office.db"
    shutil.copyfile(template, path)
    return f"sqlite:///{path}"


@pytest.mark.long
async def test_a_small_office_gets_back_what_it_retyped(
    tmp_path: Path, migrated_file: Path
) -> None:
    async with lives.opened(office(tmp_path, migrated_file), 7) as life:
        await lives.lived(life, SMALL)
        assert await wrong(life, 7, times=2) == []


@pytest.mark.long
@pytest.mark.parametrize("seed", some(LONG, of=2))
async def test_any_office_gets_back_what_it_retyped(
    tmp_path: Path, migrated_file: Path, seed: int
) -> None:
    async with lives.opened(office(tmp_path, migrated_file), seed) as life:
        await live(life)
        assert await wrong(life, seed, times=9) == []
