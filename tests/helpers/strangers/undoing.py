"""An act that is undone leaves the office as it was: its lines, its figures, its claims."""

from collections.abc import AsyncIterator, Awaitable, Callable
from copy import deepcopy
from typing import Any

from storage.report import report_claims
from storage.rules.half_year import HalfYear
from tests.helpers.strangers import thoughts
from tests.helpers.strangers.life import Life
from tests.helpers.strangers.seen import look
from tests.helpers.strangers.truth import Entered

ACTS: tuple[Callable[[Life], Awaitable[Entered | None]], ...] = (
    Life.event,
    Life.bus,
    thoughts.figures_put_right,
    thoughts.moved,
    thoughts.removed,
)


async def undo_takes_exactly_its_contribution(life: Life) -> AsyncIterator[str]:
    """Each sort of act done and undone, with nothing between; what is true stays as it was."""
    for act in ACTS:
        kept, before = deepcopy(life.truth.entered), await told(life)
        one = await act(life)
        if one is None:
            continue
        clerk = life.clerks.get(one.department, life.office)
        await life.desk.taps_code(clerk.user, f"v1:undo:{one.kind}:{one.number}")
        life.truth.entered = kept
        after = await told(life)
        for name, was in before.items():
            if after[name] != was:
                yield f"{act.__name__} of {one} and undone: {name} was {was}\nis {after[name]}"


async def told(life: Life) -> dict[str, Any]:
    """All that the office shows, but for the time."""
    seen = await look(life)
    half = HalfYear(life.half.year, life.half.half)
    async with life.desk.db.read() as session:
        claims = await report_claims.claims(session, half)
    status = {
        f"/status {half}": [line for line in text.splitlines() if not line.endswith("기준")]
        for half, text in seen.status.items()
    }
    return {
        **status,
        "the report": [
            (line.level, line.text, line.records) for one in seen.blocks for line in one.lines
        ],
        "the ledger": sorted(map(str, seen.ledger)),
        "the claims": [(one.key, one.text, one.accepted) for one in claims],
    }
