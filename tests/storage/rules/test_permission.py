"""Who may do what."""

import itertools
from dataclasses import fields

import pytest

from storage.rules.people import WRITERS
from storage.rules.permission import (
    CHECK,
    HEIRS,
    LINE,
    LISTED,
    OWN,
    PROVE,
    READ,
    ROLE_ROWS,
    RUN,
    WRITE,
    Action,
    Matter,
    RoleRow,
    covers,
    goes_on_locked,
    may,
    may_grant,
    may_read,
    raises,
)
from storage.rules.steps import CHAINS
from storage.rules.terms import Role

HOME, AWAY = 1, 2
DEPARTMENTAL = [Role.STAFF, Role.SENIOR, Role.LEAD, Role.HEAD]
EVERYWHERE = [Role.OFFICE, Role.ADMIN]


def test_every_role_and_every_action_has_been_thought_of() -> None:
    rest = {Action.MANAGE_PEOPLE, Action.APPROVE_GRANT}
    assert READ | OWN | PROVE | WRITE | CHECK | RUN | rest == set(Action)


def test_the_order_in_which_roles_are_listed_inherit_and_hear_of_what_is_late() -> None:
    listed = (*DEPARTMENTAL, Role.VIEWER, *EVERYWHERE)
    assert listed == LISTED
    assert HEIRS == (Role.SENIOR, Role.LEAD, Role.STAFF, Role.HEAD)
    assert LINE == ((Role.LEAD, Role.SENIOR), (Role.HEAD,))
    assert CHAINS == ((), (Role.SENIOR,), (Role.HEAD,), (Role.SENIOR, Role.HEAD))
    assert (*DEPARTMENTAL, *EVERYWHERE) == WRITERS


@pytest.mark.parametrize("lacking", [one.name for one in fields(RoleRow)])
def test_a_role_that_lacks_a_word_about_itself_cannot_be_built(lacking: str) -> None:
    told = dict(vars(ROLE_ROWS[Role.LEAD]))
    assert RoleRow(**told) == ROLE_ROWS[Role.LEAD]
    del told[lacking]
    with pytest.raises(TypeError, match=lacking):
        RoleRow(**told)


@pytest.mark.parametrize(("role", "action"), [*itertools.product(Role, sorted(READ))])
def test_everybody_enrolled_reads_about_every_department(role: Role, action: Action) -> None:
    assert covers(role, HOME, AWAY, action)
    assert covers(role, None, AWAY, action)


@pytest.mark.parametrize(("role", "action"), [*itertools.product(DEPARTMENTAL, sorted(WRITE))])
def test_a_department_writes_its_own_records_only(role: Role, action: Action) -> None:
    assert covers(role, HOME, HOME, action)
    assert not covers(role, HOME, AWAY, action)
    assert not covers(role, HOME, None, action)
    assert not covers(role, None, None, action)


@pytest.mark.parametrize(
    ("role", "action"),
    [*itertools.product(EVERYWHERE, sorted(set(Action) - PROVE - {Action.APPROVE_GRANT}))],
)
def test_the_office_and_the_administrator_reach_every_department(
    role: Role, action: Action
) -> None:
    assert covers(role, HOME, AWAY, action)
    assert covers(role, None, None, action)


@pytest.mark.parametrize("action", sorted(set(Action) - READ - OWN - PROVE))
def test_a_viewer_changes_nothing(action: Action) -> None:
    assert not may(Role.VIEWER, action)
    assert not covers(Role.VIEWER, HOME, HOME, action)


@pytest.mark.parametrize(("role", "action"), [*itertools.product(DEPARTMENTAL, sorted(RUN))])
def test_only_the_office_runs_the_half_year(role: Role, action: Action) -> None:
    assert not may(role, action)


def test_a_plan_is_checked_above_the_officer_who_wrote_it() -> None:
    checkers = [role for role in Role if covers(role, HOME, HOME, Action.REVIEW_PLAN)]
    assert checkers == [Role.SENIOR, Role.LEAD, Role.HEAD, Role.OFFICE, Role.ADMIN]
    assert not covers(Role.HEAD, HOME, AWAY, Action.REVIEW_PLAN)


def test_only_an_administrator_agrees_to_a_powerful_role() -> None:
    assert [role for role in Role if may(role, Action.APPROVE_GRANT)] == [Role.ADMIN]


def test_only_an_administrator_gives_or_takes_that_role() -> None:
    givers = {role: [to for to in Role if may_grant(role, to)] for role in Role}
    assert givers[Role.ADMIN] == list(Role)
    assert givers[Role.OFFICE] == [role for role in Role if role is not Role.ADMIN]
    assert [givers[role] for role in (Role.VIEWER, *DEPARTMENTAL)] == [[]] * 5


@pytest.mark.parametrize("before", [None, *Role])
def test_power_is_gained_on_the_way_up_only(before: Role | None) -> None:
    above: dict[Role | None, set[Role]] = {Role.OFFICE: {Role.ADMIN}, Role.ADMIN: set()}
    up = above.get(before, {Role.OFFICE, Role.ADMIN})
    assert {role for role in Role if raises(before, role)} == up


def test_a_locked_office_reads_and_does_nothing_else() -> None:
    assert {action for action in Action if goes_on_locked(action)} == READ | PROVE


INSIDE = [matter for matter in Matter if matter is not Matter.SUBMITTED]


@pytest.mark.parametrize("role", list(Role))
def test_what_was_submitted_is_read_by_everybody(role: Role) -> None:
    assert all(may_read(role, own, AWAY, Matter.SUBMITTED) for own in (HOME, AWAY, None))


@pytest.mark.parametrize(("role", "matter"), [*itertools.product(Role, INSIDE)])
def test_the_rest_is_for_its_department_and_those_who_run_the_half(
    role: Role, matter: Matter
) -> None:
    everywhere, own = role in EVERYWHERE, role in (*EVERYWHERE, *DEPARTMENTAL)
    if role is Role.VIEWER and matter in (Matter.HISTORY, Matter.EVIDENCE):
        everywhere = own = True  # who looks over it all sees who did what, and what proves it
    assert may_read(role, HOME, HOME, matter) is own
    assert may_read(role, HOME, AWAY, matter) is everywhere
    assert may_read(role, None, None, matter) is everywhere
    assert may_read(role, HOME, None, matter) is everywhere
