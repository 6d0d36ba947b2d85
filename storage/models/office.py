"""Departments, the people of the office, and the way in."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field

from storage.models.base import BigId, Row, UtcTime, coded, partial
from storage.rules.permission import GrantAct, GrantState
from storage.rules.terms import Role


class Department(Row, table=True):
    """A department in the order of the office (직제순)."""

    id: int = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    position: int = Field(index=True)  # 직제순: every list follows it
    active: bool = True  # False once it was merged into another or dropped from the list
    former_names: list[str] = Field(default_factory=list, sa_type=JSON)  # it is found by them too
    # 내부확인: the roles that pass a plan up, in order; see rules/steps.py.
    steps: list[str] = Field(default_factory=list, sa_type=JSON)


class Officer(Row, table=True):
    """A registered person; the numeric Telegram id is the key, names are for display only."""

    id: int = Field(default=None, primary_key=True)
    telegram_id: int | None = Field(default=None, sa_type=BigId, unique=True)  # who they are
    name: str
    role: Role = Field(default=Role.STAFF, sa_type=coded(Role))
    department_id: int | None = Field(default=None, foreign_key="department.id", index=True)
    phone: str = ""  # the office line, never a private number
    state: str = "active"  # waiting (asked to join) | active | removed
    reachable: bool = True  # False after a 403: they have blocked the bot
    # The day of last use, and while they wait to be let in the names on invite and account.
    settings: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    version: int = 1
    created_at: datetime = Field(sa_type=UtcTime)

    @property
    def shown(self) -> str:
        """Name and role, as a button or a line shows a person."""
        return f"{self.name} · {self.role.label}"


class Roster(Row, table=True):
    """A list of people who are invited at once, and the sheet that was made of it."""

    id: int = Field(default=None, primary_key=True)
    officer_id: int = Field(foreign_key="officer.id")  # who brought it
    # Row, department, name and role of each, while it is asked whether to invite them.
    lines: list[list[Any]] = Field(default_factory=list, sa_type=JSON)
    state: str = "asked"  # asked | sent | taken_back
    until: date | None = None  # the last day on which its links work, once they are made
    created_at: datetime = Field(sa_type=UtcTime)


class Invite(Row, table=True):
    """A one-time way in: only the hash of the token is kept."""

    id: int = Field(default=None, primary_key=True)
    token_hash: str = Field(unique=True)  # SHA-256 of the link's token
    role: Role = Field(sa_type=coded(Role))
    department_id: int | None = Field(default=None, foreign_key="department.id")
    name: str = ""  # whom it is meant for
    # The list by which many were invited at once.
    roster_id: int | None = Field(default=None, foreign_key="roster.id", index=True)
    needs_approval: bool = True  # whoever comes in waits for a yes
    expires_at: datetime = Field(sa_type=UtcTime)
    # Nothing when the server made it.
    invited_by: int | None = Field(default=None, foreign_key="officer.id")
    used_at: datetime | None = Field(default=None, sa_type=UtcTime)
    used_by: int | None = Field(default=None, foreign_key="officer.id")
    created_at: datetime = Field(sa_type=UtcTime)


class RoleGrant(Row, table=True):
    """Power that is to be given, or taken from an administrator, once a second one agrees."""

    __tablename__ = "role_grant"

    id: int = Field(default=None, primary_key=True)
    officer_id: int = Field(foreign_key="officer.id")  # whom it concerns
    act: GrantAct = Field(default=GrantAct.ROLE, sa_type=coded(GrantAct))
    # The role until now; nothing for a newcomer who waits to be let in.
    before: Role | None = Field(default=None, sa_type=coded(Role))
    role: Role = Field(sa_type=coded(Role))  # the role to be; of a removal that until now
    asked_by: int = Field(foreign_key="officer.id")
    asked_at: datetime = Field(sa_type=UtcTime)
    ends_on: date  # the last day on which it may be approved or carried out
    # Where nobody else can agree: from then on the asker may carry it out.
    waits_until: datetime | None = Field(default=None, sa_type=UtcTime)
    told: list[int] = Field(default_factory=list, sa_type=JSON)  # administrators with a card
    state: GrantState = Field(default=GrantState.PENDING, sa_type=coded(GrantState))
    decided_by: int | None = Field(default=None, foreign_key="officer.id")
    decided_at: datetime | None = Field(default=None, sa_type=UtcTime)

    __table_args__ = (
        partial("uq_role_grant_pending", "officer_id", unique=True, where="state = 'pending'"),
    )


class Lockdown(Row, table=True):
    """While its one row stands, nobody changes anything in chat; the trail keeps the history."""

    id: int = Field(default=1, primary_key=True)
    since: datetime = Field(sa_type=UtcTime)


class Stranger(Row, table=True):
    """Somebody unknown who wrote: when the one neutral sentence was last said, and how often."""

    telegram_id: int = Field(primary_key=True, sa_type=BigId)
    told_at: datetime | None = Field(default=None, sa_type=UtcTime)
    times: int = 0  # how often they wrote
    wrong_invites: int = 0  # invites tried in vain since `wrong_at`
    wrong_at: datetime | None = Field(default=None, sa_type=UtcTime)
