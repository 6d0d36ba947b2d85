"""Incentives: requests to buy from chosen companies, and what their deeds weigh."""

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Creates the tables; the rows of before are not touched."""
    op.create_table(
        "incentive",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("half", sa.String(), index=True),
        sa.Column(
            "department_id",
            sa.Integer(),
            sa.ForeignKey("department.id"),
            index=True,
            nullable=False,
        ),
        sa.Column("officer_id", sa.Integer(), sa.ForeignKey("officer.id"), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("search", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        sa.Column("removed_at", TIME),
        sa.Column("asked_on", sa.Date(), index=True, nullable=False),
        sa.Column("numbered", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "incentive_point",
        sa.Column("merit", sa.String(), primary_key=True),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    )


def downgrade() -> None:
    """Drops the tables; what they held is gone."""
    op.drop_table("incentive_point")
    op.drop_table("incentive")
