"""What the bot asked and waits for: one line of words, or a yes to an act that hits many."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger
from sqlmodel import Field, Index

from storage.models.base import BigId, Row, UtcTime, partial

ASKED = "asked"
ANSWERED, FALLEN = "answered", "fallen"  # of a question
DONE, DROPPED, TAKEN_BACK = "done", "dropped", "taken_back"  # of a mass act
CHOOSING = "choosing"  # of a mass act: whom it is to hit is being picked


class Prompt(Row, table=True):
    """A question outside a form; the message that asked it is the card of this row."""

    id: int = Field(default=None, primary_key=True, sa_type=BigId)
    user_id: int = Field(sa_type=BigInteger)  # who was asked
    chat_id: int = Field(sa_type=BigInteger)
    name: str  # of the declared question (handlers/chat/prompts.py)
    given: list[Any] = Field(sa_type=JSON)  # what it was about: ids and codes, no words
    state: str = ASKED  # asked | answered | fallen (passed over, or too old)
    asked_at: datetime = Field(sa_type=UtcTime, index=True)
    expires_at: datetime = Field(sa_type=UtcTime)  # its answer is taken until then

    __table_args__ = (
        Index("ix_prompt_person", "user_id", "chat_id"),
        partial("uq_prompt_asked", "user_id", "chat_id", unique=True, where="state = 'asked'"),
    )


class MassAct(Row, table=True):
    """An act that hits many: shown, meant by a yes, done, and taken back for a while."""

    __tablename__ = "mass_act"

    id: int = Field(default=None, primary_key=True, sa_type=BigId)
    officer_id: int = Field(foreign_key="officer.id")
    name: str  # of the declared act (handlers/chat/mass_acts.py)
    given: dict[str, Any] = Field(sa_type=JSON)  # what is to be done, with its reason
    shown: str  # a hash of what was shown: a yes counts for that alone
    yeses: int = 0  # an act that hits ten or more needs two
    state: str = ASKED  # choosing | asked | done | dropped | taken_back
    asked_at: datetime = Field(sa_type=UtcTime, index=True)
    done_at: datetime | None = Field(default=None, sa_type=UtcTime)
    before: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # what taking back needs
