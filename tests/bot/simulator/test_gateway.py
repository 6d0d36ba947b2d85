"""Tokens, methods, parameters and bodies at the door of the Bot API."""

import aiohttp
import pytest

from bot.simulator.people.phone import Phone
from bot.simulator.server import Simulator, serve
from tests.bot.simulator.client import Client
from tests.helpers.backstage import Backstage

REAL_LOOKING = "123456789:" + "A" * 35


async def test_only_the_simulators_own_token_is_taken(client: Client) -> None:
    client.token = "2:simulator"
    answer = await client.raw("getMe")
    assert answer == {
        "ok": False,
        "error_code": 401,
        "description": "Unauthorized",
        "status": 401,
    }


async def test_a_token_that_looks_real_is_refused_with_the_reason(client: Client) -> None:
    client.token = REAL_LOOKING
    assert "refuses the tokens of real bots" in await client.refusal("getMe")
    with pytest.raises(ValueError, match="never like a real one"):
        await serve(token=REAL_LOOKING)


async def test_an_unknown_method_is_not_found(client: Client) -> None:
    answer = await client.raw("sendRichMessage", chat_id=1)
    assert (answer["status"], answer["description"]) == (404, "Not Found")


async def test_method_names_have_no_case(client: Client) -> None:
    assert (await client.call("GETME"))["is_bot"] is True


async def test_an_unknown_parameter_is_shown_as_a_mistake(client: Client) -> None:
    refusal = await client.refusal("getMe", parse_modes="HTML")
    assert refusal == "Bad Request: simulator: unknown parameter parse_modes"


async def test_a_lenient_simulator_passes_over_unknown_parameters() -> None:
    async with (
        await serve(strict=False) as simulator,
        aiohttp.ClientSession(simulator.url) as session,
    ):
        assert (await Client(session, simulator.token).call("getMe", x=1))["id"] == 1


async def test_query_form_json_and_multipart_say_the_same(client: Client, officer: Phone) -> None:
    path = f"/bot{client.token}/sendMessage"
    given = {"chat_id": str(officer.user), "text": "같은 글"}
    multipart = aiohttp.FormData(given, default_to_multipart=True)
    bodies = [{"params": given}, {"data": given}, {"json": given}, {"data": multipart}]
    for body in bodies:
        async with client.session.post(path, **body) as answer:  # type: ignore[arg-type] # kinds of body
            assert (await answer.json())["result"]["text"] == "같은 글"


async def test_a_body_that_is_no_json_is_refused(client: Client) -> None:
    headers = {"Content-Type": "application/json"}
    path = f"/bot{client.token}/getMe"
    async with client.session.post(path, data=b"{", headers=headers) as answer:
        assert (answer.status, (await answer.json())["ok"]) == (400, False)


async def test_the_server_listens_on_the_loopback_only(simulator: Simulator) -> None:
    assert simulator.url == f"http://127.0.0.1:{simulator.port}"


async def test_the_log_shows_what_was_called_and_no_token(
    client: Client, officer: Phone, backstage: Backstage
) -> None:
    await client.call("sendMessage", chat_id=officer.user, text="글")
    await client.refusal("sendMessage", chat_id=officer.user, text="")
    calls = await backstage.calls("sendMessage")
    assert [call["result_ok"] for call in calls] == [True, False]
    assert calls[0]["params"] == {"chat_id": officer.user, "text": "글"}
    assert client.token not in str(calls)
    assert await backstage.calls(after=calls[-1]["n"]) == []
