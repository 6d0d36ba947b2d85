"""How a person is shown: always with department and role from the table, never by name alone."""

from html import escape

from handlers.enrol import texts
from storage.models.office import Department, Officer
from storage.rules.permission import Role


def who(officer: Officer, department: Department | None) -> str:
    """A person in one line of HTML."""
    return texts.WHO.format(
        name=escape(officer.name),
        department=escape(department.name) if department else texts.NO_DEPARTMENT,
        role=Role(officer.role).label,
    )


def greeting(officer: Officer, department: Department | None, unfinished: int) -> str:
    """The first screen: who one is here, what comes first, three commands."""
    role = Role(officer.role)
    text = texts.GREETING.format(
        name=escape(officer.name),
        department=escape(department.name) if department else texts.NO_DEPARTMENT,
        role=role.label,
        first=texts.FIRST[role],
        examples="\n".join(texts.EXAMPLES[role]),
    )
    return text + (texts.RESUME_HINT.format(count=unfinished) if unfinished else "")
