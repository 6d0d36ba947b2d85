"""What was taken over from reports that came as files."""

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Creates the table; the rows of before are not touched."""
    op.create_table(
        "report_import",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("half", sa.String(), index=True, nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), index=True, nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), sa.ForeignKey("officer.id"), nullable=False),
        sa.Column("at", TIME, nullable=False),
    )


def downgrade() -> None:
    """Drops the table; what was taken over stays."""
    op.drop_table("report_import")
