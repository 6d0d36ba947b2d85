"""Text with parse_mode HTML to plain text and entities, with Telegram's own complaints.

Behaviour and error texts follow TDLib's HTML parser. Offsets of entities are UTF-16 units,
offsets in complaints are bytes.
"""

from __future__ import annotations

import re
from typing import Any

from bot.simulator.world import limits
from bot.simulator.world.limits import utf16
from bot.simulator.world.refusal import Refused, bad

Json = dict[str, Any]

SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "u": "underline",
    "ins": "underline",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "pre": "pre",
    "code": "code",
    "blockquote": "blockquote",
}
SUPPORTED = frozenset(SIMPLE) | {"a", "tg-emoji", "tg-time"}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_CHARACTER = re.compile(r"&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(lt|gt|amp|quot));?")
_SPECIAL = re.compile(r"[<&]")
_TAG_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE_END = re.compile(r"[\s=>]|$")
_UNQUOTED = re.compile(r"[A-Za-z0-9.\-]+")
_FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"]+[^\s<>\".,;:!?)\]])"
    r"|(?P<email>[\w.+-]+@[A-Za-z0-9-]+\.[A-Za-z]{2,})"
    r"|(?<![\w/])(?P<mention>@[A-Za-z]\w{3,31})\b"
    r"|(?<![\w/<>])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{3,31})?)(?![\w/<>])"
    r"|(?<!\w)(?P<hashtag>#\w*[^\W\d_]\w*)"
)
_HINTS = re.compile(r"[/@#]")


