"""What raised and was set aside, the bot's own webhooks, and when a notice of an end went out."""

import sqlalchemy as sa
from alembic import op

revision: str = "0018"
down_revision: str | None = "0017"

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Creates the tables; of nothing that waits has a notice gone out yet."""
    op.create_table(
        "trouble",
        sa.Column("key", sa.String(), primary_key=True),
        sa.Column("tick", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("number", sa.Integer()),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("since", TIME, nullable=False),
        sa.Column("seen", TIME, nullable=False),
        sa.Column("told_at", TIME),
        sa.Index("ix_trouble_tick", "tick"),
    )
    op.create_table(
        "own_hook",
        sa.Column("address_hash", sa.String(), primary_key=True),
        sa.Column("set_at", TIME, nullable=False),
    )
    op.create_table(
        "write_test",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("at", TIME, nullable=False),
    )
    op.add_column("draft", sa.Column("warned_at", TIME))
    op.add_column("upload", sa.Column("warned_at", TIME))


def downgrade() -> None:
    """Drops them; notices that went out are sent once more before anything ends."""
    op.drop_column("upload", "warned_at")
    op.drop_column("draft", "warned_at")
    op.drop_table("write_test")
    op.drop_table("own_hook")
    op.drop_table("trouble")
