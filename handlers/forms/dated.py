"""What a form can ask about time: a day, a period with its precision, a half-year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from handlers.forms import texts
from handlers.forms.fields import Aids, Answers, Chip, Doubt, Field, sure
from storage.rules.adapter import adapter
from storage.rules.date_grammar import read_day, read_period
from storage.rules.date_heard import hear_date
from storage.rules.dates import far_year, show_day, write_period
from storage.rules.errors import Unreadable, unreadable_half_year
from storage.rules.half_year import FIRST_YEAR, HalfYear
from storage.rules.heard import Heard
from storage.rules.names import clean_text
from storage.rules.period import Period, Precision, a_year_before

HALF_WORDS = tuple(HalfYear(FIRST_YEAR, half).word for half in (1, 2))  # those of this year
HAPPENED = Chip(texts.KEEP_AS_IS, None)
"""The `coming` of what can only have happened: a date ahead is asked about, no more."""
DAY, LONGER = (
    adapter(Period).dump_python(read_period(words, date(2021, 8, 3)), mode="json")
    for words in ("2021.7.3.", "2021.7.~8.")
)
_of_chip = lru_cache(maxsize=8)(read_period)  # the same for all who are asked on that day


@dataclass(frozen=True, kw_only=True)
class Day(Field):
    """One full day; `ahead` for one that is still to come."""

    ahead: bool = False
    happened: bool = False  # it can only lie behind

    def chips(self, answers: Answers, aids: Aids) -> Sequence[Chip]:
        if self.ahead:
            return super().chips(answers, aids)
        days = ((texts.TODAY, aids.today), (texts.YESTERDAY, aids.today - timedelta(days=1)))
        return [
            *super().chips(answers, aids),
            *(Chip(label, day.isoformat()) for label, day in days),
        ]

    def read(self, text: str, aids: Aids) -> str:
        return read_day(text, aids.today).isoformat()

    def hear(self, text: str, aids: Aids) -> Heard[Any]:
        return hear_date(text, aids.today, lambda said, _day: self.read(said, aids), self.show)

    def doubt(self, value: Any, _answers: Answers, aids: Aids) -> Doubt | None:
        day = date.fromisoformat(value)
        year = far_year(day, day, aids.today, back=10, ahead=10)
        if year:
            return sure(texts.FAR_YEAR.format(year=year), value)
        if self.ahead and day < aids.today:
            return sure(texts.gone_by(self.show(value)), value)
        if self.happened and day > aids.today:
            return sure(texts.to_come(self.show(value)), value)
        return None

    def show(self, value: Any) -> str:
        return show_day(date.fromisoformat(value))

    def of_day(self, day: date) -> Any:
        """The value of a day tapped in the calendar."""
        return day.isoformat()


@dataclass(frozen=True, kw_only=True)
class Dates(Field):
    """A time with its precision: a day, months, several dates, a half-year, or unknown."""

    unknown: bool = True  # whether 모름 is an answer
    recent: bool = True  # whether the last days are likely answers
    coming: Chip | None = None  # how a date ahead is confirmed; None where dates may lie ahead

    def chips(self, answers: Answers, aids: Aids) -> Sequence[Chip]:
        words = [texts.TODAY, texts.YESTERDAY, texts.THIS_MONTH] if self.recent else []
        words += [texts.UNKNOWN] if self.unknown else []
        return [
            *super().chips(answers, aids),
            *(
                Chip(w, adapter(Period).dump_python(_of_chip(w, aids.today), mode="json"))
                for w in words
            ),
        ]

    def read(self, text: str, aids: Aids) -> Any:
        period = read_period(text, aids.today)
        if not self.unknown and not period.known:
            raise Unreadable(text, texts.WANTED_DATE, texts.EXAMPLE_DATE)
        return adapter(Period).dump_python(period, mode="json")

    def hear(self, text: str, aids: Aids) -> Heard[Any]:
        return hear_date(text, aids.today, lambda said, _day: self.read(said, aids), self.show)

    def leaves_open(self, text: str) -> bool:
        return False  # 모름 is an answer here, or is told why it is none

    def doubt(self, value: Any, answers: Answers, aids: Aids) -> Doubt | None:
        period = adapter(Period).validate_python(value)
        if (
            self.coming is not None
            and self.is_ahead(value, aids.today)
            and not self._told(answers)
        ):
            return self._ahead(value, period, self.coming, aids.today)
        year = far_year(period.start, period.end, aids.today, back=5, ahead=1)
        return sure(texts.FAR_YEAR.format(year=year), value) if year else None

    def deciding(self, value: Any) -> Any:
        """Nothing, a day, or longer: questions turn on no more of it."""
        if not value or not value["spans"]:
            return value
        first, *others = value["spans"]
        one_day = first["precision"] == Precision.DAY and first["start"] == first["end"]
        return DAY if one_day and all(one == first for one in others) else LONGER

    def is_ahead(self, value: Any, today: date) -> bool:
        """Whether it begins on a day that is still to come."""
        start = adapter(Period).validate_python(value).start
        return start is not None and start > today

    @staticmethod
    def single(value: Any) -> date | None:
        """The one day that it is; None for a longer or unknown time."""
        period = adapter(Period).validate_python(value)
        return period.start if period.start == period.end else None

    def _told(self, answers: Answers) -> bool:
        """Whether other answers say already that it lies ahead."""
        also = self.coming.also if self.coming is not None else {}
        return bool(also) and also.items() <= answers.items()

    def _ahead(self, value: Any, period: Period, coming: Chip, today: date) -> Doubt:
        """A date ahead, or the same one a year before, which a date without a year may mean."""
        options = [Chip(coming.label, value, coming.also)]
        before = a_year_before(period)
        if before.end and before.end <= today:
            earlier = adapter(Period).dump_python(before, mode="json")
            options.append(Chip(self.show(earlier), earlier))
        again = Chip(texts.TYPE_AGAIN, None)
        return Doubt(texts.to_come(self.show(value)), (*options, again), yes=True)

    def show(self, value: Any) -> str:
        period = adapter(Period).validate_python(value)
        if not period.known:
            return texts.UNKNOWN_DATE
        one = len(period.spans) == 1 and period.spans[0].precision is Precision.DAY
        if one and period.start == period.end and period.start:
            return show_day(period.start)
        return write_period(period)

    def of_day(self, day: date) -> Any:
        """The value of a day tapped in the calendar."""
        return adapter(Period).dump_python(read_period(day.isoformat(), day), mode="json")


def no_half(answers: Answers) -> bool:
    """The date names no half-year, so it has to be asked."""
    period = answers.get("period")
    return period is not None and adapter(Period).validate_python(period).half is None


@dataclass(frozen=True, kw_only=True)
class Half(Field):
    """A half-year (반기)."""

    def chips(self, answers: Answers, aids: Aids) -> Sequence[Chip]:
        now = HalfYear.of(aids.today)
        return [
            *super().chips(answers, aids),
            *(
                Chip(h.label, adapter(HalfYear).dump_python(h))
                for h in (now, now.previous(), now.next())
            ),
        ]

    def read(self, text: str, aids: Aids) -> Any:
        typed = clean_text(text)
        try:
            half = HalfYear.parse(f"{aids.today.year} {typed}" if typed in HALF_WORDS else typed)
        except Unreadable:
            half = self._spoken(typed, aids)
        return adapter(HalfYear).dump_python(half)

    @staticmethod
    def _spoken(typed: str, aids: Aids) -> HalfYear:
        """작년 하반기, or any date that lies in one half-year; raises Unreadable."""
        try:
            half = read_period(typed, aids.today).half
        except Unreadable:
            half = None
        if half is None:
            raise unreadable_half_year(typed)
        return half

    def doubt(self, value: Any, _answers: Answers, aids: Aids) -> Doubt | None:
        half = adapter(HalfYear).validate_python(value)
        year = far_year(half.start, half.end, aids.today, back=5, ahead=1)
        return sure(texts.FAR_YEAR.format(year=year), value) if year else None

    def show(self, value: Any) -> str:
        return adapter(HalfYear).validate_python(value).label
