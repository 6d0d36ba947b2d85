"""Sums over days and months find their rows by the day, as those over halves by the half."""

from alembic import op

revision: str = "0025"
down_revision: str | None = "0024"
COLUMNS = [
    *("measure", "starts_on", "ends_on", "aim", "residents", "instead_id"),
    *("event_kind", "department_id", "value", "record_id"),
]


def upgrade() -> None:
    """An index beside the one of the halves."""
    op.create_index("ix_figure_days", "figure", COLUMNS)


def downgrade() -> None:
    """No row is another."""
    op.drop_index("ix_figure_days", "figure")
