"""Boards are drawn in the transaction of the change: no errand draws one any more."""

from alembic import op

revision: str = "0019"
down_revision: str | None = "0018"


def upgrade() -> None:
    """Takes back the errands that still wait: nobody could do them, or has to."""
    op.execute(
        "UPDATE outbox SET state = 'superseded' WHERE kind = 'errand' AND state IN ('due', 'leased') "
        "AND CAST(payload AS TEXT) LIKE '%\"errand\":%\"board\"%'"
    )


def downgrade() -> None:
    """Nothing: the next change draws the boards."""
