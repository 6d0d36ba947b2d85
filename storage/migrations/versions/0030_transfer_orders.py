"""인사이동 that is ordered for a day, with what went over on it."""

import sqlalchemy as sa
from alembic import op

revision: str = "0030"
down_revision: str | None = "0029"

WAITS = sa.text("state = 'planned'")


def upgrade() -> None:
    """Until now people were moved on the day itself, and only the trail has it."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "transfer_order",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("successor_id", sa.Integer()),
        sa.Column("leaving", sa.String(), nullable=False),
        sa.Column("department_id", sa.Integer()),
        sa.Column("to_department_id", sa.Integer()),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", moment, nullable=False),
        sa.Column("told_at", moment),
        sa.Column("done_at", moment),
        sa.Column("reported_at", moment),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("paper", sa.JSON()),
        sa.Column("before", sa.JSON()),
        sa.PrimaryKeyConstraint("id", name="pk_transfer_order"),
        *(
            sa.ForeignKeyConstraint(
                [name], [f"{table}.id"], name=f"fk_transfer_order_{name}_{table}"
            )
            for name, table in (
                ("officer_id", "officer"),
                ("successor_id", "officer"),
                ("department_id", "department"),
                ("to_department_id", "department"),
                ("made_by", "officer"),
            )
        ),
    )
    for name in ("officer_id", "successor_id", "day"):
        op.create_index(f"ix_transfer_order_{name}", "transfer_order", [name])
    op.create_index(
        "uq_transfer_order_planned",
        "transfer_order",
        ["officer_id"],
        unique=True,
        sqlite_where=WAITS,
        postgresql_where=WAITS,
    )


def downgrade() -> None:
    """What is planned is lost; what was carried out stays in the trail."""
    op.drop_table("transfer_order")
