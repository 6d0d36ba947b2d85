"""Who answers for the pledge since when: one list at any day."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from storage.facts import pledge
from storage.facts.pledge import Desk, Desks, Signer

OLD, LEAD, NEW = (Signer(post, "홍○○", f"000-000{n}") for n, post in enumerate("과팀팀"))
FIRST = Desk(date(2026, 7, 1), "일자리정책과", (OLD, LEAD))
DAY = date(2027, 1, 1)
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


def change(desk: Desk) -> Desk:
    """The new team lead."""
    return pledge.succeeded(desk, LEAD, NEW)


def test_whoever_comes_later_is_entered_ahead_and_the_former_stays_in_what_was_before() -> None:
    desks = pledge.changed((FIRST,), DAY, change)
    assert pledge.on(desks, DAY - timedelta(days=1)) == FIRST
    after = pledge.on(desks, DAY)
    assert after is not None
    assert after.people == (OLD, NEW)
    assert pledge.until(desks, FIRST) == date(2026, 12, 31)
    assert pledge.until(desks, after) is None


def test_a_change_of_an_earlier_day_is_also_made_to_what_was_entered_ahead() -> None:
    ahead = pledge.changed((FIRST,), DAY, lambda desk: replace(desk, department="일자리과"))
    desks = pledge.changed(ahead, date(2026, 10, 1), change)
    assert [one.people[-1] for one in desks] == [LEAD, NEW, NEW]
    assert [one.department for one in desks] == ["일자리정책과", "일자리정책과", "일자리과"]


def test_a_day_before_the_first_that_is_known_means_that_one() -> None:
    assert pledge.changed((FIRST,), date(2024, 1, 1), change) == (change(FIRST),)
    assert pledge.on((FIRST,), date(2024, 1, 1)) == FIRST


def test_nobody_knows_since_when_holds_for_every_day_before() -> None:
    known = (replace(FIRST, begins=None),)
    desks = pledge.changed(known, DAY, change)
    assert pledge.on(desks, date(1999, 1, 1)) == known[0]
    assert len(desks) == 2


@given(st.lists(st.tuples(DAYS, st.integers(0, 3)), max_size=8), DAYS)
def test_on_every_day_one_list_is_in_force_and_it_is_the_last_begun(
    told: list[tuple[date, int]], day: date
) -> None:
    desks: Desks = ()
    for begins, number in told:
        desks = pledge.put(desks, Desk(begins, f"{number}과", ()))
    here = pledge.on(desks, day)
    assert (here is None) == (not told)
    assert here is None or here in desks
    said = {begins: number for begins, number in told}
    begun = [begins for begins in said if begins <= day]
    if here is not None and begun:
        assert here.department == f"{said[max(begun)]}과"
    assert [one.begins for one in desks] == sorted({one.begins for one in desks if one.begins})
