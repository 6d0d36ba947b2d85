"""What a request about power wants done, and until when it waits where nobody else can agree."""

import sqlalchemy as sa
from alembic import op

revision: str = "0011"
down_revision: str | None = "0010"


def upgrade() -> None:
    """Adds both; whatever waits now wants a role given, and a second administrator was asked."""
    op.add_column(
        "role_grant", sa.Column("act", sa.String(), nullable=False, server_default="role")
    )
    op.add_column("role_grant", sa.Column("waits_until", sa.DateTime(timezone=True)))


def downgrade() -> None:
    """Takes both back; a request that would take power falls, since the older release gives it."""
    op.execute(
        "UPDATE role_grant SET state = 'fallen' WHERE state = 'pending' AND \"before\" = 'admin'"
    )
    op.execute("UPDATE role_grant SET state = 'approved' WHERE state = 'carried_out'")
    op.drop_column("role_grant", "waits_until")
    op.drop_column("role_grant", "act")
