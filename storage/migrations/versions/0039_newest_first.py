"""The newest events, of all, of a department, of a person, and a number are found by an index."""

from alembic import op

revision: str = "0039"
down_revision: str | None = "0038"
INDEXES = {
    "ix_event_newest": ["half", "starts_on"],
    "ix_event_of_department": ["department_id", "half", "removed_at", "starts_on"],
    "ix_event_of_officer": ["officer_id", "half", "removed_at", "starts_on"],
}


def upgrade() -> None:
    """No row is another."""
    for name, columns in INDEXES.items():
        op.create_index(name, "event", columns)
    op.create_index("ix_figure_value", "figure", ["value", "record_kind", "record_id"])


def downgrade() -> None:
    """No row is another."""
    op.drop_index("ix_figure_value", "figure")
    for name in INDEXES:
        op.drop_index(name, "event")
