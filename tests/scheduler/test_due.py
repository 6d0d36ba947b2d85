"""What is due of which rows on which day: no table is needed to say it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler import kinds
from scheduler.due import waiting
from scheduler.due.matters import Scene
from scheduler.due.rows import Absence, ContractRow, MouRow, Office, Owned, PromiseRow
from storage.facts.shapes import ContractFacts, to_json
from storage.rules.agreements import has_ended, is_asleep
from storage.rules.aside import Aside
from storage.rules.people import ACTIVE, Person
from storage.rules.terms import RecordKind, Role, Stage, WorksKind
from storage.rules.workday import Calendar

TODAY = date(2026, 12, 23)  # a Wednesday
ENTERED = datetime(2026, 1, 5, tzinfo=UTC)
STAFF = Person(1, 100, "홍○○", Role.STAFF, 7, ACTIVE, True)
MOU = MouRow(
    Owned(3, 7, 1, "업무협약", ENTERED),
    last_contact_on=date(2026, 6, 1),
    next_contact_on=date(2026, 12, 22),
    sleeps_on=date(2026, 12, 1),
    expires_on=None,
)
PROMISE = PromiseRow(Owned(4, 7, 1, "시민 20명 채용", ENTERED), date(2026, 12, 23), ENTERED)
WORKS = ContractRow(
    Owned(5, 7, 1, "하천 정비공사", ENTERED),
    changed_at=datetime(2026, 12, 1, tzinfo=UTC),
    stage=Stage.START,
    facts=to_json(
        ContractFacts(
            title="하천 정비공사",
            company="(주)가나건설",
            amount=500_000_000,
            notice_on=date(2026, 11, 2),
            works=WorksKind.GENERAL,
            stage=Stage.START,
            begins=date(2026, 12, 21),
        )
    ),
    begun_at=datetime(2026, 12, 1, tzinfo=UTC),
    reported=(),
)
OFFICE = Office(
    calendar=Calendar(),
    people=[STAFF],
    named={},
    absences=(),
    departments={},
    records={
        RecordKind.MOU: [MOU],
        RecordKind.PROMISE: [PROMISE],
        RecordKind.CONTRACT: [WORKS],
    },
)


def _listed(office: Office, day: date = TODAY) -> list[tuple[str, int, date]]:
    scene = Scene(office, day)
    found = waiting.for_person(scene, STAFF.id)
    return [(one.kind.name, one.subject_id, scene.day_of(one)) for one in found]


def test_all_that_a_digest_would_tell_stands_in_todo_by_the_day_that_was_agreed() -> None:
    """The next contact as agreed, and not the end of the rhythm, which came before it."""
    assert _listed(OFFICE) == [
        ("promise_due", 4, date(2026, 12, 23)),
        ("contract_stage", 5, date(2026, 12, 21)),
        ("mou_contact", 3, date(2026, 12, 22)),
    ]


@pytest.mark.parametrize("ends", [date(2026, 12, 22), date(2026, 12, 23), date(2027, 1, 31)])
def test_an_agreement_that_has_ended_is_not_followed_any_more(ends: date) -> None:
    """On its last day it is, and its end is told until then."""
    ended = replace(OFFICE, records={RecordKind.MOU: [MOU._replace(expires_on=ends)]})
    contact = [("mou_contact", 3, date(2026, 12, 22))]
    expiry = [("mou_expiry", 3, ends)] if ends == TODAY else []
    assert _listed(ended) == (contact + expiry if ends >= TODAY else [])


@given(
    entered=st.dates(date(2024, 1, 1), date(2026, 12, 1)),
    quiet=st.none() | st.dates(date(2024, 1, 1), date(2028, 1, 1)),
    last=st.none() | st.dates(date(2024, 1, 1), TODAY),
    agreed=st.none() | st.dates(date(2024, 1, 1), date(2028, 1, 1)),
    ends=st.none() | st.dates(date(2024, 1, 1), date(2028, 1, 1)),
)
def test_what_status_calls_asleep_waits_in_todo_and_what_it_calls_ended_does_not(
    entered: date, quiet: date | None, last: date | None, agreed: date | None, ends: date | None
) -> None:
    """A day agreed at the last contact comes after it, as the form and the sums have it."""
    if agreed is not None and (last is None or agreed <= last):
        agreed = None
    owned = MOU.owned._replace(created_at=datetime(*entered.timetuple()[:3], tzinfo=UTC))
    row = MouRow(owned, last, agreed, quiet, ends)
    listed = _listed(replace(OFFICE, records={RecordKind.MOU: [row]}))
    waits = any(name == "mou_contact" for name, *_ in listed)
    if has_ended(ends, TODAY):
        assert not listed
    elif is_asleep(quiet, agreed, TODAY):
        assert waits


def test_the_end_of_an_agreement_is_told_with_its_own_day_though_nobody_works_then() -> None:
    sunday = date(2026, 12, 27)
    ending = replace(OFFICE, records={RecordKind.MOU: [MOU._replace(expires_on=sunday)]})
    assert ("mou_expiry", 3, sunday) in _listed(ending, date(2026, 12, 24))
    assert ("mou_expiry", 3, sunday) in _listed(ending, sunday)
    assert kinds.MOU_EXPIRY.name not in [name for name, *_ in _listed(ending, date(2026, 12, 28))]


CHIEF, SECOND = (
    Person(number, 100 + number, "홍○○", Role.OFFICE, department, ACTIVE, True)
    for number, department in ((2, 7), (9, 8))
)


@pytest.mark.parametrize(
    ("keeper", "away", "hear"),
    [
        (STAFF, (), [CHIEF, SECOND]),
        (CHIEF, (), [SECOND]),  # is told as who keeps it
        (
            STAFF,
            (Absence(STAFF.id, CHIEF.id, TODAY, TODAY),),
            [SECOND],
        ),  # stands in, and is told so
    ],
)
def test_the_office_hears_of_the_end_of_an_agreement_beside_who_keeps_it(
    keeper: Person, away: tuple[Absence, ...], hear: list[Person]
) -> None:
    """Mutant: all of the office, so that one of them reads the same twice."""
    mou = MOU._replace(expires_on=TODAY, owned=MOU.owned._replace(officer_id=keeper.id))
    people = [STAFF, CHIEF, SECOND]
    records = {RecordKind.MOU: [mou]}
    scene = Scene(replace(OFFICE, people=people, absences=away, records=records), TODAY)
    found = waiting.matters(scene)
    told = {kind: [one.officer_id for one in found if one.kind is kind] for kind in kinds.KINDS}
    assert told[kinds.MOU_EXPIRY] == [keeper.id]
    assert told[kinds.MOU_ENDS] == [one.id for one in hear]
    for one in hear:  # told, and no work of theirs
        assert kinds.MOU_ENDS not in [each.kind for each in waiting.for_person(scene, one.id)]
        assert (RecordKind.MOU, 3) not in waiting.days_of(scene, one.id)


def test_a_matter_that_raises_is_set_aside_and_all_others_are_found() -> None:
    """Mutant: one look at all rows, which the first bad one ends."""
    odd = WORKS._replace(owned=WORKS.owned._replace(id=6), stage="odd")  # type: ignore[arg-type]  # as a wrong hand writes it
    dateless = PROMISE._replace(owned=PROMISE.owned._replace(id=8), due_on="0000")  # type: ignore[arg-type]  # as SQLite keeps it
    spoiled: dict[RecordKind, Sequence[ContractRow | PromiseRow]] = {
        RecordKind.CONTRACT: [odd, WORKS],
        RecordKind.PROMISE: [dateless, PROMISE],
    }
    aside = Aside("reminders")
    scene = Scene(replace(OFFICE, records={**OFFICE.records, **spoiled}), TODAY, aside)
    assert {one.subject_id for one in waiting.matters(scene)} == {3, 4, 5}
    assert {(one.subject, one.number) for one in aside.found} == {("contract", 6), ("promise", 8)}
