"""What belongs to a person is told back, kept and repeated nowhere, whichever way it comes in."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from sqlmodel import SQLModel

from handlers.install import all_handlers, install
from storage.rules.terms import Role
from tests.handlers.every_way import ASKER, FILE, asked_of
from tests.helpers.desk import MONDAY, Desk
from tests.helpers.screens import person

pytestmark = pytest.mark.long

NUMBER = "010-1234-5678"
OTHERS = ("gildong@example.com", "900101-1234567", "12가 3456", "김철수, 이영희, 박민수")
PIECES = ("1234-5678", "gildong", "1234567", "12가 3456", "이영희", "12345678")
FORMS = ("/event", "/mou", "/contract", "/problem", "/budget")
INSIDE = "들어 있어 받지 않았습니다."


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """The whole bot, and one who may do everything."""
    made = await Desk(sqlite_url, install).open()
    home = await made.department("일자리정책과", 1)
    await made.hire(ASKER, Role.ADMIN, home)
    yield made
    await made.close()


async def remains(desk: Desk) -> dict[str, str]:
    """Every row of every table in which a piece of it stands, the messages included."""
    found: dict[str, str] = {}
    async with desk.db.read() as session:
        connection = await session.connection()
        for table in SQLModel.metadata.sorted_tables:
            for row in await connection.execute(table.select()):
                told = repr(tuple(row))
                found |= {table.name: told} if any(one in told for one in PIECES) else {}
    return found


def with_it(body: dict[str, Any], private: str) -> Iterator[dict[str, Any]]:
    """The same update with it in its words, its caption and its file's name."""
    (sort, message), *_ = body.items()
    if sort == "callback_query":
        return
    if "text" in message:
        words = f"{message['text']} {private}" if "entities" in message else private
        yield {sort: message | {"text": words}}
        yield {sort: message | {"text": f"{message['text']} 담당 {private} 확인"}}
        return
    if "document" in message:
        for ending in ("pdf", "csv", "hwpx", "xlsx"):
            file = FILE | {"file_name": f"{private}.{ending}"}
            yield {sort: message | {"document": file, "caption": f"담당 {private}"}}
        return
    yield {sort: message | {"caption": f"담당 {private}"}}


async def test_no_way_of_words_keeps_logs_or_repeats_a_number(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    for body in asked_of(desk, all_handlers()):
        for sent in with_it(body, NUMBER):
            heard = await desk.sends(ASKER, sent)
            (message,) = sent.values()
            told = " ".join(heard)
            assert INSIDE in told or "text" not in message, (message.get("text"), heard)
    assert await remains(desk) == {}
    logged = "".join(capsys.readouterr())
    assert not any(one in logged for one in PIECES)


@pytest.mark.parametrize("private", OTHERS)
async def test_nor_anything_else_that_is_a_persons(desk: Desk, private: str) -> None:
    for words in (private, f"/find {private}", f"/event {private}", f"/{private}"):
        assert INSIDE in " ".join(await desk.says(ASKER, words))
    assert await remains(desk) == {}


@pytest.mark.parametrize("command", FORMS)
async def test_an_open_form_keeps_its_question_and_not_the_number(
    desk: Desk, command: str
) -> None:
    await desk.says(ASKER, command)
    if command == "/budget":
        await desk.taps(ASKER, desk.labels(ASKER)[0])
    asked = desk.newest(ASKER)
    (heard,) = await desk.says(ASKER, f"담당 {NUMBER}")
    assert INSIDE in heard
    assert desk.labels(ASKER) == [key.label for key in asked.keys]
    await desk.sends(ASKER, {"message": photo(desk, f"담당 {NUMBER}")})
    assert await remains(desk) == {}


async def test_an_answer_that_is_edited_into_one_changes_nothing(desk: Desk) -> None:
    await desk.says(ASKER, "/problem 문제점")
    answer = desk.message(ASKER, "예산이 모자람")
    await desk.sends(ASKER, {"message": answer})
    edited = answer | {"text": f"예산이 모자람 {NUMBER}", "edit_date": int(MONDAY.timestamp())}
    assert INSIDE in " ".join(await desk.sends(ASKER, {"edited_message": edited}))
    assert await remains(desk) == {}


async def test_a_forged_search_and_a_shown_name_repeat_nothing(desk: Desk) -> None:
    await desk.taps_code(ASKER, f"v1:find:0:{NUMBER}")
    stranger = person(900) | {"first_name": f"홍 {NUMBER}"}
    await desk.sends(900, {"message": desk.message(900, f"/start {NUMBER}") | {"from": stranger}})
    contact = {"phone_number": NUMBER, "first_name": "홍○○"}
    bare = {name: value for name, value in desk.message(ASKER, "").items() if name != "text"}
    await desk.sends(ASKER, {"message": bare | {"contact": contact}})
    assert await remains(desk) == {}


def photo(desk: Desk, caption: str) -> dict[str, Any]:
    """A photo with words under it."""
    message = {key: value for key, value in desk.message(ASKER, "").items() if key != "text"}
    return message | {"photo": [FILE | {"width": 1, "height": 1}], "caption": caption}
