"""What all tables share: naming, aware UTC times, and the columns of every record."""

from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, ClassVar

from pydantic import ConfigDict
from sqlalchemy import BigInteger, DateTime, Dialect, Integer, Table
from sqlalchemy.types import JSON, TypeDecorator
from sqlmodel import AutoString, Field, Index, SQLModel

from storage.rules.errors import Refusal
from storage.rules.half_year import HalfYear
from storage.rules.terms import RecordKind
from storage.rules.wording_receipt import Receipt, read_receipt

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcTime(TypeDecorator[datetime]):
    """An aware UTC time on both databases; a naive time is refused (SQLite would keep any)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone reached the database")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class CodedHalf(TypeDecorator[HalfYear]):
    """A half-year, kept as its code such as "2021-2".

    What no calendar has comes back as it stands, as in `Coded`, and is never asked for: Refusal.
    """

    impl = AutoString
    cache_ok = True

    def process_bind_param(self, value: HalfYear | str | None, _dialect: Dialect) -> str | None:
        if isinstance(value, HalfYear):
            return value.code
        return None if value is None else HalfYear.parse(value).code

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Any:
        return None if value is None else _half_of(value)


@lru_cache(512)  # a few halves, told by every row
def _half_of(value: str) -> HalfYear | str:
    try:
        return HalfYear.parse(value)
    except Refusal:
        return value


class CodedReceipt(TypeDecorator[Receipt]):
    """How the office heard of something, kept as its text; nothing is kept as "".

    Words that are no receipt come back as they stand, as in `Coded`.
    """

    impl = AutoString
    cache_ok = True

    def process_bind_param(self, value: Receipt | None, _dialect: Dialect) -> str:
        return "" if value is None else str(value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Any:
        if not value:
            return None
        try:
            return read_receipt(value)
        except Refusal:
            return value


class Coded(TypeDecorator[StrEnum]):
    """A member of an enumeration, kept as its value.

    A value that nobody knows, from a wrong hand or a wrong disk, comes back as the word that
    stands there: what needs it fails, and not the whole list in which it was read.
    """

    impl = AutoString
    cache_ok = True

    def __init__(self, members: type[StrEnum]) -> None:
        super().__init__()
        self.members = members

    def process_bind_param(self, value: StrEnum | str | None, _dialect: Dialect) -> str | None:
        return value.value if isinstance(value, StrEnum) else value

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Any:
        return value if value is None else self.members._value2member_map_.get(value, value)


def coded(members: type[StrEnum]) -> Any:
    """The column type of an enumeration; SQLModel's own signature asks for a class."""
    return Coded(members)


# Telegram ids pass 2^32; SQLite counts rows by itself only in a plain INTEGER key.
BigId = BigInteger().with_variant(Integer, "sqlite")


def partial(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index over the rows that fulfil a condition, which the migrations write out.

    Told here for readers alone: an `Index` with a condition for PostgreSQL would load that dialect
    at every start, on SQLite too (45 ms and 2.3 MB).
    """
    return Index(name, *columns, unique=unique, info={"where": where})


class Row(SQLModel):
    """Any row. Tables are never validated by pydantic: its validators are not built at start."""

    __table__: ClassVar[Table]

    model_config = ConfigDict(defer_build=True)  # type: ignore[assignment]  # SQLModel narrows it


class Record(Row):
    """The columns of every record table: the facts, and what lists and rights need of them."""

    kind: ClassVar[RecordKind]

    id: int = Field(default=None, primary_key=True)
    facts: dict[str, Any] = Field(sa_type=JSON)  # the whole record: a shape of storage/facts
    # In whose report it stands; nothing where neither it nor its parent says so.
    half: HalfYear | None = Field(default=None, index=True, sa_type=CodedHalf)
    department_id: int = Field(foreign_key="department.id", index=True)  # whose record it is
    # Who keeps it: wrote it, or took it over.
    officer_id: int = Field(foreign_key="officer.id", index=True)
    title: str  # one-line label in lists
    search: str = ""  # normalised words for /find
    version: int = 1
    created_at: datetime = Field(sa_type=UtcTime)
    changed_at: datetime = Field(sa_type=UtcTime)
    removed_at: datetime | None = Field(default=None, sa_type=UtcTime)
