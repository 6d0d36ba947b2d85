"""The three hot tables: what came in, what goes out, and the form being filled."""

from datetime import datetime
from enum import IntEnum
from typing import Any

from sqlalchemy import JSON, BigInteger
from sqlmodel import Field, Index, UniqueConstraint

from storage.models.base import BigId, Row, UtcTime, partial

NEW, DONE, SET_ASIDE = "new", "done", "set_aside"
DUE, LEASED, SENT, FAILED, SUPERSEDED = "due", "leased", "sent", "failed", "superseded"
OPEN, PARKED, SAVED, DROPPED, EXPIRED = "open", "parked", "saved", "dropped", "expired"


class Urgency(IntEnum):
    """Who goes first on the way out; the smaller number."""

    ANSWER = 0  # somebody has tapped or written, and looks at the screen
    NOTICE = 1  # nobody asked for it now: reminders, digests, words to other people
    LATER = 2  # menus, boards that draw themselves, answers to strangers


class Inbox(Row, table=True):
    """A raw update, stored before Telegram is told that it arrived; emptied once done."""

    id: int = Field(default=None, primary_key=True, sa_type=BigId)
    bot_id: int = Field(sa_type=BigInteger)
    update_id: int = Field(sa_type=BigInteger)
    lane: int = Field(sa_type=BigInteger)  # the user; without a user, the chat
    raw: str
    state: str = NEW
    attempts: int = 0
    retry_at: datetime | None = Field(default=None, sa_type=UtcTime)
    received_at: datetime = Field(sa_type=UtcTime)
    error: str = ""

    __table_args__ = (
        UniqueConstraint("bot_id", "update_id"),
        partial("ix_inbox_waiting", "lane", "id", where="state = 'new'"),
        partial("ix_inbox_new", "id", where="state = 'new'"),
    )


class Outbox(Row, table=True):
    """One thing to say; written in the transaction of its cause, sent after the commit."""

    id: int = Field(default=None, primary_key=True, sa_type=BigId)
    chat_id: int = Field(sa_type=BigInteger)
    kind: str  # answer | card | message | document | picture | strip | erase
    payload: dict[str, Any] = Field(sa_type=JSON)
    card: str | None = None  # key of the card that this row redraws
    dedupe_key: str | None = Field(default=None, unique=True)
    state: str = DUE
    attempts: int = 0
    urgency: int = Urgency.NOTICE.value
    due_at: datetime = Field(sa_type=UtcTime)  # of a row that was put back; others are due at once
    put_back_at: datetime | None = Field(default=None, sa_type=UtcTime)
    holds: bool = False  # its chat, while it is put back
    leased_until: datetime | None = Field(default=None, sa_type=UtcTime)
    owner: str = ""  # who leased it last
    message_id: int | None = None
    error: str = ""
    secret: bool = False  # its words let somebody in: they are emptied as soon as it is settled
    created_at: datetime = Field(sa_type=UtcTime)

    __table_args__ = (
        partial("ix_outbox_waiting", "state", "due_at", where="state IN ('due', 'leased')"),
        partial("ix_outbox_turn", "urgency", "id", where="state IN ('due', 'leased')"),
        partial("ix_outbox_chat", "chat_id", "id", where="state IN ('due', 'leased')"),
        partial("ix_outbox_card", "card", where="state = 'due' AND card IS NOT NULL"),
    )


class Pace(Row, table=True):
    """One row, on PostgreSQL: what all processes together have sent lately (rules/pacing.py).

    Whoever has locked it takes the next rows, so that no two processes take from one chat.
    """

    id: int = Field(default=None, primary_key=True)
    bucket: dict[str, Any] = Field(sa_type=JSON)


class Card(Row, table=True):
    """Where a card stands in its chat: the one message that is redrawn in place."""

    key: str = Field(primary_key=True)
    chat_id: int = Field(sa_type=BigInteger)
    message_id: int


class Draft(Row, table=True):
    """A form being filled by one person; one is open a person and chat, others wait parked."""

    id: int = Field(default=None, primary_key=True, sa_type=BigId)
    chat_id: int = Field(sa_type=BigInteger)
    user_id: int = Field(sa_type=BigInteger)
    form: str
    form_version: int
    answers: dict[str, Any] = Field(sa_type=JSON)
    sitting: dict[str, Any] = Field(sa_type=JSON)  # asked, trail, offered, pending, notice
    target_id: int | None = None  # the record being edited
    target_version: int | None = None
    parent_id: int | None = None
    revision: int = 0
    state: str = OPEN
    created_at: datetime = Field(sa_type=UtcTime)
    changed_at: datetime = Field(sa_type=UtcTime)
    warned_at: datetime | None = Field(default=None, sa_type=UtcTime)  # its notice had gone out

    __table_args__ = (
        partial("ix_draft_open", "user_id", "chat_id", unique=True, where="state = 'open'"),
        Index("ix_draft_person", "user_id", "state"),
    )
