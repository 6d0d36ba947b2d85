"""What files can be read on this machine: all that reads them is loaded with this module."""

from bot.documents.reading import containers, report
from bot.documents.reading.kinds import Kind

READERS = (containers, report)


def loaded(_name: str, _body: bytes) -> list[str]:
    """The kinds by name."""
    return [kind.name for kind in Kind]
