"""Contracts of a list that should be covered and have no record are listed for their departments."""

import sqlalchemy as sa
from alembic import op

revision: str = "0034"
down_revision: str | None = "0033"


def upgrade() -> None:
    """Nothing was listed before."""
    op.create_table(
        "listed_contract",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("company", sa.String(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("by_notice", sa.Boolean(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("listed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Integer()),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_listed_contract"),
        sa.UniqueConstraint("mark", name="uq_listed_contract_mark"),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=name)
            for column, table, name in (
                ("department_id", "department", "fk_listed_contract_department_id_department"),
                ("officer_id", "officer", "fk_listed_contract_officer_id_officer"),
                ("decided_by", "officer", "fk_listed_contract_decided_by_officer"),
            )
        ),
    )
    op.create_index("ix_listed_contract_department_id", "listed_contract", ["department_id"])


def downgrade() -> None:
    """The lists are gone; the records stay."""
    op.drop_index("ix_listed_contract_department_id", "listed_contract")
    op.drop_table("listed_contract")
