"""`/departments`: the list in the order of the office."""

from handlers.departments import texts
from handlers.upload import texts as uploading
from storage.office import departments
from storage.rules.terms import Role
from tests.helpers.desk import Desk

OFFICE = 12


async def listed(desk: Desk) -> list[tuple[str, bool]]:
    """Names in 직제순, and whether each is in use."""
    async with desk.db.read() as session:
        return [
            (one.name, one.active) for one in await departments.ordered(session, everyone=True)
        ]


async def opened(desk: Desk) -> None:
    """Two departments and the office at its list."""
    await desk.department("일자리정책과", 1)
    await desk.department("도로건설과", 2)
    await desk.hire(OFFICE, Role.OFFICE, 1)
    await desk.says(OFFICE, "/departments")


async def test_a_department_is_added_at_the_end(desk: Desk) -> None:
    await opened(desk)
    await desk.taps(OFFICE, "부서 추가")
    heard = await desk.replies(OFFICE, "공원관리과")
    assert texts.DONE_ADDED in heard[0]
    assert (await listed(desk))[-1] == ("공원관리과", True)


async def test_a_name_stands_once(desk: Desk) -> None:
    await opened(desk)
    await desk.taps(OFFICE, "부서 추가")
    heard = await desk.replies(OFFICE, "도로 건설과")
    assert "이미 있는 부서" in heard[0]
    assert len(await listed(desk)) == 2


async def test_a_renamed_department_is_found_by_its_old_name(desk: Desk) -> None:
    await opened(desk)
    await desk.taps(OFFICE, "도로건설과")
    await desk.taps(OFFICE, "이름 바꾸기")
    await desk.replies(OFFICE, "도로정책과")
    async with desk.db.read() as session:
        found = await departments.find_by_name(session, "도로건설과")
    assert found is not None
    assert found.name == "도로정책과"


async def test_a_department_moves_in_the_order(desk: Desk) -> None:
    await opened(desk)
    await desk.taps(OFFICE, "도로건설과")
    await desk.taps(OFFICE, "위로")
    assert await listed(desk) == [("도로건설과", True), ("일자리정책과", True)]
    assert "위로" not in desk.labels(OFFICE)


async def test_a_department_out_of_use_comes_back(desk: Desk) -> None:
    await opened(desk)
    await desk.taps(OFFICE, "도로건설과")
    await desk.taps(OFFICE, "사용 중지")
    assert (await listed(desk))[1] == ("도로건설과", False)
    await desk.taps(OFFICE, "다시 사용")
    assert (await listed(desk))[1] == ("도로건설과", True)


async def test_a_pasted_table_replaces_the_list(desk: Desk) -> None:
    await opened(desk)
    await desk.taps(OFFICE, "목록 붙여넣기")
    table = "직제순,부서명,이전이름\n1,도로정책과,도로건설과\n2,공원관리과,"
    before = await listed(desk)
    (heard,) = await desk.replies(OFFICE, table)
    assert "그대로 두는 1개 부서 (직원이 있는 부서 1개): 일자리정책과" in heard
    heard = (await desk.taps(OFFICE, "목록에 없는 1개 부서는 사용 중지"))[0]
    assert "사용 중지 1개 부서 (직원이 있는 부서 1개): 일자리정책과" in heard
    assert "이름 변경 1개 부서: 도로건설과 → 도로정책과" in heard
    assert "추가 1개 부서: 공원관리과" in heard
    assert await listed(desk) == before
    heard = (await desk.taps(OFFICE, "예"))[0]
    assert "추가 1개 · 이름 변경 1개 · 사용 중지 1개" in heard
    assert ("일자리정책과", False) in await listed(desk)


async def test_a_table_may_stand_behind_the_command(desk: Desk) -> None:
    await opened(desk)
    await desk.says(OFFICE, "/departments\n직제순,부서명\n1,공원관리과")
    await desk.taps(OFFICE, "예")
    assert ("공원관리과", True) in await listed(desk)


async def test_a_faulty_table_changes_nothing(desk: Desk) -> None:
    await opened(desk)
    before = await listed(desk)
    heard = await desk.says(OFFICE, "/departments\n직제순,부서명\nx,공원관리과\n2,")
    assert "2행" in heard[0]
    assert await listed(desk) == before


async def test_every_fault_of_a_table_is_named_by_its_line(desk: Desk) -> None:
    await opened(desk)
    rows = "\n".join(f"x,부서{at}과" for at in range(9))
    heard = await desk.says(OFFICE, f"/departments\n직제순,부서명\n{rows}")
    assert [at for at in range(2, 11) if f"{at}행" not in heard[-1]] == []
    assert len(await listed(desk)) == 2


async def test_a_reply_with_the_table_as_a_file_is_fetched(desk: Desk) -> None:
    await opened(desk)
    await desk.taps(OFFICE, "목록 붙여넣기")
    asked = desk.newest(OFFICE)
    message = desk.message(OFFICE, asked.text)
    del message["text"]
    quoted = desk.message(OFFICE, asked.text) | {"message_id": asked.message_id}
    quoted["from"] = {"id": 7000000000, "is_bot": True, "first_name": "고용할당제"}
    message |= {
        "document": {"file_id": "a", "file_unique_id": "b", "file_name": "부서.csv"},
        "reply_to_message": quoted,
    }
    assert await desk.sends(OFFICE, {"message": message}) == [uploading.READING]
    errands = [one.payload for one in desk.said if one.kind == "errand"]
    assert [one["errand"] for one in errands] == ["read"]


async def test_a_reply_to_somebody_elses_words_is_no_answer(desk: Desk) -> None:
    await opened(desk)
    quoted = desk.message(OFFICE, texts.ADD_QUESTION)
    assert await desk.says(OFFICE, "공원관리과", reply_to_message=quoted) == []
    assert len(await listed(desk)) == 2
