"""The board says what the tables say, after every act of anybody, in any order."""

import asyncio
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from handlers.install import install
from storage.queries import rounds
from storage.rules.permission import Role
from storage.rules.terms import PlanState
from tests.handlers.round_office import ASKED, HALF, OFFICE, board_of
from tests.helpers.desk import Desk
from tests.helpers.screens import BOT

DEPARTMENTS = 40
FIRST = 1000
ACTS = ("write", "none", "submit", "reopen", "remove", "confirm", "ask", "answer", "block", "say")
BUSY = (0, 1, 2, 17, 39)
LINE = re.compile(r"(?P<name>부서\d+) (?P<state>[가-힣]+)( (?P<items>\d+)건)?(\(늦음\))?")
FORM = "고양시민 우선고용 안내"


async def office(url: str) -> Desk:
    """Forty departments with one person each, a round that runs, and its board."""
    desk = await Desk(url, install).open()
    desk.now = ASKED
    home = await desk.department("일자리정책과", 0)
    await desk.hire(OFFICE, Role.OFFICE, home, name="총○○")
    for at in range(DEPARTMENTS):
        number = await desk.department(f"부서{at:02}", at + 1)
        await desk.hire(FIRST + at, Role.STAFF, number, name=f"담{at:02}")
    async with desk.db.begin() as session:
        await rounds.ensure_rounds(session, ASKED.date(), desk.now)
    await desk.says(OFFICE, "/round")
    await desk.taps(OFFICE, "현황판 보내기")
    return desk


async def ask(desk: Desk, sql: str) -> list[Any]:
    async with desk.db.read() as session:
        return list((await (await session.connection()).execute(text(sql))).all())


async def act(desk: Desk, at: int, what: str) -> None:
    """One act about one department; whether it is allowed is for the bot to say."""
    user = FIRST + at
    await desk.taps_code(user, f"v1:plan:show:{HALF.code}")
    plan = (await ask(desk, f"SELECT id FROM plan WHERE department_id = {at + 2}"))[0][0]
    items = await ask(
        desk, f"SELECT id FROM plan_item WHERE parent_id = {plan} AND removed_at IS NULL"
    )
    item = items[-1][0] if items else 0
    if what == "write":
        await desk.taps_code(user, f"v1:new:plan_item:{plan}")
        for words in (FORM, "건너뛰기", "건너뛰기", "건너뛰기", "건너뛰기", "건너뛰기", "저장"):
            await desk.says(user, words)
    elif what in ("none", "submit", "reopen"):
        await desk.taps_code(user, f"v1:plan:{what}:{plan}")
    elif what == "remove":
        await desk.taps_code(user, f"v1:delyes:plan_item:{item}")
    elif what == "confirm":
        await desk.taps_code(OFFICE, f"v1:review:ok:{plan}")
    elif what == "ask" and item:
        await desk.taps_code(OFFICE, f"v1:review:field:{item}:2")
        await desk.replies(OFFICE, "수치 확인")
    elif what in ("answer", "say"):
        await desk.says(user, "7")
    elif what == "block":
        await desk.sends(user, {"my_chat_member": _blocked(user)})


def _blocked(user: int) -> dict[str, Any]:
    who = {"id": user, "is_bot": False, "first_name": "사람"}
    return {
        "chat": {"id": user, "type": "private", "first_name": "사람"},
        "from": who,
        "date": 1,
        "old_chat_member": {"status": "member", "user": BOT},
        "new_chat_member": {"status": "kicked", "until_date": 0, "user": BOT},
    }


async def in_the_tables(desk: Desk) -> dict[str, tuple[str, int]]:
    """State and items of each department in 직제순, by plain SQL."""
    found = await ask(
        desk,
        "SELECT d.name, coalesce(p.state, 'not_submitted'), (SELECT count(*) FROM plan_item i "
        "WHERE i.parent_id = p.id AND i.removed_at IS NULL) FROM department d "
        f"LEFT JOIN plan p ON p.department_id = d.id AND p.half = '{HALF.code}' "
        "WHERE d.name LIKE '부서%' ORDER BY d.position",
    )
    return {name: (PlanState(state).label, items) for name, state, items in found}


def on_the_board(words: str) -> dict[str, tuple[str, int]]:
    lines = words.partition("연락이 닿지 않는 분")[0]
    return {
        found["name"]: (found["state"], int(found["items"] or 0)) for found in LINE.finditer(lines)
    }


async def unreached(desk: Desk) -> list[str]:
    found = await ask(desk, "SELECT name FROM officer WHERE NOT reachable ORDER BY id")
    return [name for (name,) in found]


@pytest.fixture
def fresh(tmp_path: Path, migrated_file: Path) -> Any:
    """A way to a new empty database for each run."""
    numbers = iter(range(1000))

    def make() -> str:
        path = tmp_path / f"{next(numbers)}.db"
        shutil.copyfile(migrated_file, path)
        return f"sqlite:///{path}"

    return make


async def live(url: str, acts: list[tuple[int, str]]) -> None:
    desk = await office(url)
    try:
        for at, what in acts:
            await act(desk, at, what)
            words = await board_of(desk)
            told, true = on_the_board(words), await in_the_tables(desk)
            assert list(told.items()) == list(true.items())
            lost = await unreached(desk)
            assert all(name in words for name in lost[:12])
            assert ("연락이 닿지 않는 분" in words) == bool(lost)
    finally:
        await desk.close()


def runs(examples: int) -> settings:
    """So many runs without shrinking: a run is long, and its acts are printed as they are."""
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )


def acts_of(number: int) -> Any:
    """So many acts, about few enough departments that each is led through many states."""
    return st.lists(
        st.tuples(st.sampled_from(BUSY), st.sampled_from(ACTS)), min_size=number, max_size=number
    )


@pytest.mark.slow
@runs(1)
@given(acts=acts_of(60))
def test_the_board_equals_the_tables_after_each_act(
    fresh: Any, acts: list[tuple[int, str]]
) -> None:
    with asyncio.Runner() as runner:
        runner.run(live(fresh(), acts))


@pytest.mark.slow
@pytest.mark.timeout(300)
@runs(5)
@given(acts=acts_of(100))
def test_the_board_equals_the_tables_after_each_of_five_hundred_acts(
    fresh: Any, acts: list[tuple[int, str]]
) -> None:
    with asyncio.Runner() as runner:
        runner.run(live(fresh(), acts))
