"""The steps of a department: which come, which are left out, and what they are called."""

import pytest

from storage.rules import steps
from storage.rules.terms import PlanState, Role

BOTH = {Role.SENIOR, Role.HEAD}
NOBODY: set[Role] = set()


def test_steps_come_from_the_bottom_up_whatever_their_order_was() -> None:
    assert steps.in_order(["head", "senior", "staff"]) == (Role.SENIOR, Role.HEAD)
    assert steps.in_order([]) == ()


@pytest.mark.parametrize(
    ("chain", "present", "actor", "first"),
    [
        (NOBODY, BOTH, Role.STAFF, None),
        (BOTH, BOTH, Role.STAFF, Role.SENIOR),
        (BOTH, BOTH, Role.LEAD, Role.SENIOR),
        (BOTH, BOTH, Role.SENIOR, Role.HEAD),
        (BOTH, BOTH, Role.HEAD, None),
        (BOTH, BOTH, Role.OFFICE, None),
        (BOTH, {Role.HEAD}, Role.STAFF, Role.HEAD),
        (BOTH, NOBODY, Role.STAFF, None),
        ({Role.HEAD}, BOTH, Role.STAFF, Role.HEAD),
        ({Role.SENIOR}, BOTH, Role.SENIOR, None),
    ],
)
def test_the_first_step_is_above_who_hands_in_and_somebody_holds_it(
    chain: set[Role], present: set[Role], actor: Role, first: Role | None
) -> None:
    assert steps.first_step(chain, present, steps.rank(actor)) == first


def test_what_a_step_sent_back_comes_to_that_step_again() -> None:
    staff, asked = steps.rank(Role.STAFF), steps.rank(Role.HEAD)
    assert steps.first_step(BOTH, BOTH, staff, asked) is Role.HEAD


def test_a_plan_that_waits_says_for_whom() -> None:
    assert steps.standing(PlanState.CHECKING, Role.SENIOR) == "주무팀장 확인중"
    assert steps.standing(PlanState.RETURNED, Role.SENIOR) == "보완요청"
    assert steps.standing(PlanState.SUBMITTED, None) == "제출"
