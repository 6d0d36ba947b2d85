"""Every handler, asked by everybody: who lacks the right changes nothing and sees nothing."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from itertools import count
from pathlib import Path
from typing import NamedTuple

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

from handlers.chat import errors
from handlers.chat.access import Guarded
from handlers.chat.context import Work, current
from handlers.install import PROMPTS, all_handlers, install
from storage.models.asking import ASKED
from storage.office import role_grants
from storage.office.posts import people
from storage.rules.errors import NotAllowed
from storage.rules.permission import Action, may
from storage.rules.terms import Role
from storage.traffic import prompts
from storage.traffic.prompts import Asked
from tests.handlers.every_way import ASKER, asked_of, reached
from tests.helpers.desk import Desk

OUTSIDE = (errors.STRANGER, errors.WAITING)
QUICK = (Role.VIEWER,)  # who writes nothing
SOME_ROLES = [
    role if role in QUICK else pytest.param(role, marks=pytest.mark.long) for role in Role
]


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """The whole bot."""
    made = await Desk(sqlite_url, install).open()
    yield made
    await made.close()


async def test_the_questions_of_this_test_reach_every_handler(desk: Desk) -> None:
    handlers = all_handlers()
    bodies = asked_of(desk, handlers)
    met = {id(reached(desk, handlers, body)) for body in bodies}
    heard = Asked(1, PROMPTS[0].name, [], ASKED, desk.now, desk.now)
    async with desk.db.begin() as session:
        current.set(Work(session, desk.now, desk.now, heard=heard))
        met |= {id(reached(desk, handlers, body)) for body in bodies}
    assert [handler for handler in handlers if id(handler) not in met] == []


@pytest.mark.parametrize("role", SOME_ROLES)
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


@pytest.mark.parametrize("role", SOME_ROLES)
async def test_an_answer_of_a_role_without_the_right_changes_and_shows_nothing(
    desk: Desk, role: Role
) -> None:
    home = await desk.department("일자리정책과", 1)
    await desk.hire(ASKER, role, home)
    await desk.says(ASKER, "/help")
    before = await desk.rows()
    for one in PROMPTS:
        if may(role, one.may):
            continue
        async with desk.db.begin() as session:
            await prompts.ask(session, ASKER, ASKER, one.name, [1, 1, 1], desk.now)
        assert await desk.says(ASKER, "쿠팡") == [NotAllowed.default]
    assert await desk.rows() == before


@pytest.mark.parametrize(
    "state",
    [*(pytest.param(one, marks=pytest.mark.long) for one in ("nobody", "waiting")), "removed"],
)
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


class Waiting(NamedTuple):
    """What a second administrator is asked about somebody; `to` None: that they go."""

    asker: int
    before: Role | None
    to: Role | None
    objects: bool  # nobody could be asked, so the one concerned may object


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
        self.inviters: dict[int, int] = {}
        self.grants: dict[int, Waiting] = {}

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

    def seconds(self, asker: int) -> set[int]:
        posts = self.model.items()
        return {one for one, post in posts if post == (Role.ADMIN, "active")} - {asker}

    def needs_second(self, asker: int, before: Role | None, role: Role) -> bool:
        up = role in (Role.OFFICE, Role.ADMIN) and before not in (role, Role.ADMIN)
        return up and bool(self.seconds(asker))

    def takes(self, actor: int, other: int, role: Role | None) -> bool:
        """Whether this would take power from another administrator."""
        admin = self.model[other] == (Role.ADMIN, "active")
        return admin and actor != other and role is not Role.ADMIN

    def ask(self, actor: int, other: int, before: Role | None, to: Role | None) -> None:
        objects = before is Role.ADMIN and not self.seconds(actor) - {other}
        self.grants.setdefault(other, Waiting(actor, before, to, objects))

    def settle(self) -> None:
        """What waits falls with the right of its asker, and when its person is another by now."""
        for other, one in list(self.grants.items()):
            post = (one.before, "active") if one.before else (one.to, "waiting")
            roles = [role for role in (one.before, one.to) if role is not None]
            stands = all(self.may_manage(one.asker, role) for role in roles)
            late = one.objects and bool(self.seconds(one.asker) - {other})
            if not stands or late or self.model[other] != post:
                self.end(other, agreed=False)

    def end(self, other: int, *, agreed: bool) -> None:
        one = self.grants.pop(other)
        if agreed and one.to is None:
            self.model[other] = (one.before or Role.ADMIN, "removed")
        elif agreed and one.to is not None:
            self.model[other] = (one.to, "active")
        elif one.before is None and self.model[other] == (one.to, "waiting"):
            self.model[other] = (self.model[other][0], "removed")

    def grant_of(self, other: int) -> int:
        return self.runner.run(self._grant_of(self.ids.get(other, 999)))

    async def _grant_of(self, number: int) -> int:
        async with self.desk.db.read() as session:
            found = await role_grants.of_person(session, number)
        return found.id if found else 999

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
            self.ids[newcomer] = found.id
            self.inviters[newcomer] = actor
            if self.needs_second(actor, None, role):
                self.ask(actor, newcomer, None, role)

    @rule(actor=WHO, other=WHO, yes=st.booleans())
    def decide(self, actor: int, other: int, yes: bool) -> None:
        self.tap(actor, f"v1:people:{'yes' if yes else 'no'}:{self.ids.get(other, 999)}")
        role, state = self.model.get(other, (Role.VIEWER, "removed"))
        if state != "waiting" or other in self.grants or not self.may_manage(actor, role):
            return
        inviter = self.inviters[other]
        if not (yes and self.needs_second(inviter, None, role)) or actor in self.seconds(inviter):
            self.model[other] = (role, "active" if yes else "removed")
            self.settle()

    @rule(actor=WHO, other=WHO, yes=st.booleans())
    def answer(self, actor: int, other: int, yes: bool) -> None:
        self.tap(actor, f"v1:people:{'agree' if yes else 'refuse'}:{self.grant_of(other)}")
        one = self.grants.get(other)
        if one is None or actor not in self.seconds(one.asker):
            return
        if actor != other or one.objects:
            self.end(other, agreed=yes)
            self.settle()

    @rule(actor=WHO, other=WHO)
    def carry_out_at_once(self, actor: int, other: int) -> None:
        self.tap(actor, f"v1:people:do:{self.grant_of(other)}")  # a working day has not passed

    @rule(actor=WHO, other=WHO, heir=WHO)
    def hand_over(self, actor: int, other: int, heir: int) -> None:
        to, one = self.ids.get(heir, 999), self.ids.get(other, 999)
        self.tap(actor, f"v1:people:handok:{one}:{to}")
        role, state = self.model.get(other, (Role.ADMIN, "removed"))
        heir_role, heir_state = self.model.get(heir, (Role.VIEWER, "removed"))
        able = may(heir_role, Action.WRITE_PLAN) and heir_state == "active"
        if state != "active" or role is Role.ADMIN or not able or heir == other or actor == other:
            return
        if self.may_manage(actor, role):
            self.model[other] = (role, "removed")
            self.settle()

    @rule(actor=WHO, other=WHO)
    def think_better(self, actor: int, other: int) -> None:
        self.tap(actor, f"v1:people:take:{self.grant_of(other)}")
        one = self.grants.get(other)
        if one is not None and actor == one.asker and self.may_manage(actor):
            self.end(other, agreed=False)

    @rule(actor=WHO, other=WHO, new=ROLES)
    def give_role(self, actor: int, other: int, new: Role) -> None:
        self.tap(actor, f"v1:people:role:{self.ids.get(other, 999)}:{new.value}")
        role, state = self.model.get(other, (Role.VIEWER, "removed"))
        allowed = state == "active" and self.may_manage(actor, role, new)
        if not allowed:
            return
        if self.needs_second(actor, role, new) or self.takes(actor, other, new):
            self.ask(actor, other, role, new)
        elif new is Role.ADMIN or not self.is_last_admin(other):
            self.model[other] = (new, state)
            self.settle()

    @rule(actor=WHO, other=WHO)
    def remove(self, actor: int, other: int) -> None:
        self.tap(actor, f"v1:people:gone:{self.ids.get(other, 999)}")
        self.runner.run(self.desk.agrees(actor))
        role, state = self.model.get(other, (Role.VIEWER, "removed"))
        if state != "active" or not self.may_manage(actor, role) or self.is_last_admin(other):
            return
        if self.takes(actor, other, None):
            self.ask(actor, other, role, None)
        else:
            self.model[other] = (role, "removed")
            self.settle()

    @rule(actor=WHO, op=st.text("abcdefghijklmnop:-0129", max_size=20))
    def forge(self, actor: int, op: str) -> None:
        self.tap(actor, f"v1:people:{op}")
        self.tap(actor, f"v1:depts:{op}")

    @invariant()
    def the_table_is_as_the_model_says(self) -> None:
        if hasattr(self, "model"):
            assert self.runner.run(self.posts()) == self.model
            for other, number in self.ids.items():
                waits = self.runner.run(self._grant_of(number)) != 999
                assert waits == (other in self.grants)

    async def posts(self) -> dict[int, tuple[Role, str]]:
        async with self.desk.db.read() as session:
            everyone = await people(session, everyone=True)
        return {one.telegram_id or 0: (one.role, one.state) for one in everyone}


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
