"""What may be found wrong with the trail, or with what it tells of. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    """What was done to it, as far as what is left shows it."""

    # the chain itself
    CHANGED = "changed"  # a line says something else than when it was written
    REMOVED = "removed"  # lines are missing in the middle
    INSERTED = "inserted"  # a line stands there that nobody wrote
    CUT = "cut"  # lines are missing at the end
    REWRITTEN = "rewritten"  # the chain is sound in itself, and another than a head told
    END = "end"  # the row that names the end names another one

    # the file of heads
    HEADS_CHANGED = "heads_changed"
    HEADS_CUT = "heads_cut"
    UNSAID_RESTORE = "unsaid_restore"  # the trail tells of a restore that the file does not know

    # what the trail tells of
    DIFFERS = "differs"  # a row is not as the last line about it left it
    GONE = "gone"  # a row of which the trail tells is not there
    UNTOLD = "untold"  # a row that no line of the trail tells of
    SEAL = "seal"  # a kept version is not what its seal says
    BYTES = "bytes"  # a kept file is missing, or its bytes are others
    FIGURES = "figures"  # the ledger's figures are not those of the record


@dataclass(frozen=True)
class Breach:
    """One thing that is not as it was left.

    `first` and `last` are lines of the trail (or of the file of heads), `subject` with `number`
    a row that they tell of, and `detail` the field, the file or the hash that shows it.
    """

    sort: Sort
    first: int = 0
    last: int = 0
    subject: str = ""
    number: int = 0
    detail: str = ""
