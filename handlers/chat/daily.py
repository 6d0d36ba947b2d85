"""What each role does most, a row a role: its home card, its menu and its help are views of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from handlers.chat.help import COMMANDS, CommandLine
from handlers.chat.wording_home import BUTTONS
from storage.rules.permission import may
from storage.rules.terms import Role, of_each

FOUR = 4


@dataclass(frozen=True)
class Daily:
    """The commands of a role, what it does most first; the first four are its home card.

    `rest`: whether its menu goes on with everything else that it may do. `home_first`: whether
    현황 without more means one's own things, and not those of the whole office.
    """

    most: tuple[str, ...]
    rest: bool = False
    home_first: bool = False


DAILY: Mapping[Role, Daily] = of_each(
    Role,
    {
        Role.STAFF: Daily(
            ("event", "plan", "todo", "find", "mou", "contract", "status"),
            rest=True,
            home_first=True,
        ),
        Role.SENIOR: Daily(
            ("todo", "plan", "status", "find", "event", "mou", "contract", "report"), rest=True
        ),
        Role.LEAD: Daily(("status", "todo", "plan", "find", "event", "mou", "report"), rest=True),
        Role.HEAD: Daily(("status", "todo", "find", "report", "plan", "quota", "help")),
        Role.VIEWER: Daily(("status", "find", "report", "quota", "audit", "todo", "help")),
        Role.OFFICE: Daily(
            ("round", "status", "todo", "report", "find", "event", "people"), rest=True
        ),
        Role.ADMIN: Daily(
            ("people", "departments", "round", "status", "report", "todo", "find"), rest=True
        ),
    },
)
_LINES = {line.name: line for line in COMMANDS}


def _checked() -> None:
    """ValueError at the start for a row that names what its role may not do, or has too few."""
    for role, row in DAILY.items():
        wrong = [name for name in row.most if not may(role, _LINES[name].action)]
        if wrong or not set(row.most[:FOUR]) <= set(BUTTONS) or len(row.most) < FOUR:
            raise ValueError(f"{role}: {', '.join(wrong) or 'no four buttons'}")


_checked()


def most(role: Role) -> list[CommandLine]:
    """What the role does most, in its order."""
    return [_LINES[name] for name in DAILY[role].most]


def others(role: Role) -> list[CommandLine]:
    """Everything else that it may do."""
    named = DAILY[role].most
    return [line for line in COMMANDS if may(role, line.action) and line.name not in named]


def menu(role: Role) -> list[CommandLine]:
    """The commands in Telegram's own menu."""
    return visible(role) if DAILY[role].rest else most(role)


def visible(role: Role) -> list[CommandLine]:
    """All that the role may use, what it does most first."""
    return [*most(role), *others(role)]
