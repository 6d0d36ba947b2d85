"""Five years of a city of 44 departments: everything told or listed, never more than agreed."""

from collections import Counter, defaultdict
from datetime import date, time, timedelta
from statistics import mean

import pytest

from scheduler.due.matters import Scene
from scheduler.kinds import KINDS
from storage.rules.clock import kst
from storage.rules.ladder import WEEKLY
from storage.rules.people import Person
from storage.rules.terms import RecordKind, Role
from tests.helpers.holiday_table import is_open
from tests.scheduler.city import AD_HOC, EMPTY, SIZE, City, years
from tests.scheduler.city_told import by_chain, messages_a_half, told_of

FIRST, LAST = date(2025, 1, 2), date(2029, 12, 31)
OFFICE_KINDS = {one.name for one in KINDS if one.news} | {"round_open", "round_milestone"}
OFFICE_KINDS |= {"round_left", "unreachable"}

pytestmark = [pytest.mark.long, pytest.mark.timeout(240)]


@pytest.fixture(scope="module")
def city() -> City:
    return years(7, FIRST, LAST)


def test_nothing_is_told_on_days_off_over_lunch_or_before_ones_own_hour(city: City) -> None:
    wrong = []
    for one in city.said:
        here, who = kst(one.digest.at), one.scene.by_id[one.digest.officer_id]
        again = any(row.snoozed_until for row in one.digest.rows)
        early = here.time() < (who.hours.again if again else who.hours.start)
        quiet = time(12) <= here.time() < time(13) or here.time() >= time(18)
        if early or quiet or not is_open(here.date()) or here.date() in AD_HOC:
            wrong.append((here, who.hours))
    assert wrong == []
    assert len(city.said) > 3000


def test_nobody_has_two_digests_a_day_nor_hears_a_rung_or_a_request_twice(city: City) -> None:
    days = Counter(
        (one.digest.officer_id, one.scene.today) for one in city.said if not one.digest.apart
    )
    asked = Counter(one.digest.dedupe_key for one in city.said)
    rungs = Counter((key, rung) for _, key, rung in told_of(city))
    rungs.subtract((one.key, one.rung) for one in city.put_off)
    for counted in (days, asked, rungs):
        assert [name for name, times in counted.items() if times > 1] == []


def test_after_three_late_notices_nobody_hears_of_a_matter_twice_a_week(city: City) -> None:
    weekly = 0
    for (kind, *_), told in by_chain(city).items():
        if kind in ("plan_request", *OFFICE_KINDS, "escalation"):
            continue
        late = [(rung, day) for rung, day in told if rung > 0]
        assert len([1 for rung, _ in late if rung < WEEKLY]) <= 3
        weeks = [day - timedelta(days=day.weekday()) for rung, day in late if rung > WEEKLY]
        assert len(set(weeks)) == len(weeks)
        weekly += len(weeks)
    assert weekly > 100


def test_what_is_done_is_told_no_more(city: City) -> None:
    wrong = [
        (key, one.scene.today)
        for one, key, _ in told_of(city)
        if key[0] in ("plan_request", "plan_due", "event_result", "event_before", "mou_contact")
        and (key[1], key[2]) not in one.open_now
    ]
    assert wrong == []


def test_what_is_put_off_comes_at_that_hour_and_not_before(city: City) -> None:
    """It comes on the next working day while it waits; mutant: the hour is not waited for."""
    told = defaultdict(list)
    for one, key, _ in told_of(city):
        told[key].append(one)
    came = 0
    for off in city.put_off:
        after = [one for one in told[off.key] if one.scene.today > off.day]
        assert all(one.digest.at >= off.until for one in after)
        on_time = [one for one in after if one.scene.today == kst(off.until).date()]
        gone = not after or after[0].digest.officer_id != off.who
        assert on_time or gone
        came += len(on_time)
        assert kst(off.until).date() <= city.calendar.next_workday(off.key[4])
    assert came > 0.9 * len(city.put_off) > 90


def test_nobody_hears_of_matters_that_are_not_theirs(city: City) -> None:
    """Who answers for it, who stands in, or a colleague of theirs; the line above of its own
    department; the office alone of changes."""
    wrong = []
    for one, key, _ in told_of(city):
        scene, told = one.scene, one.scene.by_id[one.digest.officer_id]
        owner = scene.by_id[key[3]]
        stands_in = told.department_id == owner.department_id or told.id in _deputies(scene, owner)
        if key[0] in OFFICE_KINDS:
            right = owner.role is Role.OFFICE and stands_in
        elif key[0] == "escalation":
            right = owner.role in (Role.LEAD, Role.HEAD) and stands_in
        else:
            right = stands_in
        if key[0] not in OFFICE_KINDS:
            right = right and owner.department_id == _home(scene, key[1], key[2])
        if not right:
            wrong.append((key, told.role, owner.role))
    assert wrong == []


def _home(scene: Scene, subject: str, number: int) -> int:
    """The department of a matter: that of its record, or of the place of its plan."""
    sort = subject.split("_")[0]  # of what the line above hears, the name of its kind
    if sort in ("plan", "outcome"):
        return number % 100
    rows = scene.rows.records[RecordKind(sort)]
    return int(next(one.owned.department_id for one in rows if one.owned.id == number))


def _deputies(scene: Scene, owner: Person) -> set[int]:
    """Who stands in for somebody today, and for those in turn."""
    found = {owner.id}
    days = [one for one in scene.rows.absences if one.starts_on <= scene.today <= one.ends_on]
    for _ in days:
        found |= {one.deputy_id for one in days if one.officer_id in found}
    return found


def test_each_line_above_hears_once_a_level(city: City) -> None:
    levels = Counter(
        (key[1], key[2], key[4], rung) for _, key, rung in told_of(city) if key[0] == "escalation"
    )
    assert levels
    assert max(levels.values()) == 1


def test_every_plan_that_is_asked_for_is_told_to_its_people_or_the_office(city: City) -> None:
    """Ten rounds: each department with people is asked once and reminded while it is silent; of
    each without people the office hears, once, that it is late."""
    chains = by_chain(city)
    rounds = {number // 100 for kind, _, number, _ in chains if kind == "plan_due"}
    assert len(rounds) == 10
    for number in rounds:
        for place in range(1, SIZE + 1):
            plan = number * 100 + place
            asked = [
                told for name, told in chains.items() if name[:3] == ("plan_request", "plan", plan)
            ]
            late = [
                told for name, told in chains.items() if name[:3] == ("plan_late", "plan", plan)
            ]
            if place > SIZE - EMPTY:
                assert asked == []
                assert [len(one) for one in late] == [1]
            else:
                assert len(asked) == 1
    silent = [told for name, told in chains.items() if name[0] == "plan_due" and name[2] % 6 == 0]
    assert silent


def test_a_rehearsal_is_what_is_sent_while_nobody_acts(city: City) -> None:
    assert len(city.foreseen) == 20
    for expected, told in city.foreseen:
        assert sorted(expected, key=str) == sorted(told, key=str)
    assert sum(len(told) for _, told in city.foreseen) > 300


def test_people_hear_little_enough(city: City) -> None:
    """Messages a person and half, as docs/decisions/0033 tells them; mutant: daily after the due
    day."""
    assert mean(messages_a_half(city, (Role.STAFF,))) < 10
    assert mean(messages_a_half(city, (Role.OFFICE,))) < 40
