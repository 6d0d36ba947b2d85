"""How much of the same a run tries: some of it at the gate, all of it in full size.

`python3 -m bot test --all --full-size` runs whatever is marked `more` as well.
"""

from collections.abc import Iterable
from typing import Any

import pytest


def some(values: Iterable[Any], *, of: int) -> list[Any]:
    """The parameters of a test: the first `of` them always, the others in full size only."""
    return [
        value if at < of else pytest.param(*_each(value), marks=pytest.mark.more)
        for at, value in enumerate(values)
    ]


def _each(value: Any) -> tuple[Any, ...]:
    """What a case gives to its test: the several names of a tuple, or one."""
    return value if isinstance(value, tuple) else (value,)
