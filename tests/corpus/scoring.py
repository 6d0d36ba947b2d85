"""What the grammar reads, laid beside what is right: per field, right, wrong and unread."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from storage.facts.loose.printed import printed
from storage.facts.loose.proposed import Read
from storage.rules.period import Period, Precision
from storage.rules.terms import RecordKind
from tests.corpus.cases import Case, Values, rewordings

NOT_ASKED = {"role", "format", "status", "for"}
"""Facts that may be read or not; where they are, they have to be right."""
FREE = {
    "programme": {"cohort_style"},
    "mou": {"title"},
    "follow_up": {"text"},
    "plan_item": {"text", "heading", "unit"},
}
"""Facts that are words of the line as they stand."""
COMPANIES_COUNTED = "companies#"


@dataclass
class Score:
    """Counts by field, and the misses in words."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    unread: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def precision(self, name: str = "") -> float:
        """Of what is proposed, how much is right."""
        right, wrong = self._of(self.right, name), self._of(self.wrong, name)
        return right / (right + wrong) if right + wrong else 1.0

    def recall(self, name: str = "") -> float:
        """Of what the lines tell, how much is read."""
        right, unread = self._of(self.right, name), self._of(self.unread, name)
        return right / (right + unread) if right + unread else 1.0

    @staticmethod
    def _of(counted: Counter[str], name: str) -> int:
        return counted[name] if name else counted.total()

    def table(self) -> str:
        """One line for each field."""
        names = sorted({*self.right, *self.wrong, *self.unread})
        rows = [("all", self.precision(), self.recall(), self.right.total(), self.wrong.total())]
        rows += [
            (one, self.precision(one), self.recall(one), self.right[one], self.wrong[one])
            for one in names
        ]
        return "\n".join(
            f"{name:18} precision {precise:6.3f}  recall {recall:6.3f}"
            f"  right {right:5} wrong {wrong:4}"
            for name, precise, recall, right, wrong in rows
        )


def proposed(read: Read) -> Values:
    """What one record proposes, in the words of the corpora."""
    known = read.values.get("kind") if read.kind is RecordKind.EVENT else None
    told: Values = {"kind": (str((known or read.kind).value),)}
    for name, value in read.values.items():
        if (
            (name == "kind" and read.kind is RecordKind.EVENT)
            or value in (None, "", (), {})
            or (isinstance(value, Period) and not value.known)
        ):
            continue
        if name == "counts":
            told |= {_measure(one): (str(number),) for one, number in value.items()}
        else:
            about = "for" if name == "target" and read.kind is RecordKind.EVENT else name
            told[_NAMES.get(about, about)] = (_plain(value),)
    return told


_NAMES = {"kind": "problem_kind", "period": "date", "cohort_total": "total", "round_no": "round"}


def _measure(one: Any) -> str:
    return COMPANIES_COUNTED if one.value == "companies" else str(one.value)


def _plain(value: Any) -> str:
    if isinstance(value, Period):
        return ",".join(_span(one) for one in value.spans)
    if isinstance(value, tuple):
        return ",".join(str(one) for one in value)
    return str(getattr(value, "value", value))


def _span(span: Any) -> str:
    match span.precision:
        case Precision.DAY:
            first, last = f"{span.start}", f"{span.end}"
        case Precision.MONTH:
            first, last = f"{span.start:%Y-%m}", f"{span.end:%Y-%m}"
        case Precision.HALF:
            return f"{span.start.year}-H{1 if span.start.month == 1 else 2}"
        case _:
            return f"{span.start.year}"
    return first if first == last else f"{first}/{last}"


Reader = Callable[[Case], Sequence[Values]]


def score(cases: Iterable[Case], reads: Reader | None = None) -> Score:
    """All cases against the grammar, or against another way of reading them."""
    made = Score()
    for case in cases:
        _add(made, case, (reads or reads_of)(case))
    return made


def reads_of(case: Case) -> Sequence[Values]:
    """What the grammar proposes of a case."""
    reading = printed(case.heading, case.item, case.details, case.setting)
    return [proposed(one) for one in reading.reads if one.facts is not None]


def outcome(case: Case) -> tuple[bool, bool]:
    """Whether all of a case is read, and whether anything of it is wrong."""
    made = Score()
    _add(made, case, reads_of(case))
    return not made.unread, bool(made.wrong)


def _add(made: Score, case: Case, reads: Sequence[Values]) -> None:
    read = list(reads)
    for right in case.right:
        mine = next((one for one in read if one["kind"][0] in right["kind"]), None)
        if mine is None:
            mine = read[0] if len(case.right) == 1 and read else None
        if mine is not None:
            read.remove(mine)
        _compare(made, case, right, mine or {})
    for extra in read:
        _compare(made, case, {"kind": ()}, extra)


def _compare(made: Score, case: Case, right: Values, mine: Values) -> None:
    kind = right["kind"][0] if right["kind"] else mine["kind"][0]
    right = _as_proposed(right, mine)
    for name in sorted({*right, *mine}):
        if name in FREE.get(kind, ()):
            continue
        wanted, told = right.get(name), mine.get(name)
        if told is not None and wanted is not None and _same(name, told[0], wanted):
            made.right[name] += 1
        elif told is not None:
            made.wrong[name] += 1
            made.misses.append(f"WRONG {name}={told[0]!r}, right {wanted}: {case.shown}")
        elif wanted and name not in NOT_ASKED and "" not in wanted:
            made.unread[name] += 1
            made.misses.append(f"unread {name}={wanted}: {case.shown}")


def _as_proposed(right: Values, mine: Values) -> Values:
    """`partner`: the only party beside the city."""
    if "partner" not in right:
        return right
    own = mine.get("parties", ("",))[0].removeprefix("고양시,")
    said = {name: value for name, value in right.items() if name != "partner"}
    wanted = right["partner"][0]
    return (
        said | {"parties": (mine["parties"][0] if own == wanted else wanted,)}
        if mine
        else said | {"parties": (wanted,)}
    )


def _same(name: str, told: str, wanted: tuple[str, ...]) -> bool:
    if wanted == ("*",):
        return True
    if name == "title":
        return told.replace(" ", "") in [one.replace(" ", "") for one in wanted]
    return told in wanted


def by_fact() -> dict[str, tuple[int, int, int]]:
    """Of each fact of the seed: how many rewordings are read whole, wrongly, and how many are."""
    told: dict[str, tuple[int, int, int]] = {}
    for one in rewordings():
        read, wrong, count = told.get(one.of, (0, 0, 0))
        whole, amiss = outcome(one)
        told[one.of] = (read + (whole and not amiss), wrong + amiss, count + 1)
    return told
