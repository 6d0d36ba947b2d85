"""A bot spoiled on purpose: it commits a record before its line of the trail."""

from typing import Any

from sqlalchemy import text

from storage import act
from storage.rules.trail import Verb
from tests.promises.spoiled import dying_save

_log = act.Act.log


async def _split(self: act.Act, subject: Any, number: int, verb: Verb, **more: Any) -> Any:
    if verb is Verb.CREATE:
        await self.session.flush()
        connection = await self.session.connection()
        begin = "BEGIN IMMEDIATE" if connection.dialect.name == "sqlite" else "BEGIN"
        for statement in ("COMMIT", begin):
            await connection.execute(text(statement))
    return await _log(self, subject, number, verb, **more)


def spoil() -> None:
    """Takes the transaction apart, and dies in it."""
    act.Act.log = _split  # type: ignore[assignment, method-assign]  # this is what spoils it
    dying_save.spoil()
