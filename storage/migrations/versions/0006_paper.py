"""A joined line knows its host."""

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"


def upgrade() -> None:
    """Adds the column; a line that was joined before stays joined to whatever is before it."""
    host = sa.Column("host", sa.String(), nullable=False, server_default="")
    op.add_column("report_edit", host)


def downgrade() -> None:
    """Drops the column; lines stay joined."""
    op.drop_column("report_edit", "host")
