"""Acts of people that come as one JSON body: `/phone/{user}/{act}`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from bot.simulator.people import acts
from bot.simulator.people.acts import Impossible
from bot.simulator.world.chats import World

Json = dict[str, Any]
BOX = 512
POLL_OPTIONS = 12


class Order(NamedTuple):
    """Who does something where, and the JSON body that says what."""

    world: World
    user: int
    chat: int
    given: Json


Doing = Callable[[Order], Json]


def _send(order: Order) -> Json:
    world, user, chat, given = order
    message = acts.write(world, user, chat, str(given["text"]), int(given.get("reply_to") or 0))
    return {"message_id": message["message_id"]}


def _edit(order: Order) -> Json:
    world, user, chat, given = order
    message = acts.correct(world, user, chat, int(given["message_id"]), str(given["text"]))
    return {"message_id": message["message_id"]}


def _delete(order: Order) -> Json:
    world, user, chat, given = order
    acts.delete(world, user, chat, int(given["message_id"]))
    return {}


def _tap(order: Order) -> Json:
    world, user, chat, given = order
    number, data, forged = int(given["message_id"]), str(given["data"]), given.get("forged")
    return {"callback_id": acts.tap(world, user, chat, number, data, bool(forged))}


def _block(order: Order) -> Json:
    acts.block(order.world, order.user, order.chat, True)
    return {}


def _unblock(order: Order) -> Json:
    acts.block(order.world, order.user, order.chat, False)
    return {}


def _bot(order: Order) -> Json:
    acts.move_bot(order.world, order.user, order.chat, str(order.given["status"]))
    return {}


def _join(order: Order) -> Json:
    acts.join(order.world, order.user, order.chat, True)
    return {}


def _leave(order: Order) -> Json:
    acts.join(order.world, order.user, order.chat, False)
    return {}


def _content(kind: str, build: Callable[[Order], Json]) -> Doing:
    def run(order: Order) -> Json:
        message = acts.say(order.world, order.user, order.chat, {kind: build(order)})
        return {"message_id": message["message_id"]}

    return run


def _contact(order: Order) -> Json:
    given, person = order.given, order.world.people[order.user]
    contact: Json = {
        "phone_number": str(given.get("phone_number") or "000-0000"),
        "first_name": str(given.get("first_name") or person["first_name"]),
    }
    # The own card carries the own id; another one's card carries that one's id or none.
    whose = int(given.get("user_id", order.user))
    return contact | ({"user_id": whose} if whose else {})


def _location(order: Order) -> Json:
    given = order.given
    return {"latitude": float(given["latitude"]), "longitude": float(given["longitude"])}


def _sticker(order: Order) -> Json:
    stored = order.world.shelf.add_sticker(b"RIFF----WEBP")
    return stored.face | {
        "type": "regular",
        "width": BOX,
        "height": BOX,
        "is_animated": False,
        "is_video": False,
        "emoji": str(order.given.get("emoji") or "👍"),
    }


def _voice(order: Order) -> Json:
    stored = order.world.shelf.add_voice(b"OggS")
    seconds = int(order.given.get("duration", 3))
    return stored.face | {"duration": seconds, "mime_type": "audio/ogg"}


def _poll(order: Order) -> Json:
    options = [str(option) for option in order.given["options"]]
    if not 1 <= len(options) <= POLL_OPTIONS:
        raise Impossible("a poll has 1 to 12 options")
    return {
        "id": order.world.serial(),
        "question": str(order.given["question"]),
        "options": [
            {"persistent_id": str(index), "text": text, "voter_count": 0}
            for index, text in enumerate(options)
        ],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": False,
        "members_only": False,
    }


DOINGS: dict[str, Doing] = {
    "send": _send,
    "edit": _edit,
    "delete": _delete,
    "tap": _tap,
    "block": _block,
    "unblock": _unblock,
    "bot": _bot,
    "join": _join,
    "leave": _leave,
    "contact": _content("contact", _contact),
    "location": _content("location", _location),
    "sticker": _content("sticker", _sticker),
    "voice": _content("voice", _voice),
    "poll": _content("poll", _poll),
}
