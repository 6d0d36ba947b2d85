"""Who goes first on the way out, whose a lease is, and the pace that all processes share."""

import sqlalchemy as sa
from alembic import op

revision: str = "0017"
down_revision: str | None = "0016"

TIME = sa.DateTime(timezone=True)
WAITING = sa.text("state IN ('due', 'leased')")
INDEXES = (("ix_outbox_turn", ["urgency", "id"]), ("ix_outbox_chat", ["chat_id", "id"]))
NEW = ("urgency", "put_back_at", "holds", "owner")


def upgrade() -> None:
    """What waits already is a notice, calls that concern no chat come last; nothing is held."""
    op.add_column("outbox", sa.Column("urgency", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("outbox", sa.Column("put_back_at", TIME))
    op.add_column(
        "outbox", sa.Column("holds", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("outbox", sa.Column("owner", sa.String(), nullable=False, server_default=""))
    op.execute("UPDATE outbox SET urgency = 2 WHERE chat_id = 0 AND state IN ('due', 'leased')")
    for name, columns in INDEXES:
        op.create_index(
            name, "outbox", columns, sqlite_where=WAITING, postgresql_where=WAITING
        )
    op.create_table(
        "pace",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("bucket", sa.JSON(), nullable=False),
    )
    op.execute("INSERT INTO pace (id, bucket) VALUES (1, '{}')")


def downgrade() -> None:
    """Forgets the order and the pace; what waits goes out as it was written."""
    op.drop_table("pace")
    for name, _columns in INDEXES:
        op.drop_index(name, "outbox")
    for name in NEW:
        op.drop_column("outbox", name)
