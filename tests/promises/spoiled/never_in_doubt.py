"""A bot spoiled on purpose: it believes the clock on the wall, however far that has stepped."""

from scheduler.stepping import Stepping
from tests.promises.spoiled import soon_sure


def spoil() -> None:
    """Takes the doubt away."""
    soon_sure.spoil()
    Stepping.doubted = False  # type: ignore[assignment,method-assign]  # this spoils it
