"""The ledger of figures, what the office chose of its report, and what came of plan items."""

import sqlalchemy as sa
from alembic import op

revision: str = "0021"
down_revision: str | None = "0020"


def upgrade() -> None:
    """Makes the tables and columns."""
    op.create_table(
        "figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_kind", sa.String(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer()),
        sa.Column("half", sa.String()),
        sa.Column("starts_on", sa.Date()),
        sa.Column("ends_on", sa.Date()),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer()),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("aim", sa.String(), nullable=False),
        sa.Column("residents", sa.Boolean(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("instead_id", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_figure"),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name="fk_figure_department_id_department"
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name="fk_figure_company_id_company"
        ),
        sa.UniqueConstraint(
            "record_kind",
            "record_id",
            "measure",
            "aim",
            "residents",
            name="uq_figure_record_kind_record_id_measure_aim_residents",
        ),
    )
    op.create_index("ix_figure_company_id", "figure", ["company_id"])
    op.create_index("ix_figure_parent", "figure", ["parent_id", "record_kind"])
    op.create_index(
        "ix_figure_sum",
        "figure",
        [
            "half",
            "measure",
            "aim",
            "residents",
            "instead_id",
            "department_id",
            "value",
            "record_id",
        ],
    )
    op.create_table(
        "report_choice",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_report_choice"),
    )
    for name in ("achieved", "workers", "residents"):
        op.add_column("plan_outcome", sa.Column(name, sa.Integer()))
    with op.batch_alter_table("event") as event:
        event.add_column(sa.Column("agreement_id", sa.Integer()))
        event.create_foreign_key("fk_event_agreement_id_mou", "mou", ["agreement_id"], ["id"])
        event.create_index("ix_event_agreement_id", ["agreement_id"])


def downgrade() -> None:
    """Takes them away; what they alone held is gone."""
    with op.batch_alter_table("event") as event:
        event.drop_index("ix_event_agreement_id")
        event.drop_constraint("fk_event_agreement_id_mou", type_="foreignkey")
        event.drop_column("agreement_id")
    with op.batch_alter_table("plan_outcome") as outcome:
        for name in ("achieved", "workers", "residents"):
            outcome.drop_column(name)
    op.drop_table("report_choice")
    op.drop_table("figure")
