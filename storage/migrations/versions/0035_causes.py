"""What is sent names the update that it answers; what was set aside or given up is found at once."""

import sqlalchemy as sa
from alembic import op

revision: str = "0035"
down_revision: str | None = "0034"

ASIDE, FAILED = sa.text("state = 'set_aside'"), sa.text("state = 'failed'")


def upgrade() -> None:
    """What was said before has no cause that is known."""
    op.add_column("outbox", sa.Column("cause", sa.BigInteger()))
    op.create_index(
        "ix_inbox_aside", "inbox", ["id"], sqlite_where=ASIDE, postgresql_where=ASIDE
    )
    op.create_index(
        "ix_outbox_failed", "outbox", ["id"], sqlite_where=FAILED, postgresql_where=FAILED
    )


def downgrade() -> None:
    """Nothing but these is lost."""
    op.drop_index("ix_outbox_failed", "outbox")
    op.drop_index("ix_inbox_aside", "inbox")
    with op.batch_alter_table("outbox") as outbox:
        outbox.drop_column("cause")
