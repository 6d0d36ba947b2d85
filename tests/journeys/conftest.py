"""Offices to walk through: empty but for its people, or with the seed's records."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
import pytest_asyncio

from bot.demo import office as furniture
from bot.demo.running import MORNING
from storage.database import Database
from tests.journeys.town import Town, opened

Opened = Callable[..., AbstractAsyncContextManager[Town]]


async def _fill(path: Path, *, furnished: bool) -> None:
    db = Database(f"sqlite:///{path}")
    async with db.begin() as session:
        await furniture.settle(session, MORNING)
        if furnished:
            await furniture.furnish(session, MORNING)
    await db.close()


def _office(folder: Path, migrated: Path, *, furnished: bool) -> Path:
    path = folder / "template.db"
    shutil.copyfile(migrated, path)
    asyncio.run(_fill(path, furnished=furnished))
    return path


@pytest.fixture(scope="session")
def people_only(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Path:
    """A database with departments and the demo's people, to copy."""
    return _office(tmp_path_factory.mktemp("people"), migrated_file, furnished=False)


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Path:
    """A database with the seed's records and some departments' plans, to copy."""
    return _office(tmp_path_factory.mktemp("furnished"), migrated_file, furnished=True)


@pytest.fixture
def empty_office(tmp_path: Path, people_only: Path) -> AbstractAsyncContextManager[Town]:
    """`async with empty_office as town`: an office of its own, whose clock may be moved."""
    return opened(tmp_path, people_only)


@pytest.fixture
def full_office(tmp_path: Path, furnished: Path) -> AbstractAsyncContextManager[Town]:
    """The same with the seed's records."""
    return opened(tmp_path, furnished)


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def town(tmp_path_factory: pytest.TempPathFactory, people_only: Path) -> AsyncIterator[Town]:
    """One office for the tests of a module; each test brings its own newcomers."""
    async with opened(tmp_path_factory.mktemp("town"), people_only) as made:
        yield made
