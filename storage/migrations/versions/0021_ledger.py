"""The ledger of figures, what the office chose of its report, and what came of plan items.

What was counted a second time beside the records goes: `event_count`, the people and runs of an
event, the sums of a contract. Their sums are handed on, for the ledger to be proved by.
"""

from typing import Any

import sqlalchemy as sa
from alembic import context, op

revision: str = "0021"
down_revision: str | None = "0020"

RUN = (
    "event_kind = 'job_bus' AND precision = 'day' AND starts_on = ends_on AND NOT EXISTS ("
    "SELECT 1 FROM event_count AS runs WHERE runs.event_id = e.id AND runs.measure = 'runs')"
)
"""A day of the bus of which nobody told a number of runs: it is one run."""
AIM = "CASE e.status WHEN 'done' THEN 'achieved' ELSE 'planned' END"
LIVING = "e.removed_at IS NULL AND e.status IN ('done', 'planned')"
COUNTED = (
    f"SELECT 'event ' || {AIM} || ' ' || c.measure, e.half, sum(c.value) FROM event AS e "
    f"JOIN event_count AS c ON c.event_id = e.id WHERE {LIVING} GROUP BY 1, 2",
    f"SELECT 'event ' || {AIM} || ' runs', e.half, count(*) FROM event AS e "
    f"WHERE {LIVING} AND {RUN} GROUP BY 1, 2",
    f"SELECT 'people ' || {AIM}, e.half, sum(e.people) FROM event AS e "
    f"WHERE {LIVING} AND e.people IS NOT NULL GROUP BY 1, 2",
    "SELECT 'subcontracted', half, sum(subcontract_total) FROM contract "
    "WHERE removed_at IS NULL AND subcontract_total > 0 GROUP BY half",
    "SELECT 'local', half, sum(local_total) FROM contract "
    "WHERE removed_at IS NULL AND local_total > 0 GROUP BY half",
)
UNDER = (
    ("subcontract", "contract", "true"),
    ("mou_promise", "mou", "due_on IS NULL"),
    ("follow_up", "mou", "happened_on IS NULL"),
)
"""What is counted in the half of the record that it hangs on, to which it had not followed it."""
CAME = ("consultations", "visitors", "enrolled")


def upgrade() -> None:
    """Makes the tables and columns; the ledger is filled when all tables stand."""
    for child, parent, alone in UNDER:
        op.execute(
            f"UPDATE {child} SET half = (SELECT p.half FROM {parent} AS p "
            f"WHERE p.id = {child}.parent_id) WHERE {alone}"
        )
    context.config.attributes["counted"] = _counted(op.get_bind())
    op.create_table(
        "figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_kind", sa.String(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("event_kind", sa.String()),
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
            "event_kind",
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
        event.drop_index("ix_event_status")
        event.drop_column("people")
        event.drop_column("runs")
    with op.batch_alter_table("contract") as contract:
        contract.drop_column("subcontract_total")
        contract.drop_column("local_total")
    op.drop_table("event_count")


def downgrade() -> None:
    """Takes them away; what was counted beside the records is counted so again."""
    op.create_table(
        "event_count",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", "measure", name="pk_event_count"),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_event_count_event_id_event"),
    )
    with op.batch_alter_table("contract") as contract:
        for name in ("subcontract_total", "local_total"):
            contract.add_column(
                sa.Column(name, sa.BigInteger(), nullable=False, server_default="0")
            )
    with op.batch_alter_table("contract") as contract:
        for name in ("subcontract_total", "local_total"):
            contract.alter_column(name, existing_type=sa.BigInteger(), server_default=None)
    with op.batch_alter_table("event") as event:
        event.drop_index("ix_event_agreement_id")
        event.drop_constraint("fk_event_agreement_id_mou", type_="foreignkey")
        event.drop_column("agreement_id")
        event.add_column(sa.Column("people", sa.Integer()))
        event.add_column(sa.Column("runs", sa.Integer()))
    _count_again(op.get_bind())
    living = sa.text("removed_at IS NULL")
    op.create_index(
        "ix_event_status",
        "event",
        ["half", "event_kind", "status", "department_id", "people", "runs"],
        sqlite_where=living,
        postgresql_where=living,
    )
    with op.batch_alter_table("plan_outcome") as outcome:
        for name in ("achieved", "workers", "residents"):
            outcome.drop_column(name)
    op.drop_table("report_choice")
    op.drop_table("figure")


def _counted(connection: sa.Connection) -> dict[tuple[str, str | None], int]:
    """What was counted until now, by its name and its half."""
    sums: dict[tuple[str, str | None], int] = {}
    for asked in COUNTED:
        for name, half, value in connection.execute(sa.text(asked)):
            sums[name, half] = sums.get((name, half), 0) + int(value)
    return sums


def _count_again(connection: sa.Connection) -> None:
    """Figures of events and sums of contracts, from the records themselves."""
    events = sa.table(
        "event",
        sa.column("id", sa.Integer()),
        sa.column("facts", sa.JSON()),
        sa.column("event_kind", sa.String()),
    )
    for number, facts, kind in connection.execute(sa.select(events)).all():
        counts: dict[str, Any] = facts.get("counts") or {}
        for measure, value in counts.items():
            connection.execute(
                sa.text("INSERT INTO event_count VALUES (:number, :measure, :value)"),
                {"number": number, "measure": measure, "value": value},
            )
        came = [counts[one] for one in CAME if one in counts]
        connection.execute(
            sa.text("UPDATE event SET people = :people, runs = :runs WHERE id = :number"),
            {
                "number": number,
                "people": sum(came) if came else None,
                "runs": counts.get("runs") if kind == "job_bus" else None,
            },
        )
    of = "SELECT sum(amount) FROM subcontract WHERE parent_id = contract.id AND removed_at IS NULL"
    connection.execute(
        sa.text(
            f"UPDATE contract SET subcontract_total = coalesce(({of}), 0), "
            f"local_total = coalesce(({of} AND local), 0)"
        )
    )
