"""The bytes of photos and files are kept here; what was sent until now is fetched after a start."""

import sqlalchemy as sa
from alembic import op

revision: str = "0024"
down_revision: str | None = "0023"

WAITS = sa.text("state = 'wanted'")


def upgrade() -> None:
    """Every file of which anything is known waits to be fetched, in the order in which it came."""
    op.create_table(
        "evidence_file",
        sa.Column("file_unique_id", sa.String(), nullable=False),
        sa.Column("file_id", sa.String(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("came_sha256", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer()),
        sa.Column("stripped", sa.String(), nullable=False),
        sa.Column("taken_on", sa.Date()),
        sa.PrimaryKeyConstraint("file_unique_id", name="pk_evidence_file"),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name="fk_evidence_file_officer_id_officer"
        ),
    )
    op.create_index("ix_evidence_file_came_sha256", "evidence_file", ["came_sha256"])
    op.create_index("ix_evidence_file_sha256", "evidence_file", ["sha256"])
    op.create_index(
        "ix_evidence_file_wanted",
        "evidence_file",
        ["due_at"],
        sqlite_where=WAITS,
        postgresql_where=WAITS,
    )
    op.execute(
        "INSERT INTO evidence_file (file_unique_id, file_id, officer_id, state, why, tries,"
        " due_at, noted_at, came_sha256, sha256, stripped)"
        " SELECT e.file_unique_id, e.file_id, e.officer_id, 'wanted', '', 0,"
        " e.added_at, e.added_at, '', '', ''"
        " FROM evidence AS e WHERE e.id IN"
        " (SELECT min(id) FROM evidence GROUP BY file_unique_id)"
    )


def downgrade() -> None:
    """The bytes stay in the data folder; Telegram holds them too."""
    op.drop_table("evidence_file")
