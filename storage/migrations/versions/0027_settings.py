"""What the office has set by itself: rules, kinds of event, units, headings, usual words."""

import sqlalchemy as sa
from alembic import op

revision: str = "0027"
down_revision: str | None = "0026"


def upgrade() -> None:
    """Nothing was set until now: all is as it comes."""
    op.create_table(
        "setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sort", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("from_on", sa.Date()),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_setting"),
    )
    op.create_index("ix_setting_sort_key", "setting", ["sort", "key"])


def downgrade() -> None:
    """What was set stays in the trail; records keep what they were written with."""
    op.drop_table("setting")
