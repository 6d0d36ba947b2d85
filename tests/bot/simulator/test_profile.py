"""Command menus by scope and language, the menu button, the bot's texts."""

import pytest

from bot.simulator.people.phone import Phone
from tests.bot.simulator.client import Client
from tests.helpers.backstage import Backstage


def command(name: str) -> dict[str, str]:
    return {"command": name, "description": "설명"}


async def names(phone: Phone) -> list[str]:
    return [one["command"] for one in await phone.commands()]


async def test_the_narrowest_scope_wins_and_then_the_language(
    client: Client, officer: Phone, stranger: Phone
) -> None:
    own = {"type": "chat", "chat_id": officer.user}
    await client.call("setMyCommands", commands=[command("all")])
    private = {"type": "all_private_chats"}
    await client.call("setMyCommands", commands=[command("private")], scope=private)
    assert await names(officer) == ["private"]
    await client.call("setMyCommands", commands=[command("chat")], scope=own)
    assert (await names(officer), await names(stranger)) == (["chat"], ["private"])
    await client.call("setMyCommands", commands=[command("ko")], scope=own, language_code="ko")
    assert await names(officer) == ["ko"]
    await client.call("deleteMyCommands", scope=own, language_code="ko")
    await client.call("deleteMyCommands", scope=own)
    await client.call("deleteMyCommands", scope=private)
    assert await names(officer) == ["all"]


async def test_in_groups_administrators_see_their_own_menu(
    client: Client, officer: Phone, stranger: Phone, backstage: Backstage
) -> None:
    group = (await backstage.group("과", [officer.user, stranger.user]))["id"]
    for kind in ("all_group_chats", "all_chat_administrators"):
        await client.call("setMyCommands", commands=[command(kind)], scope={"type": kind})
    officer.chat = stranger.chat = group
    assert await names(officer) == ["all_chat_administrators"]
    assert await names(stranger) == ["all_group_chats"]
    scope = {"type": "chat_member", "chat_id": group, "user_id": stranger.user}
    await client.call("setMyCommands", commands=[command("member")], scope=scope)
    assert await names(stranger) == ["member"]


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"commands": [command("현황")]}, "BOT_COMMAND_INVALID"),
        ({"commands": [command("a" * 33)]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "a", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [command("a")] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": [], "language_code": "kor"}, "LANGUAGE_CODE_INVALID"),
        (
            {"commands": [], "scope": {"type": "city"}},
            "can't parse BotCommandScope: Unsupported type specified",
        ),
        ({"commands": [], "scope": {"type": "chat", "chat_id": 5}}, "chat not found"),
    ],
)
async def test_menus_that_telegram_refuses(
    client: Client, given: dict[str, object], refusal: str
) -> None:
    assert await client.refusal("setMyCommands", **given) == f"Bad Request: {refusal}"


async def test_the_menu_button_of_one_chat_and_of_all(client: Client, officer: Phone) -> None:
    assert await client.call("getChatMenuButton") == {"type": "default"}
    await client.call("setChatMenuButton", menu_button={"type": "commands"})
    assert await client.call("getChatMenuButton", chat_id=officer.user) == {"type": "commands"}
    app = {"type": "web_app", "text": "현황", "web_app": {"url": "https://a.kr"}}
    await client.call("setChatMenuButton", chat_id=officer.user, menu_button=app)
    assert await client.call("getChatMenuButton", chat_id=officer.user) == app
    assert await client.call("getChatMenuButton") == {"type": "commands"}


async def test_name_and_descriptions_have_limits(client: Client, officer: Phone) -> None:
    await client.call("setMyName", name="고용할당제")
    assert (await client.call("getMe"))["first_name"] == "고용할당제"
    assert await client.call("getMyName") == {"name": "고용할당제"}
    await client.call("setMyDescription", description="가" * 512)
    await client.call("setMyShortDescription", short_description="짧게", language_code="ko")
    assert await client.call("getMyShortDescription", language_code="ko") == {
        "short_description": "짧게"
    }
    assert await client.call("getMyShortDescription") == {"short_description": ""}
    for method, params in (
        ("setMyName", {"name": "가" * 65}),
        ("setMyDescription", {"description": "가" * 513}),
        ("setMyShortDescription", {"short_description": "가" * 121}),
    ):
        assert (await client.refusal(method, **params)).endswith("TOO_LONG")
    async with client.session.get("/phone/state") as answer:
        state = await answer.json()
    assert state["bot"]["short_description"] == "짧게"
    assert [person["first_name"] for person in state["people"]] == ["홍○○"]
