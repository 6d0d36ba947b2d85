"""What was taken over from a report that came as a file."""

from datetime import datetime

from sqlmodel import Field

from storage.models.base import CodedHalf, Row, UtcTime
from storage.rules.half_year import HalfYear


class ReportImport(Row, table=True):
    """One file that was taken over; the same bytes are known again by their hash."""

    __tablename__ = "report_import"

    id: int = Field(default=None, primary_key=True)
    half: HalfYear = Field(index=True, sa_type=CodedHalf)  # that the report brings
    file_name: str
    sha256: str = Field(index=True)  # of the file
    records: int  # lines that became records
    words: int  # lines kept without a record
    officer_id: int = Field(foreign_key="officer.id")
    at: datetime = Field(sa_type=UtcTime)
