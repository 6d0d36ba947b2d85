"""Bot API methods about the bot itself: name, descriptions, command menus, menu button."""

from __future__ import annotations

import re
from typing import Any

from bot.simulator.wire.call import Call
from bot.simulator.world import limits
from bot.simulator.world.chats import Chat, World
from bot.simulator.world.refusal import bad

Json = dict[str, Any]
Scope = tuple[Any, ...]
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_PLAIN_SCOPES = frozenset(
    {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
)
_CHAT_SCOPES = frozenset({"chat", "chat_administrators", "chat_member"})
_ADMINISTRATORS = frozenset({"creator", "administrator"})


def get_me(call: Call) -> Json:
    """`getMe`."""
    return call.world.bot | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def _language(call: Call) -> str:
    code = call.text("language_code")
    if code and not re.fullmatch("[a-z]{2}", code):
        raise bad("LANGUAGE_CODE_INVALID")
    return code


# Command menus -------------------------------------------------------------------------


def _scope(call: Call) -> Scope:
    given = call.json("scope", "BotCommandScope")
    if given is None:
        return ("default",)
    if not isinstance(given, dict):
        raise bad("can't parse BotCommandScope: BotCommandScope must be an Object")
    kind = given.get("type")
    if kind in _PLAIN_SCOPES:
        return (kind,)
    if kind not in _CHAT_SCOPES:
        raise bad("can't parse BotCommandScope: Unsupported type specified")
    chat = call.world.chats.get(int(given.get("chat_id") or 0))
    if chat is None:
        raise bad("chat not found")
    if kind == "chat":
        return (kind, chat.id)
    if chat.private:
        raise bad("can't use specified scope in private chats")
    if kind == "chat_administrators":
        return (kind, chat.id)
    user = int(given.get("user_id") or 0)
    if user <= 0:
        raise bad("can't parse BotCommandScope: Invalid user_id specified")
    return (kind, chat.id, user)


def _command(given: Any) -> Json:
    if not isinstance(given, dict):
        raise bad("can't parse BotCommand: expected an Object")
    name, description = given.get("command"), given.get("description")
    if not isinstance(name, str) or not isinstance(description, str):
        raise bad('can\'t parse BotCommand: Can\'t find field "command" or "description"')
    name = name.removeprefix("/")
    if not _COMMAND.fullmatch(name):
        raise bad("BOT_COMMAND_INVALID")
    if not 1 <= limits.utf16(description) <= limits.COMMAND_DESCRIPTION:
        raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def _announce(world: World) -> None:
    for chat in world.chats.values():
        if chat.started or not chat.private:
            world.tell(chat, "commands")


def set_my_commands(call: Call) -> bool:
    """`setMyCommands` for a scope and a language."""
    given = call.json("commands") or []
    if not isinstance(given, list):
        raise bad("expected an Array of BotCommand")
    if len(given) > limits.COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    commands = [_command(one) for one in given]
    call.world.commands[(*_scope(call), _language(call))] = commands
    _announce(call.world)
    return True


def get_my_commands(call: Call) -> list[Json]:
    """`getMyCommands`: exactly the set of this scope and language."""
    return call.world.commands.get((*_scope(call), _language(call)), [])


def delete_my_commands(call: Call) -> bool:
    """`deleteMyCommands`."""
    call.world.commands.pop((*_scope(call), _language(call)), None)
    _announce(call.world)
    return True


def commands_for(world: World, chat: Chat, user: int) -> list[Json]:
    """The menu that `user` sees in `chat`: the narrowest scope wins, then the language."""
    leads = chat.members.get(user) in _ADMINISTRATORS
    scopes: list[Scope]
    if chat.private:
        scopes = [("chat", chat.id), ("all_private_chats",)]
    else:
        scopes = [("chat_member", chat.id, user)]
        scopes += [("chat_administrators", chat.id)] if leads else []
        scopes += [("chat", chat.id)]
        scopes += [("all_chat_administrators",)] if leads else []
        scopes += [("all_group_chats",)]
    language = world.people[user].get("language_code", "")
    for scope in [*scopes, ("default",)]:
        for code in (language, ""):
            if found := world.commands.get((*scope, code)):
                return found
    return []


# Menu button ---------------------------------------------------------------------------


def set_chat_menu_button(call: Call) -> bool:
    """`setChatMenuButton` for one private chat or, without chat_id, for all."""
    button = call.json("menu_button", "menu button") or {"type": "default"}
    kind = button.get("type")
    if kind not in {"commands", "web_app", "default"}:
        raise bad("can't parse menu button: Unsupported type specified")
    if kind == "web_app":
        url = str(button.get("web_app", {}).get("url", ""))
        if not button.get("text") or not url.startswith("https://"):
            raise bad("menu button Web App URL is invalid: Only HTTPS links are allowed")
    chat = call.chat() if "chat_id" in call.params else None
    if chat is not None and not chat.private:
        raise bad("menu button can be set in private chats only")
    call.world.menu_buttons[chat.id if chat else 0] = button
    _announce(call.world)
    return True


def menu_button(world: World, chat_id: int) -> Json:
    """The menu button that is shown in a private chat."""
    own = world.menu_buttons.get(chat_id, {"type": "default"})
    return own if own["type"] != "default" else world.menu_buttons.get(0, {"type": "default"})


def get_chat_menu_button(call: Call) -> Json:
    """`getChatMenuButton`."""
    return menu_button(call.world, call.chat().id if "chat_id" in call.params else 0)


# Name and descriptions -------------------------------------------------------------------


def _set(call: Call, field: str, most: int) -> bool:
    value = call.text(field)
    if limits.utf16(value) > most:
        raise bad(f"BOT_{'TITLE' if field == 'name' else 'ABOUT'}_TOO_LONG")
    language = _language(call)
    call.world.profile[field, language] = value
    if field == "name" and value and language in {"", "ko"}:
        call.world.bot["first_name"] = value
    return True


def _get(call: Call, field: str) -> Json:
    profile = call.world.profile
    default = call.world.bot["first_name"] if field == "name" else ""
    found = profile.get((field, _language(call))) or profile.get((field, ""))
    return {field: found or default}


def shown(world: World, field: str) -> str:
    """A profile text as a Korean-speaking person sees it."""
    return world.profile.get((field, "ko")) or world.profile.get((field, "")) or ""


def set_my_name(call: Call) -> bool:
    """`setMyName`."""
    return _set(call, "name", limits.NAME)


def set_my_description(call: Call) -> bool:
    """`setMyDescription`."""
    return _set(call, "description", limits.DESCRIPTION)


def set_my_short_description(call: Call) -> bool:
    """`setMyShortDescription`."""
    return _set(call, "short_description", limits.SHORT_DESCRIPTION)


def get_my_name(call: Call) -> Json:
    """`getMyName`."""
    return _get(call, "name")


def get_my_description(call: Call) -> Json:
    """`getMyDescription`."""
    return _get(call, "description")


def get_my_short_description(call: Call) -> Json:
    """`getMyShortDescription`."""
    return _get(call, "short_description")
