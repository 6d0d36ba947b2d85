"""Rows that stand in several forms in the same words."""

from collections.abc import Callable, Sequence

from handlers.forms.dated import Half, no_half
from handlers.forms.fields import Aids, Answers, Chip, Text

NOTE = Text(
    name="note",
    label="비고",
    ask="남길 말이 있습니까?",
    hint="보고서에는 싣지 않습니다.",
    needed=False,
    asked=False,
    most=1000,
    letters=False,
)
"""What the office keeps for itself; never printed."""

HALF_OF_RESULT = Half(
    name="half",
    label="반기",
    ask="어느 반기의 실적입니까?",
    hint="2021 하반기",
    when=no_half,
)
"""Asked where the date does not say it: 모름, or months of two halves."""

REPORTED_IN = Half(
    name="reported_in",
    label="싣는 반기",
    ask="어느 반기 보고서에 싣습니까?",
    hint="2021 하반기. 날짜대로 실으려면 비워 두십시오.",
    needed=False,
    asked=False,
)
"""For what is reported in another half than its date says; it stays when the date is changed."""


def heading(
    hint: str,
    suggest: Callable[[Answers, Aids], Sequence[Chip]] | None = None,
    *,
    repeats: bool = False,
) -> Text:
    """The ○ line of the report under which the record stands."""
    return Text(
        name="heading",
        label="제목 줄(○)",
        ask="보고서의 어느 제목(○) 아래에 적습니까?",
        hint=hint,
        needed=False,
        asked=False,
        suggest=suggest,
        remembers=True,
        repeats=repeats,
    )
