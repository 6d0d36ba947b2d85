"""A bag for the photos and files of each message, in place of one for each person."""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision: str = "0013"
down_revision: str | None = "0012"

TIME = sa.DateTime(timezone=True)
OPEN_FOR = timedelta(hours=24)
BAGS = sa.table(
    "evidence_bag",
    sa.column("id", sa.Integer),
    sa.column("officer_id", sa.Integer),
    sa.column("chat_id", sa.BigInteger),
    sa.column("card", sa.String),
    sa.column("opened_at", TIME),
    sa.column("ends_at", TIME),
    sa.column("state", sa.String),
)
EVIDENCE = sa.table(
    "evidence",
    sa.column("id", sa.Integer),
    sa.column("record_kind", sa.String),
    sa.column("record_id", sa.Integer),
    sa.column("file_unique_id", sa.String),
    sa.column("officer_id", sa.Integer),
    sa.column("added_at", TIME),
)
OFFICERS = sa.table(
    "officer", sa.column("id", sa.Integer), sa.column("telegram_id", sa.BigInteger)
)
WAITING, MOVING = "waiting", "waiting-in-bag"


def upgrade() -> None:
    """What waits for a person becomes one bag, which ends a day after the last of it came."""
    op.create_table(
        "evidence_bag",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("officer_id", sa.Integer(), sa.ForeignKey("officer.id"), nullable=False),
        sa.Column(
            "chat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("card", sa.String(), nullable=False, unique=True),
        sa.Column("opened_at", TIME, nullable=False),
        sa.Column("ends_at", TIME, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
    )
    connection = op.get_bind()
    waiting = connection.execute(
        sa.select(
            EVIDENCE.c.record_id, sa.func.max(EVIDENCE.c.added_at, type_=TIME), OFFICERS.c.telegram_id
        )
        .join(OFFICERS, OFFICERS.c.id == EVIDENCE.c.record_id)
        .where(EVIDENCE.c.record_kind == WAITING)
        .group_by(EVIDENCE.c.record_id, OFFICERS.c.telegram_id)
    ).all()
    for officer, last, chat in waiting:
        bag = {
            "officer_id": officer,
            "chat_id": chat or 0,
            "card": f"photos:before:{officer}",
            "opened_at": last,
            "ends_at": last + OPEN_FOR,
            "state": "open",
        }
        made = connection.execute(sa.insert(BAGS).values(bag).returning(BAGS.c.id)).scalar_one()
        _moved(WAITING, officer, MOVING, made)
    op.execute(
        sa.update(EVIDENCE).where(EVIDENCE.c.record_kind == MOVING).values(record_kind=WAITING)
    )


def _moved(kind: str, number: int, to: str, into: int) -> None:
    mine = sa.and_(EVIDENCE.c.record_kind == kind, EVIDENCE.c.record_id == number)
    op.execute(sa.update(EVIDENCE).where(mine).values(record_kind=to, record_id=into))


def downgrade() -> None:
    """What lies in bags waits for its sender again; a file that came twice keeps both its rows."""
    earlier = EVIDENCE.alias("earlier")
    twice = sa.exists().where(
        earlier.c.record_kind == WAITING,
        earlier.c.officer_id == EVIDENCE.c.officer_id,
        earlier.c.file_unique_id == EVIDENCE.c.file_unique_id,
        earlier.c.id < EVIDENCE.c.id,
    )
    waits = EVIDENCE.c.record_kind == WAITING
    again = EVIDENCE.c.file_unique_id + "-" + sa.cast(EVIDENCE.c.id, sa.String)
    op.execute(sa.update(EVIDENCE).where(waits, twice).values(file_unique_id=again))
    op.execute(
        sa.update(EVIDENCE)
        .where(waits)
        .values(record_kind=MOVING, record_id=EVIDENCE.c.officer_id)
    )
    op.execute(
        sa.update(EVIDENCE).where(EVIDENCE.c.record_kind == MOVING).values(record_kind=WAITING)
    )
    op.drop_table("evidence_bag")
