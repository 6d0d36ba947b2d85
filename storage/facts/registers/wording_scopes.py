"""Which records of a kind a register holds: of which halves, of which department. Pure.

The scope stands in the heading of the last column, so that a table that comes back tells which
records it was made of: what it lacks of these is missing, and what came later is not.
"""

import re
from dataclasses import dataclass, replace

from storage.facts.registers.wording_registers import KEY, REGISTERS
from storage.rules.half_year import HalfYear
from storage.rules.tenure import Tenure
from storage.rules.terms import RecordKind


@dataclass(frozen=True)
class Scope:
    """Without halves all of them, without a department every one; `until` is the newest record."""

    kind: RecordKind
    first: HalfYear | None = None
    last: HalfYear | None = None
    department: int | None = None
    until: int = 0

    @classmethod
    def of_half(cls, kind: RecordKind, half: HalfYear, department: int | None = None) -> "Scope":
        """One half-year."""
        return cls(kind, half, half, department)

    @classmethod
    def of_term(cls, kind: RecordKind, half: HalfYear, department: int | None = None) -> "Scope":
        """The term of office in which a half lies."""
        term = Tenure.of(half)
        return cls(kind, term.first, term.last, department)

    @property
    def code(self) -> str:
        """As in a heading or a file name: 2026-1, 2022-2~2026-1, all."""
        if self.first is None or self.last is None:
            return ALL
        return (
            self.first.code if self.first == self.last else f"{self.first.code}~{self.last.code}"
        )

    @property
    def heading(self) -> str:
        """The heading of the last column."""
        whose = f" d{self.department}" if self.department else ""
        word = REGISTERS[self.kind].word
        return f"{KEY}{LOCKED} {word} {self.code}{whose} i{self.until}"

    def up_to(self, number: int) -> "Scope":
        """The same with the newest record that it holds."""
        return replace(self, until=number)


ALL = "all"
LOCKED = "(수정 금지)"
_WORDS = {one.word: kind for kind, one in REGISTERS.items()}
_HEADING = re.compile(
    rf"{KEY}(?:\(수정금지\))?(?P<word>{'|'.join(_WORDS)})"
    r"(?P<code>all|(?P<first>\d{4}-[12])(?:~(?P<last>\d{4}-[12]))?)"
    r"(?:d(?P<whose>\d{1,9}))?(?:i(?P<until>\d{1,12}))?"
)


def read_heading(said: str) -> Scope | None:
    """The scope that a heading tells; None for one that is not of a register."""
    found = _HEADING.fullmatch("".join(said.split()))
    if found is None:
        return None
    first = HalfYear.parse(found["first"]) if found["first"] else None
    last = HalfYear.parse(found["last"]) if found["last"] else first
    whose = int(found["whose"]) if found["whose"] else None
    return Scope(_WORDS[found["word"]], first, last, whose, int(found["until"] or 0))
