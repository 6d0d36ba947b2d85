"""인사이동: what is ordered for a day, and what went over on it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field

from storage.models.base import Row, UtcTime, coded, partial
from storage.rules.leaving_kinds import Leaving, OrderState


class TransferOrder(Row, table=True):
    """One person's move: where they go on a day, and who takes over what they answer for."""

    __tablename__ = "transfer_order"

    id: int = Field(default=None, primary_key=True)
    officer_id: int = Field(foreign_key="officer.id", index=True)  # who gives up the post
    # Who takes over; nothing while nobody is named, and the department answers meanwhile.
    successor_id: int | None = Field(default=None, foreign_key="officer.id", index=True)
    leaving: Leaving = Field(sa_type=coded(Leaving))
    # Where they answered for it; the new department stands in `to_department_id`.
    department_id: int | None = Field(default=None, foreign_key="department.id")
    to_department_id: int | None = Field(default=None, foreign_key="department.id")
    day: date = Field(index=True)  # runs at its 00:00
    state: OrderState = Field(default=OrderState.PLANNED, sa_type=coded(OrderState))
    made_by: int = Field(foreign_key="officer.id")
    made_at: datetime = Field(sa_type=UtcTime)
    told_at: datetime | None = Field(default=None, sa_type=UtcTime)  # of what is to come
    done_at: datetime | None = Field(default=None, sa_type=UtcTime)
    reported_at: datetime | None = Field(default=None, sa_type=UtcTime)  # of what was done
    reason: str = ""  # why it was not done, or not wholly
    # The 인계인수서 as it stood; nothing before the day.
    paper: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    # What taking back needs: what moved, the leaver's department and version, the head.
    before: dict[str, Any] | None = Field(default=None, sa_type=JSON)

    __table_args__ = (
        partial("uq_transfer_order_planned", "officer_id", unique=True, where="state = 'planned'"),
    )
