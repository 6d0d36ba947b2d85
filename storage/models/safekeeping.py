"""Where these rows belong, so that rows which came from elsewhere are known as such."""

from datetime import datetime

from sqlmodel import Field

from storage.models.base import Row, UtcTime


class Origin(Row, table=True):
    """The database in which the rows live; a copy that was put back brings that of another."""

    id: int = Field(default=1, primary_key=True)
    mark: str  # what the database says of itself, see office/origin.py
    since: datetime = Field(sa_type=UtcTime)
