"""The board says what the tables say, after every act of anybody, in any order."""

import random
import re
from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from handlers.install import install
from handlers.round.board_view import board_text, whole_text
from storage.rounds import rounds
from storage.rounds.board import whole
from storage.rules.clock import kst_date
from storage.rules.terms import PlanState, Role
from tests.handlers.round.silent_acts import SILENT
from tests.handlers.round_office import ASKED, HALF, OFFICE, board_of
from tests.helpers.desk import Desk
from tests.helpers.screens import BOT, plain

DEPARTMENTS = 40
FIRST, SENIORS, HEADS = 1000, 2000, 3000
FITTING = {
    PlanState.NOT_SUBMITTED: ("write", "none"),
    PlanState.DRAFTING: ("write", "submit", "submit", "remove", "none"),
    PlanState.CHECKING: ("up", "up", "up", "question", "back", "reopen"),
    PlanState.RETURNED: ("answer", "answer", "submit", "write", "remove"),
    PlanState.SUBMITTED: ("ask", "ask", "confirm", "reopen"),
    PlanState.AMENDED: ("ask", "confirm", "reopen"),
    PlanState.CONFIRMED: ("unlock", "reopen"),
    PlanState.NOT_APPLICABLE: ("write", "confirm", "reopen"),
}
"""What moves a plan on from where it is."""
ACTS = tuple(sorted({what for some in FITTING.values() for what in some}))
ANY = (*ACTS, *SILENT, "block", "say", "steps")
FITTING_SHARE = 0.6
"""Of the acts; the others are any act, wherever the plan is, and most of them are refused."""
BUSY = (0, 1, 2, 17, 39)
LINE = re.compile(
    r"(?P<name>부서\d+) (?P<state>(?:(?:주무팀장|과장) )?[가-힣]+)"
    r"( (?P<items>\d+)건)?\*?"
)
OPEN_QUESTIONS = (
    "SELECT r.id FROM plan_return r JOIN plan_item i ON i.id = r.plan_item_id "
    "WHERE r.state = 'open' AND i.removed_at IS NULL"
)
MISSING_WORDS = {
    *(state.label for state in (PlanState.NOT_SUBMITTED, PlanState.DRAFTING, PlanState.RETURNED)),
    *(f"{role.label} {PlanState.CHECKING.label}" for role in (Role.SENIOR, Role.HEAD)),
}
FORM = "고양시민 우선고용 안내"


async def office(url: str) -> Desk:
    """Forty departments with three people each, a round that runs, and its board.

    Of the busy ones the first has no steps, the next 주무팀장, the next 과장, the others both.
    """
    desk = await Desk(url, install).open()
    desk.now = ASKED
    home = await desk.department("일자리정책과", 0)
    await desk.hire(OFFICE, Role.OFFICE, home, name="총○○")
    for at in range(DEPARTMENTS):
        number = await desk.department(f"부서{at:02}", at + 1)
        await desk.hire(FIRST + at, Role.STAFF, number, name=f"담{at:02}")
        await desk.hire(SENIORS + at, Role.SENIOR, number, name=f"주{at:02}")
        await desk.hire(HEADS + at, Role.HEAD, number, name=f"과{at:02}")
    for place, at in enumerate(BUSY):
        await desk.taps_code(OFFICE, f"v1:depts:chain{min(place, 3)}:{at + 2}")
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
    found = await ask(desk, f"SELECT id, step, version FROM plan WHERE department_id = {at + 2}")
    plan, step, version = found[0]
    holder = (HEADS if step == "head" else SENIORS) + at
    items = await ask(
        desk, f"SELECT id FROM plan_item WHERE parent_id = {plan} AND removed_at IS NULL"
    )
    item = items[-1][0] if items else 0
    if what == "write":
        await desk.taps_code(user, f"v1:new:plan_item:{plan}")
        for words in (FORM, "건너뛰기", "건너뛰기", "건너뛰기", "건너뛰기", "건너뛰기", "저장"):
            await desk.says(user, words)
    elif what == "answer":
        for (number,) in await ask(desk, f"{OPEN_QUESTIONS} AND i.parent_id = {plan}"):
            await desk.taps_code(user, f"v1:fix:{number}")
            await desk.says(user, "7")
    elif what == "say":
        await desk.says(user, "7")
    elif what == "block":
        await desk.sends(user, {"my_chat_member": _blocked(user)})
    else:
        taps = {
            "remove": (user, f"delyes:plan_item:{item}", ""),
            "confirm": (OFFICE, f"review:ok:{plan}:{version}", ""),
            "unlock": (OFFICE, f"review:unlock:{plan}", "예산 변경 반영"),
            "ask": (OFFICE, f"review:field:{item}:2", "수치 확인"),
            "up": (holder, f"review:up:{plan}:{version}", ""),
            "question": (holder, f"review:field:{item}:2", "수치 확인"),
            "back": (holder, f"review:back:{plan}", "행사 추가"),
            "steps": (OFFICE, f"depts:chain{plan % 4}:{at + 2}", ""),
        }
        who, code, reply = taps.get(what, (user, f"plan:{what}:{plan}", ""))
        await desk.taps_code(who, f"v1:{code}")
        if reply and desk.screens.get(who):
            await desk.replies(who, reply)


