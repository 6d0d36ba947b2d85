"""A list of departments that came as a file: read, shown, and taken over after a yes."""

from collections.abc import Mapping
from datetime import datetime
from html import escape
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from handlers.chat.paging import fitting
from handlers.departments import texts
from handlers.upload.commands import drop_button
from storage.models.office import Officer
from storage.models.upload import Upload
from storage.office import department_table
from storage.rules.errors import Refusal
from storage.rules.personal_data import find_personal_data
from storage.traffic.messages import Button, Screen, view

MOST_OF_FAULTS = 3600  # letters, so that all fit one message
MOST_LETTERS = 3200  # of the names: some two hundred departments


async def read(_name: str, body: bytes) -> Mapping[str, Any]:
    """The text of the table; raises Refusal for what is none."""
    table = department_table.decode(body)
    if kind := find_personal_data(table):
        raise Refusal(texts.personal_data_inside(kind))
    _rows, faults = department_table.parse(table)
    if faults:
        raise Refusal("\n".join(fitting(faults, MOST_OF_FAULTS)))
    return {"table": table}


async def show(_session: AsyncSession, row: Upload, _officer: Officer, _now: datetime) -> Screen:
    """The departments that were read, before they replace the list."""
    rows, _faults = department_table.parse(row.found["table"])
    named = [f"{one.position}. {escape(one.name)}" for one in rows]
    names = "\n".join(fitting(named, MOST_LETTERS))
    text = texts.FILE_READ.format(count=len(rows), names=names)
    take = Button(texts.TAKE_OVER, view("depts", "take", row.id), style="primary")
    return Screen(text, [[take, drop_button(row)]])
