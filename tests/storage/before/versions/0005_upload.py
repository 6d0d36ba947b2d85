"""Files that officers send to be read."""

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Creates the table; the rows of before are not touched."""
    texts = ("file_id", "file_unique_id", "file_name", "purpose", "state", "sha256")
    op.create_table(
        "upload",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "officer_id", sa.Integer(), sa.ForeignKey("officer.id"), index=True, nullable=False
        ),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in texts),
        sa.Column("size", sa.Integer()),
        sa.Column("found", sa.JSON(), nullable=False),
        sa.Column("created_at", TIME, index=True, nullable=False),
    )


def downgrade() -> None:
    """Drops the table; what waited in it is gone."""
    op.drop_table("upload")
