"""Photos and files that prove a record, their kept bytes, and the bags in which they wait."""

from datetime import date, datetime

from sqlmodel import Field, UniqueConstraint

from storage.models.base import BigId, Row, UtcTime, partial

WANTED, KEPT, LOST = "wanted", "kept", "lost"
NOTHING, CLEAN, LEFT = "nothing", "clean", "left"


class Evidence(Row, table=True):
    """A photo or file held by Telegram under `file_id`; the same file is kept once a record."""

    id: int = Field(default=None, primary_key=True)
    record_kind: str  # of the record, or `waiting`: then record_id is a bag
    record_id: int = Field(index=True)
    file_id: str  # what fetches it from Telegram again
    file_unique_id: str  # what tells that two are the same file
    media: str = "photo"  # photo | document
    file_name: str = ""
    size: int | None = None  # bytes
    caption: str = ""
    officer_id: int = Field(foreign_key="officer.id")  # who sent it
    added_at: datetime = Field(sa_type=UtcTime)
    removed_at: datetime | None = Field(default=None, sa_type=UtcTime)

    __table_args__ = (UniqueConstraint("record_kind", "record_id", "file_unique_id"),)


class EvidenceFile(Row, table=True):
    """A file that was sent as evidence, under whatever records: whether its bytes are kept.

    They lie in the data folder (`storage/safekeeping/vault.py`) under the hash of what is kept.
    """

    __tablename__ = "evidence_file"

    file_unique_id: str = Field(primary_key=True)
    file_id: str  # by which Telegram gives it out
    officer_id: int = Field(foreign_key="officer.id")  # who sent it first, and hears of its loss
    state: str = WANTED  # wanted | kept | lost
    why: str = ""  # it is lost: gone | large
    tries: int = 0  # that failed
    due_at: datetime = Field(sa_type=UtcTime)  # of the next try; also the lease of one under way
    noted_at: datetime = Field(sa_type=UtcTime)
    came_sha256: str = Field(default="", index=True)  # of the bytes as they came
    sha256: str = Field(default="", index=True)  # of the bytes as they are kept
    size: int | None = None  # of the bytes as they are kept
    stripped: str = ""  # of place and device: nothing was in it | clean | left as it came
    taken_on: date | None = None  # the day that the camera wrote down; nothing else of it is kept

    __table_args__ = (partial("ix_evidence_file_wanted", "due_at", where="state = 'wanted'"),)


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
