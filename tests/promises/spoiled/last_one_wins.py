"""A bot spoiled on purpose: whoever saves last wins, whatever was changed since they looked."""

from typing import Any

from storage.act import Act
from storage.records import record_keeping, records

_change = records.change


async def _over(act: Act, kind: Any, record_id: int, facts: Any, **more: Any) -> Any:
    row = await record_keeping.existing(act.session, kind, record_id)
    return await _change(act, kind, record_id, facts, **{**more, "expected_version": row.version})


def spoil() -> None:
    """Takes away the question of the version."""
    records.change = _over
