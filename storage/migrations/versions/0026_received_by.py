"""Who took a plan in on behalf of its department."""

import sqlalchemy as sa
from alembic import op

revision: str = "0026"
down_revision: str | None = "0025"


def upgrade() -> None:
    """Until now it was whoever noted the plan as arrived, where there is a 접수 근거."""
    with op.batch_alter_table("plan") as plan:
        plan.add_column(sa.Column("received_by", sa.Integer(), nullable=True))
        plan.create_foreign_key(
            "fk_plan_received_by_officer", "officer", ["received_by"], ["id"]
        )
    op.execute("UPDATE plan SET received_by = submitted_by WHERE receipt <> ''")


def downgrade() -> None:
    """Who it was stays in the trail."""
    with op.batch_alter_table("plan") as plan:
        plan.drop_constraint("fk_plan_received_by_officer", type_="foreignkey")
        plan.drop_column("received_by")
