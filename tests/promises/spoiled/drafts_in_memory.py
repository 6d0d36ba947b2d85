"""A bot spoiled on purpose: what somebody has answered stands in its memory, not in its tables.

As a conversation does that a bot keeps in itself and writes down now and then.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from storage.traffic import drafts

_memory: dict[int, tuple[dict[str, Any], dict[str, Any]]] = {}
_keep, _open_one, _by_id = drafts.keep, drafts.open_one, drafts.by_id


async def _kept(session: Any, draft: drafts.Filling, now: datetime) -> None:
    _memory[draft.id] = (draft.answers, draft.sitting)
    empty = replace(draft, answers={}, sitting={})
    await _keep(session, empty, now)
    draft.revision = empty.revision


def _remembered(draft: drafts.Filling | None) -> drafts.Filling | None:
    if draft is not None and draft.id in _memory:
        draft.answers, draft.sitting = _memory[draft.id]
    return draft


async def _opened(session: Any, chat_id: int, user_id: int) -> drafts.Filling | None:
    return _remembered(await _open_one(session, chat_id, user_id))


async def _found(session: Any, draft_id: int) -> drafts.Filling | None:
    return _remembered(await _by_id(session, draft_id))


def spoil() -> None:
    """Puts the memory in the place of the table."""
    drafts.keep, drafts.open_one, drafts.by_id = _kept, _opened, _found
