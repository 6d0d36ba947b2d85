"""제출 서식 of one department as a frozen shape, before it is drawn."""

from dataclasses import dataclass
from datetime import date

from storage.rules.half_year import HalfYear


@dataclass(frozen=True)
class Form:
    """`rows` and `past` are cells of the columns, from the left; the last of `rows` are keys."""

    half: HalfYear
    due: date | None
    department: str  # empty: the plain form, for any department
    rows: tuple[tuple[str, ...], ...]
    past: tuple[tuple[str, ...], ...] = ()
