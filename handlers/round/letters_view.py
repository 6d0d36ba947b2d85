"""The letters of a round on the screen, and what can be done where no message reaches: pure."""

from html import escape

from handlers.chat import texts as chat_texts
from handlers.round import texts
from handlers.round.board_view import named
from scheduler.reminders.nudges import Nudged
from storage.facts.wording_letter import quoted
from storage.models.round import CollectionRound
from storage.report.formats import OF_LETTERS, Format
from storage.rounds.wording_request import Asked
from storage.rules.dates import show_day
from storage.rules.terms import RoundState
from storage.traffic.messages import Button, Row, Screen, view

FORMS = (Format.HWPX, Format.XLSX)
EVERYONE, AWAY, FORM = "all", "away", "form"


def screen(row: CollectionRound, asked: Asked, contact: str, away: int) -> Screen:
    """The request letter of a round, its number once it has one, and its form."""
    half, number = row.half.label, row.id
    lines = [
        texts.LETTER_HEAD.format(half=half),
        texts.LETTER_WHAT.format(
            half=half, results=row.results_half.label, due=show_day(asked.due)
        ),
        "",
        texts.LETTER_NUMBER.format(letter=escape(quoted(row.letter)))
        if row.letter
        else texts.LETTER_NONE,
        texts.LETTER_CONTACT.format(contact=escape(contact)),
    ]
    rows: list[Row] = [_papers(number, EVERYONE, texts.LETTER_ALL_BUTTON, 0)]
    if away:
        lines += ["", texts.LETTER_AWAY.format(count=away)]
        rows.append(_papers(number, AWAY, texts.LETTER_AWAY_BUTTON, away))
    rows.append(
        [
            Button(
                texts.FORM_BUTTON.format(format=one.label),
                view("round", "paper", number, FORM, one),
            )
            for one in FORMS
        ]
    )
    rows.append(
        [
            Button(texts.NOTE_NUMBER, view("round", "number", number)),
            Button(chat_texts.BACK, view("round", "show", number)),
        ]
    )
    return Screen("\n".join(lines), rows)


def _papers(number: int, what: str, label: str, count: int) -> Row:
    return [
        Button(
            label.format(format=one.label, count=count), view("round", "paper", number, what, one)
        )
        for one in OF_LETTERS
    ]


def unreached(told: Nudged) -> list[str]:
    """Whom no message reaches, by name, and that something can be done."""
    groups = (
        (texts.NUDGED_NO_ONE, told.nobody),
        (texts.NUDGED_UNREACHED, told.cut_off),
    )
    lines = [
        words.format(count=len(names), departments=named(names))
        for words, names in groups
        if names
    ]
    return [*lines, texts.NUDGED_INSTEAD] if lines else []


def ways(row: CollectionRound, away: int) -> list[Row]:
    """What can be done for departments that no message reaches."""
    if not away or row.state is not RoundState.OPEN:
        return []
    return [
        [
            Button(texts.WAY_LETTER.format(count=away), view("round", "letter", row.id)),
            Button(texts.WAY_INVITE, view("roster", "start")),
        ],
        [
            Button(texts.WAY_BEHALF, view("round", "all", row.id, 0)),
            Button(texts.WAY_NONE, view("behalf", "many", row.half.code)),
        ],
    ]
