"""One company, many printed names; and which record names which company."""

from sqlmodel import Field, UniqueConstraint

from storage.models.base import Row, coded
from storage.rules.terms import RecordKind


class Company(Row, table=True):
    """A company or partner body."""

    id: int = Field(default=None, primary_key=True)
    name: str
    is_city: bool = False


class CompanyName(Row, table=True):
    """A spelling of a company: `key` is the normalised form that finds it again."""

    __tablename__ = "company_name"

    id: int = Field(default=None, primary_key=True)
    company_id: int = Field(foreign_key="company.id", index=True)
    printed: str
    key: str = Field(unique=True)


class RecordCompany(Row, table=True):
    """A record names a company, in this spelling, at this place in its list."""

    __tablename__ = "record_company"

    id: int = Field(default=None, primary_key=True)
    record_kind: RecordKind = Field(sa_type=coded(RecordKind))
    record_id: int = Field(index=True)
    company_id: int = Field(foreign_key="company.id", index=True)
    printed: str
    position: int = 0

    __table_args__ = (UniqueConstraint("record_kind", "record_id", "position"),)
