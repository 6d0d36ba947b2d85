"""Where one record ends and the next begins in what was typed. Pure."""

from collections.abc import Sequence

from storage.facts.loose import Place


def cut(lines: Sequence[str]) -> list[Place]:
    """The segments that may be a record each, in the order of the lines."""
    return [Place(at, 0, len(line)) for at, line in enumerate(lines) if line.strip()]
