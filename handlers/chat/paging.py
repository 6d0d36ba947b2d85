"""Long lists on a small screen: pages, and the buttons that turn them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from handlers.chat import texts
from storage.traffic.messages import Button, Row, view

Item = TypeVar("Item")


@dataclass(frozen=True)
class Page(Generic[Item]):
    """One page of a list; `number` counts from 0 and always lies inside the list."""

    items: Sequence[Item]
    number: int
    of: int

    @property
    def mark(self) -> str:
        """Which page this is, in words; nothing when there is only one."""
        return texts.PAGE.format(page=self.number + 1, pages=self.of) if self.of > 1 else ""

    def turning(self, name: str, *head: int | str) -> list[Row]:
        """The row of buttons to the pages beside this one; `head` stands before the number."""
        keys = []
        if self.number > 0:
            keys.append(Button(texts.PREVIOUS, view(name, *head, self.number - 1)))
        if self.number < self.of - 1:
            keys.append(Button(texts.NEXT, view(name, *head, self.number + 1)))
        return [keys] if keys else []


def page_of(items: Sequence[Item], number: int, size: int) -> Page[Item]:
    """The page `number`, or the nearest that exists: the list may have shrunk meanwhile."""
    pages = max(1, -(-len(items) // size))
    number = min(max(number, 0), pages - 1)
    return Page(items[number * size : (number + 1) * size], number, pages)


def fitting(lines: Sequence[str], most: int) -> list[str]:
    """As many of the lines as a message holds, `most` letters in all, and how many more."""
    kept: list[str] = []
    left = most
    for line in lines:
        left -= len(line) + 1
        if left < 0:
            return [*kept, texts.MORE_LINES.format(count=len(lines) - len(kept))]
        kept.append(line)
    return kept
