"""The accepted public holidays and how the package differs; plans reopened after the 마감."""

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Creates the tables, which the first tick of the clock fills.

    Every plan that was opened again before was 확정: there was no other way.
    """
    op.create_table(
        "accepted_year",
        sa.Column("year", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("package", sa.String(), nullable=False),
    )
    op.create_table(
        "calendar_change",
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("works", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("found_at", TIME, nullable=False),
        sa.Column("told_at", TIME),
        sa.Column("kept_at", TIME),
        sa.Column("kept_by", sa.Integer(), sa.ForeignKey("officer.id")),
    )
    op.add_column(
        "plan_reopening",
        sa.Column("confirmed", sa.Boolean(), nullable=False, server_default=sa.true()),
    )


def downgrade() -> None:
    """Drops the tables; the package's own days hold again."""
    op.drop_column("plan_reopening", "confirmed")
    op.drop_table("calendar_change")
    op.drop_table("accepted_year")
