"""The pages by which a guard sees that the bot lives, at a place of their own.

Nothing from outside comes here: a proxy is told of the webhook's place alone. A bot imports this
module, and the server behind it, only if it is told where to answer.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.app import Office
from bot.pumps.health import Health
from bot.pumps.metrics import Metrics
from bot.pumps.serving import listener, serving


async def ready(health: Health, _request: Request | None = None) -> Response:
    """503 with its `reasons` when the bot does not hear, send, keep its time or write.

    The body also says how many updates wait, and which ticks are late.
    """
    well, said = await health.look()
    return JSONResponse(said, 200 if well else 503)


async def lives(_request: Request) -> Response:
    """The process answers."""
    return PlainTextResponse("ok")


async def figures(shown: Metrics, _request: Request) -> Response:
    """Figures of the process and its queues in Prometheus' text form."""
    return Response(await shown.text(), media_type="text/plain; version=0.0.4")


def pages(shown: Metrics) -> Starlette:
    """What a guard may ask of one process."""
    asked: Mapping[str, Callable[[Request], Awaitable[Response]]]
    asked = {
        "/healthz": lives,
        "/readyz": partial(ready, shown.health),
        "/metrics": partial(figures, shown),
    }
    return Starlette(routes=[Route(path, page) for path, page in asked.items()])


class Status:
    """Serves the pages of one process."""

    def __init__(self, office: Office) -> None:
        """Takes the place to answer; raises OSError when it is taken or is not ours."""
        self._office = office
        self._place = listener(office.settings.status_listen)

    async def run(self) -> None:
        """Serves until cancelled."""
        office = self._office
        made = Metrics(office.health, office.tally, office.clockwork)
        async with serving(pages(made), self._place):
            await asyncio.Event().wait()

    def close(self) -> None:
        """Gives the place back."""
        self._place.close()
