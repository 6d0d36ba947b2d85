"""Who may do what, and to whose records. Whatever is not written here is refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from storage.rules.terms import Role, of_each


class Action(StrEnum):
    """Something a person can ask the bot to do."""

    VIEW_STATUS = "view_status"
    FIND = "find"
    SEE_RECORD = "see_record"
    SEE_TODO = "see_todo"
    HELP = "help"
    TAKE_PART = "take_part"
    LOG_EVENT = "log_event"
    WRITE_PLAN = "write_plan"
    WRITE_MOU = "write_mou"
    WRITE_CONTRACT = "write_contract"
    WRITE_BUDGET = "write_budget"
    WRITE_PROBLEM = "write_problem"
    EDIT_RECORD = "edit_record"
    DELETE_RECORD = "delete_record"
    SEE_INSIDE = "see_inside"
    HOLD_PLAN = "hold_plan"
    REVIEW_PLAN = "review_plan"
    RUN_ROUND = "run_round"
    READ_REPORT = "read_report"
    AUDIT = "audit"
    MAKE_REPORT = "make_report"
    GIVE_INCENTIVE = "give_incentive"
    MANAGE_DEPARTMENTS = "manage_departments"
    SET_OFFICE = "set_office"
    MANAGE_PEOPLE = "manage_people"
    APPROVE_GRANT = "approve_grant"


class GrantState(StrEnum):
    """Where a request stands that needs a second administrator."""

    PENDING = "pending"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    FALLEN = "fallen"  # who asked may not ask any more, or who was to get it is another by now
    CARRIED_OUT = "carried_out"  # nobody could agree, and nobody objected for a working day


class GrantAct(StrEnum):
    """What a request that needs a second administrator wants done."""

    ROLE = "role"  # another role, which gives power or takes it from an administrator
    REMOVE = "remove"  # an administrator is to go


class Matter(StrEnum):
    """What of a record or a plan is to be read."""

    SUBMITTED = "submitted"  # a living record; a plan that was handed in, and its items
    DRAFT = "draft"  # a plan that was not handed in, or was sent back, and its items
    REMOVED = "removed"
    HISTORY = "history"  # who changed what, from what to what
    EVIDENCE = "evidence"  # photos and files


PROOFS = frozenset({Matter.HISTORY, Matter.EVIDENCE})

READ = frozenset(
    {
        Action.VIEW_STATUS,
        Action.FIND,
        Action.SEE_RECORD,
        Action.SEE_TODO,
        Action.HELP,
        Action.READ_REPORT,
    }
)
"""Open to every role, about every department; all that goes on during a lockdown.

Of a record that is what was submitted; the rest of it is for fewer: see `may_read`.
"""

PROVE = frozenset({Action.AUDIT})
"""To see of every department who changed what and what proves it, and who has read what.

Looking as well: it goes on during a lockdown. What was not handed in and what was removed stay
closed to whoever has no more than this.
"""

OWN = frozenset({Action.TAKE_PART})
"""Words, files and buttons that go into a form, a file or a reminder of one's own."""

WRITE = frozenset(
    {
        Action.LOG_EVENT,
        Action.WRITE_PLAN,
        Action.HOLD_PLAN,
        Action.WRITE_MOU,
        Action.WRITE_CONTRACT,
        Action.WRITE_BUDGET,
        Action.WRITE_PROBLEM,
        Action.EDIT_RECORD,
        Action.DELETE_RECORD,
        Action.SEE_INSIDE,
    }
)
"""The daily work of a department, on its own records.

SEE_INSIDE is to read what the department keeps to itself: see `Matter`.

HOLD_PLAN is a step of a plan inside its department: anybody who writes may stand in for one who
is away, but only those in whose hands the plan is (`plan_steps.holds`) may pass it up.
"""

CHECK = frozenset({Action.REVIEW_PLAN})
"""The department's own check before a plan goes to the office."""

RUN = frozenset(
    {
        Action.RUN_ROUND,
        Action.MAKE_REPORT,
        Action.GIVE_INCENTIVE,
        Action.MANAGE_DEPARTMENTS,
        Action.SET_OFFICE,
    }
)
"""The office that runs the half-year."""

_CLERK = READ | OWN | WRITE
_CHIEF = _CLERK | CHECK
_RUNNER = _CHIEF | RUN | {Action.MANAGE_PEOPLE}


@dataclass(frozen=True, kw_only=True)
class RoleRow:
    """All that tells one role from another, but for its word and its first lines in chat."""

    may: frozenset[Action]
    everywhere: bool  # in every department; one person alone does not give such a role
    belongs: bool  # holds it in a department, and nowhere else
    confirms: bool  # a department's plans may wait for its 내부확인
    tier: int  # how far above the officer in charge: who hears of what is late; 0 nobody
    inherits: int | None  # its turn to take over what a colleague began and left