def _unescape(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name:
        return NAMED[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(code) if 0 < code < 0x110000 else match.group()


class _Open:
    """A tag that is open now."""

    __slots__ = ("attributes", "name", "start")

    def __init__(self, name: str, attributes: dict[str, str], start: int):
        self.name = name
        self.attributes = attributes
        self.start = start


class HtmlReader:
    """One pass over an HTML text; afterwards `text` and `entities` hold the result."""

    def __init__(self, source: str):
        self.source = source
        self.entities: list[Json] = []
        self._parts: list[str] = []
        self._length = 0
        self._open: list[_Open] = []
        self._read()
        self.text = "".join(self._parts)

    def _complain(self, what: str, position: int) -> Refused:
        at = len(self.source[:position].encode("utf-8", "surrogatepass"))
        return bad(f"can't parse entities: {what} at byte offset {at}")

    def _add(self, piece: str) -> None:
        self._parts.append(piece)
        self._length += utf16(piece)

    def _read(self) -> None:
        position = 0
        source = self.source
        while match := _SPECIAL.search(source, position):
            begin = match.start()
            self._add(source[position:begin])
            if source[begin] == "&":
                escaped = _CHARACTER.match(source, begin)
                self._add(_unescape(escaped) if escaped else "&")
                position = escaped.end() if escaped else begin + 1
            elif source.startswith("</", begin):
                position = self._end_tag(begin)
            else:
                position = self._start_tag(begin)
        self._add(source[position:])
        if self._open:
            name = self._open[-1].name
            raise bad(
                f"can't parse entities: Can't find end tag corresponding to start tag \"{name}\""
            )

    def _start_tag(self, begin: int) -> int:
        match = _TAG_NAME.match(self.source, begin + 1)
        position = match.end() if match else begin + 1
        if position >= len(self.source):
            raise self._complain("Unclosed start tag", begin)
        name = self.source[begin + 1 : position].lower()
        if name not in SUPPORTED:
            raise self._complain(f'Unsupported start tag "{name}"', begin)
        attributes: dict[str, str] = {}
        while True:
            position = self._skip_space(position)
            if position >= len(self.source):
                raise self._complain("Unclosed start tag", begin)
            if self.source[position] == ">":
                break
            position = self._attribute(name, begin, position, attributes)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise self._complain('Tag "span" must have class "tg-spoiler"', begin)
        self._open.append(_Open(name, attributes, self._length))
        return position + 1

    def _skip_space(self, position: int) -> int:
        while position < len(self.source) and self.source[position].isspace():
            position += 1
        return position

    def _attribute(self, tag: str, begin: int, position: int, found: dict[str, str]) -> int:
        ending = _ATTRIBUTE_END.search(self.source, position)
        start, position = position, ending.start() if ending else len(self.source)
        name = self.source[start:position].lower()
        if not name:
            raise self._complain(f'Empty attribute name in the tag "{tag}"', begin)
        position = self._skip_space(position)
        if position >= len(self.source):
            raise self._complain("Unclosed start tag", begin)
        if self.source[position] != "=":
            found[name] = ""
            return position
        position = self._skip_space(position + 1)
        if position >= len(self.source):
            raise self._complain("Unclosed start tag", begin)
        quote = self.source[position]
        if quote in "\"'":
            end = self.source.find(quote, position + 1)
            if end < 0:
                raise self._complain("Unclosed start tag", begin)
            found[name] = _CHARACTER.sub(_unescape, self.source[position + 1 : end])
            return end + 1
        token = _UNQUOTED.match(self.source, position)
        if token is None:
            raise self._complain("Unexpected end of name token", position)
        found[name] = token.group().lower()
        return token.end()

    def _end_tag(self, begin: int) -> int:
        if not self._open:
            raise self._complain("Unexpected end tag", begin)
        match = _TAG_NAME.match(self.source, begin + 2)
        position = match.end() if match else begin + 2
        name = self.source[begin + 2 : position].lower()
        position = self._skip_space(position)
        if position >= len(self.source) or self.source[position] != ">":
            raise self._complain("Unclosed end tag", begin)
        opened = self._open[-1]
        if name and name != opened.name:
            expected = f'expected "</{opened.name}>", found "</{name}>"'
            at = len(self.source[:begin].encode("utf-8", "surrogatepass"))
            raise bad(f"can't parse entities: Unmatched end tag at byte offset {at}, {expected}")
        self._open.pop()
        length = self._length - opened.start
        if length > 0:
            self._close(opened, length)
        return position + 1

    def _close(self, tag: _Open, length: int) -> None:
        entity: Json = {"offset": tag.start, "length": length}
        kind = SIMPLE.get(tag.name)
        if tag.name == "a":
            if not self._link(tag, entity):
                return
        elif tag.name == "tg-emoji":
            entity |= {"type": "custom_emoji", "custom_emoji_id": tag.attributes["emoji-id"]}
        elif tag.name == "tg-time":
            entity |= {"type": "date_time", "unix_time": int(tag.attributes["unix"])}
            if form := tag.attributes.get("format"):
                entity["date_time_format"] = form
        elif tag.name == "blockquote" and "expandable" in tag.attributes:
            entity["type"] = "expandable_blockquote"
        elif tag.name == "pre" and self._coded(entity):
            return
        else:
            entity["type"] = kind
            language = tag.attributes.get("class", "")
            if kind == "code" and language.startswith("language-"):
                entity["language"] = language.removeprefix("language-")
        self.entities.append(entity)

    def _coded(self, entity: Json) -> bool:
        """Turn <pre><code class="language-x"> into one `pre` with its language."""
        inner = self.entities[-1] if self.entities else {}
        span = (entity["offset"], entity["length"])
        if inner.get("type") == "code" and (inner["offset"], inner["length"]) == span:
            inner["type"] = "pre"
            return True
        return False

    def _link(self, tag: _Open, entity: Json) -> bool:
        url = tag.attributes.get("href", "")
        if person := re.fullmatch(r"tg://user\?id=(\d+)", url):
            entity["type"] = "text_mention"
            entity["user"] = {"id": int(person.group(1)), "is_bot": False, "first_name": ""}
            return True
        if not re.match(r"(?:https?|tg|tonsite)://\S+$|[\w-]+(\.[\w-]+)+(/\S*)?$", url):
            return False
        entity |= {"type": "text_link", "url": url if "://" in url else f"http://{url}"}
        return True


def detect(text: str, entities: list[Json]) -> list[Json]:
    """Add what Telegram finds by itself: commands, links, mentions, hashtags, addresses."""
    if not _HINTS.search(text):
        return entities
    taken = [
        (e["offset"], e["offset"] + e["length"])
        for e in entities
        if e["type"] in {"code", "pre", "text_link", "text_mention"}
    ]
    found = list(entities)
    for match in _FOUND.finditer(text):
        offset = utf16(text[: match.start()])
        length = utf16(match.group())
        if not any(begin < offset + length and offset < end for begin, end in taken):
            found.append({"type": match.lastgroup, "offset": offset, "length": length})
    return found


def _trim(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    stripped = text.strip()
    if stripped == text or not entities:
        return stripped, entities
    shift = utf16(text[: len(text) - len(text.lstrip())])
    length = utf16(stripped)
    kept: list[Json] = []
    for entity in entities:
        begin = max(0, entity["offset"] - shift)
        end = min(length, entity["offset"] - shift + entity["length"])
        if end > begin:
            kept.append({**entity, "offset": begin, "length": end - begin})
    return stripped, kept


def formatted(text: str, parse_mode: str, given: list[Json] | None) -> tuple[str, list[Json]]:
    """Plain text and entities of what a bot has sent; raises Telegram's complaints."""
    if len(text) * 4 > limits.RAW_TEXT_BYTES and len(text.encode()) > limits.RAW_TEXT_BYTES:
        raise bad("text is too long")
    entities = list(given or ())
    mode = parse_mode.lower()
    if mode == "html":
        reader = HtmlReader(text)
        text, entities = reader.text, reader.entities
    elif mode in {"markdown", "markdownv2"}:
        raise bad(f"simulator: parse_mode {parse_mode} is not simulated")
    elif mode not in {"", "none"}:
        raise bad("unsupported parse_mode")
    if "\r" in text:
        text = text.replace("\r", "")
    text, entities = _trim(text, entities)
    entities = detect(text, entities)
    if len(entities) > 1:
        entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return text, entities[: limits.ENTITIES]
