"""What a file that an officer sends can be for: one row a purpose."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.upload import texts
from storage.rules.errors import Unreadable
from storage.rules.permission import Action


@dataclass(frozen=True)
class Purpose:
    """A use of a file: its name in codes, its button, who may, and which files it takes."""

    name: str
    label: str
    action: Action
    endings: Sequence[str]
    most_bytes: int = 20 << 20  # what the Bot API hands out

    def refuse_unfit(self, file_name: str, size: int | None) -> None:
        """Raises Unreadable for a file of another kind, or one that is too large to be fetched."""
        if not file_name.lower().endswith(tuple(self.endings)):
            wanted = texts.ENDINGS.format(endings=", ".join(self.endings))
            raise Unreadable(file_name, wanted, texts.EXAMPLE + self.endings[0])
        if size is not None and size > self.most_bytes:
            most = texts.AT_MOST.format(megabytes=self.most_bytes >> 20)
            raise Unreadable(file_name, most, texts.EXAMPLE + self.endings[0], texts.TOO_LARGE)


DEPARTMENTS = Purpose(
    "departments", texts.AS_DEPARTMENTS, Action.MANAGE_DEPARTMENTS, (".csv", ".txt"), 1 << 20
)
REPORT_FORM = Purpose(
    "reportform",
    texts.AS_REPORT_FORM,
    Action.MAKE_REPORT,
    (".hwpx", ".hwp", ".docx"),  # the last two are told what to save them as
    5 << 20,
)

PLAN_TABLE = Purpose(
    "plan_table",
    texts.AS_PLAN_TABLE,
    Action.RUN_ROUND,
    (".xlsx", ".csv", ".hwpx", ".hwp", ".docx"),
    5 << 20,
)

ROSTER = Purpose(
    "roster",
    texts.AS_ROSTER,
    Action.MANAGE_PEOPLE,
    (".xlsx", ".csv", ".txt", ".hwpx", ".hwp"),
    5 << 20,
)

REGISTER = Purpose(
    "register",
    texts.AS_REGISTER,
    Action.EDIT_RECORD,
    (".xlsx", ".csv", ".hwpx", ".hwp"),
    5 << 20,
)

CONTRACTS = Purpose(
    "contracts",
    texts.AS_CONTRACTS,
    Action.MAKE_REPORT,
    (".xlsx", ".csv", ".hwpx", ".hwp"),
    5 << 20,
)

IMPORT = Purpose(
    "import",
    texts.AS_REPORT,
    Action.MAKE_REPORT,
    # The last four are never read: who sends one is told what to save it as.
    (".hwpx", ".hwp", ".docx", ".xlsx", ".txt", ".hml", ".xls", ".xlsm", ".doc"),
)

PURPOSES: tuple[Purpose, ...] = (
    PLAN_TABLE,
    REGISTER,
    CONTRACTS,
    DEPARTMENTS,
    IMPORT,
    REPORT_FORM,
    ROSTER,
)
BY_NAME = {purpose.name: purpose for purpose in PURPOSES}
