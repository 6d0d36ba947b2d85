"""Lines of a report as somebody pastes them into the chat: the seed's, and their rewordings."""

import re
from dataclasses import fields
from datetime import date, timedelta
from functools import cache

from storage.facts.kinds import kind_of
from storage.facts.loose.proposed import Read
from storage.facts.shapes import Facts, MouFacts, PlanItemFacts, ProblemFacts
from storage.facts.wording import lines
from tests.corpus.cases import Case, Values
from tests.corpus.scoring import proposed
from tests.corpus.typed import Typed
from tests.corpus.typed_scoring import read_alone
from tests.storage.facts.seed_facts import ROWS, Entry

MARKS = ("", "○ ", "- ", "· ")
LATER = timedelta(days=5)
"""A half is told of soon after its end."""
SEED_DAY = date(2022, 1, 5)
PLAN, MEASURE = "추진계획 항목: ", "개선대책: "
"""What begins a line that is pasted without the block it stands in."""
_UNSAID = {"heading", "description", "components", "cohort_style", "date_place", "shape"}
_UNSAID |= {"purpose", "effect", "half", "status", "for", "within", "holding"}
"""Of a record, what its lines say in running words or not at all: nobody needs to read it."""
_NAMES = {"companies", "parties", "places"}
_MAYBE = {"role", "format", "job", "round", "title"}
_OF_THE_LINE = {"text"}
"""Words of the line as they stand: more or less of them is no fault."""


def read_pasted(case: Case) -> list[Values]:
    """What is read of a printed item when it is pasted with its heading and marks."""
    told = (f"○ {case.heading}", f"- {case.item}", *(f"· {one}" for one in case.details))
    day = case.setting.last.end + LATER
    if case.setting.plan:
        told, day = (f"{PLAN}{case.item}", *case.details), case.setting.first.start
    return [proposed(one) for one in read_alone("\n".join(told), day).reads]


@cache
def seed() -> tuple[Typed, ...]:
    """Each record of the report we know, by its own lines as they are printed."""
    return tuple(_printed(entry) for row in ROWS for entry in row)


def _printed(entry: Entry) -> Typed:
    own, above = _right(entry.facts), entry.parent
    if isinstance(entry.facts, PlanItemFacts | ProblemFacts):
        begins = PLAN if isinstance(entry.facts, PlanItemFacts) else MEASURE
        return Typed(begins + entry.facts.text, SEED_DAY, (own,), clear=False)
    told = [*lines(entry.facts, parent=above)]
    if above is not None:
        told[-1:-1] = lines(above)[-1:]
    text = "\n".join(f"{MARKS[one.level]}{one.text}" for one in told)
    right = (own,) if above is None else (_right(above), own)
    return Typed(text, SEED_DAY, tuple(_as_said(one, text) for one in right), clear=False)


def _as_said(values: Values, text: str) -> Values:
    """A day, a name or a party of the block alone need not be read of the line."""
    bare = "".join(text.split())
    dated = bool(re.search(r"\d\.|월|반기", bare))
    told = dict(values)
    for name, value in values.items():
        said = name != "parties" and all(
            "".join(one.split()) in bare for one in value[0].split(",")
        )
        if name in _OF_THE_LINE:
            told[name] = ("*",)
        elif (name in _NAMES and not said) or (name == "date" and not dated):
            told[name] = (*value, "", value[0].removeprefix("고양시,"))
    return told


def _right(facts: Facts) -> Values:
    values = {one.name: getattr(facts, one.name) for one in fields(facts)}
    told = proposed(Read(kind_of(facts), None, values, (), ()))
    if isinstance(facts, MouFacts):
        told["title"] = ("*",)
    return {
        name: (*value, "") if name in _MAYBE else value
        for name, value in told.items()
        if name not in _UNSAID
    }
