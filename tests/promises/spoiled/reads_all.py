"""A bot spoiled on purpose: whoever is of the office reads what any department keeps to itself."""

from storage.rules import permission
from tests.promises.spoiled import unpaced


def spoil() -> None:
    """Puts a rule that says yes in the place of the rule of who reads what."""
    permission.may_read = lambda *_asked: True
    unpaced.spoil()
