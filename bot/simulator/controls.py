"""What only tests do: order faults, set latency, move the clock, read the log of calls."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.simulator.people.requests import answer
from bot.simulator.wire.gateway import Gateway
from bot.simulator.world.chats import World


class Controls:
    """Endpoints under /faults, /clock and /log."""

    def __init__(self, world: World, gateway: Gateway):
        self._world = world
        self._gateway = gateway

    def routes(self) -> list[Route]:
        """All routes of the controls."""
        return [
            Route("/faults", self.order, methods=["POST"]),
            Route("/faults", self.clear, methods=["DELETE"]),
            Route("/faults/latency", self.latency, methods=["POST"]),
            Route("/clock/advance", self.advance, methods=["POST"]),
            Route("/log", self.log, methods=["GET"]),
        ]

    async def order(self, request: Request) -> Response:
        """Order a fault; an unknown kind is refused with 400."""
        try:
            self._order(await request.json())
        except (KeyError, TypeError, ValueError) as error:
            return answer({"description": str(error)}, 400)
        return answer({})

    def _order(self, order: dict[str, Any]) -> None:
        updates = self._world.updates
        times = int(order.get("times", 1))
        if order.get("kind") == "duplicate_update":
            updates.duplicate += times
        elif order.get("kind") == "swap_updates":
            updates.swap += times
        elif order.get("kind") == "raw_update":
            for _ in range(times):
                updates.put_raw(order["update"])
        else:
            self._world.faults.order(order)

    async def clear(self, _: Request) -> Response:
        """Forget all faults."""
        self._world.faults.clear()
        self._world.updates.duplicate = self._world.updates.swap = 0
        return answer({})

    async def latency(self, request: Request) -> Response:
        """Set the latency of all Bot API answers in milliseconds."""
        self._world.faults.latency = float((await request.json())["ms"]) / 1000
        return answer({})

    async def advance(self, request: Request) -> Response:
        """Move the simulator's clock forward."""
        self._world.clock.advance(float((await request.json())["seconds"]))
        return answer({"now": self._world.clock.now()})

    async def log(self, request: Request) -> Response:
        """Accepted Bot API calls after a number."""
        after = int(request.query_params.get("after", 0))
        return answer([entry for entry in self._gateway.log if entry["n"] > after])
