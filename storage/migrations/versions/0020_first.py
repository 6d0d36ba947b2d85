"""All tables of the first release.

Told apart from the models, so that a later change of a model changes nothing here. The number goes
on from the migrations of before the release, whose databases `storage/migrations/before.py` brings
to this shape. Names of keys and indexes follow the naming convention of the models; times hold UTC.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0020"
down_revision: str | None = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
TABLES = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def upgrade() -> None:
    """Creates the tables, and the one row in which all senders share their pace."""
    TABLES.create_all(op.get_bind())
    op.execute("INSERT INTO pace (id, bucket) VALUES (1, '{}')")


def downgrade() -> None:
    """Drops them; what they held is gone."""
    TABLES.drop_all(op.get_bind())


def _table(name: str, *parts: sa.Column[Any] | sa.UniqueConstraint | sa.Index) -> None:
    sa.Table(name, TABLES, *parts)


def _only(condition: str) -> dict[str, Any]:
    """An index over the rows that meet `condition`, said to both databases."""
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer(), primary_key=True)


def _one() -> sa.Column[int]:
    """The key of a table of one row, whose number is always told."""
    return sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False)


def _needed(kind: Any, *names: str) -> list[sa.Column[Any]]:
    """Columns of one type that are never null."""
    return [sa.Column(name, kind, nullable=False) for name in names]


def _later(kind: Any, *names: str) -> list[sa.Column[Any]]:
    """Columns of one type that may be null."""
    return [sa.Column(name, kind) for name in names]


def _to(name: str, key: str, **options: Any) -> sa.Column[int]:
    """A reference to the row of another table."""
    return sa.Column(name, sa.Integer(), sa.ForeignKey(key), **options)


def _record() -> list[sa.Column[Any]]:
    """The columns of every record table."""
    return [
        _id(),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("half", sa.String(), index=True),
        _to("department_id", "department.id", index=True, nullable=False),
        _to("officer_id", "officer.id", nullable=False),
        *_needed(sa.String(), "title", "search"),
        sa.Column("version", sa.Integer(), nullable=False),
        *_needed(TIME, "created_at", "changed_at"),
        sa.Column("removed_at", TIME),
    ]


_table(
    "accepted_year",
    sa.Column("year", sa.Integer(), primary_key=True, autoincrement=False),
    sa.Column("days", sa.JSON(), nullable=False),
    sa.Column("package", sa.String(), nullable=False),
)
_table(
    "audit_entry",
    sa.Column("seq", BIG_ID, primary_key=True),
    sa.Column("at", TIME, nullable=False),
    sa.Column("officer_id", sa.Integer(), index=True),
    *_needed(sa.String(), "action", "subject"),
    sa.Column("subject_id", sa.Integer(), nullable=False),
    *_later(sa.JSON(), "before", "after"),
    *_needed(sa.String(), "reason", "previous", "hash"),
    sa.Index("ix_audit_subject", "subject", "subject_id"),
)
_table(
    "audit_head",
    _id(),
    sa.Column("seq", BIG_ID, nullable=False),
    sa.Column("hash", sa.String(), nullable=False),
)
_table(
    "card",
    sa.Column("key", sa.String(), primary_key=True),
    sa.Column("chat_id", sa.BigInteger(), nullable=False),
    sa.Column("message_id", sa.Integer(), nullable=False),
)
_table(
    "collection_round",
    _id(),
    sa.Column("half", sa.String(), unique=True, nullable=False),
    sa.Column("results_half", sa.String(), nullable=False),
    *_needed(sa.Date(), "request_on", "due_on", "draft_on", "panel_on", "final_on"),
    sa.Column("provisional", sa.Boolean(), nullable=False),
    sa.Column("state", sa.String(), index=True, nullable=False),
    sa.Column("ladder", sa.JSON(), nullable=False),
    sa.Column("last_nudge_on", sa.Date()),
    *_later(TIME, "opened_at", "closed_at"),
    sa.Column("close_reason", sa.String(), nullable=False),
    sa.Column("version", sa.Integer(), nullable=False),
)
_table(
    "company",
    _id(),
    sa.Column("name", sa.String(), nullable=False),
    sa.Column("is_city", sa.Boolean(), nullable=False),
)
_table(
    "department",
    _id(),
    sa.Column("name", sa.String(), unique=True, nullable=False),
    sa.Column("position", sa.Integer(), index=True, nullable=False),
    sa.Column("active", sa.Boolean(), nullable=False),
    sa.Column("former_names", sa.JSON(), nullable=False),
    sa.Column("steps", sa.JSON(), nullable=False, server_default=sa.text("'[]'")),
)
_table(
    "draft",
    sa.Column("id", BIG_ID, primary_key=True),
    *_needed(sa.BigInteger(), "chat_id", "user_id"),
    sa.Column("form", sa.String(), nullable=False),
    sa.Column("form_version", sa.Integer(), nullable=False),
    *_needed(sa.JSON(), "answers", "sitting"),
    *_later(sa.Integer(), "target_id", "target_version", "parent_id"),
    sa.Column("revision", sa.Integer(), nullable=False),
    sa.Column("state", sa.String(), nullable=False),
    *_needed(TIME, "created_at", "changed_at"),
    sa.Column("warned_at", TIME),
    sa.Index("ix_draft_open", "user_id", "chat_id", unique=True, **_only("state = 'open'")),
    sa.Index("ix_draft_person", "user_id", "state"),
)
_table(
    "holiday_override",
    sa.Column("day", sa.Date(), primary_key=True),
    sa.Column("works", sa.Boolean(), nullable=False),
    sa.Column("name", sa.String(), nullable=False),
)
_table(
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
_table(
    "incentive_point",
    sa.Column("merit", sa.String(), primary_key=True),
    *_needed(sa.Integer(), "points", "version"),
)
_table(
    "lockdown",
    _one(),
    sa.Column("since", TIME, nullable=False),
)
_table(
    "origin",
    _one(),
    sa.Column("mark", sa.String(), nullable=False),
    sa.Column("since", TIME, nullable=False),
)
_table(
    "outbox",
    sa.Column("id", BIG_ID, primary_key=True),
    sa.Column("chat_id", sa.BigInteger(), nullable=False),
    sa.Column("kind", sa.String(), nullable=False),
    sa.Column("payload", sa.JSON(), nullable=False),
    sa.Column("card", sa.String()),
    sa.Column("dedupe_key", sa.String(), unique=True),
    sa.Column("state", sa.String(), nullable=False),
    sa.Column("attempts", sa.Integer(), nullable=False),
    sa.Column("urgency", sa.Integer(), nullable=False, server_default="1"),
    sa.Column("due_at", TIME, nullable=False),
    sa.Column("put_back_at", TIME),
    sa.Column("holds", sa.Boolean(), nullable=False, server_default=sa.false()),
    sa.Column("leased_until", TIME),
    sa.Column("owner", sa.String(), nullable=False, server_default=""),
    sa.Column("message_id", sa.Integer()),
    sa.Column("error", sa.String(), nullable=False),
    sa.Column("secret", sa.Boolean(), nullable=False, server_default=sa.false()),
    sa.Column("created_at", TIME, nullable=False),
    sa.Index("ix_outbox_card", "card", **_only("state = 'due' AND card IS NOT NULL")),
    sa.Index("ix_outbox_chat", "chat_id", "id", **_only("state IN ('due', 'leased')")),
    sa.Index("ix_outbox_turn", "urgency", "id", **_only("state IN ('due', 'leased')")),
    sa.Index("ix_outbox_waiting", "state", "due_at", **_only("state IN ('due', 'leased')")),
)
_table(
    "own_hook",
    sa.Column("address_hash", sa.String(), primary_key=True),
    sa.Column("set_at", TIME, nullable=False),
)
_table(
    "pace",
    _id(),
    sa.Column("bucket", sa.JSON(), nullable=False),
)
_table(
    "pledge",
    _id(),
    *_needed(sa.String(), "code", "title", "department"),
    sa.Column("people", sa.JSON(), nullable=False),
    sa.Column("version", sa.Integer(), nullable=False),
)
_table(
    "prompt",
    sa.Column("id", BIG_ID, primary_key=True),
    *_needed(sa.BigInteger(), "user_id", "chat_id"),
    sa.Column("name", sa.String(), nullable=False),
    sa.Column("given", sa.JSON(), nullable=False),
    sa.Column("state", sa.String(), nullable=False),
    sa.Column("asked_at", TIME, index=True, nullable=False),
    sa.Column("expires_at", TIME, nullable=False),
    sa.Index("ix_prompt_person", "user_id", "chat_id"),
    sa.Index("uq_prompt_asked", "user_id", "chat_id", unique=True, **_only("state = 'asked'")),
)
_table(
    "report_block",
    _id(),
    *_needed(sa.String(), "kind", "label", "note"),
    sa.Column("first_half", sa.String(), index=True, nullable=False),
    sa.Column("last_half", sa.String(), nullable=False),
    sa.Column("position", sa.Integer(), nullable=False),
    sa.Column("arranged", sa.JSON(), nullable=False),
    sa.Column("frozen", sa.JSON()),
    sa.Column("removed_at", TIME),
    sa.Column("version", sa.Integer(), nullable=False),
)
_table(
    "stranger",
    sa.Column("telegram_id", BIG_ID, primary_key=True),
    sa.Column("told_at", TIME),
    *_needed(sa.Integer(), "times", "wrong_invites"),
    sa.Column("wrong_at", TIME),
)
_table(
    "trouble",
    sa.Column("key", sa.String(), primary_key=True),
    sa.Column("tick", sa.String(), index=True, nullable=False),
    sa.Column("subject", sa.String(), nullable=False),
    sa.Column("number", sa.Integer()),
    sa.Column("error", sa.String(), nullable=False),
    *_needed(TIME, "since", "seen"),
    sa.Column("told_at", TIME),
)
_table(
    "write_test",
    _id(),
    sa.Column("at", TIME, nullable=False),
)
_table(
    "company_name",
    _id(),
    _to("company_id", "company.id", index=True, nullable=False),
    sa.Column("printed", sa.String(), nullable=False),
    sa.Column("key", sa.String(), unique=True, nullable=False),
)
_table(
    "officer",
    _id(),
    sa.Column("telegram_id", BIG_ID, unique=True),
    *_needed(sa.String(), "name", "role"),
    _to("department_id", "department.id", index=True),
    *_needed(sa.String(), "phone", "state"),
    sa.Column("reachable", sa.Boolean(), nullable=False),
    sa.Column("settings", sa.JSON(), nullable=False),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("created_at", TIME, nullable=False),
)
_table(
    "record_company",
    _id(),
    sa.Column("record_kind", sa.String(), nullable=False),
    sa.Column("record_id", sa.Integer(), index=True, nullable=False),
    _to("company_id", "company.id", index=True, nullable=False),
    sa.Column("printed", sa.String(), nullable=False),
    sa.Column("position", sa.Integer(), nullable=False),
    sa.UniqueConstraint("record_kind", "record_id", "position"),
)
_table(
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
_table(
    "calendar_change",
    sa.Column("day", sa.Date(), primary_key=True),
    sa.Column("works", sa.Boolean(), nullable=False),
    sa.Column("name", sa.String(), nullable=False),
    sa.Column("found_at", TIME, nullable=False),
    *_later(TIME, "told_at", "kept_at"),
    _to("kept_by", "officer.id"),
)
_table(
    "claim_acceptance",
    _id(),
    *_needed(sa.String(), "half", "claim", "reason"),
    _to("officer_id", "officer.id", nullable=False),
    sa.Column("at", TIME, nullable=False),
    sa.UniqueConstraint("half", "claim"),
)
_table(
    "contract",
    *_record(),
    sa.Column("amount", sa.BigInteger(), nullable=False),
    sa.Column("notice_on", sa.Date(), index=True, nullable=False),
    sa.Column("stage", sa.String(), nullable=False),
    sa.Column("large", sa.Boolean(), index=True, nullable=False),
    *_needed(sa.BigInteger(), "subcontract_total", "local_total"),
)
_table(
    "deputy",
    _id(),
    _to("officer_id", "officer.id", index=True, nullable=False),
    _to("deputy_id", "officer.id", index=True, nullable=False),
    *_needed(sa.Date(), "starts_on", "ends_on"),
)
_table(
    "event",
    *_record(),
    sa.Column("event_kind", sa.String(), index=True, nullable=False),
    sa.Column("starts_on", sa.Date(), index=True),
    sa.Column("ends_on", sa.Date()),
    *_needed(sa.String(), "precision", "status"),
    *_later(sa.Integer(), "people", "runs"),
    sa.Index(
        "ix_event_status",
        "half",
        "event_kind",
        "status",
        "department_id",
        "people",
        "runs",
        **_only("removed_at IS NULL"),
    ),
)
_table(
    "evidence",
    _id(),
    sa.Column("record_kind", sa.String(), nullable=False),
    sa.Column("record_id", sa.Integer(), index=True, nullable=False),
    *_needed(sa.String(), "file_id", "file_unique_id", "media", "file_name"),
    sa.Column("size", sa.Integer()),
    sa.Column("caption", sa.String(), nullable=False),
    _to("officer_id", "officer.id", nullable=False),
    sa.Column("added_at", TIME, nullable=False),
    sa.Column("removed_at", TIME),
    sa.UniqueConstraint("record_kind", "record_id", "file_unique_id"),
)
_table(
    "evidence_bag",
    _id(),
    _to("officer_id", "officer.id", nullable=False),
    sa.Column("chat_id", BIG_ID, nullable=False),
    sa.Column("card", sa.String(), unique=True, nullable=False),
    *_needed(TIME, "opened_at", "ends_at"),
    sa.Column("state", sa.String(), nullable=False),
)
_table(
    "incentive",
    *_record(),
    sa.Column("asked_on", sa.Date(), index=True, nullable=False),
    sa.Column("numbered", sa.Boolean(), nullable=False),
)
_table(
    "invite",
    _id(),
    sa.Column("token_hash", sa.String(), unique=True, nullable=False),
    sa.Column("role", sa.String(), nullable=False),
    _to("department_id", "department.id"),
    sa.Column("name", sa.String(), nullable=False),
    sa.Column("needs_approval", sa.Boolean(), nullable=False),
    sa.Column("expires_at", TIME, nullable=False),
    _to("invited_by", "officer.id"),
    sa.Column("used_at", TIME),
    _to("used_by", "officer.id"),
    sa.Column("created_at", TIME, nullable=False),
)
_table(
    "late_result",
    _id(),
    sa.Column("half", sa.String(), index=True, nullable=False),
    sa.Column("record_kind", sa.String(), nullable=False),
    sa.Column("record_id", sa.Integer(), nullable=False),
    sa.Column("before", sa.JSON(), nullable=False),
    sa.Column("even", sa.Boolean(), nullable=False),
    sa.Column("state", sa.String(), nullable=False),
    sa.Column("reported_half", sa.String()),
    _to("decided_by", "officer.id"),
    sa.Column("created_at", TIME, nullable=False),
    sa.Index(
        "uq_late_result_waiting",
        "half",
        "record_kind",
        "record_id",
        unique=True,
        **_only("state IN ('open', 'next')"),
    ),
)
_table(
    "mass_act",
    sa.Column("id", BIG_ID, primary_key=True),
    _to("officer_id", "officer.id", nullable=False),
    sa.Column("name", sa.String(), nullable=False),
    sa.Column("given", sa.JSON(), nullable=False),
    sa.Column("shown", sa.String(), nullable=False),
    sa.Column("yeses", sa.Integer(), nullable=False),
    sa.Column("state", sa.String(), nullable=False),
    sa.Column("asked_at", TIME, index=True, nullable=False),
    sa.Column("done_at", TIME),
    sa.Column("before", sa.JSON(), nullable=False),
)
_table(
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
_table(
    "plan",
    _id(),
    _to("department_id", "department.id", index=True, nullable=False),
    sa.Column("half", sa.String(), index=True, nullable=False),
    sa.Column("state", sa.String(), nullable=False),
    *_later(sa.String(), "step", "becomes"),
    sa.Column("submitted_at", TIME),
    _to("submitted_by", "officer.id"),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.UniqueConstraint("department_id", "half"),
)
_table(
    "plan_duty",
    _to("department_id", "department.id", primary_key=True),
    _to("officer_id", "officer.id", index=True, nullable=False),
)
_table(
    "problem",
    *_record(),
    sa.Column("position", sa.Integer(), nullable=False),
)
_table(
    "reminder",
    _id(),
    *_needed(sa.String(), "kind", "subject"),
    sa.Column("subject_id", sa.Integer(), nullable=False),
    _to("officer_id", "officer.id", nullable=False),
    sa.Column("due_on", sa.Date(), nullable=False),
    sa.Column("rung", sa.Integer(), nullable=False),
    sa.Column("state", sa.String(), nullable=False),
    sa.Column("late", sa.Boolean(), nullable=False),
    *_later(TIME, "snoozed_until", "sent_at"),
    _to("told_id", "officer.id"),
    sa.Column("planned_at", TIME, nullable=False),
    sa.UniqueConstraint("kind", "subject", "subject_id", "officer_id", "rung", "due_on"),
    sa.Index("ix_reminder_due", "due_on"),
    sa.Index("ix_reminder_planned", "officer_id", **_only("state = 'planned'")),
    sa.Index("ix_reminder_told", "told_id", "sent_at"),
)
_table(
    "report_edit",
    _id(),
    _to("block_id", "report_block.id", index=True, nullable=False),
    sa.Column("key", sa.String(), nullable=False),
    sa.Column("text", sa.String()),
    sa.Column("basis", sa.String(), nullable=False),
    sa.Column("level", sa.Integer()),
    sa.Column("hidden", sa.Boolean(), nullable=False),
    sa.Column("mark", sa.String()),
    sa.Column("host", sa.String(), nullable=False, server_default=""),
    _to("officer_id", "officer.id", nullable=False),
    sa.Column("at", TIME, nullable=False),
    sa.UniqueConstraint("block_id", "key"),
)
_table(
    "report_form",
    _id(),
    sa.Column("file_name", sa.String(), nullable=False),
    sa.Column("body", sa.LargeBinary(), nullable=False),
    sa.Column("sha256", sa.String(), nullable=False),
    _to("officer_id", "officer.id", nullable=False),
    sa.Column("at", TIME, nullable=False),
    sa.Column("removed_at", TIME),
)
_table(
    "report_import",
    _id(),
    sa.Column("half", sa.String(), index=True, nullable=False),
    sa.Column("file_name", sa.String(), nullable=False),
    sa.Column("sha256", sa.String(), index=True, nullable=False),
    *_needed(sa.Integer(), "records", "words"),
    _to("officer_id", "officer.id", nullable=False),
    sa.Column("at", TIME, nullable=False),
)
_table(
    "report_version",
    _id(),
    sa.Column("half", sa.String(), index=True, nullable=False),
    sa.Column("number", sa.Integer(), nullable=False),
    sa.Column("stage", sa.String(), nullable=False),
    sa.Column("provisional", sa.Boolean(), nullable=False),
    sa.Column("report", sa.JSON(), nullable=False),
    sa.Column("sha256", sa.String(), nullable=False),
    _to("officer_id", "officer.id", nullable=False),
    sa.Column("at", TIME, nullable=False),
    sa.UniqueConstraint("half", "number"),
)
_table(
    "role_grant",
    _id(),
    _to("officer_id", "officer.id", nullable=False),
    sa.Column("act", sa.String(), nullable=False, server_default="role"),
    sa.Column("before", sa.String()),
    sa.Column("role", sa.String(), nullable=False),
    _to("asked_by", "officer.id", nullable=False),
    sa.Column("asked_at", TIME, nullable=False),
    sa.Column("ends_on", sa.Date(), nullable=False),
    sa.Column("waits_until", TIME),
    sa.Column("told", sa.JSON(), nullable=False),
    sa.Column("state", sa.String(), nullable=False),
    _to("decided_by", "officer.id"),
    sa.Column("decided_at", TIME),
    sa.Index("uq_role_grant_pending", "officer_id", unique=True, **_only("state = 'pending'")),
)
_table(
    "upload",
    _id(),
    _to("officer_id", "officer.id", index=True, nullable=False),
    sa.Column("chat_id", sa.BigInteger(), nullable=False),
    *_needed(sa.String(), "file_id", "file_unique_id", "file_name"),
    sa.Column("size", sa.Integer()),
    *_needed(sa.String(), "purpose", "state", "sha256"),
    sa.Column("found", sa.JSON(), nullable=False),
    sa.Column("created_at", TIME, index=True, nullable=False),
    sa.Column("warned_at", TIME),
)
_table(
    "event_count",
    _to("event_id", "event.id", primary_key=True),
    sa.Column("measure", sa.String(), primary_key=True),
    sa.Column("value", sa.BigInteger(), nullable=False),
)
_table(
    "follow_up",
    *_record(),
    _to("parent_id", "mou.id", index=True, nullable=False),
    sa.Column("happened_on", sa.Date(), index=True),
    sa.Column("next_on", sa.Date()),
)
_table(
    "hire_report",
    *_record(),
    _to("parent_id", "contract.id", index=True, nullable=False),
    *_needed(sa.Integer(), "residents", "workers"),
)
_table(
    "mou_promise",
    *_record(),
    _to("parent_id", "mou.id", index=True, nullable=False),
    sa.Column("due_on", sa.Date(), index=True),
    sa.Column("status", sa.String(), nullable=False),
    *_later(sa.Integer(), "target", "delivered"),
)
_table(
    "plan_item",
    *_record(),
    _to("parent_id", "plan.id", index=True, nullable=False),
    sa.Column("position", sa.Integer(), nullable=False),
    sa.Column("citizens", sa.Integer()),
    sa.Column("budget", sa.BigInteger()),
)
_table(
    "plan_reopening",
    _id(),
    _to("plan_id", "plan.id", index=True, nullable=False),
    sa.Column("reason", sa.String(), nullable=False),
    sa.Column("until_on", sa.Date(), nullable=False),
    _to("by", "officer.id", nullable=False),
    sa.Column("at", TIME, nullable=False),
    sa.Column("ended_at", TIME),
    sa.Column("confirmed", sa.Boolean(), nullable=False, server_default=sa.true()),
)
_table(
    "subcontract",
    *_record(),
    _to("parent_id", "contract.id", index=True, nullable=False),
    sa.Column("amount", sa.BigInteger(), nullable=False),
    sa.Column("local", sa.Boolean(), nullable=False),
)
_table(
    "plan_outcome",
    _id(),
    _to("plan_item_id", "plan_item.id", unique=True, nullable=False),
    *_needed(sa.String(), "outcome", "reason"),
    _to("carried_to", "plan_item.id"),
    _to("by", "officer.id", nullable=False),
    sa.Column("at", TIME, nullable=False),
)
_table(
    "plan_result",
    _to("plan_item_id", "plan_item.id", primary_key=True),
    sa.Column("record_kind", sa.String(), primary_key=True),
    sa.Column("record_id", sa.Integer(), primary_key=True),
    _to("by", "officer.id", nullable=False),
    sa.Column("at", TIME, nullable=False),
    sa.Index("ix_plan_result_record", "record_kind", "record_id"),
)
_table(
    "plan_return",
    _id(),
    _to("plan_item_id", "plan_item.id", index=True, nullable=False),
    *_needed(sa.String(), "field", "reason"),
    sa.Column("step", sa.String()),
    _to("asked_by", "officer.id", nullable=False),
    sa.Column("asked_at", TIME, nullable=False),
    *_later(sa.JSON(), "old", "new"),
    _to("answered_by", "officer.id"),
    sa.Column("answered_at", TIME),
    sa.Column("state", sa.String(), nullable=False),
    sa.Index(
        "uq_plan_return_open", "plan_item_id", "field", unique=True, **_only("state = 'open'")
    ),
)
