"""Any code that a phone can send, by everybody: one sentence, an ended spinner, no new row."""

from collections.abc import AsyncIterator, Iterator
from datetime import date
from random import Random
from typing import Any

import pytest

from bot.pumps.intake import keep
from handlers.chat import errors, taps
from handlers.chat.access import tap
from handlers.chat.codes import Kind, Shape, a_day, a_half, words
from handlers.chat.errors import BadCode
from handlers.chat.tap_table import TAPS
from storage.act import Act
from storage.plans import plans
from storage.records import records
from storage.rules.clock import kst_date
from storage.rules.errors import NotAllowed
from storage.rules.half_year import HalfYear
from storage.rules.permission import Action
from storage.rules.terms import RecordKind, Role
from tests.handlers import round_office
from tests.handlers.round_office import STAFF
from tests.helpers.desk import TRAFFIC, TRAIL, Desk
from tests.helpers.facts import agreement, bus
from tests.helpers.screens import BOT, BOT_ID, person

TODAY = date(2021, 11, 15)
FORGED = (700, pytest.param(2100, marks=pytest.mark.long))
"""Of some thousands: each run of the suite taps the same ones."""
PEOPLE = {900 + at: role for at, role in enumerate(Role)}
STRANGE = (
    "",
    "0",
    "-1",
    "x",
    "_1",
    "1e3",
    " 1",
    "３",
    "١٢",
    "2147483648",
    "9223372036854775808",
    "9" * 30,
    "가나다",
    "a" * 80,
    "2099-2",
    "0000-1",
    "2021-3",
    "2021-02-30",
    "1:1",
    "\n",
    "\x00",
    "%s",
)
SAMPLES: tuple[str, ...] = ("1", "2", "0", "7", "2021-2", "2022-1", "2021-11-15", "20211115", "-")
SAMPLES += ("ev", "co.kjob_bus.tyouth.d1.c1.h2021-2", "hi.a.pfs00fs0z~원당역", "ev.h2020-1_2021-2")
SAMPLES += (
    "event_result",
    "3",
    "plan",
    "card",
    "event",
    "mou",
    "plan_item",
    "staff",
    "admin",
    "hwpx",
    "pdf",
)
SAMPLES += (
    "call",
    "find:0:x",
    "done",
    "dropped",
    "skip",
    "new",
    "all",
    "record",
    "words",
    "status",
    "handed_in",
    "shown",
    "hired",
    "large_works",
    "job_fair",
    "progress",
    "place",
    "firm",
    "secured",
    "outreach",
    "residents",
    "rule",
    "people",
    "0123456789ab",
    "01234567",
    "none",
    "xlsx",
)
STEMS = (
    "",
    "v1",
    "v1:",
    "v1:nothing",
    "v0:plan",
    "v1:plan:xx:3",
    "v2:find:0:x",
    "쿠팡",
    "f1",
    "f1::",
)


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """The whole bot in the middle of a round, a person of each role, and some records."""
    made = await _office(sqlite_url)
    yield made
    await made.close()


async def _office(url: str) -> Desk:
    made = await round_office.opened(url)
    for user, role in PEOPLE.items():
        await made.hire(user, role, 1, name=f"{role.label}○○")
    await round_office.write_item(made, STAFF, "채용행사 안내")
    async with made.db.begin() as session:
        actor = await made.officer(STAFF)
        assert actor is not None
        for facts in (bus(), agreement()):
            await records.add(Act(session, actor, made.now), facts)
    for user in (*PEOPLE, STAFF, round_office.OFFICE):
        await made.says(user, "/help")
    return made


def sample(kind: Kind, at: int) -> str:
    """A word that the kind reads, another one for another `at` where there are several."""
    fitting = [word for word in SAMPLES if _reads(kind, word)] or named(kind)
    return fitting[at % len(fitting)]


