"""The half-year report: head, blocks, edits, versions, accepted mismatches."""

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"

TIME = sa.DateTime(timezone=True)
TABLES = "pledge report_block report_edit report_version claim_acceptance".split()


def upgrade() -> None:
    """Creates the tables; the rows of before are not touched."""
    _head()
    _lines()
    _versions()


def downgrade() -> None:
    """Drops them in the opposite order; what they held is gone."""
    for name in reversed(TABLES):
        op.drop_table(name)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _officer() -> sa.Column[int]:
    return sa.Column("officer_id", sa.Integer(), sa.ForeignKey("officer.id"), nullable=False)


def _head() -> None:
    op.create_table(
        "pledge",
        sa.Column("id", sa.Integer(), primary_key=True),
        *_texts("code", "title", "department"),
        sa.Column("people", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    )


def _lines() -> None:
    op.create_table(
        "report_block",
        sa.Column("id", sa.Integer(), primary_key=True),
        *_texts("kind", "label", "note"),
        sa.Column("first_half", sa.String(), index=True, nullable=False),
        sa.Column("last_half", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("arranged", sa.JSON(), nullable=False),
        sa.Column("frozen", sa.JSON()),
        sa.Column("removed_at", TIME),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    block = sa.ForeignKey("report_block.id")
    op.create_table(
        "report_edit",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("block_id", sa.Integer(), block, index=True, nullable=False),
        *_texts("key"),
        sa.Column("text", sa.String()),
        *_texts("basis"),
        sa.Column("level", sa.Integer()),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("mark", sa.String()),
        _officer(),
        sa.Column("at", TIME, nullable=False),
        sa.UniqueConstraint("block_id", "key"),
    )


def _versions() -> None:
    op.create_table(
        "report_version",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("half", sa.String(), index=True, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        *_texts("stage"),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
        *_texts("sha256"),
        _officer(),
        sa.Column("at", TIME, nullable=False),
        sa.UniqueConstraint("half", "number"),
    )
    op.create_table(
        "claim_acceptance",
        sa.Column("id", sa.Integer(), primary_key=True),
        *_texts("half", "claim", "reason"),
        _officer(),
        sa.Column("at", TIME, nullable=False),
        sa.UniqueConstraint("half", "claim"),
    )