ROLE_ROWS: Mapping[Role, RoleRow] = of_each(
    Role,
    {
        Role.VIEWER: RoleRow(
            may=READ | OWN | PROVE,
            everywhere=False,
            belongs=False,
            confirms=False,
            tier=0,
            inherits=None,
        ),
        Role.STAFF: RoleRow(
            may=_CLERK,
            everywhere=False,
            belongs=True,
            confirms=False,
            tier=0,
            inherits=3,
        ),
        Role.SENIOR: RoleRow(
            may=_CHIEF,
            everywhere=False,
            belongs=True,
            confirms=True,
            tier=1,
            inherits=1,
        ),
        Role.LEAD: RoleRow(
            may=_CHIEF,
            everywhere=False,
            belongs=True,
            confirms=False,
            tier=1,
            inherits=2,
        ),
        Role.HEAD: RoleRow(
            may=_CHIEF,
            everywhere=False,
            belongs=True,
            confirms=True,
            tier=2,
            inherits=4,
        ),
        Role.OFFICE: RoleRow(
            may=_RUNNER,
            everywhere=True,
            belongs=False,
            confirms=False,
            tier=0,
            inherits=None,
        ),
        Role.ADMIN: RoleRow(
            may=_RUNNER | PROVE | {Action.APPROVE_GRANT},
            everywhere=True,
            belongs=False,
            confirms=False,
            tier=0,
            inherits=None,
        ),
    },
)
"""In the order of their power, upwards."""

EVERY_DEPARTMENT = frozenset(role for role, row in ROLE_ROWS.items() if row.everywhere)
POWERFUL = EVERY_DEPARTMENT
"""Roles that one person alone does not give, as long as there is a second administrator."""


def _in_turn(role: Role) -> int:
    return ROLE_ROWS[role].inherits or 0


LISTED = tuple(sorted(ROLE_ROWS, key=lambda role: not ROLE_ROWS[role].belongs))
"""Every role in the order of menus and lists: those of a department first."""
HEIRS = tuple(sorted((role for role, row in ROLE_ROWS.items() if row.inherits), key=_in_turn))
"""Who takes drafts over, first come first served; readers cannot."""
LINE = tuple(
    tuple(role for role in reversed(tuple(ROLE_ROWS)) if ROLE_ROWS[role].tier == tier)
    for tier in sorted({row.tier for row in ROLE_ROWS.values()} - {0})
)
"""The line above an officer, from below; of one tier the first who is there."""


def may(role: Role, action: Action) -> bool:
    """Whether this role may do this at all, before asking whose record it is."""
    return role in ROLE_ROWS and action in ROLE_ROWS[role].may


def goes_on_locked(action: Action) -> bool:
    """Whether this is still done while the office is locked: looking, and nothing else."""
    return action in READ | PROVE


def may_grant(actor: Role, role: Role) -> bool:
    """Whether one of this role may give that role, or change who has it.

    Only an administrator makes or unmakes administrators; else the office could raise itself.
    """
    return may(actor, Action.MANAGE_PEOPLE) and (role is not Role.ADMIN or actor is Role.ADMIN)


def may_stand_in(deputy: Role, absent: Role) -> bool:
    """Whether what waits for the absent person can be done by this deputy (대결).

    Standing in gives no rights of its own: one alone could lend a powerful role by it.
    """
    needed = (Action.WRITE_PLAN, Action.RUN_ROUND)
    return all(may(deputy, action) for action in needed if may(absent, action))


def raises(before: Role | None, role: Role) -> bool:
    """Whether going from `before` (None: from outside) to `role` gives power.

    An administrator who becomes 총괄 steps down.
    """
    return role in POWERFUL and before not in (role, Role.ADMIN)


def lowers(before: Role | None, role: Role) -> bool:
    """Whether going from `before` to `role` takes an administrator's power."""
    return before is Role.ADMIN and role is not Role.ADMIN


def covers(
    role: Role, own_department: int | None, record_department: int | None, action: Action
) -> bool:
    """Whether this role, in this department, may do this to a record of that department.

    What was submitted is read across departments. All else stays inside one's own, except for the
    office and the administrator. A record or a person without a department matches nobody's own.
    """
    if not may(role, action):
        return False
    if action in READ or role in EVERY_DEPARTMENT:
        return True
    return own_department is not None and own_department == record_department


def may_read(
    role: Role, own_department: int | None, department: int | None, matter: Matter
) -> bool:
    """Whether this role, in this department, may read this of a record of that department.

    The one rule of reading. What was submitted is for everybody enrolled; drafts, what was
    removed, histories and evidence are for the people of the department who do its work, for the
    office and for the administrator; histories and evidence besides for whoever looks over it
    all. `department` None stands for all departments together.
    """
    if matter is Matter.SUBMITTED:
        return may(role, Action.SEE_RECORD)
    if matter in PROOFS and may(role, Action.AUDIT):
        return True
    return covers(role, own_department, department, Action.SEE_INSIDE)
