"""Long lists on a small screen: pages, and the buttons that turn them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from handlers.chat import texts
from storage.traffic.messages import Button, Row, view

Item = TypeVar("Item")


@dataclass(frozen=True)
class Page(Generic[Item]):
    """One page of a list; `number` counts from 0 and always lies inside the list.

    `first` is the place of its first entry in the whole list, counted from 0.
    """

    items: Sequence[Item]
    number: int
    of: int
    first: int = 0

    @property
    def last(self) -> bool:
        """Whether nothing comes after it."""
        return self.number == self.of - 1

    @property
    def mark(self) -> str:
        """Which page this is, in words; nothing when there is only one."""
        return texts.PAGE.format(page=self.number + 1, pages=self.of) if self.of > 1 else ""

    def turning(self, name: str, *head: int | str, last: Sequence[int | str] = ()) -> list[Row]:
        """The row of buttons to the pages beside this one: `head` stands before the number,
        `last` behind it."""
        keys = []
        if self.number > 0:
            keys.append(Button(texts.PREVIOUS, view(name, *head, self.number - 1, *last)))
        if self.number < self.of - 1:
            keys.append(Button(texts.NEXT, view(name, *head, self.number + 1, *last)))
        return [keys] if keys else []


def page_of(items: Sequence[Item], number: int, size: int) -> Page[Item]:
    """The page `number`, or the nearest that exists: the list may have shrunk meanwhile."""
    pages = max(1, -(-len(items) // size))
    number = min(max(number, 0), pages - 1)
    return Page(items[number * size : (number + 1) * size], number, pages, number * size)


def page_of_texts(told: Sequence[str], number: int, size: int, most: int) -> Page[str]:
    """As `page_of`, of texts of any length: a page holds up to `size` of them and `most` letters,
    one alone where it is longer."""
    pages: list[list[str]] = [[]]
    for text in told:
        letters = len("\n".join([*pages[-1], text]))
        if pages[-1] and (len(pages[-1]) == size or letters > most):
            pages.append([])
        pages[-1].append(text)
    number = min(max(number, 0), len(pages) - 1)
    before = [one for page in pages[:number] for one in page]
    return Page(pages[number], number, len(pages), len(before))


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
