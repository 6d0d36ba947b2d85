"""python-telegram-bot's documented `BaseRequest` seam, filled with quicker ways to the Bot API.

A call without a file goes over `bot/api/wire.py`; files, and what must pass a proxy, over aiohttp.

No library below this one logs addresses, so the token stays in this process.
"""

import io
import json
from collections.abc import Mapping
from datetime import timedelta
from functools import lru_cache
from typing import Any, cast
from urllib.parse import urlencode, urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import orjson
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import JSONDict, ODVInput
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.api.wire import Broken, NoConnection, Wire

CONNECT_SECONDS = 5.0
READ_SECONDS = 10.0
UPLOAD_SECONDS = 60.0
CONNECTIONS = 128
OK, TOO_MANY, SERVER_FAULT = 200, 429, 500
CHUNK = 64 << 10
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Content-Type": "application/json"}


def loaded(body: bytes | bytearray) -> Any:
    """The value of a JSON text, half a sign in somebody's words included; else ValueError."""
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        try:
            return json.loads(body)
        except RecursionError as error:
            raise ValueError("too deep") from error


class NotSent(NetworkError):
    """The request never left: it may be repeated at once without a second effect."""


class Pause(RetryAfter):
    """Telegram asks to be left alone for so long.

    The library's own class reads an attribute that it has itself declared deprecated, so it
    could not even be raised without a warning.
    """

    def __init__(self, seconds: float) -> None:
        TelegramError.__init__(self, f"Flood control exceeded. Retry in {seconds:g} seconds")
        self._retry_after = timedelta(seconds=seconds)

    @property
    def retry_after(self) -> timedelta:
        """How long to wait."""
        return self._retry_after

    @property
    def seconds(self) -> float:
        """How long to wait, in seconds."""
        return self._retry_after.total_seconds()


class TooLarge(BadRequest):
    """A file is larger than the product takes."""


class Fields:
    """Parameters as plain values and files as (name, bytes): what `RequestData` shows a transport.

    Building PTB's own types for each message costs more than sending it.
    """

    __slots__ = ("_files", "_values", "contains_files")

    def __init__(
        self, values: Mapping[str, Any], files: Mapping[str, tuple[str, bytes]] | None = None
    ) -> None:
        self._values = values
        self._files = dict(files or {})
        self.contains_files = bool(self._files)

    @property
    def json(self) -> bytes:
        """Every value as one JSON object: a third of the work of a form's percent signs."""
        return orjson.dumps({k: v for k, v in self._values.items() if v is not None})

    @property
    def json_parameters(self) -> dict[str, str]:
        """Every value as the text that goes into a form field."""
        return {
            name: value if isinstance(value, str) else orjson.dumps(value).decode()
            for name, value in self._values.items()
            if value is not None
        }

    @property
    def multipart_data(self) -> dict[str, tuple[str, bytes, str]]:
        """The files as name, content and type."""
        return {
            name: (file_name, body, "application/octet-stream")
            for name, (file_name, body) in self._files.items()
        }


