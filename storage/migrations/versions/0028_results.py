"""Departments say of each half whether its results are all there; rounds that ran did not ask."""

import sqlalchemy as sa
from alembic import op

revision: str = "0028"
down_revision: str | None = "0027"


def upgrade() -> None:
    """Who is in the middle of a round goes on without a question that nobody was told of."""
    op.create_table(
        "results_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("half", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("seen", sa.JSON(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("receipt", sa.String(), nullable=False),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reopened_until", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name="fk_results_answer_department_id_department"
        ),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["officer.id"], name="fk_results_answer_answered_by_officer"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_results_answer"),
        sa.UniqueConstraint("department_id", "half", name="uq_results_answer_department_id_half"),
    )
    op.create_index("ix_results_answer_half", "results_answer", ["half"])
    op.add_column(
        "collection_round",
        sa.Column("results_asked", sa.Boolean(), nullable=False, server_default=sa.true()),
    )
    rounds = sa.table(
        "collection_round", sa.column("results_asked", sa.Boolean), sa.column("state", sa.String)
    )
    op.execute(rounds.update().where(rounds.c.state != "planned").values(results_asked=sa.false()))


def downgrade() -> None:
    """What departments said of their results stays in the trail."""
    with op.batch_alter_table("collection_round") as table:
        table.drop_column("results_asked")
    op.drop_index("ix_results_answer_half", "results_answer")
    op.drop_table("results_answer")
