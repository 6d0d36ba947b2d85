"""A tap about people, read and checked: nothing in a button's code is believed before."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from handlers.chat import taps
from handlers.chat.context import OfficeContext
from handlers.chat.errors import BadCode
from handlers.chat.prompts import Answer
from handlers.people import texts
from storage.models.office import Officer
from storage.office import departments, officers
from storage.rules import people
from storage.rules.errors import Gone, NotAllowed
from storage.rules.permission import LISTED, ROLE_ROWS, may_grant
from storage.rules.terms import Role
from storage.traffic.messages import Screen

DAYS = (1, 3, 7)


@dataclass
class Tap(taps.Tap):
    """One tap, or what a question was about, with the person and the place it names."""

    @classmethod
    def of(cls, one: Answer) -> "Tap":
        """What the question was about that was answered."""
        return cls(one.update, one.context, one.chat_id, 0, "", tuple(one.given))

    def role(self, at: int = 0) -> Role:
        """An argument as a role that this officer may grant; raises BadCode or NotAllowed."""
        try:
            role = Role(self.args[at])
        except (IndexError, ValueError):
            raise BadCode from None
        check_grant(self.context.officer, role)
        return role

    def days(self, at: int) -> int:
        """An argument as one of the spans offered; raises BadCode."""
        days = self.number(at)
        if days not in DAYS:
            raise BadCode
        return days

    async def person(self) -> Officer:
        """The person of the first argument; raises NotAllowed when out of this officer's reach."""
        return await reached(self.context, self.number())

    async def place(self, at: int, role: Role) -> tuple[int | None, str]:
        """The department of an argument, 0 being none; raises BadCode where one is needed."""
        number = self.number(at)
        if number:
            department = await departments.by_id(self.context.session, number)
            if department is None or not department.active:
                raise BadCode
            return department.id, department.name
        if ROLE_ROWS[role].belongs:
            raise BadCode
        return None, texts.NO_DEPARTMENT


Step = Callable[[Tap], Awaitable[Screen | None]]


def check_grant(actor: Officer, role: Role) -> None:
    """Raises NotAllowed when the actor may neither give this role nor change who has it."""
    if not may_grant(actor.role, role):
        raise NotAllowed(texts.ONLY_ADMIN)


async def reached(context: OfficeContext, number: int) -> Officer:
    """A person whom this officer may change; raises NotAllowed, Gone."""
    one = await known_person(context, number)
    check_grant(context.officer, one.role)
    return one


async def known_person(context: OfficeContext, number: int) -> Officer:
    """The person of a number; raises Gone when there is none, or none any more."""
    one = await officers.by_id(context.session, number)
    if one is None or one.state == people.REMOVED:
        raise Gone
    return one


def grantable(actor: Officer) -> list[Role]:
    """The roles that this officer may give, in the order of the menus."""
    return [role for role in LISTED if may_grant(actor.role, role)]


async def department_name(context: OfficeContext, one: Officer) -> str:
    """The name of a person's department."""
    if one.department_id is None:
        return texts.NO_DEPARTMENT
    department = await departments.by_id(context.session, one.department_id)
    return department.name if department else texts.NO_DEPARTMENT
