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
    raw: str  # Telegram's JSON as it came; empty once worked on, masked once set aside
    state: str = NEW  # new | done | set_aside
    attempts: int = 0  # that failed by a fault of the outside
    retry_at: datetime | None = Field(default=None, sa_type=UtcTime)  # not before
    received_at: datetime = Field(sa_type=UtcTime)
    error: str = ""  # class and place only: its words may hold what somebody wrote

    __table_args__ = (
        UniqueConstraint("bot_id", "update_id"),
        partial("ix_inbox_waiting", "lane", "id", where="state = 'new'"),
        partial("ix_inbox_new", "id", where="state = 'new'"),
        partial("ix_inbox_aside", "id", where="state = 'set_aside'"),
    )


class Outbox(Row, table=True):
    """One thing to say; written in the transaction of its cause, sent after the commit."""

    id: int = Field(default=None, primary_key=True, sa_type=BigId)
    chat_id: int = Field(sa_type=BigInteger)
    kind: str  # of storage/traffic/messages.py: message | card | picture | document | errand | …
    payload: dict[str, Any] = Field(sa_type=JSON)  # the value of that kind, in our own words
    card: str | None = None  # key of the card that this row redraws
    dedupe_key: str | None = Field(default=None, unique=True)  # the occasion, so never twice
    state: str = DUE  # due | leased | sent | failed | superseded (by a newer card)
    attempts: int = 0  # times that it was taken to be sent
    urgency: int = Urgency.NOTICE.value  # 0 an answer, 1 a notice, 2 later
    due_at: datetime = Field(sa_type=UtcTime)  # of a row that was put back; others are due at once
    put_back_at: datetime | None = Field(default=None, sa_type=UtcTime)
    holds: bool = False  # its chat, while it is put back
    leased_until: datetime | None = Field(default=None, sa_type=UtcTime)  # by the database's clock
    owner: str = ""  # who leased it last
    message_id: int | None = None  # at Telegram, once sent
    error: str = ""  # what Telegram answered, or the class of ours
    secret: bool = False  # its words let somebody in: they are emptied as soon as it is settled
    cause: int | None = Field(default=None, sa_type=BigInteger)  # update_id; none for the clock's
    created_at: datetime = Field(sa_type=UtcTime)

    __table_args__ = (
        partial("ix_outbox_waiting", "state", "due_at", where="state IN ('due', 'leased')"),
        partial("ix_outbox_turn", "urgency", "id", where="state IN ('due', 'leased')"),
        partial("ix_outbox_chat", "chat_id", "id", where="state IN ('due', 'leased')"),
        partial("ix_outbox_card", "card", where="state = 'due' AND card IS NOT NULL"),
        partial("ix_outbox_failed", "id", where="state = 'failed'"),
    )


class Pace(Row, table=True):
    """One row, on PostgreSQL: what all processes together have sent lately (rules/pacing.py).

    Whoever has locked it takes the next rows, so that no two processes take from one chat.
    """

    id: int = Field(default=None, primary_key=True)
    bucket: dict[str, Any] = Field(sa_type=JSON)  # the calls of the last second, and the rests


class Card(Row, table=True):
    """Where a card stands in its chat: the one message that is redrawn in place."""

    key: str = Field(primary_key=True)  # what it shows: a draft, a view, a board, a question
    chat_id: int = Field(sa_type=BigInteger)
    message_id: int


class Draft(Row, table=True):
    """A form being filled by one person; one is open a person and chat, others wait parked."""

    id: int = Field(default=None, primary_key=True, sa_type=BigId)
    chat_id: int = Field(sa_type=BigInteger)
    user_id: int = Field(sa_type=BigInteger)
    form: str  # its name
    form_version: int  # of an older one the answers that still have a field are kept
    answers: dict[str, Any] = Field(sa_type=JSON)  # by field, as in the facts
    sitting: dict[str, Any] = Field(sa_type=JSON)  # where its person is: forms/session.py
    target_id: int | None = None  # the record being edited
    target_version: int | None = None
    parent_id: int | None = None  # the record that the new one hangs on
    revision: int = 0  # counts its screens; a button of an older one writes nothing
    state: str = OPEN  # open | parked | saved | dropped | expired
    created_at: datetime = Field(sa_type=UtcTime)
    changed_at: datetime = Field(sa_type=UtcTime)
    warned_at: datetime | None = Field(default=None, sa_type=UtcTime)  # its notice had gone out

    __table_args__ = (
        partial("ix_draft_open", "user_id", "chat_id", unique=True, where="state = 'open'"),
        Index("ix_draft_person", "user_id", "state"),
    )
