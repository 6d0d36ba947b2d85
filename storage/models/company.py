"""One company, many printed names; and which record names which company."""

from sqlmodel import Field, Index, UniqueConstraint

from storage.models.base import Row, coded
from storage.rules.terms import RecordKind


class Company(Row, table=True):
    """A company or partner body; all records that name it, in whatever spelling, name this row."""

    id: int = Field(default=None, primary_key=True)
    name: str  # the spelling that came first
    is_city: bool = False  # the city itself, which is a party of its own agreements


class CompanyName(Row, table=True):
    """A spelling of a company: `key` is the normalised form that finds it again."""

    __tablename__ = "company_name"

    id: int = Field(default=None, primary_key=True)
    company_id: int = Field(foreign_key="company.id", index=True)
    printed: str  # as somebody wrote it
    key: str = Field(unique=True)  # without what differs from hand to hand: rules/names.py


class RecordCompany(Row, table=True):
    """A record names a company, in this spelling, at this place in its list."""

    __tablename__ = "record_company"

    id: int = Field(default=None, primary_key=True)
    record_kind: RecordKind = Field(sa_type=coded(RecordKind))
    record_id: int = Field(index=True)
    company_id: int = Field(foreign_key="company.id")
    printed: str  # in the spelling of this record
    position: int = 0  # place in the record's list, from 0

    __table_args__ = (
        UniqueConstraint("record_kind", "record_id", "position"),
        # All records of a company, without a look at the rows.
        Index("ix_record_company_named", "company_id", "record_kind", "record_id"),
    )
