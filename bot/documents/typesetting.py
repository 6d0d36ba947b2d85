"""The one place that calls typst: the bot's pictures and PDF pages.

Templates are the `.typ` files of `assets/`. What they show comes to them as JSON through
`sys.inputs`, never as markup, so an officer's text is printed letter by letter whatever it holds.
Equal input gives equal bytes, on every machine: only the shipped fonts are used.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Literal

import typst

from bot.documents.given import Json
from bot.documents.letters import FONTS, printable

ASSETS = Path(__file__).parent / "assets"
FAMILIES = ("Quota Gothic", "Quota Myeongjo")
"""What a template may name in `#set text(font: …)`."""

Standards = Sequence[Literal["a-2a", "a-2b", "ua-1"]]
PAPER: Standards = ("a-2a", "ua-1")
"""Of a PDF that leaves the house: for the archive, and for who listens to it."""
PICTURE: Standards = ("a-2b",)
"""Of one that has neither title nor headings."""


class Ready(str):
    """A text that passes to the template as it is: printable already, or an SVG that we wrote."""

    __slots__ = ()


_one_at_a_time = Lock()
"""A typst compiler breaks when two threads use it; one behind a lock is as fast as several."""


class FontsMissing(Exception):
    """The shipped fonts are not where they belong, so nothing may be printed.

    Without them typst would draw boxes and report success.
    """


def check_fonts(folder: Path = FONTS) -> None:
    """FontsMissing unless both families are there in regular and bold. Cheap; run at the start."""
    found = {(font.family, font.weight) for font in _fonts(folder).fonts()}
    lacking = [
        f"{family} {weight}"
        for family in FAMILIES
        for weight in (400, 700)
        if (family, weight) not in found
    ]
    if lacking:
        raise FontsMissing(f"{', '.join(lacking)}: not in {folder}")


def to_png(template: str, data: Mapping[str, Json], *, ppi: float = 72) -> list[bytes]:
    """Each page of the template as PNG. At 72 ppi one typst point is one pixel.

    Raises typst.TypstError when the template does not fit the data.
    """
    inputs = _inputs(data)
    with _one_at_a_time:
        pages = _compiler().compile(
            input=ASSETS / template, format="png", ppi=ppi, sys_inputs=inputs
        )
    return pages if isinstance(pages, list) else [_handed_back(pages)]


def to_pdf(
    template: str, data: Mapping[str, Json], *, made_at: datetime, standards: Standards = PAPER
) -> bytes:
    """The template as an archivable PDF; `made_at` is the only date in it.

    Raises typst.TypstError when the template does not fit the data, and also for a letter that no
    shipped font holds: these standards forbid it.
    """
    inputs = _inputs(data)
    with _one_at_a_time:
        pdf = _compiler().compile(
            input=ASSETS / template,
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=[*standards],
            timestamp=made_at.replace(microsecond=0),  # finer than a PDF can say
        )
    return _handed_back(pdf)


def _handed_back(made: bytes | list[bytes] | None) -> bytes:
    """The one file: typst promises it only by not having been told where to write."""
    if not isinstance(made, bytes):
        raise TypeError(f"typst handed back {type(made).__name__} instead of a file")
    return made


def _inputs(data: Mapping[str, Json]) -> dict[str, str]:
    """The data as templates read it: `json(bytes(sys.inputs.data))`."""
    return {"data": json.dumps(_print_ready(data), ensure_ascii=False, allow_nan=False)}


def _print_ready(value: Json) -> Json:
    """The same data with every text in it printable."""
    if isinstance(value, str):
        return value if isinstance(value, Ready) else printable(value)
    if isinstance(value, Mapping):
        return {key: _print_ready(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_print_ready(inner) for inner in value]
    return value


def _fonts(folder: Path) -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )


@cache
def _compiler() -> typst.Compiler:
    """Called under the lock only, so there is one in a process."""
    check_fonts()
    return typst.Compiler(root=ASSETS, font_paths=_fonts(FONTS), ignore_system_fonts=True)
