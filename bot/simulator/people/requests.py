"""The people's side over HTTP, used by the phone page and by `phone.Phone` (prefix /phone).

Events of `/phone/{user}/events` have `seq`, `type`, `chat` and, by type: `message` and `edited`
a `message`; `deleted` a `message_id`; `typing` an `action`; `answer` the `callback_id`, `text`,
`show_alert`, `url`; `keyboard` the reply `keyboard` or null; `pinned` a `message_id` and
`pinned`; `reaction` a `message_id` and the `reaction`; `commands` nothing more.
Messages are Bot API JSON plus `_from_bot`, `_pinned`, `_reactions`, `_keyboard`,
`_removed_keyboard`, `_force_reply`. Every act answers `seq`, the number of the last event
before it. A refusal is 400 with a `description`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.simulator.people import acts
from bot.simulator.people.acts import Impossible
from bot.simulator.people.doings import DOINGS, Order
from bot.simulator.wire.profile import commands_for, menu_button, shown
from bot.simulator.world.chats import Chat, World
from bot.simulator.world.refusal import Refused
from bot.simulator.world.shelf import Stored

Json = dict[str, Any]
Endpoint = Callable[[Request], Awaitable[Any]]
LONGEST_WAIT = 60.0


def answer(content: Any, status: int = 200) -> Response:
    """A JSON answer."""
    return Response(orjson.dumps(content), status, media_type="application/json")


def _guarded(endpoint: Endpoint) -> Callable[[Request], Awaitable[Response]]:
    async def run(request: Request) -> Response:
        try:
            result = await endpoint(request)
        except Impossible as refusal:
            return answer({"description": str(refusal)}, 400)
        except Refused as refusal:
            return answer({"description": refusal.description}, 400)
        except (KeyError, TypeError, ValueError) as error:
            return answer({"description": f"{type(error).__name__}: {error}"}, 400)
        return result if isinstance(result, Response) else answer(result)

    return run


class People:
    """Endpoints for what people see and do."""

    def __init__(self, world: World):
        self._world = world

    def routes(self) -> list[Route]:
        """All routes under /phone."""
        table: list[tuple[str, str, Endpoint]] = [
            ("GET", "/phone/state", self.state),
            ("GET", "/phone/story", self.story),
            ("POST", "/phone/people", self.add_person),
            ("POST", "/phone/groups", self.add_group),
            ("POST", "/phone/groups/{chat}/upgrade", self.upgrade),
            ("GET", "/phone/file/{file_id}", self.file),
            ("GET", "/phone/{user:int}/chats", self.chats),
            ("GET", "/phone/{user:int}/chats/{chat}/messages", self.messages),
            ("GET", "/phone/{user:int}/events", self.events),
            ("GET", "/phone/{user:int}/commands", self.commands),
            ("POST", "/phone/{user:int}/photo", self.photo),
            ("POST", "/phone/{user:int}/document", self.document),
            ("POST", "/phone/{user:int}/{act}", self.act),
        ]
        return [Route(path, _guarded(run), methods=[verb]) for verb, path, run in table]

    # Seeing ----------------------------------------------------------------------------

    async def state(self, _: Request) -> Json:
        """Who is there."""
        world = self._world
        about = {name: shown(world, name) for name in ("description", "short_description")}
        people = [
            person | {"note": world.notes[who]}
            for who, person in world.people.items()
            if who not in world.aside
        ]
        return {"bot": world.bot | about, "people": people, "now": world.clock.now()}

    async def story(self, _: Request) -> Response:
        """The story that the page may play, or null."""
        return answer(self._world.story)

    def _user(self, request: Request) -> int:
        user: int = request.path_params["user"]
        if user not in self._world.people:
            raise Impossible("no such person")
        return user

    def _seen(self, request: Request, chat_id: int) -> Chat:
        user = self._user(request)
        chat = self._world.chats.get(chat_id)
        if chat is None or user not in chat.members:
            raise Impossible("no such chat")
        return chat

    async def chats(self, request: Request) -> list[Json]:
        """All chats of a person with their last message."""
        user = self._user(request)
        found: list[Json] = []
        for chat in self._world.chats.values():
            if user not in chat.present() or chat.migrated_to:
                continue
            last = next(reversed(chat.messages.values()), None)
            entry: Json = {"chat": chat.face, "unread": 0, "blocked": chat.bot_status == "kicked"}
            entry["last"] = self._world.view(chat, last) if last else None
            found.append(entry)
        return found

    async def messages(self, request: Request) -> list[Json]:
        """A chat's whole history, oldest first."""
        chat = self._seen(request, int(request.path_params["chat"]))
        return [self._world.view(chat, message) for message in chat.messages.values()]

    async def events(self, request: Request) -> Json:
        """Events after a number; waits for one when there is none."""
        mailbox = self._world.mail[self._user(request)]
        after = int(request.query_params.get("after", 0))
        wait = min(float(request.query_params.get("wait", 0)), LONGEST_WAIT)
        found = mailbox.after(after)
        if not found and wait > 0:
            await mailbox.wait(wait)
            found = mailbox.after(after)
        seq = found[-1]["seq"] if found else self._world.seq
        return {"seq": max(seq, after), "events": [self._event(event) for event in found]}

    def _event(self, event: Json) -> Json:
        if "message" not in event:
            return event
        chat = self._world.chats[event["chat"]]
        return event | {"message": self._world.view(chat, event["message"])}

    async def commands(self, request: Request) -> Json:
        """The command menu and the menu button that a person sees in a chat."""
        chat = self._seen(request, int(request.query_params["chat"]))
        menu = commands_for(self._world, chat, self._user(request))
        return {"commands": menu, "menu_button": menu_button(self._world, chat.id)}

    async def file(self, request: Request) -> Response:
        """The bytes of a photo or document."""
        stored = self._world.shelf.find(request.path_params["file_id"])
        if stored is None:
            return answer({"description": "no such file"}, 404)
        mime = stored.face.get("mime_type") or "application/octet-stream"
        kind = "image/jpeg" if stored.kind == "photo" else mime
        return Response(stored.data, media_type=kind)

    # Founding --------------------------------------------------------------------------

    async def add_person(self, request: Request) -> Json:
        """Add a person."""
        given = await request.json()
        user_id = int(given.pop("id", 0) or 0)
        names = {k: str(v) for k, v in given.items() if v and k != "first_name"}
        person = self._world.add_person(str(given["first_name"]), user_id=user_id, **names)
        return person | {"note": self._world.notes[person["id"]]}

    async def add_group(self, request: Request) -> Json:
        """Found a group of people: {title, members, type?, forum?, bot?}; returns its chat."""
        given = await request.json()
        kind = given.get("type", "group")
        members = [int(who) for who in given["members"]]
        if kind not in {"group", "supergroup"} or not members:
            raise Impossible("a group or supergroup has at least one member")
        forum = bool(given.get("forum"))
        chat = self._world.add_group(str(given["title"]), members, kind=kind, forum=forum)
        if status := given.get("bot", "member"):
            acts.move_bot(self._world, members[0], chat.id, status)
        return chat.face

    async def upgrade(self, request: Request) -> Json:
        """Upgrade a group to a supergroup; returns the new chat."""
        return acts.upgrade(self._world, int(request.path_params["chat"])).face

    # Doing -----------------------------------------------------------------------------

    async def act(self, request: Request) -> Json:
        """Any act with a JSON body: send, edit, tap, block, contact and so on."""
        run = DOINGS.get(request.path_params["act"])
        if run is None:
            raise Impossible("no such act")
        seq = self._world.seq
        user = self._user(request)
        given = await request.json()
        order = Order(self._world, user, int(given.get("chat", user)), given)
        return run(order) | {"seq": seq}

    async def photo(self, request: Request) -> Json:
        """Send 1 to 10 pictures."""
        return await self._files(request, self._picture)

    async def document(self, request: Request) -> Json:
        """Send 1 to 10 files."""
        return await self._files(request, self._paper)

    def _picture(self, _: UploadFile, data: bytes) -> Stored:
        return self._world.shelf.add_photo(data)

    def _paper(self, part: UploadFile, data: bytes) -> Stored:
        mime = part.content_type or "application/octet-stream"
        return self._world.shelf.add_document(data, part.filename or "file", mime)

    async def _files(self, request: Request, keep: Callable[[UploadFile, bytes], Stored]) -> Json:
        user, seq = self._user(request), self._world.seq
        files: list[Stored] = []
        async with request.form() as form:
            for _, part in form.multi_items():
                if isinstance(part, UploadFile):
                    files.append(keep(part, await part.read()))
            for again in form.getlist("file_id"):
                stored = self._world.shelf.find(str(again))
                if stored is None:
                    raise Impossible("no such file")
                files.append(stored)
            chat_id, caption = int(str(form.get("chat", user))), str(form.get("caption", ""))
        sent = acts.send_files(self._world, user, chat_id, files, caption.strip())
        return sent | {"seq": seq}
