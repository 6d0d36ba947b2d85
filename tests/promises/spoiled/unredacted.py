"""A bot spoiled on purpose: nothing is taken out of what it logs."""

from typing import Any

from bot import logs
from tests.promises.spoiled import names_addresses


def _as_it_is(value: Any) -> Any:
    return value


def spoil() -> None:
    """Takes the filter away."""
    logs._clean = _as_it_is
    names_addresses.spoil()
