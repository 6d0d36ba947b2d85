"""Records that changed after the report of their half was closed."""

import sqlalchemy as sa
from alembic import op

revision: str = "0014"
down_revision: str | None = "0013"

TIME = sa.DateTime(timezone=True)
WAITING = "state IN ('open', 'next')"
RESULTS = {
    "event": "event",
    "mou": "mou",
    "follow_up": "follow_up",
    "promise": "mou_promise",
    "contract": "contract",
    "incentive": "incentive",
    "hire": "hire_report",
}
"""Kinds of record that a report prints, with their tables."""


def upgrade() -> None:
    """Creates the table, and names what was entered or removed after a confirmed version."""
    op.create_table(
        "late_result",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("half", sa.String(), index=True, nullable=False),
        sa.Column("record_kind", sa.String(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("even", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reported_half", sa.String()),
        sa.Column("decided_by", sa.Integer(), sa.ForeignKey("officer.id")),
        sa.Column("created_at", TIME, nullable=False),
        sa.Index(
            "uq_late_result_waiting",
            "half",
            "record_kind",
            "record_id",
            unique=True,
            sqlite_where=sa.text(WAITING),
            postgresql_where=sa.text(WAITING),
        ),
    )
    for kind, table in RESULTS.items():
        op.execute(_lost_before(kind, table))


def _lost_before(kind: str, table: str) -> sa.TextClause:
    """What no report has told of yet: entered, or changed, after its half was confirmed."""
    return sa.text(
        f"""
        INSERT INTO late_result
            (half, record_kind, record_id, before, even, state, created_at)
        SELECT r.half, '{kind}', r.id,
            CASE WHEN r.created_at > v.at THEN '{{}}' ELSE r.facts END,
            r.created_at > v.at AND r.removed_at IS NOT NULL, 'open', r.changed_at
        FROM {table} AS r
        JOIN (
            SELECT half, MAX(at) AS at FROM report_version WHERE stage = 'confirmed' GROUP BY half
        ) AS v ON v.half = r.half
        WHERE r.changed_at > v.at
        """  # noqa: S608 - words of this file alone
    )


def downgrade() -> None:
    """Drops the table; what changed late is known by nobody again."""
    op.drop_table("late_result")
