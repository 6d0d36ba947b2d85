"""내부확인: the steps a plan takes inside its department before it reaches 총괄.

A confirmation in chat, never the office's 결재. Each department has its own steps: none,
주무팀장, 과장, or both, always in this order.
"""

from collections.abc import Collection, Iterable
from itertools import combinations

from storage.rules.permission import EVERY_DEPARTMENT, ROLE_ROWS
from storage.rules.terms import PlanState, Role

STEPS = tuple(role for role, row in ROLE_ROWS.items() if row.confirms)
TO_WRITE = frozenset({PlanState.NOT_SUBMITTED, PlanState.DRAFTING, PlanState.RETURNED})
"""The plan is in the hands of who writes it."""
CHAINS: tuple[tuple[Role, ...], ...] = tuple(
    chain for length in range(len(STEPS) + 1) for chain in combinations(STEPS, length)
)
"""All that a department may choose from."""


def in_order(names: Iterable[str]) -> tuple[Role, ...]:
    """The steps that are named, from the 담당 upwards; other words are no steps."""
    named = set(names)
    return tuple(step for step in STEPS if step.value in named)


def rank(role: Role | None) -> int:
    """How high in the department a role confirms; the office stands above all steps."""
    if role in EVERY_DEPARTMENT:
        return len(STEPS)
    return STEPS.index(role) if role in STEPS else -1


def first_step(
    chain: Collection[Role], present: Collection[Role], above: int, least: int = 0
) -> Role | None:
    """The first step ranked higher than `above` and at least `least`; None when 총괄 is next.

    A step that nobody in the department holds is left out, so a plan never waits for an empty
    chair. Who hands in from the chair of a step has confirmed with it.
    """
    return next(
        (
            step
            for step in STEPS
            if step in chain and step in present and above < rank(step) >= least
        ),
        None,
    )


def standing(state: PlanState, step: Role | None) -> str:
    """Where a plan stands in words: the state, and whose 내부확인 it waits for."""
    if state is PlanState.CHECKING and step:
        return f"{step.label} {state.label}"
    return state.label


def waiting_for(waiting: Iterable[tuple[Role, int]]) -> str:
    """Whose 내부확인 plans wait for, and how many: 주무팀장 1, 과장 2."""
    return ", ".join(f"{role.label} {count}" for role, count in waiting)
