"""What every experiment stands on: a database, a folder, real processes, a simulator."""

import shutil
from collections.abc import AsyncIterator, Callable
from itertools import count
from pathlib import Path

import pytest

from bot.simulator.server import Simulator, serve
from tests.helpers.nursery import Nursery
from tests.promises import kept
from tests.promises.promise import Experiment, Trial

FULL_SECONDS = 3 * 3600.0  # that a full size may take


def _experiment(item: pytest.Item) -> Experiment | None:
    call = getattr(item, "callspec", None)
    found = call.params.get("trial") if call else None
    return found if isinstance(found, Experiment) else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """An experiment has the time that its size needs."""
    for item in items:
        one = _experiment(item)
        if one is not None:
            seconds = FULL_SECONDS if config.option.full_size else one.seconds
            item.add_marker(pytest.mark.timeout(seconds), append=False)


@pytest.fixture
def trial(request: pytest.FixtureRequest, tmp_path: Path) -> Trial:
    """The experiment that `@tries` declared, with a database and a folder of its own."""
    one: Experiment = request.param
    full: bool = request.config.option.full_size
    url: str = request.getfixturevalue(f"{one.database}_url")
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    made = Trial(one, one.full if full else one.short, full, url, folder)
    # Before the test: what it counts goes into the same counts, and with them into its report.
    request.node.user_properties.append((kept.PROPERTY, kept.told(made)))
    return made


@pytest.fixture
def anew(trial: Trial, request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], Trial]:
    """Gives the trial on another database and folder, as often as it is asked."""
    numbers = count(1)

    def made() -> Trial:
        folder = tmp_path / f"data-{next(numbers)}"
        folder.mkdir(mode=0o700)
        if not trial.sqlite:
            return trial.again(request.getfixturevalue("postgres").migrated(), folder)
        path = folder / "office.db"
        shutil.copyfile(request.getfixturevalue("migrated_file"), path)
        return trial.again(f"sqlite:///{path}", folder)

    return made


@pytest.fixture
async def nursery(tmp_path: Path) -> AsyncIterator[Nursery]:
    """Bots as processes of their own; all end with the test."""
    logs = tmp_path / "logs"
    logs.mkdir()
    async with Nursery.opened(logs) as made:
        yield made


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    """Telegram, on the loopback."""
    async with await serve() as made:
        yield made
