"""Photos and files that prove a record."""

from datetime import datetime

from sqlmodel import Field, UniqueConstraint

from storage.models.base import Row, UtcTime


class Evidence(Row, table=True):
    """A photo or file held by Telegram under `file_id`; the same file is kept once a record."""

    id: int | None = Field(default=None, primary_key=True)
    record_kind: str
    record_id: int = Field(index=True)
    file_id: str
    file_unique_id: str
    media: str = "photo"  # photo | document
    file_name: str = ""
    size: int | None = None
    caption: str = ""
    officer_id: int = Field(foreign_key="officer.id")
    added_at: datetime = Field(sa_type=UtcTime)
    removed_at: datetime | None = Field(default=None, sa_type=UtcTime)

    __table_args__ = (UniqueConstraint("record_kind", "record_id", "file_unique_id"),)
