"""The number and the day of the letter by which a round asked the departments."""

import sqlalchemy as sa
from alembic import op

revision: str = "0033"
down_revision: str | None = "0032"


def upgrade() -> None:
    """None was noted until now."""
    empty = sa.Column("letter", sa.String(), nullable=False, server_default="")
    op.add_column("collection_round", empty)


def downgrade() -> None:
    """What was noted stays in the trail."""
    with op.batch_alter_table("collection_round") as changed:
        changed.drop_column("letter")
