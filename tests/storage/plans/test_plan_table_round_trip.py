"""Any office's 취합표 goes out, in and out again without losing or adding a letter."""

import asyncio
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from storage.database import Database
from storage.facts.shapes import PlanItemFacts
from storage.plans.wording_plan_table import FIELDS
from storage.rules.names import clean_text
from tests.helpers.facts import when
from tests.helpers.offices import Office, seat
from tests.storage.plans.plan_tables import (
    all_new,
    column,
    exported,
    file_of,
    imported,
    put,
    rows_of,
    without_keys,
)

WORDS = st.text("가나다 =+-@,;\"'()<&>_x0041\n", max_size=30).map(
    lambda text: clean_text(f"{text}가")
)
FIGURE = st.none() | st.integers(0, 10**6)
WHEN = st.sampled_from(
    [None, *map(when, ("2022.3.", "2022.1.~6.", "22.3.4.", "2022.2./2022.5.", "2022년 상반기"))]
)
ITEMS = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.builds(
            PlanItemFacts,
            text=WORDS,
            heading=WORDS | st.just(""),
            measure=WORDS | st.just(""),
            target=FIGURE,
            citizens=st.none(),
            out_of=FIGURE,
            budget=st.none() | st.integers(0, 10**12),
            months=WHEN,
            note=WORDS | st.just(""),
        ),
    ),
    max_size=6,
)


@given(items=ITEMS)
@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # to shrink a whole office takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@pytest.mark.long
def test_out_in_and_out_again_is_the_same_byte_for_byte(
    items: list[tuple[int, PlanItemFacts]], migrated_file: Path
) -> None:
    with TemporaryDirectory() as folder:
        asyncio.run(_round_trip(items, migrated_file, Path(folder)))


async def _round_trip(
    items: list[tuple[int, PlanItemFacts]], template: Path, folder: Path
) -> None:
    first, office = await _opened(template, folder / "one.db")
    for department, facts in items:
        await put(first, office, department, facts)
    body = await exported(first)
    assert (await imported(first, body, office.office)).empty
    assert await exported(first) == body
    other, people = await _opened(template, folder / "other.db")
    anew = without_keys(await rows_of(first))
    typed = file_of(anew)
    await imported(other, typed, people.office, await all_new(other, typed, people.office))
    said = [[row[column(name)] for name in ("부서", *FIELDS)] for row in await rows_of(other)]
    assert said == [[row[column(name)] for name in ("부서", *FIELDS)] for row in anew]
    for db in (first, other):
        await db.close()


async def _opened(template: Path, path: Path) -> tuple[Database, Office]:
    shutil.copyfile(template, path)
    db = Database(f"sqlite:///{path}")
    async with db.begin() as session:
        return db, await seat(session)
