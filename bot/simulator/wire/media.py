"""Bot API methods about files: photos, documents, albums, getFile."""

from __future__ import annotations

from typing import Any

from bot.simulator.wire.call import Call, Upload
from bot.simulator.wire.entities import formatted
from bot.simulator.wire.messages import caption_content, captioned, change, editable, post
from bot.simulator.world import limits
from bot.simulator.world.refusal import Refused, bad
from bot.simulator.world.shelf import Stored

Json = dict[str, Any]
KINDS = ("photo", "document")


def _stored(call: Call, given: str, upload: Upload | None, kind: str) -> Stored:
    """The file that a parameter names: an upload, `attach://name` or a file_id."""
    shelf = call.world.shelf
    if given.startswith("attach://"):
        upload = call.files.get(given.removeprefix("attach://"))
        if upload is None:
            raise bad("file not found in the request: " + given)
    if upload is not None:
        if len(upload.data) > limits.UPLOAD_BYTES:
            raise Refused(413, "Request Entity Too Large")
        if kind == "photo":
            return shelf.add_photo(upload.data)
        return shelf.add_document(upload.data, upload.name, upload.mime)
    if not given:
        raise bad(f"there is no {kind} in the request")
    if given.startswith(("http://", "https://")):
        raise bad("failed to get HTTP URL content")
    stored = shelf.find(given)
    if stored is None:
        raise bad("wrong file identifier/HTTP URL specified")
    if stored.kind != kind:
        raise bad(f"can't use file of type {stored.kind.title()} as {kind.title()}")
    return stored


def content_of(stored: Stored) -> Json:
    """The fields that a stored photo or document gives a message."""
    return {stored.kind: stored.sizes if stored.kind == "photo" else stored.face}


def _send(call: Call, kind: str) -> Json:
    chat = call.writable()
    caption = caption_content(call)
    stored = _stored(call, call.text(kind), call.files.get(kind), kind)
    return post(call, chat, content_of(stored) | caption)


def send_photo(call: Call) -> Json:
    """`sendPhoto`."""
    return _send(call, "photo")


def send_document(call: Call) -> Json:
    """`sendDocument`."""
    return _send(call, "document")


def _item(call: Call, item: Any) -> Json:
    """The message fields of one InputMedia."""
    if not isinstance(item, dict):
        raise bad("can't parse InputMedia: InputMedia must be an Object")
    kind = item.get("type")
    if kind not in KINDS:
        raise bad(f"simulator: media of type {kind} is not simulated")
    text, entities = formatted(
        item.get("caption") or "", item.get("parse_mode") or "", item.get("caption_entities")
    )
    if not item.get("media"):
        raise bad("can't parse InputMedia: media not found")
    return content_of(_stored(call, item["media"], None, kind)) | captioned(text, entities)


def send_media_group(call: Call) -> list[Json]:
    """`sendMediaGroup`: 2 to 10 photos, or 2 to 10 documents."""
    chat = call.writable()
    items = call.json("media")
    if not isinstance(items, list):
        raise bad("expected an Array of InputMedia")
    least, most = limits.ALBUM
    if not items:
        raise bad("there are no messages to send")
    if not least <= len(items) <= most:
        raise bad(f"media must include {least}-{most} items")
    contents = [_item(call, item) for item in items]
    if len({"photo" in content for content in contents}) > 1:
        raise bad("can't use the media of the specified type in the album")
    group = {"media_group_id": call.world.serial()}
    return [post(call, chat, content | group, markup=False) for content in contents]


def edit_message_media(call: Call) -> Json:
    """`editMessageMedia`."""
    chat, message = editable(call)
    fields = _item(call, call.json("media"))
    inline = call.inline_markup(chat)
    if not any(kind in message for kind in KINDS):
        raise bad("there is no media in the message to edit")
    if inline is not None:
        fields["reply_markup"] = inline
    drop = (*KINDS, "caption", "caption_entities", "reply_markup")
    return change(call, chat, message, fields, drop)


def get_file(call: Call) -> Json:
    """`getFile`: a link that works for an hour, up to 20 MB."""
    file_id = call.text("file_id")
    if not file_id:
        raise bad("file_id not specified")
    stored = call.world.shelf.find(file_id)
    if stored is None:
        raise bad("invalid file_id")
    return call.world.shelf.link(stored)
