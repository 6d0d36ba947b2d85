"""Messages as officers type them, with what is right to read of them: the lines of the phone."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from tests.corpus.cases import FOLDER, Values, values_of

COMMON_DAY = date(2026, 11, 26)
COMPANIES_COUNTED = "companies#"
_RENAMED = {
    "mou": {"companies": "parties"},
    "follow_up": {"companies": "partner"},
    "contract": {"companies": "company"},
}
"""What the given lines call otherwise than the facts do."""


@dataclass(frozen=True)
class Typed:
    """One message, the records that it tells of and how far they can be known."""

    text: str
    today: date = COMMON_DAY
    right: tuple[Values, ...] = ()
    asked: frozenset[str] = frozenset()  # fields that nobody can know from the words
    unsure: frozenset[str] = frozenset()  # figures that are said roughly: asked or left open
    keep: tuple[str, ...] = ()  # words that no field takes
    allow: frozenset[str] = frozenset()  # further fields that are no fault
    clear: bool = True  # one tap at most stands before 저장
    via: str = ""  # photo, forward, voice
    react: tuple[str, ...] = ("record",)

    @property
    def shown(self) -> str:
        """For a list of misses."""
        return self.text.replace("\n", " ⏎ ")


@cache
def typed(name: str) -> tuple[Typed, ...]:
    """The cases of one half of the own lines: tuning or held."""
    return tuple(_own((FOLDER / f"typed_{name}.txt").read_text("utf-8")))


def _own(text: str) -> Iterator[Typed]:
    today = COMMON_DAY
    for block in re.split(r"\n\s*\n", text):
        told: dict[str, list[str]] = {sign: [] for sign in ">=?~&:"}
        for line in block.splitlines():
            sign, said = line[:1], line[1:].strip()
            if sign == "@":
                today = date.fromisoformat(said)
            elif sign in told:
                told[sign].append(said)
        if not told[">"]:
            continue
        open_ones = bool(told["?"] or told["~"] or "hard" in told[":"])
        yield Typed(
            "\n".join(told[">"]),
            today,
            tuple(map(values_of, told["="])),
            frozenset(told["?"]),
            frozenset(told["~"]),
            tuple(told["&"]),
            clear=not open_ones,
            via=next((one for one in told[":"] if one != "hard"), ""),
            react=("record",) if len(told["="]) == 1 else ("records",),
        )


@cache
def given() -> tuple[Typed, ...]:
    """The lines that the office gave, records and others."""
    return tuple(_given(json.loads(line)) for line in _lines("typed_given.jsonl"))


def _given(told: Mapping[str, Any]) -> Typed:
    rows = told.get("records") or ([told["fields"]] if "fields" in told else [])
    asked = {*told.get("ask", ()), *(("kind",) if told.get("kind_any") else ())}
    return Typed(
        told["text"],
        date.fromisoformat(told["today"]),
        tuple(_values(one) for one in rows),
        frozenset(asked),
        frozenset(told.get("unsure", ())),
        tuple(told.get("keep", ())),
        frozenset(told.get("allow", ())),
        clear=bool(told.get("clear")),
        via=told.get("via", ""),
        react=tuple(told["react"]),
    )


def _values(fields: Mapping[str, Any]) -> Values:
    renamed = _RENAMED.get(fields["kind"], {}) | {"target_n": "target"}
    values: Values = {}
    for name, value in fields.items():
        if name == "counts":
            for measure, number in value.items():
                values[COMPANIES_COUNTED if measure == "companies" else measure] = _either(number)
        else:
            values[renamed.get(name, name)] = (_plain(value),)
    return values


def _plain(told: Any) -> str:
    return ",".join(map(str, told)) if isinstance(told, list) else str(told)


def _either(told: Any) -> tuple[str, ...]:
    """21, or [30, null]: 30 or left open."""
    several = told if isinstance(told, list) else [told]
    return tuple("" if one is None else str(one) for one in several)


@cache
def none() -> tuple[Typed, ...]:
    """Messages that are no records, of the office and our own."""
    own = (
        re.fullmatch(r"\[(\w+)\] (.+)", line)
        for line in _lines("typed_none.txt")
        if not line.startswith("#")
    )
    made = (Typed(one[2].replace("\\n", "\n"), react=(one[1],)) for one in own if one)
    return (*(one for one in given() if not one.right), *made)


def _lines(name: str) -> list[str]:
    return [one for one in (FOLDER / name).read_text("utf-8").splitlines() if one]
