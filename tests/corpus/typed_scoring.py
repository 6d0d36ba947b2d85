"""What is read of typed messages, laid beside what is right: by field, by taps, by words."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from storage.facts.loose.proposed import Doubt, Reading
from storage.facts.spoken.message import Known, spoken
from storage.rules.terms import Target
from tests.corpus.cases import Values
from tests.corpus.scoring import Score, proposed
from tests.corpus.typed import COMPANIES_COUNTED, Typed

UNKNOWN = Known()
Reader = Callable[[str, date], Reading]
_UNCOUNTED = {"cohort_style", "within", "holding", "heading", "half"}
"""How a fact is printed, and what the office is asked at the card, is nobody's to read."""
_BARE_TITLE = re.compile("(?:온라인 ?)?(?:채용|취업|일자리)? ?박람회")
_ALIKE = {"title", "text", "places", "companies", "parties", "partner", "company", "job"}
"""Names, in which blanks are spelt in many ways."""


@dataclass
class TypedScore:
    """Counts by field, and what a person meets: questions, words lost, cards for nothing."""

    fields: Score = field(default_factory=Score)
    clear: int = 0
    whole: int = 0  # clear messages of which all is read rightly
    one_tap: int = 0  # clear messages with at most one question
    asked: Counter[bool] = field(default_factory=Counter)  # what nobody can know is asked
    lost: list[str] = field(default_factory=list)

    @property
    def tapped_once(self) -> float:
        """The share of the clear messages before whose 저장 stands at most one tap."""
        return self.one_tap / self.clear if self.clear else 1.0

    def table(self) -> str:
        """The figures, one line for each field and one for each promise."""
        told = [
            f"clear: {self.clear}, at most one question: {self.one_tap} ({self.tapped_once:.3f}), "
            f"all right: {self.whole}",
            f"asked where nobody can know: {self.asked[True]} of {self.asked.total()}",
            f"words lost: {len(self.lost)}",
        ]
        return "\n".join((self.fields.table(), *told))


def read_alone(text: str, today: date) -> Reading:
    """By an office that knows no names yet."""
    return spoken(text, today, UNKNOWN)


def typed_score(cases: Iterable[Typed], read: Reader = read_alone) -> TypedScore:
    """All messages against the grammar."""
    made = TypedScore()
    for case in cases:
        _add(made, case, read(case.text, case.today))
    return made


def _add(made: TypedScore, case: Typed, reading: Reading) -> None:
    before = len(made.fields.misses)
    compared(made.fields, case, case.right, [proposed(one) for one in reading.reads])
    questions = questions_of(reading)
    made.asked.update(bool(_of_name(name) & questions) for name in case.asked)
    made.lost += [f"LOST {one!r}: {case.shown}" for one in words_lost(case, reading)]
    made.fields.misses += [
        f"not asked {name}: {case.shown}" for name in case.asked if not _of_name(name) & questions
    ]
    if case.clear:
        made.clear += 1
        made.one_tap += len(questions) <= 1
        made.whole += len(made.fields.misses) == before
        if len(questions) > 1:
            made.fields.misses.append(f"asks {sorted(questions)}: {case.shown}")


def compared(made: Score, case: Typed, right: Sequence[Values], told: Iterable[Values]) -> None:
    """Each record that is right beside the first of its kind, and what is told too many."""
    rest = list(told)
    for one in right:
        mine = next((read for read in rest if read["kind"][0] in one["kind"]), None)
        mine = mine or (rest[0] if rest else {})
        if mine:
            rest.remove(mine)
        _compare(made, case, one, mine)
    for extra in rest:
        _wrong(made, case, "kind", extra["kind"][0], ())


def _doubts(reading: Reading) -> tuple[Doubt, ...]:
    return (*reading.doubts, *(one for read in reading.reads for one in read.doubts))


def questions_of(reading: Reading) -> set[str]:
    """The fields that are asked of somebody before all can be saved."""
    return {one.field for one in _doubts(reading)}


def _of_name(name: str) -> set[str]:
    return {"date": {"period", "date"}}.get(name, {name})


def _compare(made: Score, case: Typed, right: Values, mine: Values) -> None:
    open_ones = case.asked | case.unsure
    for name in sorted({*right, *mine} - _UNCOUNTED):
        if name == "kind" and "kind" in case.asked:
            continue
        wanted, told = right.get(name), mine.get(name, ("",))[0]
        if told and wanted and _same(name, told, wanted):
            made.right[name] += 1
        elif told and (wanted or not _no_fault(case, name, told)):
            _wrong(made, case, name, told, wanted or ())
        elif wanted and not told and "" not in wanted and name not in open_ones:
            made.unread[name] += 1
            made.misses.append(f"unread {name}={wanted}: {case.shown}")


def _wrong(made: Score, case: Typed, name: str, told: str, wanted: tuple[str, ...]) -> None:
    made.wrong[name] += 1
    made.misses.append(f"WRONG {name}={told!r}, right {wanted}: {case.shown}")


def _same(name: str, told: str, wanted: tuple[str, ...]) -> bool:
    if "*" in wanted:
        return True
    if name in _ALIKE:
        return _bare(told) in map(_bare, wanted)
    return told in wanted


def _bare(text: str) -> str:
    return re.sub(r"[\s'\"‘’“”「」·ㆍ]", "", text)


def _no_fault(case: Typed, name: str, told: str) -> bool:
    """A field that nobody asked for, and that the words say all the same."""
    if name in case.allow or (name == COMPANIES_COUNTED and "companies" in case.allow):
        return True
    match name:
        case "role":
            return bool(re.search("개최|열|열었" if told == "host" else "지원", case.text))
        case "format":
            return bool(
                re.search("온라인|비대면" if told == "online" else "온.?오프라인", case.text)
            )
        case "for":
            return told in set(Target) or told in case.text
        case "runs":
            return told == "1"
        case "round":
            return bool(re.search(f"{told} ?[차회]", case.text))
        case "status":
            return told == "done"
        case "unit":
            return told in case.text
        case "title":
            return bool(_BARE_TITLE.fullmatch(told))
        case "companies" | "places":
            return "kind" in case.asked and told in case.text
        case "text":
            return bool(case.right) and case.right[0]["kind"] == ("follow_up",)
    return False


def words_lost(case: Typed, reading: Reading) -> list[str]:
    """Words that no value holds and that are not left to be seen."""
    shown = "".join(reading.lines)
    lost = [] if letters(shown) == letters(case.text) else ["the message itself"]
    values = " ".join(
        value for read in reading.reads for values in proposed(read).values() for value in values
    )
    told = (*(one.text for one in reading.rest), *(one.text for one in _doubts(reading)), values)
    seen = letters("".join(told))
    return lost + [word for word in case.keep if letters(word) not in seen]


def letters(text: str) -> str:
    """What of the words may not be lost: no blanks, no signs."""
    return "".join(letter for letter in text if letter.isalnum())


def read_of_none(cases: Iterable[Typed], read: Reader = read_alone) -> list[str]:
    """Of messages that are no records: those of which something is read all the same."""
    return [
        f"{one.shown}: {[proposed(made) for made in reads]}"
        for one in cases
        if "refuse" not in one.react and (reads := read(one.text, one.today).reads)
    ]