class AiohttpRequest(BaseRequest):
    """One pool of connections to the Bot API."""

    def __init__(self, connections: int = CONNECTIONS) -> None:
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None
        self._wire: Wire | None = None

    @property
    def read_timeout(self) -> float:
        return READ_SECONDS

    async def initialize(self) -> None:
        if self._session is None:
            self._wire = Wire(self._connections, CONNECT_SECONDS)
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=60),
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=True,
            )

    async def shutdown(self) -> None:
        if self._wire is not None:
            self._wire.close()
            self._wire = None
        if self._session is not None:
            await self._session.close()
            self._session = None

    @staticmethod
    def parse_json_payload(payload: bytes) -> JSONDict:
        try:
            parsed: JSONDict = loaded(payload)
        except ValueError as error:
            raise TelegramError("Invalid server response") from error
        return parsed

    async def call(
        self,
        url: str,
        values: Mapping[str, Any],
        files: Mapping[str, tuple[str, bytes]] | None = None,
        *,
        seconds: float | None = None,
    ) -> Any:
        """Calls a method by its full address and returns its result; raises TelegramError."""
        fields = cast(RequestData, Fields(values, files))  # a transport reads no more of it
        payload = await self._request_wrapper(url, "POST", fields, read_timeout=seconds)
        answer: Any = self.parse_json_payload(payload)
        if not (isinstance(answer, dict) and "result" in answer):
            raise TelegramError("Invalid server response")
        return answer["result"]

    async def download(self, url: str, most: int) -> bytes:
        """The body of a file behind its full address; raises TelegramError, TooLarge over `most`.

        Follows no redirect, and stops reading where the limit is passed, whatever was announced.
        """
        if self._session is None:
            raise NotSent("the transport is closed")
        body = bytearray()
        try:
            async with self._session.get(
                url,
                timeout=_timeout(UPLOAD_SECONDS),
                allow_redirects=False,
                proxy=_proxy(url[: url.find("/", len("https://"))]),
            ) as answer:
                if answer.status >= SERVER_FAULT:
                    raise NetworkError(f"the file server answered {answer.status}")
                if answer.status != OK:
                    raise BadRequest(f"the file server answered {answer.status}")
                async for chunk in answer.content.iter_chunked(CHUNK):
                    body += chunk
                    if len(body) > most:
                        raise TooLarge(f"a file of more than {most} bytes")
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise NotSent(f"not downloaded: {type(error).__name__}") from error
        return bytes(body)

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        if self._session is None or self._wire is None:
            raise NotSent("the transport is closed")
        files = request_data is not None and request_data.contains_files
        seconds = _seconds(read_timeout, UPLOAD_SECONDS if files else READ_SECONDS)
        proxy = _proxy(url[: url.find("/", len("https://"))])
        if isinstance(request_data, Fields) and not files and proxy is None:
            return await _posted(self._wire, url, request_data.json, seconds)
        body, headers = _body(request_data)
        try:
            async with self._session.request(
                method,
                url,
                data=body,
                headers=headers,
                timeout=_timeout(seconds),
                allow_redirects=False,
                proxy=proxy,
            ) as answer:
                payload = await answer.read()
                if answer.status == TOO_MANY:
                    _raise_pause(payload)
                return answer.status, payload
        except (aiohttp.ConnectionTimeoutError, aiohttp.ClientConnectorError) as error:
            raise NotSent(f"no connection: {type(error).__name__}") from error
        except TimeoutError as error:
            raise TimedOut from error
        except (aiohttp.ClientError, OSError) as error:
            # The request may have arrived: whoever repeats it must know that.
            raise TimedOut(f"connection lost: {type(error).__name__}") from error


async def _posted(wire: Wire, url: str, body: bytes, seconds: float) -> tuple[int, bytes]:
    try:
        status, payload = await wire.post(url, body, seconds)
    except NoConnection as error:
        raise NotSent(f"no connection: {error}") from error
    except TimeoutError as error:
        raise TimedOut from error
    except Broken as error:  # it may have arrived: whoever repeats it must know that
        raise TimedOut(f"connection lost: {error}") from error
    if status == TOO_MANY:
        _raise_pause(payload)
    return status, payload


@lru_cache
def _timeout(seconds: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(
        total=None, connect=CONNECT_SECONDS, sock_read=seconds, sock_connect=CONNECT_SECONDS
    )


@lru_cache
def _proxy(origin: str) -> str | None:
    """The office's way out, as the usual variables name it; aiohttp would ask at every call."""
    parts = urlsplit(origin)
    if proxy_bypass(parts.hostname or ""):
        return None
    return getproxies().get(parts.scheme)


def _raise_pause(payload: bytes) -> None:
    """Raises Pause if the answer says how long; without that it is an error like another."""
    try:
        asked = orjson.loads(payload)["parameters"]["retry_after"]
        raise Pause(float(asked))
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
        return


def _seconds(given: Any, usual: float) -> float:
    value = given.value if isinstance(given, DefaultValue) else given
    return usual if value is None else float(value)


def _body(data: RequestData | None) -> tuple[Any, dict[str, str]]:
    if data is None:
        return None, {}
    if isinstance(data, Fields) and not data.contains_files:
        return data.json, JSON
    if not data.contains_files:
        return urlencode(data.json_parameters).encode(), FORM
    form = aiohttp.FormData(quote_fields=False)  # file names keep their Hangul
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (file_name, content, mime) in (data.multipart_data or {}).items():
        body = io.BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, body, filename=file_name, content_type=mime)
    return form, {}
