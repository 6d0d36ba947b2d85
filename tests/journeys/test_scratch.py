import pytest, time
pytestmark = pytest.mark.asyncio(loop_scope="module")
async def test_a(town):
    h = await town.newcomer()
    t=time.monotonic()
    for _ in range(10):
        await h.says("/event"); await h.taps("일자리버스"); await h.taps("오늘")
    print((time.monotonic()-t)/30)
    print(h.seen, h.labels())
async def test_b(town):
    h = await town.newcomer()
    print(await h.says("/help"))
async def test_c(full_office):
    async with full_office as town:
        h = await town.newcomer()
        print(await h.says("/status"))
