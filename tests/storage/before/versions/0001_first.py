"""All tables of the first release.

Names of keys and indexes follow the naming convention of the models. Times hold UTC.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
TABLES = """
    department stranger officer invite company company_name record_company audit_entry
    audit_head card draft inbox outbox evidence event event_count mou follow_up
    mou_promise contract hire_report subcontract plan plan_item budget_row problem
""".split()


def upgrade() -> None:
    """Creates the tables, the ones that others point to first."""
    _office()
    _company()
    _traffic()
    _event()
    _contract()
    _plan()


def downgrade() -> None:
    """Drops them in the opposite order; what they held is gone."""
    for name in reversed(TABLES):
        op.drop_table(name)


def _only(condition: str) -> dict[str, Any]:
    """An index over the rows that meet `condition`, said to both databases."""
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def _needed(kind: Any, *names: str) -> list[sa.Column[Any]]:
    """Columns of one type that are never null."""
    return [sa.Column(name, kind, nullable=False) for name in names]


def _known_later(kind: Any, *names: str) -> list[sa.Column[Any]]:
    """Columns of one type that may be null."""
    return [sa.Column(name, kind) for name in names]


def _owner(name: str, key: str) -> sa.Column[Any]:
    """The indexed reference of a row to the one that it belongs to."""
    return sa.Column(name, sa.Integer(), sa.ForeignKey(key), index=True, nullable=False)


def _record() -> list[sa.Column[Any]]:
    """The columns of every record table."""
    return [
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("half", sa.String(), index=True),
        _owner("department_id", "department.id"),
        sa.Column("officer_id", sa.Integer(), sa.ForeignKey("officer.id"), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("search", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        sa.Column("removed_at", TIME),
    ]


def _office() -> None:
    op.create_table(
        "department",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(), unique=True, nullable=False),
        sa.Column("position", sa.Integer(), index=True, nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("former_names", sa.JSON(), nullable=False),
    )
    op.create_table(
        "stranger",
        sa.Column("telegram_id", BIG_ID, primary_key=True),
        sa.Column("told_at", TIME),
        *_needed(sa.Integer(), "times", "wrong_invites"),
        sa.Column("wrong_at", TIME),
    )
    op.create_table(
        "officer",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("telegram_id", BIG_ID, unique=True),
        *_needed(sa.String(), "name", "role"),
        sa.Column("department_id", sa.Integer(), sa.ForeignKey("department.id"), index=True),
        *_needed(sa.String(), "phone", "state"),
        sa.Column("reachable", sa.Boolean(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
    )
    op.create_table(
        "invite",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("token_hash", sa.String(), unique=True, nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("department_id", sa.Integer(), sa.ForeignKey("department.id")),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("needs_approval", sa.Boolean(), nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column("invited_by", sa.Integer(), sa.ForeignKey("officer.id")),
        sa.Column("used_at", TIME),
        sa.Column("used_by", sa.Integer(), sa.ForeignKey("officer.id")),
        sa.Column("created_at", TIME, nullable=False),
    )


def _company() -> None:
    op.create_table(
        "company",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("is_city", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "company_name",
        sa.Column("id", sa.Integer(), primary_key=True),
        _owner("company_id", "company.id"),
        sa.Column("printed", sa.String(), nullable=False),
        sa.Column("key", sa.String(), unique=True, nullable=False),
    )
    op.create_table(
        "record_company",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("record_kind", sa.String(), nullable=False),
        sa.Column("record_id", sa.Integer(), index=True, nullable=False),
        _owner("company_id", "company.id"),
        sa.Column("printed", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.UniqueConstraint("record_kind", "record_id", "position"),
    )
    op.create_table(
        "audit_entry",
        sa.Column("seq", BIG_ID, primary_key=True),
        sa.Column("at", TIME, nullable=False),
        sa.Column("officer_id", sa.Integer(), index=True),
        *_needed(sa.String(), "action", "subject"),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        *_known_later(sa.JSON(), "before", "after"),
        *_needed(sa.String(), "reason", "previous", "hash"),
        sa.Index("ix_audit_subject", "subject", "subject_id"),
    )
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("seq", BIG_ID, nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
    )


def _traffic() -> None:
    op.create_table(
        "card",
        sa.Column("key", sa.String(), primary_key=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
    )
    op.create_table(
        "draft",
        sa.Column("id", BIG_ID, primary_key=True),
        *_needed(sa.BigInteger(), "chat_id", "user_id"),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("form_version", sa.Integer(), nullable=False),
        *_needed(sa.JSON(), "answers", "sitting"),
        *_known_later(sa.Integer(), "target_id", "target_version", "parent_id"),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        *_needed(TIME, "created_at", "changed_at"),
        sa.Index("ix_draft_open", "user_id", "chat_id", unique=True, **_only("state = 'open'")),
        sa.Index("ix_draft_person", "user_id", "state"),
    )
    op.create_table(
        "inbox",
        sa.Column("id", BIG_ID, primary_key=True),
        *_needed(sa.BigInteger(), "bot_id", "update_id", "lane"),
        *_needed(sa.String(), "raw", "state"),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("retry_at", TIME),
        sa.Column("received_at", TIME, nullable=False),
        sa.Column("error", sa.String(), nullable=False),
        sa.UniqueConstraint("bot_id", "update_id"),
        sa.Index("ix_inbox_new", "id", **_only("state = 'new'")),
        sa.Index("ix_inbox_waiting", "lane", "id", **_only("state = 'new'")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", BIG_ID, primary_key=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("card", sa.String()),
        sa.Column("dedupe_key", sa.String(), unique=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("leased_until", TIME),
        sa.Column("message_id", sa.Integer()),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Index("ix_outbox_card", "card", **_only("state = 'due' AND card IS NOT NULL")),
        sa.Index("ix_outbox_waiting", "state", "due_at", **_only("state IN ('due', 'leased')")),
    )


def _event() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("record_kind", sa.String(), nullable=False),
        sa.Column("record_id", sa.Integer(), index=True, nullable=False),
        *_needed(sa.String(), "file_id", "file_unique_id", "media", "file_name"),
        sa.Column("size", sa.Integer()),
        sa.Column("caption", sa.String(), nullable=False),
        sa.Column("officer_id", sa.Integer(), sa.ForeignKey("officer.id"), nullable=False),
        sa.Column("added_at", TIME, nullable=False),
        sa.Column("removed_at", TIME),
        sa.UniqueConstraint("record_kind", "record_id", "file_unique_id"),
    )
    op.create_table(
        "event",
        *_record(),
        sa.Column("event_kind", sa.String(), index=True, nullable=False),
        sa.Column("starts_on", sa.Date(), index=True),
        sa.Column("ends_on", sa.Date()),
        *_needed(sa.String(), "precision", "status"),
        *_known_later(sa.Integer(), "people", "runs"),
        sa.Index(
            "ix_event_status",
            *"half event_kind status department_id people runs".split(),
            **_only("removed_at IS NULL"),
        ),
    )
    op.create_table(
        "event_count",
        sa.Column("event_id", sa.Integer(), sa.ForeignKey("event.id"), primary_key=True),
        sa.Column("measure", sa.String(), primary_key=True),
        sa.Column("value", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "mou",
        *_record(),
        sa.Column("signed_on", sa.Date(), index=True),
        sa.Column("precision", sa.String(), nullable=False),
        sa.Column("expires_on", sa.Date(), index=True),
        sa.Column("cadence_months", sa.Integer()),
        sa.Column("last_contact_on", sa.Date(), index=True),
        sa.Column("next_contact_on", sa.Date(), index=True),
        sa.Column("sleeps_on", sa.Date(), index=True),
    )
    op.create_table(
        "follow_up",
        *_record(),
        _owner("parent_id", "mou.id"),
        sa.Column("happened_on", sa.Date(), index=True),
        sa.Column("next_on", sa.Date()),
    )
    op.create_table(
        "mou_promise",
        *_record(),
        _owner("parent_id", "mou.id"),
        sa.Column("due_on", sa.Date(), index=True),
        sa.Column("status", sa.String(), nullable=False),
        *_known_later(sa.Integer(), "target", "delivered"),
    )


def _contract() -> None:
    op.create_table(
        "contract",
        *_record(),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("notice_on", sa.Date(), index=True, nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("large", sa.Boolean(), index=True, nullable=False),
        *_needed(sa.BigInteger(), "subcontract_total", "local_total"),
    )
    op.create_table(
        "hire_report",
        *_record(),
        _owner("parent_id", "contract.id"),
        *_needed(sa.Integer(), "residents", "workers"),
    )
    op.create_table(
        "subcontract",
        *_record(),
        _owner("parent_id", "contract.id"),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("local", sa.Boolean(), nullable=False),
    )


def _plan() -> None:
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), primary_key=True),
        _owner("department_id", "department.id"),
        sa.Column("half", sa.String(), index=True, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("submitted_at", TIME),
        sa.Column("submitted_by", sa.Integer(), sa.ForeignKey("officer.id")),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("department_id", "half"),
    )
    op.create_table(
        "plan_item",
        *_record(),
        _owner("parent_id", "plan.id"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("citizens", sa.Integer()),
        sa.Column("budget", sa.BigInteger()),
    )
    op.create_table(
        "budget_row",
        *_record(),
        sa.Column("budget_table", sa.String(), index=True, nullable=False),
        sa.Column("source", sa.String()),
        sa.Column("non_budget", sa.Boolean(), nullable=False),
        sa.Index(
            "uq_budget_row_non_budget",
            "budget_table",
            unique=True,
            **_only("removed_at IS NULL AND non_budget"),
        ),
        sa.Index(
            "uq_budget_row_source",
            "budget_table",
            "source",
            unique=True,
            **_only("removed_at IS NULL"),
        ),
    )
    op.create_table(
        "problem",
        *_record(),
        sa.Column("position", sa.Integer(), nullable=False),
    )
