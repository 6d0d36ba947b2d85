"""Every handler, asked by everybody: who lacks the right changes nothing and sees nothing."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from handlers import errors
from handlers.access import Guarded, Handler
from handlers.install import all_handlers, install
from storage.queries import officers
from storage.rules.errors import NotAllowed
from storage.rules.permission import Action, Role, may
from tests.helpers.desk import Desk
from tests.helpers.screens import BOT, person

ASKER = 77
FILE = {"file_id": "a", "file_unique_id": "b"}
OUTSIDE = (errors.STRANGER, errors.WAITING)


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """The whole bot."""
    made = await Desk(sqlite_url, install).open()
    yield made
    await made.close()


def asked_of(desk: Desk, handlers: list[Handler]) -> list[dict[str, Any]]:
    """One update for each way to each handler, as the asker sends it."""
    bodies: list[dict[str, Any]] = []
    for handler in handlers:
        if isinstance(handler, CommandHandler):
            bodies += [
                {"message": desk.message(ASKER, f"/{name}")} for name in sorted(handler.commands)
            ]
        elif isinstance(handler, CallbackQueryHandler):
            if handler.pattern is None:
                bodies.append(_tap(desk, "v0:old"))
                continue
            stem = (
                str(getattr(handler.pattern, "pattern", "")).lstrip("^").split("(")[0].rstrip(":")
            )
            bodies += [_tap(desk, f"{stem}{rest}") for rest in ("", ":1", ":1:0:w", ":event:1")]
    words = desk.message(ASKER, "쿠팡")
    bare = {key: value for key, value in words.items() if key != "text"}
    photo = {**FILE, "width": 1, "height": 1}
    bodies += [
        {"message": words},
        {"message": desk.message(ASKER, "/unheard")},
        {"message": bare | {"photo": [photo]}},
        {"message": bare | {"document": FILE}},
        {"message": bare | {"location": {"latitude": 37.6, "longitude": 126.8}}},
        {"edited_message": words | {"edit_date": words["date"]}},
    ]
    for question in (
        "이름 바꾸기 · 번호 1\n",
        "초대 · 담당 · 일자리정책과(부서 1) · 7일",
        "부서 추가",
        "점수 기준 · 1 · 이행한 협약 약속",
        "부서 이름 바꾸기 · 번호 1",
        "부서 목록 바꾸기",
        "부서 합치기 · 번호 1",
        "일정 바꾸기 · 번호 1 · 요청일",
        "취합 마감 · 번호 1",
        "알림 간격 바꾸기 · 번호 1",
        "쉬는 날 추가",
        "보완요청 · 번호 1 · 목표",
        "돌려보내기 · 번호 1",
        "확정 풀기 · 번호 1",
        "계획 취소 · 번호 1",
        "계획 실적 · 번호 1",
        "대결 · 번호 1 · 대결자 2",
        "보고서 문구 · 2021-2 · 칸 1 · 줄 0123456789ab",
        "보고서 줄 넣기 · 2021-2 · 칸 1 · 줄 -",
        "보고서 확인 · 2021-2 · 항목 01234567",
    ):
        quoted = desk.message(ASKER, question) | {"from": BOT}
        bodies.append({"message": words | {"reply_to_message": quoted}})
        bodies.append({"message": bare | {"document": FILE, "reply_to_message": quoted}})
    return bodies


def _tap(desk: Desk, code: str) -> dict[str, Any]:
    message = desk.message(ASKER, "…") | {"from": BOT}
    query = {"id": "1", "from": person(ASKER), "chat_instance": "1", "data": code}
    return {"callback_query": query | {"message": message}}


def reached(desk: Desk, handlers: list[Handler], body: dict[str, Any]) -> Handler | None:
    """The handler that such an update comes to, if any."""
    update = Update.de_json({"update_id": 1, **body}, desk.application.bot)
    for handler in handlers:
        found = handler.check_update(update)
        if found is not None and found is not False:
            return handler
    return None


async def test_the_questions_of_this_test_reach_every_handler(desk: Desk) -> None:
    handlers = all_handlers()
    met = {id(reached(desk, handlers, body)) for body in asked_of(desk, handlers)}
    assert [handler for handler in handlers if id(handler) not in met] == []


@pytest.mark.parametrize("role", list(Role))
async def test_a_role_without_the_right_changes_and_sees_nothing(desk: Desk, role: Role) -> None:
    handlers = all_handlers()
    home = await desk.department("일자리정책과", 1)
    await desk.hire(ASKER, role, home)
    await desk.hire(ASKER + 1, Role.ADMIN, home, name="비밀○○")
    await desk.says(ASKER, "/help")
    before = await desk.rows()
    for body in asked_of(desk, handlers):
        handler = reached(desk, handlers, body)
        if handler is None:
            continue
        assert isinstance(handler.callback, Guarded)
        policy = handler.callback.policy
        if isinstance(policy, Action) and not may(role, policy):
            assert await desk.sends(ASKER, body) == [NotAllowed.default]
    assert await desk.rows() == before


@pytest.mark.parametrize("state", ["nobody", "waiting", "removed"])
async def test_who_is_not_active_changes_and_sees_nothing(desk: Desk, state: str) -> None:
    handlers = all_handlers()
    home = await desk.department("일자리정책과", 1)
    await desk.hire(ASKER + 1, Role.ADMIN, home, name="비밀○○")
    if state != "nobody":
        await desk.hire(ASKER, Role.ADMIN, home, state=state)
    before = await desk.rows()
    for body in asked_of(desk, handlers):
        heard = await desk.sends(ASKER, body)
        assert [words for words in heard if words not in OUTSIDE] == []
    assert await desk.rows() == before
    assert desk.heard(ASKER + 1) == []


# -- invite, promote, demote, remove, forge: in any order ---------------------------------------

PEOPLE = (101, 102, 103, 104)
FIRST = 100
WHO = st.sampled_from((FIRST, *PEOPLE))
ROLES = st.sampled_from(list(Role))
RUNS, STEPS = 50, 8


class OfficeLife(RuleBasedStateMachine):
    """The bot against a model of who holds which role; the first administrator stands already."""

    open_desk: Callable[[], Desk]

    @initialize()
    def begin(self) -> None:
        self.runner = asyncio.Runner()
        self.desk = type(self).open_desk()
        self.runner.run(self.desk.open())
        self.home = self.runner.run(self.desk.department("일자리정책과", 1))
        self.ids = {FIRST: self.runner.run(self.desk.hire(FIRST, Role.ADMIN, self.home))}
        self.model: dict[int, tuple[Role, str]] = {FIRST: (Role.ADMIN, "active")}

    def teardown(self) -> None:
        if hasattr(self, "runner"):
            self.runner.run(self.desk.close())
            self.runner.close()

    def tap(self, who: int, code: str) -> None:
        self.runner.run(self.desk.taps_code(who, code))

    def may_manage(self, who: int, *roles: Role) -> bool:
        role, state = self.model.get(who, (Role.VIEWER, "removed"))
        if state != "active" or role not in (Role.OFFICE, Role.ADMIN):
            return False
        return role is Role.ADMIN or Role.ADMIN not in roles

    def is_last_admin(self, who: int) -> bool:
        admins = [one for one, post in self.model.items() if post == (Role.ADMIN, "active")]
        return admins == [who]

    @rule(actor=WHO, role=ROLES, newcomer=st.sampled_from(PEOPLE))
    def invite(self, actor: int, role: Role, newcomer: int) -> None:
        before = len(self.desk.said)
        self.tap(actor, f"v1:people:make:{role.value}:{self.home}:1")
        links = [one for one in self.desk.said[before:] if one.kind == "picture"]
        assert bool(links) == self.may_manage(actor, role)
        if not links:
            return
        token = links[0].payload["given"]["text"].rpartition("=")[2]
        self.runner.run(self.desk.says(newcomer, f"/start {token}"))
        if self.model.get(newcomer, (role, "removed"))[1] == "removed":
            self.model[newcomer] = (role, "waiting")
            found = self.runner.run(self.desk.officer(newcomer))
            assert found is not None
            self.ids[newcomer] = found.id or 0

    @rule(actor=WHO, other=WHO, yes=st.booleans())
    def decide(self, actor: int, other: int, yes: bool) -> None:
        self.tap(actor, f"v1:people:{'yes' if yes else 'no'}:{self.ids.get(other, 999)}")
        role, state = self.model.get(other, (Role.VIEWER, "removed"))
        if state == "waiting" and self.may_manage(actor, role):
            self.model[other] = (role, "active" if yes else "removed")

    @rule(actor=WHO, other=WHO, new=ROLES)
    def give_role(self, actor: int, other: int, new: Role) -> None:
        self.tap(actor, f"v1:people:role:{self.ids.get(other, 999)}:{new.value}")
        role, state = self.model.get(other, (Role.VIEWER, "removed"))
        allowed = state == "active" and self.may_manage(actor, role, new)
        if allowed and (new is Role.ADMIN or not self.is_last_admin(other)):
            self.model[other] = (new, state)

    @rule(actor=WHO, other=WHO)
    def remove(self, actor: int, other: int) -> None:
        self.tap(actor, f"v1:people:gone:{self.ids.get(other, 999)}")
        role, state = self.model.get(other, (Role.VIEWER, "removed"))
        if state == "active" and self.may_manage(actor, role) and not self.is_last_admin(other):
            self.model[other] = (role, "removed")

    @rule(actor=WHO, op=st.text("abcdefghijklmnop:-0129", max_size=20))
    def forge(self, actor: int, op: str) -> None:
        self.tap(actor, f"v1:people:{op}")
        self.tap(actor, f"v1:depts:{op}")

    @invariant()
    def the_table_is_as_the_model_says(self) -> None:
        if hasattr(self, "model"):
            assert self.runner.run(self.posts()) == self.model

    async def posts(self) -> dict[int, tuple[Role, str]]:
        async with self.desk.db.read() as session:
            everyone = await officers.people(session, everyone=True)
        return {one.telegram_id or 0: (Role(one.role), one.state) for one in everyone}


@pytest.mark.long
def test_no_order_of_events_gives_a_right_that_nobody_granted(
    tmp_path: Path, migrated_file: Path
) -> None:
    numbers = count()

    def open_desk() -> Desk:
        path = tmp_path / f"{next(numbers)}.db"
        shutil.copyfile(migrated_file, path)
        return Desk(f"sqlite:///{path}", install)

    OfficeLife.open_desk = staticmethod(open_desk)
    run_state_machine_as_test(
        OfficeLife,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
