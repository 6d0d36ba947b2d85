"""Questions that are typed have their right answers, and what is no question is left alone.

`questions.txt` holds questions of managers and officers with what the invented office answers on
2026-11-26; `no_questions.txt` what they also type.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.answers import answering, known, slices, spec
from storage.answers.spec import Spec
from storage.database import Database
from storage.facts.question.asked import Question, Want
from storage.facts.question.wording import read_question
from storage.figures.sums import rows, total
from storage.models.office import Officer
from storage.rules.errors import NotAllowed
from tests.corpus.typed import typed
from tests.storage.answers.asked_office import NOW, TODAY, laid_out
from tests.storage.answers.heard import answered, read

HERE = Path(__file__).parent
PAGES = {Want.COMPANY, Want.DEPARTMENT, Want.STATUS}
QUESTIONS = [
    line.partition(" → ")[::2] for line in (HERE / "questions.txt").read_text("utf-8").splitlines()
]
NONE = (HERE / "no_questions.txt").read_text("utf-8").splitlines()


@pytest.fixture
async def asked(url: str) -> AsyncIterator[tuple[AsyncSession, dict[str, Officer]]]:
    """The office, read in one transaction."""
    db = Database(url)
    async with db.begin() as session:
        people = await laid_out(session)
        yield session, people
    await db.close()


def _page(one: Question) -> str:
    return f"[{one.want.value} {one.when.label if one.when else '-'}]"


async def test_a_question_is_answered_with_the_figure_and_what_it_counts(
    asked: tuple[AsyncSession, dict[str, Officer]],
) -> None:
    session, people = asked
    wrong = []
    for line, right in QUESTIONS:
        one = await read(session, people["staff"], line, NOW)
        if one is not None and one.want in PAGES:
            found = _page(one)
        else:
            made = await answered(session, people["staff"], line, NOW)
            found = made.text.replace("\n", " / ") if made else "no question"
        if found != right:
            wrong.append((line, found, right))
    assert wrong == []


async def test_what_is_no_question_is_never_answered(
    asked: tuple[AsyncSession, dict[str, Officer]],
) -> None:
    session, people = asked
    taken = [one for one in NONE if await read(session, people["staff"], one, NOW) is not None]
    assert taken == []


async def test_the_records_behind_every_figure_add_up_to_it(
    asked: tuple[AsyncSession, dict[str, Officer]],
) -> None:
    session, people = asked
    opened = 0
    for line, _right in QUESTIONS:
        one = await read(session, people["staff"], line, NOW)
        if one is None or one.want in PAGES:
            continue
        made = await answering.answer(Act(session, people["staff"], NOW), one)
        for figure in made.figures:
            code = spec.written(Spec(figure.topic, figure.slice, figure.when))
            again = spec.read(code)
            assert (again.topic, again.slice) == (figure.topic, figure.slice)
            behind = slices.asked_of(again.topic, again.slice, again.when)
            found = await rows(session, behind)
            assert sum(row.value for row in found.rows) == (figure.found.value or 0), line
            assert (await total(session, behind)).known == figure.found.known
            opened += 1
    assert opened > 60


@pytest.mark.parametrize("state", ["waiting", "removed"])
async def test_who_may_not_see_figures_is_answered_nothing(
    asked: tuple[AsyncSession, dict[str, Officer]], state: str
) -> None:
    session, people = asked
    one = await read(session, people["reader"], "올해 채용 몇 명", NOW)
    assert one is not None
    assert (await answering.answer(Act(session, people["reader"], NOW), one)).figures
    people["reader"].state = state
    with pytest.raises(NotAllowed):
        await answering.answer(Act(session, people["reader"], NOW), one)


async def test_lines_that_are_records_are_never_taken_for_questions(
    asked: tuple[AsyncSession, dict[str, Officer]],
) -> None:
    session, people = asked
    names = await known.names(session, people["staff"], "")
    lines = [one.text for part in ("tuning", "held") for one in typed(part)]
    assert len(lines) > 250
    assert [one for one in lines if read_question(one, TODAY, names) is not None] == []
