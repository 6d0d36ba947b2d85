"""The words of stored lines never change, and a word of another release is read as it stands."""

import pytest
from sqlalchemy import text

from storage import audit
from storage.act import Act
from storage.database import Database
from storage.rules.terms import RecordKind
from storage.rules.trail import Subject, Verb
from tests.helpers.offices import NOW, Office

SUBJECTS = """
event mou promise follow_up contract subcontract hire plan_item budget problem incentive
evidence kept_file late_result incentive_point company listed_contract
officer invite roster role_grant deputy transfer transfer_order department holiday lockdown
origin setting tap
round plan plan_duty plan_return plan_outcome results_answer
pledge responsible report_block report_edit report_version report_form report_import
claim_acceptance claim_question
report_choice
reading_event reading_mou reading_promise reading_follow_up reading_contract
reading_subcontract reading_hire reading_plan_item reading_budget reading_problem
reading_incentive reading_plan reading_papers
report report_page letter plan_table register invite_sheet handover request_letter plan_form
"""
VERBS = """
create change remove restore undo move
submit declare_none hand_up pass_up hand_back send_back accept check confirm
reopen reopen_confirmed reopen_closed reopening_over settle count link unlink
open nudge close take_back_close
approve decline approved declined withdrawn expired fallen carried_out
transfer take_back steps merge part load take_back_load keep begin end
forget
read refuse hand_out withhold
"""
"""What stands in the databases of offices: a word may come to these lists, and none may go."""


def test_the_words_that_stand_in_stored_lines_are_those_of_the_trail() -> None:
    assert [one.value for one in Subject] == SUBJECTS.split()
    assert [one.value for one in Verb] == VERBS.split()


@pytest.mark.parametrize("kind", RecordKind)
def test_each_kind_of_record_is_a_subject_and_so_is_its_reading(kind: RecordKind) -> None:
    assert {Subject(kind), Subject(f"reading_{kind}")} <= set(Subject)


async def test_a_line_of_another_release_is_read_as_it_stands(
    db: Database, office: Office
) -> None:
    """Mutant: a word that nobody knows ends every look at the trail."""
    async with db.begin() as session:
        act = Act(session, office.office, NOW)
        await act.log(Subject.ROUND, 1, Verb.OPEN)
        connection = await session.connection()
        odd = "UPDATE audit_entry SET action = 'sing', subject = 'song'"
        await connection.execute(text(odd))
    async with db.read() as session:
        (line,) = await audit.of_subject(session, "song", 1)
        assert (line.action, line.subject) == ("sing", "song")
        assert await audit.verify(session) == 1  # and the chain shows that it was not so written


async def test_a_line_says_who_did_what_to_which_and_when(db: Database, office: Office) -> None:
    async with db.begin() as session:
        await Act(session, office.staff, NOW).log(
            Subject.PLAN, 7, Verb.SUBMIT, {"state": "drafting"}, {"state": "submitted"}, "급함"
        )
        await Act(session, None, NOW).log(Subject.PLAN, 7, Verb.REOPENING_OVER)
    async with db.read() as session:
        his, nobodys = await audit.of_subject(session, Subject.PLAN, 7)
        assert await audit.verify(session) is None
    assert (his.officer_id, his.at, his.subject, his.action) == (
        office.staff.id,
        NOW,
        Subject.PLAN,
        Verb.SUBMIT,
    )
    assert (his.before, his.after, his.reason) == (
        {"state": "drafting"},
        {"state": "submitted"},
        "급함",
    )
    assert nobodys.officer_id is None


async def test_nobody_is_no_officer(db: Database) -> None:
    async with db.begin() as session:
        with pytest.raises(LookupError):
            _ = Act(session, None, NOW).officer