def named(kind: Kind) -> list[str]:
    """The words of a kind that is one of some, which stand in what it closes over."""
    held = [cell.cell_contents for cell in getattr(kind, "__closure__", None) or ()]
    return [str(word) for one in held if isinstance(one, dict) for word in one]


def _reads(kind: Kind, word: str) -> bool:
    try:
        kind(word, TODAY)
    except ValueError:
        return False
    return True


def shapes() -> Iterator[tuple[str, Shape]]:
    """Every act of every view, as the beginning of its code, with the arguments it takes."""
    for view, acts in TAPS.items():
        for act, takes in acts.items():
            for shape in takes:
                yield ":".join(filter(None, ("v1", view, act))), shape


def real(at: int = 0) -> list[str]:
    """A code of every button that there is."""
    return [":".join([stem, *(sample(kind, at) for kind in shape)]) for stem, shape in shapes()]


def forged() -> list[str]:
    """Each argument of every button missing, strange, or one too many."""
    found = [*STEMS, *(f"{stem}:{strange}" for stem in STEMS for strange in STRANGE)]
    for code in real():
        mark, view, *args = code.split(":")
        found += [":".join((mark, view, *args[:at])) for at in range(len(args))]
        found += [f"{code}:{more}" for more in ("1", "x", "", "9" * 30)]
        for at in range(len(args)):
            for strange in STRANGE:
                found.append(":".join((mark, view, *args[:at], strange, *args[at + 1 :])))
    return [code for code in dict.fromkeys(found) if not readable(code)]


def readable(code: str) -> bool:
    try:
        taps.read(code, TODAY)
    except BadCode:
        return False
    return True


def forms_codes(draft: int) -> list[str]:
    """Codes of a form's card as nobody draws them."""
    good = (f"f1:{draft}:1:{op}" for op in ("b", "s", "c:0", "o:0", "f:0", "d:20210705", "m:0"))
    found = []
    for code in good:
        parts = code.split(":")
        for at in range(1, len(parts)):
            for strange in STRANGE:
                found.append(":".join((*parts[:at], strange, *parts[at + 1 :])))
        found += [f"{code}:1:1", code[:-1], f"{code}{'0' * 60}"]
    return found


async def tapped(desk: Desk, codes: list[str], first: int = 10_000) -> None:
    """Everybody taps some of the codes, in turn; what was said is delivered."""
    people = list(PEOPLE)
    updates: list[dict[str, Any]] = []
    for number, code in enumerate(codes, first):
        user = people[number % len(people)]
        message = desk.message(user, "…") | {"message_id": 1, "from": BOT}
        query = {"id": str(number), "from": person(user), "chat_instance": "1", "data": code}
        update = {"update_id": number, "callback_query": query | {"message": message}}
        updates.append(update)
    await keep(desk.db, BOT_ID, updates, desk.clock)
    while await desk.worker.read() or await desk.worker.once():
        pass
    await desk._check_failures()
    await desk._deliver()


def answers(desk: Desk) -> list[str]:
    return [one.payload.get("text", "") for one in desk.said if one.kind == "answer"]


@pytest.mark.parametrize("number", FORGED)
async def test_no_forged_code_does_or_breaks_anything(desk: Desk, number: int) -> None:
    codes = Random(1).sample(forged(), number)
    before, told = await desk.records(), len(desk.said)
    lines = len((await desk.rows())["audit_entry"])
    await tapped(desk, codes)
    assert await desk.records() == before
    said = desk.said[told:]
    assert len(said) == len(codes)
    assert {one.kind for one in said} == {"answer"}
    assert all(one.text for one in said)
    assert errors.BAD_CODE in {one.text for one in said}
    admitted = [one for one in said if one.text != NotAllowed.default]
    assert len(admitted) > number // 3
    assert len((await desk.rows())["audit_entry"]) - lines == len(admitted)


