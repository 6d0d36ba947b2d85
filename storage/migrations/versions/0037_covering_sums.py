"""The sums of a half and of days are made of the index alone, whatever they are narrowed to."""

from alembic import op

revision: str = "0037"
down_revision: str | None = "0036"
SUM = ["half", "measure", "aim", "residents", "instead_id", "event_kind"]
DAYS = ["measure", "starts_on", "ends_on", "aim", "residents", "instead_id", "event_kind"]
REST = ["department_id", "value", "record_id"]


def upgrade() -> None:
    """Both know the kind of record; each knows the time by which the other is asked."""
    _replace([*SUM, "starts_on", "ends_on", *REST, "record_kind"], [*DAYS, *REST, "record_kind", "half"])


def downgrade() -> None:
    """No row is another."""
    _replace([*SUM, *REST], [*DAYS, *REST])


def _replace(sums: list[str], days: list[str]) -> None:
    for name, columns in (("ix_figure_sum", sums), ("ix_figure_days", days)):
        op.drop_index(name, "figure")
        op.create_index(name, "figure", columns)
