"""The append-only trail: who changed what, hash-chained."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, Index

from storage.models.base import BigId, Row, UtcTime, coded
from storage.rules.trail import Subject, Verb


class AuditEntry(Row, table=True):
    """One act; `hash` covers this row and `previous`, so a changed or lost row shows."""

    __tablename__ = "audit_entry"

    seq: int | None = Field(default=None, primary_key=True, sa_type=BigId)  # 1, 2, 3 … no gaps
    at: datetime = Field(sa_type=UtcTime)
    officer_id: int | None = Field(default=None, index=True)  # nothing: the server or the clock
    action: Verb = Field(sa_type=coded(Verb))
    subject: Subject = Field(sa_type=coded(Subject))
    subject_id: int
    before: dict[str, Any] | None = Field(default=None, sa_type=JSON)  # what the act changed
    after: dict[str, Any] | None = Field(default=None, sa_type=JSON)  # and to what
    reason: str = ""
    previous: str  # the hash of the line before it; of the first line 64 zeros
    hash: str  # SHA-256: see `digest` in storage/audit.py

    __table_args__ = (Index("ix_audit_subject", "subject", "subject_id"),)


class AuditHead(Row, table=True):
    """The one row that names the end of the chain, so that a lost last line shows too."""

    __tablename__ = "audit_head"

    id: int = Field(default=1, primary_key=True)
    seq: int = Field(sa_type=BigId)
    hash: str
