"""Rows that stand in several forms in the same words."""

from handlers.forms.fields import Text

NOTE = Text(
    name="note",
    label="비고",
    ask="남길 말이 있습니까?",
    hint="보고서에는 싣지 않습니다.",
    needed=False,
    asked=False,
    most=1000,
)
"""What the office keeps for itself; never printed."""
