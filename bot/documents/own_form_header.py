"""The styles of an office's own form: read, and changed copies of them added where needed."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

from hwpx.document import HwpxDocument

from bot.documents.hwpx import HH_HEAD as HH
from bot.documents.outline import SIZE
from bot.documents.reading.automatic import Automatic

PARAGRAPH, LETTERS = "paraPr", "charPr"


class Header:
    """The header of one file. Styles go by their numbers, as lines name them."""

    def __init__(self, file: HwpxDocument, signs: Mapping[str, Automatic]) -> None:
        self._file = file
        self._signs = signs
        self._made: dict[tuple[str, str, str], str] = {}

    def sign(self, paragraph: str) -> str:
        """The sign that 한글 draws before lines of this style; "" where it draws none."""
        found = self._signs.get(paragraph)
        return found.mark.strip() if found is not None else ""

    def without_sign(self, paragraph: str) -> str:
        """The same style without that sign."""
        if not self.sign(paragraph):
            return paragraph
        return self._changed(PARAGRAPH, paragraph, "NONE", _set("heading", "type", "NONE"))

    def centred(self, paragraph: str) -> str:
        """The same style with lines in the middle."""
        change = _set("align", "horizontal", "CENTER")
        return self._changed(PARAGRAPH, paragraph, "CENTER", change)

    def points(self, letters: str) -> int:
        """Whole points of letters."""
        found = self._found(LETTERS, letters)
        return int(found.get("height") or 100 * SIZE) // 100 if found is not None else SIZE

    def sized(self, letters: str, points: int) -> str:
        """The same letters in another size."""

        def change(made: Any) -> None:
            made.set("height", str(100 * points))

        return self._changed(LETTERS, letters, str(points), change)

    def _changed(self, kind: str, ref: str, how: str, change: Callable[[Any], None]) -> str:
        """A copy with one change, made once; the style itself where the file has no such."""
        key = kind, ref, how
        if key not in self._made:
            old = self._found(kind, ref)
            if old is None:
                return ref
            made = deepcopy(old)
            change(made)
            number = 1 + max(int(one.get("id")) for one in self._all(kind))
            made.set("id", str(number))
            holder = old.getparent()
            holder.append(made)
            holder.set("itemCnt", str(len(holder.findall(f"{HH}{kind}"))))
            for part in self._file.parts.headers:
                part.mark_dirty()
            self._made[key] = str(number)
        return self._made[key]

    def _found(self, kind: str, ref: str) -> Any:
        return next((one for one in self._all(kind) if one.get("id") == ref), None)

    def _all(self, kind: str) -> list[Any]:
        headers: list[Any] = [part.element for part in self._file.parts.headers]
        return [one for header in headers for one in header.iter(f"{HH}{kind}")]


def _set(name: str, attribute: str, value: str) -> Callable[[Any], None]:
    def change(made: Any) -> None:
        for one in made.iter(f"{HH}{name}"):
            one.set(attribute, value)

    return change
