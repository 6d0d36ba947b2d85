"""Not spoiled: beside it stands a library that logs every address it calls, as some do."""

import logging
from typing import Any

from bot.api.transport import AiohttpRequest

_log = logging.getLogger("library")


def spoil() -> None:
    """Has each call logged with its address, which holds the token, and what was said."""
    real = AiohttpRequest.do_request

    async def named(self: AiohttpRequest, url: str, *given: Any, **more: Any) -> tuple[int, bytes]:
        _log.info("POST %s %s", url, given[1].json if len(given) > 1 and given[1] else "")
        return await real(self, url, *given, **more)

    AiohttpRequest.do_request = named  # type: ignore[method-assign]  # the point of this module
