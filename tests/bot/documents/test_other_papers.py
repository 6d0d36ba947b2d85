"""Letters and albums hold any contents too: within their margins, telephones and amounts whole."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from bot.documents import letter_paper, report_files
from bot.documents.letters import printable
from bot.documents.photos import cleaned
from storage.facts.letter_shapes import Letter, LetterItem, to_json
from storage.report import report_shapes
from storage.report.formats import Format
from tests.bot.documents.test_letter_paper import LETTER
from tests.helpers import placed_text, read_back
from tests.helpers.hwpx_checks import faults
from tests.helpers.photographs import photograph
from tests.helpers.printed_report import report
from tests.helpers.read_back import close
from tests.helpers.stress import DEPARTMENTS, TITLES, WORDS

pytestmark = pytest.mark.long

LEFT, RIGHT = 20.0, 190.0  # millimetres
PHONE, AMOUNT = "031-0000-0000", "1,234,567,890,123원"


def items(words: list[str]) -> tuple[LetterItem, ...]:
    """All words, each a level below the one before."""
    return (LetterItem(words[0], items(words[1:])), LetterItem("둘")) if words else ()


HOSTILE = replace(
    LETTER,
    title=f"{TITLES[-1]} 문의 {PHONE}",
    items=tuple(LetterItem(word, items([word, AMOUNT])) for word in WORDS),
    recipients=tuple(f"{DEPARTMENTS[2]}{at}" for at in range(45)),
    attachments=("A" * 200, "명단 " * 80),
)


@cache
def letter_of(form: str) -> bytes:
    """The letter in a format."""
    return letter_paper.written({"letter": to_json(HOSTILE), "format": form})


@cache
def album_of(form: str) -> bytes:
    """A short report with photos of every shape and captions of every length."""
    sizes = ((1600, 1200), (3000, 300), (300, 3000), (800, 800))
    shots = [cleaned("", photograph(*size)) for size in sizes]
    photos = [
        {"title": TITLES[-1], "caption": f"{word} {PHONE}"} | shots[at % len(shots)]
        for at, word in enumerate(WORDS)
    ]
    photos.append({"title": "B" * 150, "caption": "가" * 150})
    short = replace(report(), rows=report().rows[:1])
    given = {"report": report_shapes.to_json(short), "format": form}
    return report_files.written(given | {"album": {"photos": photos, "all": 99}})


def every_text(letter: Letter) -> list[str]:
    """What a letter says, item by item."""

    def below(some: tuple[LetterItem, ...]) -> list[str]:
        return [text for one in some for text in (one.text, *below(one.below))]

    return [letter.title, *below(letter.items), *letter.recipients, *letter.attachments]


@pytest.mark.parametrize("form", Format)
def test_a_letter_says_every_word(form: str) -> None:
    text = close(read_back.text(form, letter_of(form)))
    for said in every_text(HOSTILE):
        assert close(printable(said) if form == "pdf" else said) in text


@pytest.mark.parametrize(
    ("made", "kept"),
    [(letter_of, {PHONE: 1, AMOUNT: len(WORDS)}), (album_of, {PHONE: len(WORDS)})],
    ids=["letter", "album"],
)
def test_nothing_of_a_pdf_stands_in_its_margins_and_no_telephone_is_broken(
    made: Callable[[str], bytes], kept: dict[str, int]
) -> None:
    body = made("pdf")
    for one in placed_text.letters(body):
        assert one.left > LEFT - 0.3, one
        assert one.right < RIGHT + 0.3, one
    lines = placed_text.lines(body)
    for said, count in kept.items():
        assert sum(line.count(said) for line in lines) >= count


def test_every_check_passes_the_hwpx_of_both() -> None:
    assert faults(letter_of("hwpx")) == []
    assert faults(album_of("hwpx")) == []
