"""The office's own kinds of event as answers to the question after the kind."""

from collections.abc import Sequence
from typing import Any

from handlers.chat.context import OfficeContext
from handlers.forms.fields import Chip
from storage.facts.event_kinds import EVENT_ROWS
from storage.settings import event_kinds
from storage.settings.event_kinds import OwnKind

NAME = "kind"
FIELDS = (NAME, "own")


async def choices(context: OfficeContext) -> Sequence[Chip]:
    """One chip a kind in use."""
    found = await event_kinds.every(context.session, in_use=True)
    return [Chip(one.name, answers_of(one)) for one in found]


def answers_of(one: OwnKind) -> dict[str, Any]:
    """The answers that such a kind gives at once."""
    own = {"number": one.number, "name": one.name, "heading": one.heading}
    asks = None if one.asks is None else [str(measure) for measure in one.asks]
    row = EVENT_ROWS[one.base]
    target = {"target": one.target} if one.target and "target" in (*row.asks, *row.takes) else {}
    return {NAME: str(one.base), "own": {**own, "asks": asks}, **target}
