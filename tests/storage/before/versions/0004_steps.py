"""Steps inside a department, and the records that are the result of a plan item."""

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Adds the steps (none anywhere) and moves the one record of each outcome to its own table."""
    none = sa.text("'[]'")
    op.add_column("department", sa.Column("steps", sa.JSON(), nullable=False, server_default=none))
    op.add_column("plan", sa.Column("step", sa.String()))
    op.add_column("plan", sa.Column("becomes", sa.String()))
    op.add_column("plan_return", sa.Column("step", sa.String()))
    op.create_table(
        "plan_result",
        sa.Column(
            "plan_item_id",
            sa.Integer(),
            sa.ForeignKey("plan_item.id"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("record_kind", sa.String(), primary_key=True),
        sa.Column("record_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("by", sa.Integer(), sa.ForeignKey("officer.id"), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Index("ix_plan_result_record", "record_kind", "record_id"),
    )
    op.execute(
        'INSERT INTO plan_result (plan_item_id, record_kind, record_id, "by", at) '
        'SELECT plan_item_id, record_kind, record_id, "by", at FROM plan_outcome '
        "WHERE record_kind IS NOT NULL AND record_id IS NOT NULL"
    )
    for name in ("record_kind", "record_id"):
        op.drop_column("plan_outcome", name)


def downgrade() -> None:
    """Takes it back; an outcome keeps the first of its records."""
    op.add_column("plan_outcome", sa.Column("record_kind", sa.String()))
    op.add_column("plan_outcome", sa.Column("record_id", sa.Integer()))
    first = (
        "(SELECT {name} FROM plan_result r WHERE r.plan_item_id = plan_outcome.plan_item_id "
        "ORDER BY at, record_kind, record_id LIMIT 1)"
    )
    op.execute(
        f"UPDATE plan_outcome SET record_kind = {first.format(name='record_kind')}, "
        f"record_id = {first.format(name='record_id')}"
    )
    op.drop_table("plan_result")
    op.drop_column("plan_return", "step")
    op.drop_column("plan", "becomes")
    op.drop_column("plan", "step")
    op.drop_column("department", "steps")
