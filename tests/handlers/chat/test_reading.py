"""Who reads what: one rule, by role, state and department, held against every way to read."""

from collections.abc import AsyncIterator

import pytest

from handlers.chat.help import COMMANDS
from handlers.chat.tap_table import TAPS
from storage import audit
from storage.rules.permission import may
from storage.rules.terms import PlanState, Role
from tests.handlers.doors import DOORS
from tests.handlers.reading_office import (
    DRAFT,
    EVIDENCE,
    HISTORY,
    REMOVED,
    every_code,
    office,
    put,
    readers,
    shown,
)
from tests.handlers.round_office import OFFICE
from tests.helpers.desk import Desk
from tests.helpers.sizes import some
from tests.helpers.trail import recent

pytestmark = pytest.mark.long

HANDED_IN = (PlanState.SUBMITTED, PlanState.AMENDED, PlanState.CONFIRMED)
NOT_HANDED_IN = (PlanState.DRAFTING, PlanState.CHECKING, PlanState.RETURNED)
EVERYWHERE = (Role.OFFICE, Role.ADMIN)
SECRETS = (DRAFT, REMOVED, HISTORY, EVIDENCE)
READING = {
    DRAFT: ["v1:rec:plan_item:1", "v1:st:dep:2022-1:1:0", "v1:find:0:계획말"],
    REMOVED: ["v1:rec:event:2"],
    HISTORY: ["v1:hist:event:1"],
    EVIDENCE: ["v1:proof:event:1"],
}
"""What anybody may tap: each of these shows its word to those who may read it."""
MORE = [
    *("v1:plan:show:2022-1", "v1:review:plan:1", "v1:review:item:1", "v1:outcome:item:1"),
    *("v1:hist:plan_item:1", "v1:proof:plan_item:1", "v1:hist:event:2", "v1:proof:event:2"),
    *("v1:del:plan_item:1", "v1:del:event:2", "v1:edit:plan_item:1", "v1:edit:event:2"),
    *("v1:rep:half:2021-2", "v1:rep:file:2021-2:hwpx:0", "v1:rep:album:2021-2:pdf:0"),
    *("v1:photo:event:1", "v1:photo:event:2", "v1:fix:1", "v1:handoff:1"),
]
WORDS = ("/find 계획말", "/find 지운말", "/find 옛날말", "/plan", "/todo", "/status", "/report")


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """The whole bot, and a department that keeps something to itself."""
    made = await office(sqlite_url)
    yield made
    await made.close()


async def seated(desk: Desk) -> dict[int, tuple[Role, bool]]:
    """One person of every role in the department (1) and in another one (2)."""
    posts = dict(enumerate(readers(), 500))
    for user, (role, own) in posts.items():
        await desk.hire(user, role, 1 if own else 2)
    return posts


def inside(role: Role, own: bool) -> bool:
    """Who reads what a department keeps to itself."""
    return role in EVERYWHERE or (own and role is not Role.VIEWER)


def proves(role: Role, own: bool, word: str) -> bool:
    """The same of one word: whoever looks over it all reads histories and evidence besides."""
    return inside(role, own) or (role is Role.VIEWER and word in (HISTORY, EVIDENCE))


@pytest.mark.parametrize("state", [*some(HANDED_IN, of=1), *some(NOT_HANDED_IN, of=2)])
async def test_each_role_reads_of_a_plan_what_its_state_opens(
    desk: Desk, state: PlanState
) -> None:
    await put(desk, state)
    for user, (role, own) in (await seated(desk)).items():
        may = state in HANDED_IN or inside(role, own)
        for code in READING[DRAFT][:2]:
            assert (DRAFT in await shown(desk, user, [code])) is may, (role, own, code)
        listed = await shown(desk, user, [], ("/find 계획말",))
        assert ("찾은 기록 1건" in listed) is may, (role, own)
        report = await shown(desk, user, [], ("/report 2021 하반기",))
        assert (DRAFT in report) is (state in HANDED_IN), (
            role,
            own,
        )  # a paper is the same for all
        assert may or DRAFT not in await shown(desk, user, MORE), (role, own)


