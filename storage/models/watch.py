"""What the bot notes about its own health: what was set aside, its webhooks, a test of writing."""

from datetime import datetime

from sqlmodel import Field

from storage.models.base import Row, UtcTime


class Trouble(Row, table=True):
    """One thing of a tick that raised: set aside, and told to the administrators once."""

    key: str = Field(primary_key=True)  # tick, subject, number, and the class of the error
    tick: str = Field(index=True)
    subject: str  # what could not be read or told: a kind of record, a person, a year, …
    number: int | None = None  # of that subject
    error: str  # its class only: the words of an error may hold personal data
    since: datetime = Field(sa_type=UtcTime)  # first met
    seen: datetime = Field(sa_type=UtcTime)  # last met
    told_at: datetime | None = Field(default=None, sa_type=UtcTime)


class OwnHook(Row, table=True):
    """An address that this bot has had Telegram post to: only its hash, it may hold a secret."""

    __tablename__ = "own_hook"

    address_hash: str = Field(primary_key=True)
    set_at: datetime = Field(sa_type=UtcTime)


class WriteTest(Row, table=True):
    """One row that the health page writes, to see that the database can be written."""

    __tablename__ = "write_test"

    id: int = Field(default=1, primary_key=True)
    at: datetime = Field(sa_type=UtcTime)
