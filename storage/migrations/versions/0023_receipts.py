"""How the office heard of a plan that did not come by the bot."""

import sqlalchemy as sa
from alembic import op

revision: str = "0023"
down_revision: str | None = "0022"


def upgrade() -> None:
    """Nothing was told of plans until now."""
    op.add_column("plan", sa.Column("receipt", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    """What was told stays in the trail, as the reason."""
    with op.batch_alter_table("plan") as plan:
        plan.drop_column("receipt")
