"""What a 취합표 that came back leaves to be decided, and how the office heard of states."""

from handlers.plan_table import texts
from handlers.upload.deciding import Deciding
from storage.plans.plan_table_shapes import Comparison
from storage.records.returned_rows import Choice
from storage.traffic.messages import Button, Row, view

VIEW = "table"
DECIDING = Deciding(
    VIEW,
    texts.THING,
    {Choice.FIX: texts.FIX, Choice.NEW: texts.NEW, Choice.SKIP: texts.SKIP},
    texts.ALL_FIX,
    texts.ALL_NEW,
)


def ways(found: Comparison, number: int) -> list[Row]:
    """The buttons to what is to be decided, or was."""
    rows = DECIDING.ways(found.likely, found.gone, number)
    if found.without_receipt:
        receipt: Row = [Button(texts.RECEIPT, view(VIEW, "how", number), style="primary")]
        rows.insert(1 if found.likely else 0, receipt)
    return rows