async def silent(desk: Desk, what: str) -> None:
    """One act of which no screen of the round knows."""
    office, rng = await desk.officer(OFFICE), random.Random(desk.now.timestamp() + len(desk.said))
    assert office is not None

    async def done(session: AsyncSession, now: datetime) -> None:
        await SILENT[what](session, office, now, rng)

    await desk.ticks(done)


def _blocked(user: int) -> dict[str, Any]:
    who = {"id": user, "is_bot": False, "first_name": "사람"}
    return {
        "chat": {"id": user, "type": "private", "first_name": "사람"},
        "from": who,
        "date": 1,
        "old_chat_member": {"status": "member", "user": BOT},
        "new_chat_member": {"status": "kicked", "until_date": 0, "user": BOT},
    }


async def stands(desk: Desk, at: int) -> PlanState:
    found = await ask(desk, f"SELECT state FROM plan WHERE department_id = {at + 2}")
    return PlanState(found[0][0]) if found else PlanState.NOT_SUBMITTED


async def in_the_tables(desk: Desk) -> dict[str, tuple[str, int]]:
    """State, step and items of each department in 직제순, by plain SQL."""
    found = await ask(
        desk,
        "SELECT d.name, coalesce(p.state, 'not_submitted'), p.step, (SELECT count(*) FROM "
        "plan_item i WHERE i.parent_id = p.id AND i.removed_at IS NULL) FROM department d "
        f"LEFT JOIN plan p ON p.department_id = d.id AND p.half = '{HALF.code}' "
        "WHERE d.name LIKE '부서%' AND d.active ORDER BY d.position",
    )
    return {name: (_words(state, step), items) for name, state, step, items in found}


def _words(state: str, step: str | None) -> str:
    whose = f"{Role(step or 'head').label} " if state == "checking" else ""
    return whose + PlanState(state).label


def on_the_board(words: str) -> dict[str, tuple[str, int]]:
    lines = words.partition("연락이 닿지 않는 분")[0]
    return {
        found["name"]: (found["state"], int(found["items"] or 0)) for found in LINE.finditer(lines)
    }


async def unreached(desk: Desk) -> list[str]:
    found = await ask(
        desk,
        "SELECT o.name FROM officer o JOIN department d ON d.id = o.department_id WHERE d.active "
        "AND NOT o.reachable AND o.state = 'active' ORDER BY d.position, o.id",
    )
    return [name for (name,) in found]


async def drawn_now(desk: Desk) -> tuple[str, str]:
    """The board as it would be drawn of the tables at this moment, and all that stands behind."""
    async with desk.db.read() as session:
        row = await rounds.of_half(session, HALF)
        assert row is not None
        drawn = await whole(session, row, kst_date(desk.now))
        return plain(board_text(drawn)), plain(whole_text(drawn))


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """The office, in the middle of its round."""
    made = await office(sqlite_url)
    yield made
    await made.close()


async def live(desk: Desk, seed: int, number: int) -> Counter[str]:
    """So many acts, the board looked at after each; returns how often it said each state anew.

    Drawn from a plain generator and not by Hypothesis: its first example is a hundred times the
    simplest act, and a run that ends early would count as one.
    """
    rng, before, met = random.Random(seed), await in_the_tables(desk), Counter[str]()
    for done in range(number):
        at = rng.choice(BUSY)
        fitting = rng.random() < FITTING_SHARE
        what = rng.choice(FITTING[await stands(desk, at)] if fitting else ANY)
        await (silent(desk, what) if what in SILENT else act(desk, at, what))
        words = await board_of(desk)
        drawn, everyone = await drawn_now(desk)
        told, true = on_the_board(everyone), await in_the_tables(desk)
        assert list(told.items()) == list(true.items()), f"act {done}: {what} in {at}"
        assert words == drawn, f"act {done}: {what} in {at}"
        named = Counter(re.findall(r"부서\d+", words.partition("연락이 닿지 않는 분")[0]))
        missing = {name for name, (state, _items) in true.items() if state in MISSING_WORDS}
        assert missing <= named.keys(), f"act {done}: {what} in {at}"
        assert set(named.values()) == {1}  # by name, once
        lost = await unreached(desk)
        assert all(name in words for name in lost[:12])
        assert ("연락이 닿지 않는 분" in words) == bool(lost)
        met.update(state for name, (state, _) in true.items() if true[name] != before.get(name))
        met["acts"] += 1
        before = true
    return met


@pytest.mark.long
async def test_the_board_equals_the_tables_after_each_act(desk: Desk) -> None:
    assert (await live(desk, 1, 60))["acts"] == 60


@pytest.mark.long
@pytest.mark.timeout(300)
@pytest.mark.more
async def test_the_board_equals_the_tables_after_each_of_five_hundred_acts(desk: Desk) -> None:
    """N5; every state and both steps are come to, so none of it is true of nothing."""
    met = await live(desk, 5, 500)
    assert met["acts"] == 500
    said = {state.label for state in PlanState} - {
        PlanState.CHECKING.label,
        PlanState.NOT_SUBMITTED.label,
    }
    assert said | {"주무팀장 확인중", "과장 확인중"} <= set(met)
    assert sum(met.values()) - met["acts"] > 100
