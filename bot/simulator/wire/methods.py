"""The table of Bot API methods and the two that need the loop: getUpdates and the webhook."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from bot.simulator.wire import media, messages, profile, rooms
from bot.simulator.wire.call import Call
from bot.simulator.wire.webhook import Webhook
from bot.simulator.world import limits
from bot.simulator.world.refusal import Refused, bad

WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to"
    " delete the webhook first"
)
Method = Callable[[Call], Any]

METHODS: dict[str, Method] = {
    "getme": profile.get_me,
    "sendmessage": messages.send_message,
    "sendchataction": messages.send_chat_action,
    "editmessagetext": messages.edit_message_text,
    "editmessagecaption": messages.edit_message_caption,
    "editmessagereplymarkup": messages.edit_message_reply_markup,
    "editmessagemedia": media.edit_message_media,
    "deletemessage": messages.delete_message,
    "deletemessages": messages.delete_messages,
    "forwardmessage": messages.forward_message,
    "copymessage": messages.copy_message,
    "answercallbackquery": messages.answer_callback_query,
    "sendphoto": media.send_photo,
    "senddocument": media.send_document,
    "sendmediagroup": media.send_media_group,
    "getfile": media.get_file,
    "setmycommands": profile.set_my_commands,
    "getmycommands": profile.get_my_commands,
    "deletemycommands": profile.delete_my_commands,
    "setchatmenubutton": profile.set_chat_menu_button,
    "getchatmenubutton": profile.get_chat_menu_button,
    "setmyname": profile.set_my_name,
    "getmyname": profile.get_my_name,
    "setmydescription": profile.set_my_description,
    "getmydescription": profile.get_my_description,
    "setmyshortdescription": profile.set_my_short_description,
    "getmyshortdescription": profile.get_my_short_description,
    "getchat": rooms.get_chat,
    "getchatmember": rooms.get_chat_member,
    "getchatadministrators": rooms.get_chat_administrators,
    "getchatmembercount": rooms.get_chat_member_count,
    "leavechat": rooms.leave_chat,
    "pinchatmessage": rooms.pin_chat_message,
    "unpinchatmessage": rooms.unpin_chat_message,
    "unpinallchatmessages": rooms.unpin_all_chat_messages,
    "setmessagereaction": rooms.set_message_reaction,
    "createforumtopic": rooms.create_forum_topic,
    "deleteforumtopic": rooms.delete_forum_topic,
}


class Waiting:
    """Methods that wait: the long poll and the settings of the webhook."""

    def __init__(self, webhook: Webhook):
        self._webhook = webhook
        self._webhook_set_at = 0.0
        self.table: dict[str, Callable[[Call], Awaitable[Any]]] = {
            "getupdates": self.get_updates,
            "setwebhook": self.set_webhook,
            "deletewebhook": self.delete_webhook,
            "getwebhookinfo": self.get_webhook_info,
        }

    async def get_updates(self, call: Call) -> Any:
        """`getUpdates`: confirm by offset, then answer at once or when something comes."""
        queue = call.world.updates
        if self._webhook.url:
            raise Refused(409, WEBHOOK_ACTIVE)
        timeout = min(max(call.integer("timeout"), 0), limits.POLL_SECONDS)
        limit = min(max(call.integer("limit", limits.POLL_UPDATES), 1), limits.POLL_UPDATES)
        queue.terminate()
        queue.allow(call.json("allowed_updates"))
        queue.confirm(call.integer("offset"))
        batch = queue.batch(limit)
        if not batch and timeout:
            await queue.wait(timeout)
            batch = queue.batch(limit)
        return batch

    async def set_webhook(self, call: Call) -> bool:
        """`setWebhook`, on the loopback only; more than one a second is refused with 429."""
        if "certificate" in call.files:
            raise bad("simulator: certificates are not simulated")
        url = call.text("url")
        now = call.world.clock.now()
        if url and call.world.flood.active and now < self._webhook_set_at + 1:
            raise Refused(429, "Too Many Requests: retry after 1", {"retry_after": 1})
        self._webhook_set_at = now
        self._clear(call)
        call.world.updates.allow(call.json("allowed_updates"))
        connections = min(max(call.integer("max_connections", 40), 1), 100)
        await self._webhook.set(url, call.text("secret_token"), connections)
        return True

    async def delete_webhook(self, call: Call) -> bool:
        """`deleteWebhook`."""
        self._clear(call)
        await self._webhook.stop()
        return True

    async def get_webhook_info(self, call: Call) -> Any:
        """`getWebhookInfo`."""
        return self._webhook.info()

    def _clear(self, call: Call) -> None:
        if call.flag("drop_pending_updates"):
            call.world.updates.clear()
