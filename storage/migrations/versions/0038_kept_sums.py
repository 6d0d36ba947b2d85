"""Sums of the ledger are kept beside it, so that a half costs the same however much it counts.

They are written when all tables stand: `storage/figures/kept_sums.py`.
"""

import sqlalchemy as sa
from alembic import context, op

revision: str = "0038"
down_revision: str | None = "0037"
INSTEAD = sa.text("instead_id IS NOT NULL")
KEY = (
    *(("measure", sa.String), ("aim", sa.String), ("residents", sa.Boolean), ("half", sa.String)),
    *(("starts_on", sa.String), ("ends_on", sa.String), ("department_id", sa.Integer)),
    *(("record_kind", sa.String), ("event_kind", sa.String)),
)


def upgrade() -> None:
    """The table, and an index of the few rows that no sum counts."""
    op.create_table(
        "figure_sum",
        *(sa.Column(name, kind(), primary_key=True, nullable=False) for name, kind in KEY),
        *(
            sa.Column(name, sa.BigInteger(), nullable=False)
            for name in ("value", "known", "beside")
        ),
        sa.PrimaryKeyConstraint(*(name for name, _ in KEY), name="pk_figure_sum"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_figure_instead",
        "figure",
        ["measure", "starts_on"],
        sqlite_where=INSTEAD,
        postgresql_where=INSTEAD,
    )
    context.config.attributes["summed"] = True


def downgrade() -> None:
    """Nothing is lost: the ledger has it all."""
    op.drop_index("ix_figure_instead", "figure")
    op.drop_table("figure_sum")
