"""Faults that a test orders: refusals, cut connections, delays, odd updates."""

from __future__ import annotations

from typing import Any

from bot.simulator.world.refusal import Refused, too_many

_KINDS_WORDS = (
    "429 500 502html cut_after_accept cut_before delay 401 403 chat_migrated"
    " duplicate_update swap_updates raw_update"
)
KINDS = frozenset(_KINDS_WORDS.split())
HTML_502 = b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n</html>\r\n"


class Fault:
    """One ordered fault with the number of calls it still strikes."""

    def __init__(self, order: dict[str, Any]):
        self.kind: str = order["kind"]
        self.method: str | None = order.get("method") and str(order["method"]).lower()
        self.chat: str | None = None if order.get("chat") is None else str(order["chat"])
        self.times: int = int(order.get("times", 1))
        self.retry_after = int(order.get("retry_after", 1))
        self.delay = float(order.get("delay_ms", 0)) / 1000
        self.migrate_to = int(order.get("migrate_to", 0))

    def strikes(self, method: str, chat: str) -> bool:
        """True when this fault is meant for a call of `method` about `chat`."""
        return self.method in {None, method} and self.chat in {None, chat}

    def refusal(self) -> Refused | None:
        """The error answer of this fault, or None when it is not an answer."""
        if self.kind == "429":
            return too_many(self.retry_after)
        if self.kind == "500":
            return Refused(500, "Internal Server Error")
        if self.kind == "401":
            return Refused(401, "Unauthorized")
        if self.kind == "403":
            return Refused(403, "Forbidden: bot was blocked by the user")
        if self.kind == "chat_migrated":
            return Refused(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                {"migrate_to_chat_id": self.migrate_to},
            )
        return None


class Faults:
    """All ordered faults and the general latency of answers."""

    def __init__(self) -> None:
        self.latency = 0.0
        self._orders: list[Fault] = []

    def order(self, order: dict[str, Any]) -> None:
        """Add a fault for calls; ValueError names what is wrong with the order."""
        if order.get("kind") not in KINDS:
            raise ValueError(f"unknown kind of fault: {order.get('kind')!r}")
        self._orders.append(Fault(order))

    def clear(self) -> None:
        """Forget all orders and the latency."""
        self.latency = 0.0
        self._orders.clear()

    def strike(self, method: str, chat: Any) -> Fault | None:
        """The fault for this call, used up once; None is the usual answer."""
        if not self._orders:
            return None
        about = str(chat)
        for fault in self._orders:
            if fault.strikes(method, about):
                fault.times -= 1
                if fault.times <= 0:
                    self._orders.remove(fault)
                return fault
        return None
