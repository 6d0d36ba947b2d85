"""Shapes to JSON values and back."""

from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")
_made: dict[Any, TypeAdapter[Any]] = {}


def adapter(shape: type[T]) -> TypeAdapter[T]:
    """What reads and writes a shape; made at its first use, since each costs up to 5 ms."""
    if shape not in _made:
        _made[shape] = TypeAdapter(shape)
    return _made[shape]
