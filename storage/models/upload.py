"""A file that an officer sent to be read, and what was read from it until somebody decides."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger
from sqlmodel import Field

from storage.models.base import Row, UtcTime

OFFERED = "offered"  # sent; nobody has said yet what it is
CHOSEN = "chosen"  # its purpose was named, so it is being fetched and read
READ = "read"  # what was read waits for a yes
CLOSED = "closed"


class Upload(Row, table=True):
    """A file on its way in; its bytes are never kept, what was read from them only while open."""

    id: int = Field(default=None, primary_key=True)
    officer_id: int = Field(foreign_key="officer.id", index=True)
    chat_id: int = Field(sa_type=BigInteger)
    file_id: str  # what fetches it from Telegram
    file_unique_id: str  # what tells that two are the same file
    file_name: str = ""
    size: int | None = None
    purpose: str = ""  # a name of handlers/upload/purposes.py
    state: str = OFFERED  # offered | chosen | read | closed
    sha256: str = ""  # of its bytes, once read
    found: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # as its purpose reads it
    created_at: datetime = Field(sa_type=UtcTime, index=True)
    warned_at: datetime | None = Field(default=None, sa_type=UtcTime)  # its notice had gone out
