"""What was asked about a mismatch of the report, and what was answered."""

import sqlalchemy as sa
from alembic import op

revision: str = "0032"
down_revision: str | None = "0031"

WAITS = sa.text("state = 'open'")


def upgrade() -> None:
    """Until now the office settled mismatches alone."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "claim_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("half", sa.String(), nullable=False),
        sa.Column("claim", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("record_kind", sa.String(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("asked_of", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", moment, nullable=False),
        sa.Column("answered_by", sa.Integer()),
        sa.Column("answered_at", moment),
        sa.Column("state", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_claim_question"),
        *(
            sa.ForeignKeyConstraint(
                [name], [f"{table}.id"], name=f"fk_claim_question_{name}_{table}"
            )
            for name, table in (
                ("department_id", "department"),
                ("asked_of", "officer"),
                ("asked_by", "officer"),
                ("answered_by", "officer"),
            )
        ),
    )
    for name in ("half", "asked_of"):
        op.create_index(f"ix_claim_question_{name}", "claim_question", [name])
    op.create_index(
        "uq_claim_question_open",
        "claim_question",
        ["claim", "record_kind", "record_id"],
        unique=True,
        sqlite_where=WAITS,
        postgresql_where=WAITS,
    )


def downgrade() -> None:
    """What waits is lost; what was asked and answered stays in the trail."""
    op.drop_table("claim_question")
