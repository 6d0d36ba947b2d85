"""Of which kind of the office's own an event is."""

import sqlalchemy as sa
from alembic import op

revision: str = "0031"
down_revision: str | None = "0030"


def upgrade() -> None:
    """None until now."""
    with op.batch_alter_table("event") as event:
        event.add_column(sa.Column("own_kind", sa.Integer()))
    op.create_index("ix_event_own_kind", "event", ["own_kind"])


def downgrade() -> None:
    """The facts still say it."""
    op.drop_index("ix_event_own_kind", table_name="event")
    with op.batch_alter_table("event") as event:
        event.drop_column("own_kind")
