"""However long the history is, what is asked each day finds its rows by an index.

The pairs of letters by which words are found are kept by the databases themselves: what is made
of them when all tables stand is in `storage/letter_pairs.py`.
"""

import sqlalchemy as sa
from alembic import op

from storage import letter_pairs

revision: str = "0036"
down_revision: str | None = "0035"
RECORDS = (
    *("event", "mou", "mou_promise", "follow_up", "contract", "subcontract", "hire_report"),
    *("plan_item", "budget_row", "problem", "incentive"),
)
PLANNED = sa.text("status = 'planned'")


def upgrade() -> None:
    """Indexes in place of two that knew less."""
    for table in RECORDS:
        op.create_index(f"ix_{table}_officer_id", table, ["officer_id"])
    op.drop_index("ix_event_event_kind", "event")
    op.create_index("ix_event_kind_day", "event", ["event_kind", "starts_on"])
    op.create_index("ix_event_rough", "event", ["half", "precision", "event_kind"])
    op.create_index(
        "ix_event_planned",
        "event",
        ["starts_on"],
        sqlite_where=PLANNED,
        postgresql_where=PLANNED,
    )
    op.drop_index("ix_record_company_company_id", "record_company")
    op.create_index(
        "ix_record_company_named", "record_company", ["company_id", "record_kind", "record_id"]
    )


def downgrade() -> None:
    """The indexes of before; no row is another."""
    letter_pairs.drop(op.get_bind())
    op.drop_index("ix_record_company_named", "record_company")
    op.create_index("ix_record_company_company_id", "record_company", ["company_id"])
    for name in ("ix_event_planned", "ix_event_rough", "ix_event_kind_day"):
        op.drop_index(name, "event")
    op.create_index("ix_event_event_kind", "event", ["event_kind"])
    for table in RECORDS:
        op.drop_index(f"ix_{table}_officer_id", table)
