"""A joined line knows its host; the office's own form of the report."""

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """A line that was joined before stays joined to whatever is before it."""
    host = sa.Column("host", sa.String(), nullable=False, server_default="")
    op.add_column("report_edit", host)
    op.create_table(
        "report_form",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("officer_id", sa.Integer(), sa.ForeignKey("officer.id"), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("removed_at", TIME),
    )


def downgrade() -> None:
    """Lines stay joined; the form is gone."""
    op.drop_table("report_form")
    op.drop_column("report_edit", "host")
