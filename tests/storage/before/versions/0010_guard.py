"""A second administrator for powerful roles, and the lockdown of the office."""

import sqlalchemy as sa
from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Creates both tables; nothing waits and nothing is locked."""
    op.create_table(
        "role_grant",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("officer_id", sa.Integer(), sa.ForeignKey("officer.id"), nullable=False),
        sa.Column("before", sa.String()),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("asked_by", sa.Integer(), sa.ForeignKey("officer.id"), nullable=False),
        sa.Column("asked_at", TIME, nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("decided_by", sa.Integer(), sa.ForeignKey("officer.id")),
        sa.Column("decided_at", TIME),
        sa.Index(
            "uq_role_grant_pending",
            "officer_id",
            unique=True,
            sqlite_where=sa.text("state = 'pending'"),
            postgresql_where=sa.text("state = 'pending'"),
        ),
    )
    op.create_table(
        "lockdown",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("since", TIME, nullable=False),
    )


def downgrade() -> None:
    """Drops both; what waited for a second administrator is forgotten, a lockdown ends."""
    op.drop_table("lockdown")
    op.drop_table("role_grant")
