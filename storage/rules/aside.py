"""What raises while many things are looked at is put aside, so that the others go on."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial
from typing import Any


@dataclass(frozen=True)
class Raised:
    """One thing that could not be done, and the error that it raised."""

    subject: str
    number: int | None
    error: Exception

    @property
    def kind(self) -> str:
        """The class of the error: all that is kept and told of it."""
        return type(self.error).__name__


@dataclass
class Aside:
    """Collects what raises during one look; for what only reckons."""

    tick: str
    strict: bool = False  # whatever raises is raised on: for who asks for one thing only
    found: list[Raised] = field(default_factory=list)

    def note(self, subject: str, number: int | None, error: Exception) -> None:
        """Sets it aside, or raises it on."""
        if self.strict:
            raise error
        self.found.append(Raised(subject, number, error))

    def spoiled(self, subject: str) -> Callable[[Any, Exception], None]:
        """Sets aside the rows of a subject that cannot be read, by their number."""
        return partial(self.note, subject)

    def each(self, subject: str, number: int | None = None) -> AbstractContextManager[None]:
        """What raises inside is set aside."""
        return _Each(self, subject, number)

    def key(self, one: Raised) -> str:
        """What makes two of them the same."""
        return f"{self.tick}:{one.subject}:{one.number or ''}:{one.kind}"


class _Each(AbstractContextManager[None]):
    """Plain, since a look goes through many of them."""

    def __init__(self, aside: Aside, subject: str, number: int | None) -> None:
        self._aside, self._subject, self._number = aside, subject, number

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: object
    ) -> bool:
        """Whether it was an error that could be set aside."""
        if not isinstance(error, Exception):
            return False
        self._aside.note(self._subject, self._number, error)
        return True
