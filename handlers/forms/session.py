"""Where somebody stands in a form, and what can be done there: plain values."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


class Mode(StrEnum):
    """What the card shows."""

    CHAIN = "chain"  # one question after the other
    FILL = "fill"  # read from a line: what it lacks is asked over all that was read
    CARD = "card"  # all fields, the sentence, 저장
    PICK = "pick"  # which field to change
    EDIT = "edit"  # one question, then back to the card
    SIMILAR = "similar"  # records like this one exist: save all the same?
    JOIN = "join"  # one of them is to take these answers, and says something else here and there


@dataclass
class Sitting:
    """A person's place in a form; kept in the draft row between two steps."""

    answers: dict[str, Any] = field(default_factory=dict)
    mode: Mode = Mode.CHAIN
    asked: str = ""  # the field in question
    trail: list[str] = field(default_factory=list)  # fields asked before, for 뒤로
    begun: dict[str, Any] = field(default_factory=dict)  # answers it began with: nobody gave them
    again: bool = False  # one more beside the record whose answers it began with
    offered: list[Any] = field(default_factory=list)  # values of the chips on the screen
    doubt: dict[str, Any] | None = None  # question and options of a doubt not settled
    notice: str = ""  # one line above the question: what was wrong, what was taken
    month: str = ""  # "2021-07" while the calendar is open
    sources: dict[str, int] = field(default_factory=dict)  # field -> message it was typed in
    photos: list[dict[str, Any]] = field(default_factory=list)  # evidence waiting for the save
    similar_passed: bool = False
    alike: list[dict[str, Any]] = field(default_factory=list)  # the records of Mode.SIMILAR
    more_alike: int = 0  # how many more there are than are offered
    joining: int = -1  # which of them was chosen to be completed
    differing: list[str] = field(default_factory=list)  # where it and the answers differ
    only: bool = False  # this one question is all there is: its answer saves the record
    why: list[str] = field(default_factory=list)  # lines above that question: who wants it
    line: int = 0  # the message that the answers were read from; 0 when each was given alone
    words: str = ""  # of that message
    at: int = 0  # its place among the records that the message told
    read: dict[str, Any] = field(default_factory=dict)  # as read: what differs was given by hand
    asks: list[dict[str, Any]] = field(default_factory=list)  # doubts of it, put in turn
    album: str = ""  # of the photos that came with it: those that follow belong to it too
    left: str = ""  # words of it that no field took, where the form has none for them

    @property
    def touched(self) -> bool:
        """Whether somebody has given it anything that would be lost with it."""
        given = any(self.begun.get(name) != one for name, one in self.answers.items())
        return bool(given or self.photos or self.sources)

    @property
    def as_begun(self) -> bool:
        """Whether all that it began with still stands."""
        return all(self.answers.get(name) == one for name, one in self.begun.items())

    def to_row(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """The answers, and everything else, as the draft row keeps them."""
        kept = dict(vars(self))
        return kept.pop("answers"), kept

    @classmethod
    def from_row(cls, answers: dict[str, Any], rest: dict[str, Any]) -> "Sitting":
        """The sitting of a draft row; keys of another release are left out."""
        known = {key: rest[key] for key in cls.__dataclass_fields__ if key in rest}
        sitting = cls(**{**known, "answers": dict(answers)})
        sitting.mode = Mode(sitting.mode)
        return sitting


@dataclass(frozen=True)
class Typed:
    """Words were sent."""

    text: str
    message: int = 0


@dataclass(frozen=True)
class Corrected:
    """A message already used was edited by its sender."""

    text: str
    message: int


@dataclass(frozen=True)
class Picked:
    """The n-th chip was tapped."""

    at: int


@dataclass(frozen=True)
class Settled:
    """The n-th option of a doubt was tapped."""

    at: int


@dataclass(frozen=True)
class DayPicked:
    """A day was tapped in the calendar."""

    day: date


@dataclass(frozen=True)
class Turned:
    """The calendar was opened or turned to a month ("2021-07"), or closed ("")."""

    month: str


@dataclass(frozen=True)
class Attached:
    """A photo or file came, with its caption as kept, and what is to be said of such files."""

    file: dict[str, Any]
    hint: str = ""

    @property
    def words(self) -> str:
        """What its sender wrote below it."""
        return str(self.file.get("caption") or "").strip()


@dataclass(frozen=True)
class Joined:
    """The n-th of the records that are alike is to be completed by these answers.

    `newest` says whose words stand where both differ: None before that was asked.
    """

    at: int
    newest: bool | None = None


ANSWERS = (None, False, True)


def joins(record: int, newest: bool | None = None) -> str:
    """The argument of the key that gives the n-th record these answers."""
    return str(record * len(ANSWERS) + ANSWERS.index(newest))


@dataclass(frozen=True)
class Edit:
    """The n-th field of the form was chosen to be changed."""

    at: int


class Press(StrEnum):
    """The buttons without an argument."""

    BACK = "b"
    SKIP = "s"
    KEEP = "n"  # the former answer stands: on to what is open
    CANCEL = "x"
    SAVE = "w"
    PICK = "e"
    CARD = "k"
    LIKE_LAST = "l"
    ANYWAY = "a"
    ERASE = "z"  # what was parked goes for good
    SHOW = "r"  # draw it again: resume, or an old button


Given = (
    Typed | Corrected | Picked | Settled | DayPicked | Turned | Attached | Joined | Edit | Press
)


class Effect(StrEnum):
    """What the door has to do after a step."""

    DRAW = "draw"
    SAVE = "save"
    JOIN = "join"  # the record `sitting.joining` takes the answers
    CANCEL = "cancel"


@dataclass(frozen=True)
class Outcome:
    """The result of a step: the effect, and words for the spinner's end."""

    effect: Effect = Effect.DRAW
    toast: str = ""
    newest: bool | None = None  # of JOIN: whose words stand where both differ, if that was asked
