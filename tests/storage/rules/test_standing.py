"""Who is what after a restore: nobody has more than before it, unless nothing tells against it."""

import pytest

from storage.rules.standing import RANK, Held, Post, Returned, posts, returned
from storage.rules.terms import Role


def post(number: int, role: Role, *, active: bool = True) -> Post:
    return Post(number, "홍○○", role, active)


def by_number(*some: Post) -> dict[int, Post]:
    return {one.telegram_id: one for one in some}


@pytest.mark.parametrize("was", Role)
@pytest.mark.parametrize("now", Role)
def test_whoever_has_less_now_keeps_the_less(was: Role, now: Role) -> None:
    back = returned(by_number(post(1, now)), by_number(post(1, was)))
    held = (Held(post(1, was), now),) if RANK[now] < RANK[was] else ()
    assert back == Returned(held)


@pytest.mark.parametrize("role", Role)
def test_whoever_is_out_stays_out(role: Role) -> None:
    now, was = post(1, role, active=False), post(1, role)
    assert returned(by_number(now), by_number(was)) == Returned((Held(was, None),))


def test_whoever_was_out_then_does_not_come_back_by_it() -> None:
    was = by_number(post(1, Role.ADMIN, active=False))
    assert returned(by_number(post(1, Role.ADMIN, active=False)), was) == Returned()
    here = post(1, Role.ADMIN)
    assert returned(by_number(here), was) == Returned(lost=(here,))


@pytest.mark.parametrize("role", Role)
def test_who_was_nowhere_before_and_is_powerful_is_named(role: Role) -> None:
    was = post(1, role)
    risen = (was,) if role in (Role.ADMIN, Role.OFFICE) else ()
    nobody: tuple[dict[int, Post] | None, ...] = (None, {})
    for present in nobody:
        assert returned(present, by_number(was)) == Returned(risen=risen)


def test_who_came_after_the_backup_is_named() -> None:
    new, old = post(2, Role.STAFF), post(1, Role.STAFF)
    assert returned(by_number(old, new), by_number(old)) == Returned(lost=(new,))


def test_people_without_an_account_are_nobody_and_an_unknown_role_may_nothing() -> None:
    rows: list[dict[str, str | int | None]] = [
        {"telegram_id": None, "name": "홍○○", "role": "admin", "state": "active"},
        {"telegram_id": 1, "name": "홍○○", "role": "emperor", "state": "active"},
    ]
    assert posts(rows) == by_number(post(1, Role.VIEWER))
