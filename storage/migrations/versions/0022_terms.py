"""The pledge of each term of office, who answers for it since when, and the term of its money."""

import re

import sqlalchemy as sa
from alembic import op

revision: str = "0022"
down_revision: str | None = "0021"

OLDEST = 2018  # a year in which a term began: of older ones no report is known
YEARS = 4
HALVES = (
    "SELECT DISTINCT first_half FROM report_block WHERE removed_at IS NULL",
    "SELECT DISTINCT half FROM report_version",
    "SELECT DISTINCT half FROM report_import",
    "SELECT DISTINCT half FROM event WHERE removed_at IS NULL",
)
PLEDGE = sa.table(
    "pledge",
    sa.column("id", sa.Integer),
    sa.column("tenure", sa.String),
    sa.column("code", sa.String),
    sa.column("title", sa.String),
    sa.column("columns", sa.JSON),
    sa.column("department", sa.String),
    sa.column("people", sa.JSON),
)
RESPONSIBLE = sa.table(
    "responsible",
    sa.column("id", sa.Integer),
    sa.column("begins_on", sa.Date),
    sa.column("department", sa.String),
    sa.column("people", sa.JSON),
)
INDEXES = {
    "uq_budget_row_source": (["budget_table", "source"], "removed_at IS NULL"),
    "uq_budget_row_non_budget": (["budget_table"], "removed_at IS NULL AND non_budget"),
}


def upgrade() -> None:
    """The pledge goes to the term of its first report, its people stay, whenever they began."""
    connection = op.get_bind()
    op.create_table(
        "responsible",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("begins_on", sa.Date()),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("people", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_responsible"),
        sa.UniqueConstraint("begins_on", name="uq_responsible_begins_on"),
    )
    asked = sa.select(PLEDGE.c.department, PLEDGE.c.people).order_by(PLEDGE.c.id)
    printed = connection.execute(asked).first()
    if printed is not None:
        department, people = printed
        connection.execute(RESPONSIBLE.insert().values(department=department, people=people))
    with op.batch_alter_table("pledge") as pledge:
        pledge.add_column(sa.Column("tenure", sa.String()))
        pledge.add_column(sa.Column("columns", sa.JSON()))
        pledge.drop_column("department")
        pledge.drop_column("people")
    connection.execute(PLEDGE.update().values(tenure=_first_term(connection), columns=[]))
    with op.batch_alter_table("pledge") as pledge:
        pledge.alter_column("tenure", existing_type=sa.String(), nullable=False)
        pledge.alter_column("columns", existing_type=sa.JSON(), nullable=False)
        pledge.create_unique_constraint("uq_pledge_tenure", ["tenure"])
    _budget_rows_of_their_term()


def _first_term(connection: sa.Connection) -> str:
    """The term in which the office's first half-year lies: 2018-2 unless all of it is later."""
    told = [half for one in HALVES for half in connection.scalars(sa.text(one))]
    halves = [half for half in told if re.fullmatch(r"\d{4}-[12]", half or "")]
    if not halves:
        return f"{OLDEST}-2"
    year, half = (int(part) for part in min(halves).split("-"))
    served = (year - OLDEST) % YEARS
    begun = year - served - (YEARS if served == 0 and half == 1 else 0)
    return f"{max(begun, OLDEST)}-2"


def _budget_rows_of_their_term() -> None:
    """All amounts so far stand in the columns of 2018."""
    for name in INDEXES:
        op.drop_index(name, table_name="budget_row")
    with op.batch_alter_table("budget_row") as row:
        row.add_column(
            sa.Column("tenure", sa.String(), nullable=False, server_default=f"{OLDEST}-2")
        )
    with op.batch_alter_table("budget_row") as row:
        row.alter_column("tenure", existing_type=sa.String(), server_default=None)
    for name, (columns, where) in INDEXES.items():
        _unique(name, ["tenure", *columns], where)


def downgrade() -> None:
    """The last pledge and the last people stand for all terms; money of later ones is removed.

    No row is taken away: each pledge says what the last one said.
    """
    connection = op.get_bind()
    last = sa.select(PLEDGE.c.code, PLEDGE.c.title).order_by(PLEDGE.c.tenure.desc())
    if (pledged := connection.execute(last).first()) is not None:
        connection.execute(PLEDGE.update().values(code=pledged.code, title=pledged.title))
    newest = RESPONSIBLE.c.begins_on.desc().nulls_last()
    people = connection.execute(sa.select(RESPONSIBLE).order_by(newest).limit(1)).first()
    with op.batch_alter_table("pledge") as pledge:
        pledge.drop_constraint("uq_pledge_tenure", type_="unique")
        pledge.drop_column("tenure")
        pledge.drop_column("columns")
        pledge.add_column(
            sa.Column("department", sa.String(), nullable=False, server_default="")
        )
        pledge.add_column(sa.Column("people", sa.JSON(), nullable=False, server_default="[]"))
    if people is not None:
        said = PLEDGE.update().values(department=people.department, people=people.people)
        connection.execute(said)
    with op.batch_alter_table("pledge") as pledge:
        pledge.alter_column("department", existing_type=sa.String(), server_default=None)
        pledge.alter_column("people", existing_type=sa.JSON(), server_default=None)
    op.drop_table("responsible")
    for name in INDEXES:
        op.drop_index(name, table_name="budget_row")
    later = f"tenure <> '{OLDEST}-2' AND removed_at IS NULL"
    op.execute(f"UPDATE budget_row SET removed_at = changed_at WHERE {later}")
    with op.batch_alter_table("budget_row") as row:
        row.drop_column("tenure")
    for name, (columns, where) in INDEXES.items():
        _unique(name, columns, where)


def _unique(name: str, columns: list[str], where: str) -> None:
    only = sa.text(where)
    op.create_index(
        name, "budget_row", columns, unique=True, sqlite_where=only, postgresql_where=only
    )
