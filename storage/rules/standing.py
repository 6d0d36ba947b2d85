"""What a restore may not give back: power that somebody lost after the backup was made."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from storage.rules.permission import POWERFUL, ROLE_ROWS
from storage.rules.terms import Role

RANK = {role: place for place, role in enumerate(ROLE_ROWS)}


@dataclass(frozen=True)
class Post:
    """Somebody with a Telegram account, as one database has them."""

    telegram_id: int
    name: str
    role: Role
    active: bool


@dataclass(frozen=True)
class Held:
    """One who had more in the backup than now; `role` is what they keep, None: they are out."""

    was: Post
    role: Role | None


@dataclass(frozen=True)
class Returned:
    """Who is what after a restore, where it differs from before it."""

    held: tuple[Held, ...] = ()
    risen: tuple[Post, ...] = ()  # powerful again, and nothing known speaks against it
    lost: tuple[Post, ...] = ()  # came after the backup, which does not know them


def posts(people: Iterable[Mapping[str, str | int | None]]) -> dict[int, Post]:
    """People by their Telegram number, from rows of the table `officer` of any release.

    A role that this release does not know is none: whoever has it may do nothing.
    """
    roles = {role.value: role for role in Role}
    return {
        int(one["telegram_id"] or 0): Post(
            telegram_id=int(one["telegram_id"] or 0),
            name=str(one["name"]),
            role=roles.get(str(one["role"]), Role.VIEWER),
            active=one["state"] == "active",
        )
        for one in people
        if one["telegram_id"] is not None
    }


def returned(present: Mapping[int, Post] | None, backup: Mapping[int, Post]) -> Returned:
    """Compares the office as it is with the office of the backup.

    With `present` None (damaged, or not there) nobody is held, and all who are powerful rise.
    """
    known = present or {}
    back = [one for one in backup.values() if one.active]
    held = tuple(
        Held(one, now.role if now.active else None)
        for one in back
        if (now := known.get(one.telegram_id)) and _less(now, one)
    )
    low = {one.was.telegram_id for one in held}
    risen = tuple(
        one
        for one in back
        if one.role in POWERFUL
        and one.telegram_id not in low
        and not _as_much(known.get(one.telegram_id), one)
    )
    here = {one.telegram_id for one in back}
    lost = tuple(one for one in known.values() if one.active and one.telegram_id not in here)
    return Returned(held, risen, lost)


def _less(now: Post, was: Post) -> bool:
    return not now.active or RANK[now.role] < RANK[was.role]


def _as_much(now: Post | None, was: Post) -> bool:
    return now is not None and not _less(now, was)
