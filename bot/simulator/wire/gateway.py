"""The bot's side over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`.

Written directly on ASGI, since benchmarks push thousands of calls a second through it.
"""

from __future__ import annotations

import asyncio
import re
from collections import deque
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

import orjson
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from bot.simulator.wire.call import Call, Upload
from bot.simulator.wire.methods import METHODS, Waiting
from bot.simulator.wire.parameters import PARAMETERS
from bot.simulator.world.chats import World
from bot.simulator.world.faults import HTML_502, Fault
from bot.simulator.world.refusal import Refused

Json = dict[str, Any]
REAL_TOKEN = re.compile(r"\d{8,10}:[\w-]{35}")
NOT_FOUND = Refused(404, "Not Found")
UNAUTHORIZED = Refused(401, "Unauthorized")
NO_REAL_TOKENS = Refused(
    401, "Unauthorized: this is a simulator; it refuses the tokens of real bots"
)
LOGGED = 20_000
BODY_BYTES = 60 << 20
_JSON = [(b"content-type", b"application/json")]
_PART_BYTES = 4 << 20


class Cut(Exception):
    """The connection is to be cut without an answer."""


class Gateway:
    """ASGI application for the Bot API of one world."""

    def __init__(self, world: World, waiting: Waiting, cut: Callable[[Scope], None]):
        self._world = world
        self._waiting = waiting.table
        self._cut = cut
        self._prefix = f"/bot{world.token}/"
        self._file_prefix = f"/file/bot{world.token}/"
        self.log: deque[Json] = deque(maxlen=LOGGED)
        self.calls = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        path: str = scope["path"]
        try:
            if path.startswith("/file/"):
                status, body = self._file(path)
            else:
                status, body = await self._answer(scope, receive, path)
        except Cut:
            self._cut(scope)
            while (await receive())["type"] != "http.disconnect":
                continue
            return
        headers = [(b"content-length", str(len(body)).encode()), *_JSON]
        if body is HTML_502:
            headers[1] = (b"content-type", b"text/html")
        elif path.startswith("/file/") and status == 200:
            headers[1] = (b"content-type", b"application/octet-stream")
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def _method(self, path: str, prefix: str) -> str:
        """What stands behind the token in `path`; raises 401 or 404."""
        if path.startswith(prefix):
            return path[len(prefix) :]
        token = path.removeprefix(prefix.partition("bot")[0] + "bot").partition("/")[0]
        if REAL_TOKEN.fullmatch(token):
            raise NO_REAL_TOKENS
        raise UNAUTHORIZED if re.match(r"\d+:", token) else NOT_FOUND

    def _file(self, path: str) -> tuple[int, bytes]:
        try:
            data = self._world.shelf.follow(self._method(path, self._file_prefix))
        except Refused as refused:
            return refused.code, orjson.dumps(refused.body())
        return (404, orjson.dumps(NOT_FOUND.body())) if data is None else (200, data)

    async def _answer(self, scope: Scope, receive: Receive, path: str) -> tuple[int, bytes]:
        fault: Fault | None = None
        try:
            method = self._method(path, self._prefix).lower()
            params, files = await _parameters(scope, receive)
            faults = self._world.faults
            fault = faults.strike(method, params.get("chat_id"))
            if faults.latency:
                await asyncio.sleep(faults.latency)
            if fault is not None:
                await _strike_first(fault)
            answer = await self._run(method, params, files, fault.kind if fault else "")
            status = 200
        except Refused as refused:
            status, answer = refused.code, orjson.dumps(refused.body())
        if fault is not None and fault.kind == "cut_after_accept":
            raise Cut
        if fault is not None and fault.kind == "502html":
            return 502, HTML_502
        return status, answer

    async def _run(self, method: str, params: Json, files: dict[str, Upload], fault: str) -> bytes:
        names = PARAMETERS.get(method)
        if names is None:
            raise NOT_FOUND
        call = Call(self._world, method, params, files)
        self.calls += 1
        entry = {
            "n": self.calls,
            "at": self._world.clock.now(),
            "method": method,
            "params": params,
            "fault": fault,
            "result_ok": False,
        }
        self.log.append(entry)
        if self._world.strict:
            self._check_names(params, files, names)
        run = METHODS.get(method)
        result = run(call) if run is not None else await self._waiting[method](call)
        entry["result_ok"] = True
        return orjson.dumps({"ok": True, "result": result})

    @staticmethod
    def _check_names(params: Json, files: dict[str, Upload], names: frozenset[str]) -> None:
        for name in params:
            if name not in names:
                raise Refused(400, f"Bad Request: simulator: unknown parameter {name}")
        if not files:
            return
        attached = {
            word.removeprefix("attach://")
            for value in params.values()
            for word in re.findall(r"attach://[^\"\s,}\]]+", str(value))
        }
        for name in files:
            if name not in names and name not in attached:
                raise Refused(400, f"Bad Request: simulator: unknown file part {name}")


async def _strike_first(fault: Fault) -> None:
    """What a fault does before the call is accepted."""
    if fault.kind == "cut_before":
        raise Cut
    if fault.kind == "delay":
        await asyncio.sleep(fault.delay)
    refusal = fault.refusal()
    if refusal is not None:
        raise refusal


async def _body(receive: Receive) -> bytes:
    message = await receive()
    body: bytes = message.get("body", b"")
    if not message.get("more_body"):
        return body
    parts = [body]
    size = len(body)
    while message.get("more_body"):
        message = await receive()
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > BODY_BYTES:
            raise Refused(413, "Request Entity Too Large")
    return b"".join(parts)


async def _parameters(scope: Scope, receive: Receive) -> tuple[Json, dict[str, Upload]]:
    """Parameters and files from the query string and any kind of body."""
    params: Json = {}
    if scope["query_string"]:
        params.update(parse_qsl(scope["query_string"].decode(), keep_blank_values=True))
    kind = b""
    for name, value in scope["headers"]:
        if name == b"content-type":
            kind = value
            break
    if kind.startswith(b"multipart/form-data"):
        return await _multipart(Request(scope, receive), params)
    body = await _body(receive)
    if not body:
        return params, {}
    if kind.startswith(b"application/json"):
        try:
            params.update(orjson.loads(body))
        except (orjson.JSONDecodeError, TypeError, ValueError) as error:
            raise Refused(400, "Bad Request: can't parse request body as JSON object") from error
    else:
        params.update(parse_qsl(body.decode(), keep_blank_values=True))
    return {name: value for name, value in params.items() if value is not None}, {}


async def _multipart(request: Request, params: Json) -> tuple[Json, dict[str, Upload]]:
    files: dict[str, Upload] = {}
    async with request.form(max_part_size=_PART_BYTES) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                mime = value.content_type or "application/octet-stream"
                files[name] = Upload(value.filename or name, mime, await value.read())
            else:
                params[name] = value
    return params, files
