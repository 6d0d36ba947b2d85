"""What was read beside words, as it is shown: a list, a card, chips for what is asked."""

import re
from dataclasses import replace

import pytest

from handlers.imports import differences, reads
from handlers.imports.views import summary
from handlers.install import FORMS
from storage.facts.shapes import EventFacts
from storage.report.importing.import_known import Known
from storage.report.reading.proposal import Choices, Fate, Proposal, propose
from storage.rules.terms import Measure
from tests.helpers.imported import file_of, outline_of
from tests.helpers.other_offices import HILLSIDE

FORMS_BY_KIND = {form.kind: form for form in FORMS}
NOTHING = Known(({}, {}, {}), frozenset())


def proposal(choices: Choices | None = None) -> Proposal:
    """Of a report in which one number does not say what it counts, and without money."""
    told = outline_of(file_of(HILLSIDE.report, "docx"))
    rows = tuple(
        replace(
            row,
            lines=tuple(replace(one, text=one.text.replace("구직자 ", "")) for one in row.lines),
        )
        for row in told.rows
    )
    return propose(replace(told, rows=rows, money=()), choices or Choices())


@pytest.mark.long
def test_the_summary_counts_what_was_read_and_not_confirmed_yet() -> None:
    told = proposal()
    found = reads.facts_in(reads.read_ones(told, NOTHING))
    screen = summary(told, NOTHING, 7, "보고서.docx")
    assert f"읽은 사실 {found}건</b> (확인 전 {found}건)" in screen.text
    one = reads.plain_ones(told, NOTHING)[0]
    again = proposal(Choices(fates={one.number: Fate.READ}))
    assert f"(확인 전 {found - len(one.reads)}건)" in summary(again, NOTHING, 7, "보고서").text


def test_the_list_shows_what_was_read_beside_the_words() -> None:
    screen = reads.read_list(proposal(), NOTHING, 7, 0, FORMS_BY_KIND)
    text = re.sub(r"<[^>]+>", "", screen.text)
    assert "□ 대학생 진로·취업 캠프(8. 20.) 64명 참가" in text
    assert "참여 64명" in text
    assert text.count("[확인 전]") == reads.PER_PAGE


@pytest.mark.long
def test_what_is_asked_has_its_answers_as_chips_and_an_answer_is_taken() -> None:
    offer = next(one for one in proposal().offers if any(read.open for read in one.reads))
    screen = reads.read_card(proposal(), NOTHING, 7, offer, FORMS_BY_KIND)
    labels = [button.label for row in screen.rows for button in row]
    chip = next(at for at, label in enumerate(labels) if label == "참여 275명")
    settled = proposal(Choices(settled={offer.number: {(0, offer.reads[0].open[0]): chip}}))
    read = settled.offers[offer.number].reads[0]
    assert read.open == ()
    assert isinstance(read.facts, EventFacts)
    assert read.facts.counts[Measure.VISITORS] == 275


def test_every_screen_of_them_fits_a_message() -> None:
    told = proposal()
    for page in range(3):
        screen = reads.read_list(told, NOTHING, 7, page, FORMS_BY_KIND)
        assert len(screen.text) <= differences.MOST_LETTERS + 200
