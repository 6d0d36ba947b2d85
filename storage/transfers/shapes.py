"""The 인계인수서 as frozen values: what one person hands over to another, and how it stands."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from storage.rules.adapter import adapter
from storage.rules.leaving_kinds import Leaving
from storage.rules.terms import Role


@dataclass(frozen=True)
class Post:
    """Somebody with the place they hold; without a name nobody is named yet."""

    name: str = ""
    role: Role | None = None
    department: str = ""


@dataclass(frozen=True)
class Work:
    """A record that changes hands: its name, how it stands, and when it is next due."""

    title: str
    standing: str = ""
    due: date | None = None


@dataclass(frozen=True)
class Story:
    """An agreement with all that is known of it, oldest first, each as one line."""

    title: str
    signed: date | None = None
    last_contact_on: date | None = None
    due: date | None = None  # the next contact
    expires_on: date | None = None
    promises: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    events: tuple[str, ...] = ()


@dataclass(frozen=True)
class Handover:
    """What goes from one person to another on a day."""

    leaver: Post
    successor: Post
    leaving: Leaving
    into: str  # the department to which the leaver goes
    day: date
    made_at: datetime
    plan_of: str = ""  # the department whose plan the leaver hands in
    checks: tuple[str, ...] = ()  # halves of the plans that wait for the leaver's 내부확인
    questions: tuple[str, ...] = ()  # that the office put about that plan
    drafts: tuple[str, ...] = ()
    agreements: tuple[Story, ...] = ()
    promises: tuple[Work, ...] = ()
    events: tuple[Work, ...] = ()
    contracts: tuple[Work, ...] = ()
    head: str = ""  # what changes in the head of the report

    @property
    def count(self) -> int:
        """How many things go over, the plan being one."""
        lists = (self.checks, self.drafts, self.agreements, self.promises, self.events)
        return sum(map(len, lists)) + len(self.contracts) + bool(self.plan_of)


def to_json(handover: Handover) -> dict[str, Any]:
    """It as plain JSON values."""
    dumped: dict[str, Any] = adapter(Handover).dump_python(handover, mode="json")
    return dumped


def from_json(data: dict[str, Any]) -> Handover:
    """It from JSON values; pydantic.ValidationError when something is missing."""
    return adapter(Handover).validate_python(data)


def without_successor(handover: Handover) -> Handover:
    """The same where nobody takes over yet."""
    return replace(handover, successor=Post(department=handover.successor.department), head="")
