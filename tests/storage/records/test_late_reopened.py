"""A 확정 that is taken back: nothing is told twice, and nothing is told by no paper."""

import pytest

from storage.database import Database
from tests.helpers.offices import Office
from tests.storage.records.late_office import AT_MARKET, HALF, NEXT, Closed, confirmed


@pytest.fixture
async def closed(db: Database, office: Office) -> Closed:
    return await confirmed(db, office)


@pytest.mark.long
async def test_a_confirmation_taken_back_gives_back_what_it_had_told_of_earlier_halves(
    closed: Closed,
) -> None:
    await closed.adds(AT_MARKET)
    told = await closed.told()
    assert told
    await closed.confirms(NEXT)
    await closed.takes_back(NEXT)
    assert await closed.told() == told
    await closed.confirms(NEXT)
    assert await closed.told() == told


async def test_what_happened_late_in_a_half_is_not_late_once_its_report_is_open_again(
    closed: Closed,
) -> None:
    row = await closed.adds(AT_MARKET)
    await closed.takes_back(HALF)
    assert await closed.told() == []
    assert await closed.late() == 0
    here = "\n".join(await closed.paper(HALF))
    assert "야간버스" in here
    await closed.confirms(HALF)
    await closed.removes(row.id)
    assert "삭제" in "\n".join(await closed.told())
