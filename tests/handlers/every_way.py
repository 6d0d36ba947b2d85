"""One update for every way to every handler, as somebody may send it, allowed or not."""

from typing import Any

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from handlers.chat.access import Handler
from tests.helpers.desk import Desk
from tests.helpers.screens import BOT, person

ASKER = 77
FILE = {"file_id": "a", "file_unique_id": "b"}
PLACE = {"latitude": 37.6, "longitude": 126.8}
VENUE = {"location": PLACE, "title": "화정역 광장", "address": "덕양구"}


def asked_of(desk: Desk, handlers: list[Handler]) -> list[dict[str, Any]]:
    """One update for each way to each handler, as the asker sends it."""
    bodies: list[dict[str, Any]] = []
    for handler in handlers:
        if isinstance(handler, CommandHandler):
            bodies += [
                {"message": desk.message(ASKER, f"/{name}")} for name in sorted(handler.commands)
            ]
        elif isinstance(handler, CallbackQueryHandler):
            if handler.pattern is None:
                bodies.append(_tap(desk, "v0:old"))
                continue
            stem = (
                str(getattr(handler.pattern, "pattern", "")).lstrip("^").split("(")[0].rstrip(":")
            )
            bodies += [_tap(desk, f"{stem}{rest}") for rest in ("", ":1", ":1:0:w", ":event:1")]
    words = desk.message(ASKER, "쿠팡")
    bare = {key: value for key, value in words.items() if key != "text"}
    photo = {**FILE, "width": 1, "height": 1}
    bodies += [
        {"message": words},
        {"message": desk.message(ASKER, "/unheard")},
        {"message": bare | {"photo": [photo]}},
        {"message": bare | {"document": FILE}},
        {"message": bare | {"location": PLACE}},
        {"message": bare | {"location": PLACE, "venue": VENUE}},
        {"edited_message": words | {"edit_date": words["date"]}},
    ]
    return bodies


def _tap(desk: Desk, code: str) -> dict[str, Any]:
    message = desk.message(ASKER, "…") | {"from": BOT}
    query = {"id": "1", "from": person(ASKER), "chat_instance": "1", "data": code}
    return {"callback_query": query | {"message": message}}


def reached(desk: Desk, handlers: list[Handler], body: dict[str, Any]) -> Handler | None:
    """The handler that such an update comes to, if any."""
    update = Update.de_json({"update_id": 1, **body}, desk.application.bot)
    for handler in handlers:
        found = handler.check_update(update)
        if found is not None and found is not False:
            return handler
    return None