async def test_no_code_of_a_form_breaks_anything(desk: Desk) -> None:
    staff = next(user for user, role in PEOPLE.items() if role is Role.STAFF)
    await desk.says(staff, "/event")
    but = (*TRAFFIC, *TRAIL, "draft")
    before, told = await desk.rows(but=but), len(desk.said)
    codes = forms_codes(1)
    await tapped(desk, codes)
    assert await desk.rows(but=but) == before
    assert len([one for one in desk.said[told:] if one.kind == "answer"]) == len(codes)


@pytest.mark.parametrize("at", [0, *(pytest.param(at, marks=pytest.mark.long) for at in (1, 2))])
async def test_every_button_may_be_tapped_by_everybody_at_any_time(desk: Desk, at: int) -> None:
    codes = real(at)
    Random(at).shuffle(codes)
    for turn in range(2):
        told = len(desk.said)
        await tapped(desk, [*codes[turn:], *codes[:turn]], 10_000 * (turn + 1))
        ended = [one for one in desk.said[told:] if one.kind == "answer"]
        assert len(ended) == len(codes)
        desk.now = desk.now.replace(day=desk.now.day + 1)


@pytest.mark.long
async def test_on_either_database_no_code_breaks_anything(url: str) -> None:
    desk = await _office(url)
    codes = [*real(), *Random(2).sample(forged(), 100)]
    told = len(desk.said)
    await tapped(desk, codes)
    assert len([one for one in desk.said[told:] if one.kind == "answer"]) == len(codes)
    await desk.close()


async def test_no_tap_and_no_word_makes_a_plan_of_a_year_far_from_now(desk: Desk) -> None:
    before = await desk.records()
    (heard,) = await desk.taps_code(STAFF, "v1:plan:show:2099-2")
    assert (
        heard
        == "2099년 하반기는 지금 다루는 반기가 아닙니다. 명령을 다시 보내 반기를 골라 주십시오."
    )
    for words_typed in ("/plan 2099-2", "/plan 2010 상반기", "/plan 2023-2"):
        (heard,) = await desk.says(STAFF, words_typed)
        assert "지금 계획을 적는 반기가 아닙니다" in heard
    for typed in ("/status 2099-2", "/report 2099-2", "/incentive 2099-2"):
        (heard,) = await desk.says(round_office.OFFICE, typed)
        assert heard.startswith("2099년 하반기는 지금 다루는 반기가 아닙니다.")
    assert await desk.records() == before


async def test_a_plan_of_long_ago_that_there_is_stays_to_be_read(desk: Desk) -> None:
    long_ago = HalfYear(2015, 1)
    async with desk.db.begin() as session:
        await plans.ensure(session, 1, long_ago)
    assert "2015년 상반기 고용할당제 추진계획" in (await desk.says(STAFF, "/plan 2015-1"))[0]


async def test_the_plan_offers_no_half_that_it_would_refuse(desk: Desk) -> None:
    await desk.says(STAFF, "/plan 2022-2")
    labels = desk.labels(STAFF)
    assert "2022 상반기" in labels
    assert "2023 상반기" not in labels


def test_a_view_whose_arguments_nobody_declared_stops_the_start() -> None:
    async def nothing(*_given: object) -> None:
        return

    with pytest.raises(ValueError, match="tap_table"):
        tap(Action.HELP, "undeclared", nothing)


def test_kinds_read_what_they_are_for_and_nothing_else() -> None:
    today = kst_date(round_office.ASKED)
    assert a_half("2022-1", today) == HalfYear(2022, 1)
    assert a_day("20211115", today) == a_day("2021-11-15", today) == TODAY
    assert words("쿠팡:2019", today) == "쿠팡:2019"
    for kind, word in (
        (a_half, "2099-2"),
        (a_half, "２０２２-1"),
        (a_day, "2021-1-1"),
        (words, "\x00"),
    ):
        with pytest.raises(ValueError, match=r"."):
            kind(word, today)
    assert taps.read("v1:rec:mou:7:find:0:쿠팡", today).args == (RecordKind.MOU, 7, "find:0:쿠팡")