async def test_removed_records_histories_and_evidence_stay_with_their_department(
    desk: Desk,
) -> None:
    for user, (role, own) in (await seated(desk)).items():
        for word in (REMOVED, HISTORY, EVIDENCE):
            may = proves(role, own, word)
            assert (word in await shown(desk, user, READING[word])) is may, (role, own, word)
        closed = [w for w in (REMOVED, HISTORY, EVIDENCE) if not proves(role, own, w)]
        seen = await shown(desk, user, MORE) if closed else ""
        assert not any(word in seen for word in closed), (role, own)


async def test_a_button_stands_only_where_it_opens_something(desk: Desk) -> None:
    for user, (role, own) in (await seated(desk)).items():
        await desk.taps_code(user, "v1:rec:event:1")
        labels = set(desk.labels(user))
        assert ({"바뀐 내역", "증빙 보기"} <= labels) is proves(role, own, HISTORY), (role, own)


def test_every_door_has_a_rule_of_what_it_shows_from_outside() -> None:
    """A button's view that is new is thought of here before anybody can tap it."""
    assert set(DOORS) == set(TAPS)


OUTSIDERS = [(Role.VIEWER, 1), (Role.STAFF, 2), (Role.HEAD, 2)]


@pytest.mark.parametrize(("role", "home"), OUTSIDERS, ids=str)
async def test_no_handler_shows_others_what_a_department_keeps_whatever_the_code(
    desk: Desk, role: Role, home: int
) -> None:
    await desk.hire(500, role, home)
    desk.may_fail = True  # what a forged code makes of itself is asked elsewhere
    read = {word for word in SECRETS if proves(role, home == 1, word)}
    for code in every_code(role):
        seen = await shown(desk, 500, [code])
        told = {word for word in SECRETS if word in seen}
        assert told <= read & DOORS[code.split(":")[1]], code
    typed = [f"/{line.name}" for line in COMMANDS if may(role, line.action)]
    seen = await shown(desk, 500, [], (*WORDS[3:], *typed))
    assert not any(word in seen for word in SECRETS)


async def test_reading_across_departments_leaves_one_line_a_person_subject_and_day(
    desk: Desk,
) -> None:
    await desk.hire(500, Role.OFFICE, 2)
    await desk.hire(501, Role.STAFF, 1)
    opened = ["v1:rec:event:1", "v1:hist:event:1", "v1:proof:event:1", "v1:review:plan:1"]
    for user in (500, 501, 500):
        await shown(desk, user, opened)
    async with desk.db.read() as session:
        lines = [one for one in await recent(session) if one.action == "read"]
        assert await audit.verify(session) is None
    reader = await desk.officer(500)
    assert reader is not None
    assert {one.officer_id for one in lines} == {reader.id}
    told = [(one.subject, one.subject_id, (one.after or {})["what"]) for one in reversed(lines)]
    assert told == [
        ("reading_event", 1, "submitted"),
        ("reading_event", 1, "history"),
        ("reading_event", 1, "evidence"),
        ("reading_plan", 1, "draft"),
    ]


async def test_a_draft_version_is_for_those_who_read_drafts_and_prints_none(desk: Desk) -> None:
    await desk.says(OFFICE, "/report 2021 하반기")
    await desk.taps_code(OFFICE, "v1:repv:draft:2021-2")
    for user, (role, own) in (await seated(desk)).items():
        codes = ["v1:rep:versions:2021-2", "v1:rep:version:2021-2:1", "v1:rep:file:2021-2:docx:1"]
        seen = await shown(desk, user, codes)
        assert DRAFT not in seen, (role, own)
        assert ("v1 · 초안" in seen or "초안 v1" in seen) is (role in EVERYWHERE), (role, own)
