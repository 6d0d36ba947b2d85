"""Logs: one JSON object a line or a readable console, never a secret and never a phone number.

Whatever is logged passes here: our own events, every library's, warnings, and the traceback of
an error that nobody caught. Secrets of this run are known by their value (`hide`), others by form.
"""

import json
import logging
import re
import sys
from collections.abc import Iterable, Mapping, MutableMapping
from functools import lru_cache
from types import TracebackType
from typing import Any

import orjson
import structlog

from storage.rules import invite_token

TOKEN = re.compile(r"\d{1,12}:[A-Za-z0-9_-]{8,}")
PHONE = re.compile(r"(?<!\d)01[016789][- .]?\d{3,4}[- .]?\d{4}(?!\d)")
RESIDENT = re.compile(r"(?<!\d)\d{6}[- ]?[1-8]\d{6}(?!\d)")
CREDENTIALS = re.compile(r"(?<=://)[^/@\s]+:[^/@\s]+(?=@)")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")  # would begin a line, or colour it
HIDDEN = "***"
SHORT = 64  # what is said again and again: the names of events, of kinds, of pumps
LEVELS = {"debug": 10, "info": 20, "warning": 30, "error": 40}
SHORTEST_SECRET = 4  # a shorter one would also hide common words
SEQUENCES = (list, tuple, set, frozenset)
PLAIN = (int, float, bool, type(None))

_hidden: set[str] = set()


def hide(secrets: Iterable[str]) -> None:
    """From now on these values are never logged, in whatever form they come."""
    _hidden.update(secret for secret in secrets if len(secret) >= SHORTEST_SECRET)
    _redacted.cache_clear()


def redact(text: str) -> str:
    """`text` without secrets, invites, passwords in addresses, phone and resident numbers."""
    return _redacted(text) if len(text) <= SHORT else _without_secrets(text)


def _without_secrets(text: str) -> str:
    for secret in sorted(_hidden, key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    for pattern in (CREDENTIALS, TOKEN, invite_token.FORM, RESIDENT, PHONE):
        text = pattern.sub(HIDDEN, text)
    return text


_redacted = lru_cache(1024)(_without_secrets)


def reason(error: BaseException) -> str:
    """An error in one line for a table: redacted, and of letters that any database takes."""
    said = redact(f"{type(error).__name__}: {error}").replace("\0", "")
    return said.encode(errors="replace").decode()


def _clean(value: Any) -> Any:
    if type(value) is str:  # nearly all that is told
        return redact(value)
    if isinstance(value, PLAIN):
        return value
    if isinstance(value, Mapping):
        return {redact(str(name)): _clean(one) for name, one in value.items()}
    if type(value) in SEQUENCES:  # not their kinds: an address of a database is a tuple
        return [_clean(one) for one in value]
    return redact(value if isinstance(value, str) else repr(value))


def _redact_event(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    for key, value in event.items():
        if not key.startswith("_"):  # the formatter's own
            event[key] = _clean(value)
    said = event.get("event")
    if isinstance(said, str):  # a library's own words: they may repeat what somebody sent
        event["event"] = CONTROL.sub(lambda found: repr(found[0])[1:-1], said)
    return event


def _json(event: Any, **_given: Any) -> str:
    try:
        return orjson.dumps(event, default=repr).decode()
    except TypeError:  # half a letter, a number beyond all bounds
        return json.dumps(event, default=repr)


def _log_uncaught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("crash").critical("uncaught error", exc_info=(kind, error, trace))


def _of_ours(record: logging.LogRecord) -> bool:
    """What libraries tell below INFO is dropped: python-telegram-bot names whole updates there."""
    return record.levelno >= logging.INFO or isinstance(record.msg, dict)


def set_up(style: str, level: str = "info") -> None:
    """Sends the logs of our code and of every library through one redacting formatter."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.format_exc_info,
        _redact_event,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last: Any = (
        structlog.processors.JSONRenderer(_json)
        if style == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    logging._srcfile = None  # no line says where in the code it was written: Python's own advice
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    handler = logging.StreamHandler()
    handler.addFilter(_of_ours)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(LEVELS[level])
    for noisy in ("httpx", "httpcore", "aiohttp.access", "apscheduler", "uvicorn.access"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.PositionalArgumentsFormatter(),
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def guard(secrets: Iterable[str]) -> None:
    """Whatever this process would print by itself is logged instead: warnings, its last error."""
    hide(secrets)
    logging.captureWarnings(True)
    sys.excepthook = _log_uncaught


def quiet() -> None:
    """Only what went wrong: a demo's terminal belongs to the person before it."""
    set_up("console", "warning")
