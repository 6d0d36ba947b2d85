"""What waits: /todo holds what the digests told, with the same dates, for every person."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta

from sqlmodel import select

from scheduler.due import waiting
from scheduler.reminders import rows
from storage.models.round import Reminder
from storage.office import officers
from tests.helpers.reminded import has_come, named, told_so_far
from tests.helpers.strangers.life import OFFICE, READER, Life

MORNINGS = 6
WAITS_FOR_NOBODY = re.compile("끝났습니다|담당자가 적습니다")
"""What is over, and what the office is told of beside who keeps it."""
TITLE = re.compile(r"‘(.+)’")
DATED = re.compile(r"(?:(\d{4})\.\s?)?(\d{1,2})\.\s?(\d{1,2})\.")


async def todo_is_what_the_digests_told(life: Life) -> AsyncIterator[str]:
    """On several mornings, for the office, its reader and every clerk."""
    people = [OFFICE, READER, *(clerk.user for clerk in life.clerks.values())]
    for _ in range(MORNINGS):
        before = len(life.desk.said)
        await life.morning(life.today + timedelta(days=1))
        digests = {one.chat_id: one.text for one in life.desk.said[before:] if "일 " in one.text}
        async with life.desk.db.read() as session:
            scene = await rows.today(session, life.today)
            if scene.calendar.next_workday(life.today) != life.today:
                continue  # what was entered since the last digest waits for Monday's
            told = (await session.exec(select(Reminder))).all()
            for user in people:
                person = await officers.by_telegram(session, user)
                assert person is not None
                listed = [m for m in waiting.for_person(scene, person.id) if has_come(scene, m)]
                sides = named(listed), told_so_far(told, scene, person.id)
                if sides[0] != sides[1]:
                    yield f"{life.today} {user}: on one side only {sides[0] ^ sides[1]}"
        for user, digest in digests.items():
            (todo,) = await life.desk.says(user, "/todo")
            for words in _dates_apart(digest, todo):
                yield f"{life.today} {user}: {words}"


def _dates_apart(digest: str, todo: str) -> list[str]:
    """Lines of a digest whose day /todo gives otherwise, or that it does not have."""
    entries = re.split(r"(?m)^\d+\. ", todo)
    found = []
    for line in digest.splitlines()[1:]:
        title = TITLE.search(line)
        day = DATED.search(line.rpartition("’")[2])
        if title is None or day is None or WAITS_FOR_NOBODY.search(line):
            continue
        name = title[1].removesuffix("…")
        mine = [one for one in entries if name in one]
        dated = [DATED.search(one.partition("\n")[2]) for one in mine]
        days = [(each[2], each[3]) for each in dated if each]
        if days and (day[2], day[3]) not in days:
            found.append(f"{line!r}, and in /todo {mine}")
        elif not mine and "건이 더" not in todo:
            found.append(f"{line!r} is not in /todo:\n{todo}")
    return found
