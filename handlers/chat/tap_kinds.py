"""What the arguments of buttons may be, by name: what `tap_table` is written in."""

from collections.abc import Iterable, Mapping
from datetime import date

from handlers.chat.codes import (
    ROW,
    Shape,
    Shapes,
    matching,
    one_of,
    whole,
)
from handlers.chat.help import COMMANDS
from scheduler.kinds import KINDS
from storage.answers import spec
from storage.answers.spec import Spec
from storage.facts.registers.wording_registers import REGISTERS
from storage.report.formats import Format
from storage.report.left_out import FIGURES
from storage.report.status_figures import Shown
from storage.rules.incentive import MOST_HALVES
from storage.rules.leaving_kinds import Leaving
from storage.rules.terms import (
    RecordKind,
    Role,
)

Acts = Mapping[str, Shapes]

FORM = one_of(kind for kind in RecordKind)  # each form is named by the kind it makes
KIND = one_of(RecordKind)
REMINDER = one_of(one.name for one in KINDS)
COMMAND = one_of(line.name for line in COMMANDS)
NAME = matching(r"[a-z_]{1,24}(?:\.[a-z_]{1,24})?")  # a field of a form; the form knows its own
LINE = matching(r"[0-9a-f]{12}")
SORT = matching(r"[a-z-]{1,16}")  # of claims
CLAIM = MARK = matching(r"[0-9a-f]{8}|[0-9a-f]{12}")
AT = whole(0, 99)
VERSION = whole(0, 99_999)
NUMBER = whole(0, 99_999)
SINCE = whole(1, 253_402_300_799_999)  # milliseconds since 1970, to the end of 9999
STEP = whole(-31, 31)
DAYS = whole(1, 7)
LEAVING, WHEN = one_of(Leaving), one_of(("now", "next", "ask"))
HALVES = whole(1, MOST_HALVES)
EARLIER = whole(1, 2)  # the last half, and the same one a year ago
PAPER = one_of(Format)
FIGURE = one_of(one.name for one in FIGURES)
ROLE = one_of(Role)
SHOWN = one_of(Shown)
SPAN = one_of(("half", "term", "all"))
LISTED = one_of(REGISTERS)
SAID = one_of(("ok", "none"))  # of results: all there, or none
WAY = one_of(("call", "mail", "visit"))  # how the office heard of it: `receiving.BY`
OF_RECORD: Shapes = [(KIND, ROW)]


def each(names: str | Iterable[str], *shapes: Shape) -> dict[str, Shapes]:
    """Acts that take the same arguments."""
    every = names.split() if isinstance(names, str) else names
    return {str(name): shapes for name in every}


def a_spec(word: str, _today: date) -> Spec:
    """A question to the ledger."""
    return spec.read(word)
