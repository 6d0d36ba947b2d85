"""People as the rules see them: who answers for a plan, who confirms it, who stands in."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol, TypeVar

from storage.rules.hours import Hours
from storage.rules.permission import ROLE_ROWS, Action
from storage.rules.steps import STEPS
from storage.rules.steps import rank as step_rank
from storage.rules.terms import Role

WAITING, ACTIVE, REMOVED = "waiting", "active", "removed"
WRITERS = tuple(role for role, row in ROLE_ROWS.items() if Action.WRITE_PLAN in row.may)
"""Who answers for a plan when nobody is named: the officer in charge first."""

_PLACES = {role: place for place, role in enumerate(WRITERS)}


class Someone(Protocol):
    """A person of the office, as a table's row or as a plain one."""

    @property
    def id(self) -> int:
        """Their number in the office."""

    @property
    def telegram_id(self) -> int | None:
        """Where they are written to; None until they came."""

    @property
    def name(self) -> str:
        """As shown."""

    @property
    def role(self) -> Role:
        """What they hold in the office."""

    @property
    def department_id(self) -> int | None:
        """Where they work."""

    @property
    def state(self) -> str:
        """`WAITING`, `ACTIVE` or `REMOVED`."""

    @property
    def reachable(self) -> bool:
        """Whether Telegram delivers to them."""


P = TypeVar("P", bound=Someone)


class Person(NamedTuple):
    """One of many people read at once, without the bookkeeping of a row that may be changed."""

    id: int
    telegram_id: int | None
    name: str
    role: Role
    department_id: int | None
    state: str
    reachable: bool
    hours: Hours = Hours()


def reachable(officer: Someone) -> bool:
    """Whether the bot can write to this person."""
    active = officer.state == ACTIVE
    return active and officer.reachable and officer.telegram_id is not None


def rank(officer: Someone) -> tuple[int, int]:
    """Sorts people as they are asked for a plan when nobody is named: readers last."""
    return _PLACES.get(officer.role, len(WRITERS)), officer.id


def able(officer: Someone) -> bool:
    """Whether somebody of this role can answer for a plan at all."""
    return officer.role in _PLACES


def responsible(department_id: int, named_by: Mapping[int, int], people: Sequence[P]) -> P | None:
    """Who answers for a department's plan among the active `people`; None when nobody is there."""
    own = [one for one in people if one.department_id == department_id]
    chosen = next((one for one in own if one.id == named_by.get(department_id)), None)
    return chosen or min(filter(able, own), key=rank, default=None)


def holders(step: Role, department: Sequence[P], office: Sequence[P]) -> list[P]:
    """Whose confirmation a plan at this step waits for, among the active people given.

    Everybody with that role in the department; when the chair has become empty, who sits above
    it, and at last 총괄: no plan is stuck because somebody was transferred.
    """
    for role in STEPS[step_rank(step) :]:
        found = [one for one in department if one.role == role]
        if found:
            return found
    return list(office)


def in_turn(away: Mapping[int, int], officer_id: int) -> list[int]:
    """The deputy of an absent person, that one's deputy when absent too, and so on.

    A ring ends where it would begin again: all in it are away, and the last is as good as any.
    """
    line: list[int] = []
    one = away.get(officer_id)
    while one is not None and one != officer_id and one not in line:
        line.append(one)
        one = away.get(one)
    return line
