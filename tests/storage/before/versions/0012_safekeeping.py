"""Where the rows belong, and messages whose words let somebody in."""

import sqlalchemy as sa
from alembic import op

revision: str = "0012"
down_revision: str | None = "0011"

TIME = sa.DateTime(timezone=True)
AN_INVITE = "CAST(payload AS TEXT) LIKE '%?start=%'"


def upgrade() -> None:
    """Creates the table, which the next start fills; links that were sent before are emptied."""
    op.create_table(
        "origin",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("since", TIME, nullable=False),
    )
    op.add_column(
        "outbox", sa.Column("secret", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.execute(sa.text(f"UPDATE outbox SET secret = true WHERE {AN_INVITE}"))
    op.execute(
        sa.text(
            "UPDATE outbox SET payload = '{}' "
            f"WHERE {AN_INVITE} AND state NOT IN ('due', 'leased')"
        )
    )


def downgrade() -> None:
    """Drops both; words that were emptied stay so."""
    op.drop_column("outbox", "secret")
    op.drop_table("origin")

