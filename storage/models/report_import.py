"""What was taken over from a report that came as a file."""

from datetime import datetime

from sqlmodel import Field

from storage.models.base import Row, UtcTime


class ReportImport(Row, table=True):
    """One file that was taken over; the same bytes are known again by their hash."""

    __tablename__ = "report_import"

    id: int | None = Field(default=None, primary_key=True)
    half: str = Field(index=True)  # the half that the report brings
    file_name: str
    sha256: str = Field(index=True)
    records: int
    words: int  # lines kept without a record
    officer_id: int = Field(foreign_key="officer.id")
    at: datetime = Field(sa_type=UtcTime)
