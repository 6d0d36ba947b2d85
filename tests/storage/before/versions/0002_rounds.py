"""Rounds, duties, deputies, returns, outcomes, reminders and the office's own holidays."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"

TIME = sa.DateTime(timezone=True)
TABLES = """
    collection_round holiday_override plan_duty deputy plan_reopening plan_return plan_outcome
    reminder
""".split()


def upgrade() -> None:
    """Creates the tables; the rows of before are not touched."""
    _round()
    _people()
    _plan()
    _reminder()


def downgrade() -> None:
    """Drops them in the opposite order; what they held is gone."""
    for name in reversed(TABLES):
        op.drop_table(name)


def _only(condition: str) -> dict[str, Any]:
    """An index over the rows that meet `condition`, said to both databases."""
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def _to(name: str, key: str, **options: Any) -> sa.Column[Any]:
    """A reference to the row of another table."""
    return sa.Column(name, sa.Integer(), sa.ForeignKey(key), **options)


def _needed(kind: Any, *names: str) -> list[sa.Column[Any]]:
    """Columns of one type that are never null."""
    return [sa.Column(name, kind, nullable=False) for name in names]


def _round() -> None:
    op.create_table(
        "collection_round",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("half", sa.String(), unique=True, nullable=False),
        sa.Column("results_half", sa.String(), nullable=False),
        *_needed(sa.Date(), "request_on", "due_on", "draft_on", "panel_on", "final_on"),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), index=True, nullable=False),
        sa.Column("ladder", sa.JSON(), nullable=False),
        sa.Column("last_nudge_on", sa.Date()),
        sa.Column("opened_at", TIME),
        sa.Column("closed_at", TIME),
        sa.Column("close_reason", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    op.create_table(
        "holiday_override",
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("works", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
    )


def _people() -> None:
    op.create_table(
        "plan_duty",
        _to("department_id", "department.id", primary_key=True, autoincrement=False),
        _to("officer_id", "officer.id", index=True, nullable=False),
    )
    op.create_table(
        "deputy",
        sa.Column("id", sa.Integer(), primary_key=True),
        _to("officer_id", "officer.id", index=True, nullable=False),
        _to("deputy_id", "officer.id", index=True, nullable=False),
        *_needed(sa.Date(), "starts_on", "ends_on"),
    )


def _plan() -> None:
    op.create_table(
        "plan_reopening",
        sa.Column("id", sa.Integer(), primary_key=True),
        _to("plan_id", "plan.id", index=True, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        _to("by", "officer.id", nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("ended_at", TIME),
    )
    op.create_table(
        "plan_return",
        sa.Column("id", sa.Integer(), primary_key=True),
        _to("plan_item_id", "plan_item.id", index=True, nullable=False),
        *_needed(sa.String(), "field", "reason"),
        _to("asked_by", "officer.id", nullable=False),
        sa.Column("asked_at", TIME, nullable=False),
        sa.Column("old", sa.JSON()),
        sa.Column("new", sa.JSON()),
        _to("answered_by", "officer.id"),
        sa.Column("answered_at", TIME),
        sa.Column("state", sa.String(), nullable=False),
        sa.Index(
            "uq_plan_return_open", "plan_item_id", "field", unique=True, **_only("state = 'open'")
        ),
    )
    op.create_table(
        "plan_outcome",
        sa.Column("id", sa.Integer(), primary_key=True),
        _to("plan_item_id", "plan_item.id", unique=True, nullable=False),
        *_needed(sa.String(), "outcome", "reason"),
        _to("carried_to", "plan_item.id"),
        sa.Column("record_kind", sa.String()),
        sa.Column("record_id", sa.Integer()),
        _to("by", "officer.id", nullable=False),
        sa.Column("at", TIME, nullable=False),
    )


def _reminder() -> None:
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), primary_key=True),
        *_needed(sa.String(), "kind", "subject"),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        _to("officer_id", "officer.id", nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        *[sa.Column(name, TIME) for name in ("snoozed_until", "sent_at")],
        _to("told_id", "officer.id"),
        sa.Column("planned_at", TIME, nullable=False),
        sa.UniqueConstraint("kind", "subject", "subject_id", "officer_id", "rung", "due_on"),
        sa.Index("ix_reminder_planned", "officer_id", **_only("state = 'planned'")),
        sa.Index("ix_reminder_due", "due_on"),
        sa.Index("ix_reminder_told", "told_id", "sent_at"),
    )
