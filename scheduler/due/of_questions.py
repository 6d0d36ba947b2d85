"""Matters of what the office asked about records of a report: each waits for its answer."""

from scheduler import kinds
from scheduler.due.matters import Matter, Scene
from scheduler.due.rows import QuestionRow

SUBJECT = "claim_question"


def of_questions(scene: Scene) -> list[Matter]:
    """Every question that waits, for whoever was asked or answers in their place."""
    made: list[Matter] = []
    for row in scene.rows.questions:
        with scene.aside.each(SUBJECT, row.id):
            made += scene.addressed(_matter(row))
    return made


def _matter(row: QuestionRow) -> Matter:
    """It was told as a card on the day on which it was asked."""
    return Matter(
        kind=kinds.CLAIM_ASKED,
        subject=SUBJECT,
        subject_id=row.id,
        due_on=row.asked_on,
        opened_on=row.asked_on,
        title=row.text,
        department_id=row.department_id,
        keeper_id=row.officer_id,
    )
