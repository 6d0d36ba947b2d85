"""Short words of the office in a reading become what they stand for. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from storage.facts.loose.proposed import Read, Reading

Shorts = Mapping[str, Mapping[str, str]]
"""By the name of a fact, what its short words stand for."""


def lengthened(reading: Reading, shorts: Shorts) -> Reading:
    """The same reading with whole words."""
    if not shorts:
        return reading
    return replace(reading, reads=tuple(_whole(one, shorts) for one in reading.reads))


def _whole(read: Read, shorts: Shorts) -> Read:
    changed = {
        name: _said(read.values[name], words)
        for name, words in shorts.items()
        if read.values.get(name)
    }
    changed = {name: value for name, value in changed.items() if value != read.values[name]}
    if not changed:
        return read
    facts: Any = replace(read.facts, **changed) if read.facts is not None else None
    return replace(read, values={**read.values, **changed}, facts=facts)


def _said(value: Any, words: Mapping[str, str]) -> Any:
    if isinstance(value, tuple):
        return tuple(words.get(one, one) for one in value)
    return words.get(value, value) if isinstance(value, str) else value
