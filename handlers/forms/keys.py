"""A button of a form, before it has a code."""

from dataclasses import dataclass

OPEN = "rec"  # the op of a key that opens a record, from which a button leads back


@dataclass(frozen=True)
class Key:
    """A button of a form: `op` and `arg` become its code."""

    label: str
    op: str
    arg: str = ""
    style: str = ""
