"""A letter of the office as a paper: the form that 온나라 expects of a draft.

Levels follow 1. 가. 1) 가) (1) (가) ① ㉮, each two spaces inside the one above; what stands alone
gets no mark; two spaces and 끝. close the last line (행정업무의 운영 및 혁신에 관한 규정 시행규칙
제2조, 제4조).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.documents.outline import Look, Paper, Paragraph
from bot.documents.report_files import in_format
from storage.facts.letter_shapes import Letter, LetterItem, from_json
from storage.facts.wording_letter import draft_note

SYLLABLES = "가나다라마바사아자차카타파하"
SPACES = "  "
END = f"{SPACES}끝."
ENCLOSED = f"붙임{SPACES}"
BLANK = Paragraph("")
BESIDE = 3  # steps that are as wide as ENCLOSED


def written(given: Mapping[str, Any]) -> bytes:
    """`given` holds the letter as JSON and a format."""
    return in_format(paper(from_json(given["letter"])), given["format"])


def paper(letter: Letter) -> Paper:
    """The letter ready for any writer."""
    blocks = [
        Paragraph(draft_note(), Look.CAPTION),
        BLANK,
        Paragraph(letter.office, Look.TITLE),
        BLANK,
        Paragraph(letter.addressee, mark=f"수신{SPACES}"),
        Paragraph("(경유)"),
        Paragraph(letter.title, mark=f"제목{SPACES}", heads=True),
        BLANK,
        *_closed([*_numbered(letter.items, 0), *_enclosures(letter.attachments)]),
        BLANK,
        BLANK,
        Paragraph(letter.sender, Look.TITLE),
    ]
    if letter.recipients:
        blocks += [BLANK, Paragraph(", ".join(letter.recipients), mark=f"수신자{SPACES}")]
    return Paper(letter.title, letter.made_at, tuple(blocks), numbered=False)


def _numbered(items: Sequence[LetterItem], depth: int) -> Iterator[Paragraph]:
    for at, item in enumerate(items):
        mark = f"{_mark(depth, at)} " if len(items) > 1 else ""
        yield Paragraph(item.text, indent=depth, mark=mark)
        yield from _numbered(item.below, depth + 1)


def _mark(depth: int, at: int) -> str:
    """The mark of the item `at` (from 0); behind 하 comes 거, as the rule has it."""
    figure, syllable = str(at + 1), _syllable(at)
    marks = (
        f"{figure}.",
        f"{syllable}.",
        f"{figure})",
        f"{syllable})",
        f"({figure})",
        f"({syllable})",
        chr(ord("①") + at),
        chr(ord("㉮") + at),
    )
    return marks[min(depth, len(marks) - 1)]


def _syllable(at: int) -> str:
    """가 나 … 하 거 너 … 허 고 …: the consonants in turn, one vowel after the other."""
    vowels, consonants = (0, 4, 8, 13, 18, 20), len(SYLLABLES)  # ㅏ ㅓ ㅗ ㅜ ㅡ ㅣ
    shift = vowels[at // consonants] * 28
    return chr(ord(SYLLABLES[at % consonants]) + shift)


def _enclosures(names: Sequence[str]) -> Iterator[Paragraph]:
    """붙임, numbered only when there are several."""
    if not names:
        return
    yield BLANK
    if len(names) == 1:
        yield Paragraph(f"{names[0]}.", mark=ENCLOSED)
        return
    for at, name in enumerate(names, 1):
        first = at == 1
        yield Paragraph(
            f"{name}.", indent=0 if first else BESIDE, mark=f"{ENCLOSED if first else ''}{at}. "
        )


def _closed(lines: Sequence[Paragraph]) -> list[Paragraph]:
    """The same with 끝. behind the last word."""
    *before, last = lines
    return [*before, replace(last, text=last.text + END)]
