"""Questions outside forms, and acts that hit many, each known by its own row."""

import sqlalchemy as sa
from alembic import op

revision: str = "0016"
down_revision: str | None = "0014"

TIME = sa.DateTime(timezone=True)
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Creates both tables; no question is open and no act waits for a yes."""
    op.create_table(
        "prompt",
        sa.Column("id", BIG_ID, primary_key=True),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("given", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("asked_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
    )
    op.create_index("ix_prompt_asked_at", "prompt", ["asked_at"])
    op.create_index("ix_prompt_person", "prompt", ["user_id", "chat_id"])
    op.create_index(
        "uq_prompt_asked",
        "prompt",
        ["user_id", "chat_id"],
        unique=True,
        sqlite_where=sa.text("state = 'asked'"),
        postgresql_where=sa.text("state = 'asked'"),
    )
    op.create_table(
        "mass_act",
        sa.Column("id", BIG_ID, primary_key=True),
        sa.Column("officer_id", sa.Integer(), sa.ForeignKey("officer.id"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("given", sa.JSON(), nullable=False),
        sa.Column("shown", sa.String(), nullable=False),
        sa.Column("yeses", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("asked_at", TIME, nullable=False),
        sa.Column("done_at", TIME),
        sa.Column("before", sa.JSON(), nullable=False),
    )
    op.create_index("ix_mass_act_asked_at", "mass_act", ["asked_at"])


def downgrade() -> None:
    """Drops both; what was asked has to be asked again, and nothing can be taken back."""
    op.drop_table("mass_act")
    op.drop_table("prompt")
