"""Many are invited at once by a list; each invite knows the list that it came of."""

import sqlalchemy as sa
from alembic import op

revision: str = "0029"
down_revision: str | None = "0028"


def upgrade() -> None:
    """The invites that there are came one by one."""
    op.create_table(
        "roster",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("until", sa.Date()),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_roster"),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name="fk_roster_officer_id_officer"
        ),
    )
    with op.batch_alter_table("invite") as invite:
        invite.add_column(sa.Column("roster_id", sa.Integer()))
        invite.create_foreign_key("fk_invite_roster_id_roster", "roster", ["roster_id"], ["id"])
        invite.create_index("ix_invite_roster_id", ["roster_id"])


def downgrade() -> None:
    """The invites stay, each by itself."""
    with op.batch_alter_table("invite") as invite:
        invite.drop_index("ix_invite_roster_id")
        invite.drop_constraint("fk_invite_roster_id_roster", type_="foreignkey")
        invite.drop_column("roster_id")
    op.drop_table("roster")
