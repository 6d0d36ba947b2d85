"""The way of a database of before the first release: its tables get the shape of the first.

Eighteen migrations led there, which people's databases may stand behind at any number. What they
made is the difference to the first, so it is read from there; what they did with rows stands here,
by the number of the migration that did it. Nothing else tells apart what is older.
"""

from collections.abc import Callable
from datetime import timedelta

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations

TIME = sa.DateTime(timezone=True)
BAG_OPEN_FOR = timedelta(hours=24)

MOVED = ("record_kind", "record_id")  # columns of plan_outcome, until its records had a table
INVITE = "CAST(payload AS TEXT) LIKE '%?start=%'"
BOARD = 'CAST(payload AS TEXT) LIKE \'%"errand":%"board"%\''
PRINTED = {
    "event": "event",
    "mou": "mou",
    "follow_up": "follow_up",
    "promise": "mou_promise",
    "contract": "contract",
    "incentive": "incentive",
    "hire": "hire_report",
}
"""Kinds of record that a report prints, with their tables."""


def carry(connection: sa.Connection, first: sa.MetaData, found: str) -> None:
    """Gives a database that stands at the migration `found` the shape of the first release."""
    _shape(connection, first, Operations(MigrationContext.configure(connection)))
    for number, step in STEPS:
        if found < number:
            step(connection)


def _shape(connection: sa.Connection, first: sa.MetaData, operations: Operations) -> None:
    there = sa.inspect(connection)
    older = [table for table in first.sorted_tables if there.has_table(table.name)]
    first.create_all(connection)
    for table in older:
        columns = {column["name"] for column in there.get_columns(table.name)}
        for column in table.columns:
            if column.name not in columns:
                default = column.server_default
                added = sa.Column(
                    column.name, column.type, nullable=column.nullable, server_default=default
                )
                operations.add_column(table.name, added)
        indexes = {index["name"] for index in there.get_indexes(table.name)}
        for index in table.indexes:
            if index.name not in indexes:
                index.create(connection)
        if table.name == "plan_outcome" and columns.issuperset(MOVED):
            _results(connection, operations)


def _results(connection: sa.Connection, operations: Operations) -> None:
    """The one record of each outcome becomes the first of its records."""
    connection.execute(
        sa.text(
            'INSERT INTO plan_result (plan_item_id, record_kind, record_id, "by", at) '
            'SELECT plan_item_id, record_kind, record_id, "by", at FROM plan_outcome '
            "WHERE record_kind IS NOT NULL AND record_id IS NOT NULL"
        )
    )
    for name in MOVED:
        operations.drop_column("plan_outcome", name)


def _secrets(connection: sa.Connection) -> None:
    """Links that let somebody in are secrets; those that were sent are emptied."""
    connection.execute(sa.text(f"UPDATE outbox SET secret = true WHERE {INVITE}"))
    connection.execute(
        sa.text(
            f"UPDATE outbox SET payload = '{{}}' WHERE {INVITE} AND state NOT IN ('due', 'leased')"
        )
    )


def _bags(connection: sa.Connection) -> None:
    """What waits for a person becomes one bag, which ends a day after the last of it came."""
    waiting = connection.execute(
        sa.text(
            "SELECT record_id, MAX(added_at) AS last, telegram_id FROM evidence "
            "JOIN officer ON officer.id = record_id "
            "WHERE record_kind = 'waiting' GROUP BY record_id, telegram_id"
        ).columns(last=TIME)
    ).all()
    made = sa.text(
        "INSERT INTO evidence_bag (officer_id, chat_id, card, opened_at, ends_at, state) "
        "VALUES (:officer, :chat, :card, :last, :ends, 'open') RETURNING id"
    ).bindparams(sa.bindparam("last", type_=TIME), sa.bindparam("ends", type_=TIME))
    into = sa.text(
        "UPDATE evidence SET record_kind = 'waiting-in-bag', record_id = :bag "
        "WHERE record_kind = 'waiting' AND record_id = :officer"
    )
    for officer, last, chat in waiting:
        bag = {"officer": officer, "chat": chat or 0, "card": f"photos:before:{officer}"}
        times = {"last": last, "ends": last + BAG_OPEN_FOR}
        number = connection.execute(made, bag | times).scalar_one()
        connection.execute(into, {"bag": number, "officer": officer})
    connection.execute(
        sa.text("UPDATE evidence SET record_kind = 'waiting' WHERE record_kind = 'waiting-in-bag'")
    )


def _late(connection: sa.Connection) -> None:
    """What was entered, or changed, after its half was confirmed: no report has told of it."""
    for kind, table in PRINTED.items():
        connection.execute(
            sa.text(
                f"""
                INSERT INTO late_result
                    (half, record_kind, record_id, before, even, state, created_at)
                SELECT r.half, '{kind}', r.id,
                    CASE WHEN r.created_at > v.at THEN '{{}}' ELSE r.facts END,
                    r.created_at > v.at AND r.removed_at IS NOT NULL, 'open', r.changed_at
                FROM {table} AS r
                JOIN (
                    SELECT half, MAX(at) AS at FROM report_version
                    WHERE stage = 'confirmed' GROUP BY half
                ) AS v ON v.half = r.half
                WHERE r.changed_at > v.at
                """  # words of this file alone
            )
        )


def _turns(connection: sa.Connection) -> None:
    """What waits is a notice, but calls that concern no chat come last; all share one pace."""
    connection.execute(
        sa.text("UPDATE outbox SET urgency = 2 WHERE chat_id = 0 AND state IN ('due', 'leased')")
    )
    connection.execute(sa.text("INSERT INTO pace (id, bucket) VALUES (1, '{}')"))


def _boards(connection: sa.Connection) -> None:
    """Errands that drew boards are taken back: boards are drawn with the change."""
    connection.execute(
        sa.text(
            "UPDATE outbox SET state = 'superseded' "
            f"WHERE kind = 'errand' AND state IN ('due', 'leased') AND {BOARD}"
        )
    )


STEPS: tuple[tuple[str, Callable[[sa.Connection], None]], ...] = (
    ("0012", _secrets),
    ("0013", _bags),
    ("0014", _late),
    ("0017", _turns),
    ("0019", _boards),
)
"""What a migration did with rows that were there, by its number."""
