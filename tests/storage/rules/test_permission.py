"""Who may do what."""

import itertools

import pytest

from storage.rules.permission import (
    CHECK,
    MATRIX,
    READ,
    RUN,
    WRITE,
    Action,
    Role,
    Scope,
    covers,
    may,
)

HOME, AWAY = 1, 2
DEPARTMENTAL = [Role.STAFF, Role.SENIOR, Role.LEAD, Role.HEAD]
EVERYWHERE = [Role.OFFICE, Role.ADMIN]


def test_every_role_and_every_action_has_been_thought_of() -> None:
    assert set(MATRIX) == set(Role)
    assert READ | WRITE | CHECK | RUN | {Action.MANAGE_PEOPLE} == set(Action)


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


@pytest.mark.parametrize(("role", "action"), [*itertools.product(EVERYWHERE, sorted(Action))])
def test_the_office_and_the_administrator_reach_every_department(
    role: Role, action: Action
) -> None:
    assert covers(role, HOME, AWAY, action)
    assert covers(role, None, None, action)


@pytest.mark.parametrize("action", sorted(set(Action) - READ))
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


def test_a_scope_answers_for_its_person() -> None:
    scope = Scope(Role.STAFF, HOME)
    assert scope.may(Action.LOG_EVENT)
    assert scope.covers(HOME, Action.LOG_EVENT)
    assert not scope.covers(AWAY, Action.LOG_EVENT)
