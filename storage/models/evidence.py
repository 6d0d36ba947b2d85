"""Photos and files that prove a record, and the bags in which they wait for one."""

from datetime import datetime

from sqlmodel import Field, UniqueConstraint

from storage.models.base import BigId, Row, UtcTime


class Evidence(Row, table=True):
    """A photo or file held by Telegram under `file_id`; the same file is kept once a record."""

    id: int = Field(default=None, primary_key=True)
    record_kind: str  # of the record, or `waiting`: then record_id is a bag
    record_id: int = Field(index=True)
    file_id: str  # what fetches it from Telegram again; the bytes are not kept here
    file_unique_id: str  # what tells that two are the same file
    media: str = "photo"  # photo | document
    file_name: str = ""
    size: int | None = None  # bytes
    caption: str = ""
    officer_id: int = Field(foreign_key="officer.id")  # who sent it
    added_at: datetime = Field(sa_type=UtcTime)
    removed_at: datetime | None = Field(default=None, sa_type=UtcTime)

    __table_args__ = (UniqueConstraint("record_kind", "record_id", "file_unique_id"),)


class EvidenceBag(Row, table=True):
    """What came with one message or album, until its sender names the record; for one day.

    What lies in it are `Evidence` rows of the kind `waiting` with this number.
    """

    __tablename__ = "evidence_bag"

    id: int = Field(default=None, primary_key=True)
    officer_id: int = Field(foreign_key="officer.id")
    chat_id: int = Field(sa_type=BigId)
    card: str = Field(unique=True)  # the card with the question
    opened_at: datetime = Field(sa_type=UtcTime)
    ends_at: datetime = Field(sa_type=UtcTime)
    state: str = "open"  # open | placed | expired
