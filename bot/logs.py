"""Logs: one JSON object a line or a readable console, never a token and never a phone number."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

TOKEN = re.compile(r"\d{1,12}:[A-Za-z0-9_-]{8,}")
PHONE = re.compile(r"(?<!\d)01[016789][- .]?\d{3,4}[- .]?\d{4}(?!\d)")
RESIDENT = re.compile(r"(?<!\d)\d{6}[- ]?[1-8]\d{6}(?!\d)")
CREDENTIALS = re.compile(r"(?<=://)[^/@\s]+:[^/@\s]+(?=@)")


def redact(text: str) -> str:
    """`text` without tokens, passwords in addresses, phone and resident numbers."""
    for pattern in (CREDENTIALS, TOKEN, RESIDENT, PHONE):
        text = pattern.sub("***", text)
    return text


def _redact_event(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = redact(value)
    return event


def set_up(style: str) -> None:
    """Sends the logs of our code and of every library through one redacting formatter."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _redact_event,
    ]
    last: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if style == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
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


def quiet() -> None:
    """Only what went wrong: a demo's terminal belongs to the person before it."""
    set_up("console")
    logging.getLogger().setLevel(logging.WARNING)
