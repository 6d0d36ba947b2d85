"""A person's phone for tests and demos: writes, taps and reads over the people's HTTP side.

Nothing here sleeps: every wait is a long poll that ends with the awaited event.
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import aiohttp
import orjson

from bot.simulator.people.transcript import card, labels, transcript, words

Json = dict[str, Any]
Found = TypeVar("Found")
PATIENCE = 10.0
Picture = bytes | tuple[str, bytes]


class Phone:
    """One person in one chat (the private one by default). Open with `connect`, then `close`."""

    def __init__(self, session: aiohttp.ClientSession, user: int, chat: int, timeout: float):
        self.user = user
        self.chat = chat
        self.timeout = timeout
        self._session = session
        self._base = f"/phone/{user}"
        self._messages: dict[int, Json] = {}
        self._news: list[tuple[int, Json]] = []
        self._answers: dict[str, Json] = {}
        self._toast = ""
        self._keyboard: Json | None = None
        self._seq = 0
        self._mark = 0

    @classmethod
    async def connect(
        cls,
        base_url: str,
        user_id: int | None = None,
        *,
        first_name: str | None = None,
        chat: int | None = None,
        timeout: float = PATIENCE,
        **more: str,
    ) -> Phone:
        """Take the phone of a person; with `first_name` the person is added or renamed.

        `more` may hold last_name, username, language_code and note; `chat` is a group to stand
        in; `timeout` is the patience of every wait in seconds.
        """
        session = aiohttp.ClientSession(base_url, json_serialize=_dumps)
        try:
            if first_name is not None or user_id is None:
                person = {"id": user_id, "first_name": first_name or "Person", **more}
                async with session.post("/phone/people", json=person) as answer:
                    user_id = int((await _checked(answer))["id"])
            phone = cls(session, user_id, chat or user_id, timeout)
            await phone._load()
        except BaseException:
            await session.close()
            raise
        return phone

    async def close(self) -> None:
        """Put the phone away."""
        await self._session.close()

    async def __aenter__(self) -> Phone:
        """Nothing to do: `connect` has opened it."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the session."""
        await self.close()

    # Following the chat ----------------------------------------------------------------

    async def _get(self, path: str, **query: str | int | float) -> Any:
        async with self._session.get(self._base + path, params=query) as answer:
            return await _checked(answer)

    async def _act(self, act: str, **body: Any) -> Json:
        """Do something; all that comes after it is news."""
        path, given = f"{self._base}/{act}", {"chat": self.chat, **body}
        async with self._session.post(path, json=given) as answer:
            result: Json = await _checked(answer)
        self._mark = result["seq"]
        return result

    async def _load(self) -> None:
        told = await self._get("/events", after=0, wait=0)
        self._seq = self._mark = told["seq"]
        for message in await self._get(f"/chats/{self.chat}/messages"):
            self._messages[message["message_id"]] = message
            self._note_keyboard(message)

    async def _read(self, wait: float) -> None:
        told = await self._get("/events", after=self._seq, wait=wait)
        self._seq = told["seq"]
        for event in told["events"]:
            if event["chat"] == self.chat:
                self._take(event)

    def _take(self, event: Json) -> None:
        kind = event["type"]
        if kind in {"message", "edited"}:
            message = event["message"]
            self._messages[message["message_id"]] = message
            self._note_keyboard(message)
            if message["_from_bot"]:
                self._news.append((event["seq"], message))
        elif kind == "deleted":
            self._messages.pop(event["message_id"], None)
        elif kind == "answer":
            self._answers[event["callback_id"]] = event
            self._toast = event["text"] or self._toast

    def _note_keyboard(self, message: Json) -> None:
        if "_keyboard" in message:
            self._keyboard = message["_keyboard"]
        elif "_removed_keyboard" in message:
            self._keyboard = None

    async def until(
        self, find: Callable[[], Found | None], timeout: float | None, wanted: str
    ) -> Found:
        """Follow the chat until `find` finds; AssertionError with the transcript when late."""
        now = asyncio.get_running_loop().time
        deadline = now() + (self.timeout if timeout is None else timeout)
        await self._read(0)
        while (found := find()) is None:
            left = deadline - now()
            if left <= 0:
                raise AssertionError(f"{wanted}\n--- transcript ---\n{self.transcript()}")
            await self._read(left)
        return found

    # Doing -----------------------------------------------------------------------------

    async def say(self, text: str, *, reply_to: int | None = None) -> int:
        """Send a typed text; returns the message id."""
        return int((await self._act("send", text=text, reply_to=reply_to))["message_id"])

    async def tap(
        self, label: str, *, nth: int = 0, timeout: float | None = None, answered: bool = True
    ) -> str:
        """Press the button that is, or contains, `label` on the newest message that has it.

        Waits for the button, presses it and waits for the bot's answer (unless `answered` is
        False); returns the text of the answer. A key of the reply keyboard sends its text.
        """
        wanted = f"no button {label!r}" + (f" number {nth}" if nth else "")
        place = await self.until(lambda: self._button(label, nth), timeout, wanted)
        number, button = place
        if number == 0:
            await self._press_key(button)
            return ""
        if "callback_data" not in button:
            raise AssertionError(f"button {button['text']!r} is not one that the bot hears")
        result = await self._act("tap", message_id=number, data=button["callback_data"])
        return await self._answer(result, timeout) if answered else ""

    async def _answer(self, result: Json, timeout: float | None) -> str:
        callback = result["callback_id"]
        event = await self.until(
            lambda: self._answers.get(callback), timeout, "the tap was not answered"
        )
        return str(event["text"])

    async def tap_old(self, message_id: int, data: str, *, answered: bool = True) -> str:
        """Press a button that an older state of a message had; returns the answer's text."""
        result = await self._act("tap", message_id=message_id, data=data, forged=True)
        return await self._answer(result, None) if answered else ""

    async def forge(self, data: str, *, answered: bool = True) -> str:
        """Send made-up callback data from the bot's newest message."""
        await self._read(0)
        return await self.tap_old(self.last()["message_id"], data, answered=answered)

    async def edit(self, message_id: int, text: str) -> None:
        """Edit an own message."""
        await self._act("edit", message_id=message_id, text=text)

    async def delete(self, message_id: int) -> None:
        """Delete a message for both sides."""
        await self._act("delete", message_id=message_id)

    async def photo(self, data: bytes, caption: str | None = None) -> int:
        """Send a picture; returns the message id."""
        return (await self._send("photo", [data], caption))[0]

    async def album(self, pictures: Sequence[Picture], caption: str | None = None) -> list[int]:
        """Send 2 to 10 pictures at once; returns the message ids."""
        return await self._send("photo", pictures, caption)

    async def document(self, data: bytes, name: str, caption: str | None = None) -> int:
        """Send a file; returns the message id."""
        return (await self._send("document", [(name, data)], caption))[0]

    async def _send(self, kind: str, files: Sequence[Picture], caption: str | None) -> list[int]:
        form = aiohttp.FormData(quote_fields=False)
        form.add_field("chat", str(self.chat))
        form.add_field("caption", caption or "")
        for file in files:
            name, data = ("photo.jpg", file) if isinstance(file, bytes) else file
            form.add_field("file", io.BytesIO(data), filename=name)
        async with self._session.post(f"{self._base}/{kind}", data=form) as answer:
            result = await _checked(answer)
        self._mark = result["seq"]
        return [int(number) for number in result["message_ids"]]

    async def contact(self, phone_number: str = "000-0000", **more: Any) -> int:
        """Share a contact: the own one, or `user_id=` of another (0 for none)."""
        return int((await self._act("contact", phone_number=phone_number, **more))["message_id"])

    async def location(self, latitude: float, longitude: float) -> int:
        """Share a place."""
        sent = await self._act("location", latitude=latitude, longitude=longitude)
        return int(sent["message_id"])

    async def sticker(self, emoji: str = "👍") -> int:
        """Send a sticker."""
        return int((await self._act("sticker", emoji=emoji))["message_id"])

    async def voice(self, seconds: int = 3) -> int:
        """Send a voice note."""
        return int((await self._act("voice", duration=seconds))["message_id"])

    async def poll(self, question: str, options: Sequence[str]) -> int:
        """Send a poll."""
        sent = await self._act("poll", question=question, options=list(options))
        return int(sent["message_id"])

    async def block(self) -> None:
        """Block the bot."""
        await self._act("block")

    async def unblock(self) -> None:
        """Unblock the bot."""
        await self._act("unblock")

    # Seeing ----------------------------------------------------------------------------

    async def reads(self, fragment: str, timeout: float | None = None) -> str:
        """Wait until the bot has written `fragment` since my last act; returns that text.

        Raises AssertionError with the transcript when it does not come in time.
        """

        def find() -> str | None:
            for seq, message in reversed(self._news):
                if seq <= self._mark:
                    return None
                if fragment in (text := words(message)):
                    return text
            return None

        return await self.until(find, timeout, f"the bot did not write {fragment!r}")

    async def look(self) -> None:
        """Take in what has come by now."""
        await self._read(0)

    async def file(self, file_id: str) -> bytes:
        """Download a photo or a document of the chat."""
        async with self._session.get(f"/phone/file/{file_id}") as answer:
            answer.raise_for_status()
            return await answer.read()

    async def commands(self) -> list[Json]:
        """The command menu that this person sees here."""
        found: list[Json] = (await self._get("/commands", chat=self.chat))["commands"]
        return found

    def toast(self) -> str:
        """Text of the last answer to a tap that had one."""
        return self._toast

    def messages(self) -> list[Json]:
        """All messages of the chat as far as they were followed, oldest first."""
        return [self._messages[number] for number in sorted(self._messages)]

    def last(self) -> Json:
        """The bot's newest message; AssertionError when there is none."""
        for message in reversed(self.messages()):
            if message["_from_bot"]:
                return message
        raise AssertionError("the bot has not written yet")

    def screen(self) -> str:
        """The bot's newest message with its buttons."""
        return card(self.last())

    def buttons(self) -> list[list[str]]:
        """Labels of the buttons of the bot's newest message that has some."""
        for message in reversed(self.messages()):
            if message["_from_bot"] and (rows := labels(message)):
                return rows
        return []

    def keys(self) -> list[list[str]]:
        """Labels of the reply keyboard that is shown now."""
        rows = self._keyboard["keyboard"] if self._keyboard else []
        return [[button["text"] for button in row] for row in rows]

    def transcript(self) -> str:
        """The whole chat as text."""
        return transcript(self.messages(), self.user)

    def _button(self, label: str, nth: int) -> tuple[int, Json] | None:
        for message in reversed(self.messages()):
            if message["_from_bot"]:
                rows = message.get("reply_markup", {}).get("inline_keyboard", [])
                if found := _matching(rows, label, nth):
                    return message["message_id"], found
        keyboard = self._keyboard["keyboard"] if self._keyboard else []
        key = _matching(keyboard, label, nth)
        return None if key is None else (0, key)

    async def _press_key(self, button: Json) -> None:
        if button.get("request_contact"):
            await self.contact()
        else:
            await self.say(button["text"])


def _matching(rows: list[list[Json]], label: str, nth: int) -> Json | None:
    """The button whose text is `label`, else the one that contains it."""
    all_of_them = [button for row in rows for button in row]
    same = [button for button in all_of_them if button["text"] == label]
    found = same or [button for button in all_of_them if label in button["text"]]
    return found[nth] if nth < len(found) else None


def _dumps(value: Any) -> str:
    return orjson.dumps(value).decode()


async def _checked(answer: aiohttp.ClientResponse) -> Any:
    content = orjson.loads(await answer.read())
    if answer.status != 200:
        raise AssertionError(f"the phone refuses: {content['description']}")
    return content
