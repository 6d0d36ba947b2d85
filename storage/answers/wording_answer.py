"""The sentences of answers: a figure, and what it counts; what is not known is said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from storage.answers.shapes import Compared, Figure, Series
from storage.facts.question.asked import Slice, Topic, When
from storage.facts.question.wording_time import of_days
from storage.figures.sums import Contribution, Sum
from storage.rules.names import josa
from storage.rules.quota import show_rate
from storage.rules.terms import EventKind, of_each

TOPICS: Mapping[Topic, tuple[str, str]] = of_each(
    Topic,
    {
        Topic.EVENTS: ("행사", "건"),
        Topic.PEOPLE: ("참여·상담 인원", "명"),
        Topic.RUNS: ("운영", "회"),
        Topic.CONSULTATIONS: ("상담 인원", "명"),
        Topic.VISITORS: ("참여 인원", "명"),
        Topic.ENROLLED: ("교육 인원", "명"),
        Topic.FINISHED: ("수료 인원", "명"),
        Topic.INTERVIEWED: ("면접 인원", "명"),
        Topic.HIRED: ("행사 채용 인원", "명"),
        Topic.RESIDENTS: ("행사 고양시민 채용 인원", "명"),
        Topic.FIRMS: ("참여 업체", "개사"),
        Topic.OPENINGS: ("구인 인원", "명"),
        Topic.AGREEMENTS: ("업무협약", "건"),
        Topic.CONTACTS: ("협약 이행 연락", "건"),
        Topic.WORKS: ("공사계약", "건"),
        Topic.LARGE: ("대규모공사", "건"),
        Topic.AMOUNT: ("공사계약 금액", "원"),
        Topic.REQUESTS: ("우선구매 협조요청", "건"),
    },
)
"""What is counted, and its counting word."""
_OF_A_KIND = {Topic.HIRED: "채용 인원", Topic.RESIDENTS: "고양시민 채용 인원"}
_EVENT_TOPICS = frozenset(Topic) - {
    *(Topic.AGREEMENTS, Topic.CONTACTS, Topic.WORKS, Topic.LARGE, Topic.AMOUNT, Topic.REQUESTS)
}
EVER = "지금까지"
AHEAD_OF = "앞으로 예정된"
PLANNED = "예정"
TENTH = 10
NOT_COUNTED, RUNNING = "집계 없음", " (진행 중)"
MOST_NAMED = 3


@dataclass(frozen=True)
class Spoken:
    """The words for whom a slice asks."""

    department: str = ""
    company: str = ""
    typed: str = ""
    own: str = ""  # a kind of the office's own, in place of the built-in one

    def kind_of(self, one: Slice) -> str:
        """What the kind is called that the slice asks for."""
        return self.own or (one.kind.label if one.kind else "")


def subject(one: Figure, said: Spoken, *, timed: bool = True) -> str:
    """2026년 10월 중장년 대상 행사, 2026년 1분기 채용박람회 참여 인원."""
    when = one.when.label if one.when else "" if one.slice.ahead else EVER
    name, _unit = TOPICS[one.topic]
    kind = said.kind_of(one.slice) if one.topic in _EVENT_TOPICS else ""
    if kind:
        name = "" if one.topic is Topic.EVENTS else _OF_A_KIND.get(one.topic, name)
    target = f"{one.slice.target.label} 대상" if one.slice.target else ""
    ahead = (PLANNED if one.when else AHEAD_OF) if one.slice.ahead else ""
    parts = (
        *(when if timed else "", said.department, said.company, said.typed),
        *(target, ahead, kind, name),
    )
    return " ".join(part for part in parts if part)


def figure(one: Figure) -> str:
    """3건, 83명(3건 중 2건 집계)."""
    unit = TOPICS[one.topic][1]
    value = one.found.value
    return f"{0 if value is None else value:,}{unit}{gap(one.found)}"


def gap(found: Sum) -> str:
    """Of how many records it was counted, where that is not all of them."""
    return f"({found.records:,}건 중 {found.known:,}건 집계)" if found.gap else ""


def told(figures: Sequence[Figure], said: Spoken, more: Sequence[Figure], counts: bool) -> str:
    """One sentence for figures of the same time and slice; `more` stand behind it as they are."""
    first, *others = figures
    if counts and not first.found.value:
        return _none(first, said)
    if first.found.value is None and not any(one.found.value is not None for one in others):
        return _uncounted(first, said)
    heard = [f"{josa(subject(first, said), '은/는')} {_value(first, counts)}"]
    heard += [f"{josa(_alone(one), '은/는')} {_value(one, counts=False)}" for one in others]
    sentence = f"{', '.join(heard)}입니다."
    known = [one for one in more if one.found.value is not None]
    beside = ", ".join(f"{_short(one.topic)} {figure(one)}" for one in known)
    return f"{sentence} {beside}입니다." if beside else sentence


def _alone(one: Figure) -> str:
    """What a figure counts, beside another of the same slice."""
    name = TOPICS[one.topic][0]
    return _OF_A_KIND.get(one.topic, name) if one.slice.kind else name


def _value(one: Figure, counts: bool) -> str:
    if one.found.value is None:
        return "집계 없음"
    records = (
        "" if counts or one.found.gap or not one.found.known else f"(기록 {one.found.known:,}건)"
    )
    return f"{figure(one)}{records}"


def _short(topic: Topic) -> str:
    return TOPICS[topic][0].removesuffix(" 인원")


def _none(one: Figure, said: Spoken) -> str:
    return f"{josa(subject(one, said), '은/는')} 없습니다."


def _uncounted(one: Figure, said: Spoken) -> str:
    if one.found.records:
        return (
            f"{josa(subject(one, said), '은/는')} 집계되지 않았습니다. 기록"
            f" {one.found.records:,}건에"
            " 적혀 있지 않습니다."
        )
    return f"{subject(one, said)} 기록이 없습니다."


def latest(one: Figure, said: Spoken, last: Contribution | None) -> str:
    """When it was last, and how often it was at all."""
    name = subject(one, said, timed=one.when is not None)
    if last is None or last.first is None:
        return f"{name} 기록이 없습니다."
    day = of_days(last.first, last.last or last.first)
    count = f"(기록 {one.found.known:,}건 중 마지막)" if one.found.known > 1 else ""
    return f"마지막 {josa(name, '은/는')} {day}입니다{count}."


def crossing(figures: Sequence[Figure]) -> str:
    """That records touch the days of the question and are in no part of the sum."""
    most = max((one.crossing for one in figures), default=0)
    return f"※ 이 기간에 걸치기만 한 기록 {most:,}건은 넣지 않았습니다." if most else ""


def guessed(when: When | None, today: date) -> str:
    """That the last such time was taken, since this year's is still to come."""
    if when is None or not when.guessed or when.since.year == today.year:
        return ""
    year, _, rest = when.label.partition("년 ")
    this = f"올해 {rest}" if rest and year.isdigit() else "올해의 그날"
    return f"※ {josa(this, '이/가')} 아직 오지 않아 {josa(when.label, '으로/로')} 답했습니다."


def unknown_words(typed: str) -> str:
    """Nothing was ever recorded under these words."""
    return (
        f"{josa(f'‘{typed}’', '이/가')} 들어간 기록이 없습니다. 낱말을 바꾸거나 빼고 다시"
        f" 물어 주십시오."
    )


def planned(one: Figure) -> str:
    """What is planned beside nothing done."""
    return f"예정된 행사가 {one.found.value:,}건 있습니다." if one.found.value else ""


def share(
    label: str, ours: int | None, everybody: int | None, rate: int | None, partly: str
) -> str:
    """Residents among the hired."""
    if rate is None or ours is None or everybody is None:
        return (
            f"{label} 고양시민 채용 비율은 낼 수 없습니다. 전체 채용과 시민 채용을 함께 적은"
            f" 기록이 없습니다."
        )
    cut = show_rate(rate // TENTH * TENTH)
    note = f" {partly}." if partly else ""
    return (
        f"{label} 고양시민 채용 비율은 {cut}입니다. 채용 {everybody:,}명 가운데 고양시민"
        f" {ours:,}명입니다.{note}"
    )


def share_label(hired: Figure, said: Spoken) -> str:
    """Of whom a share tells."""
    return subject(hired, said).removesuffix(" 채용 인원").removesuffix(" 행사")


def share_note(known: int, records: int) -> str:
    """Of how many records the share was counted."""
    return (
        f"채용을 적은 기록 {records:,}건 중 둘 다 적은 {known:,}건을 셌습니다"
        if known < records
        else ""
    )


def compared(pairs: Sequence[Compared], said: Spoken, *, last: bool, runs: bool) -> str:
    """The sums of two times, side by side; `runs` while the later one is not over."""
    first = pairs[0]
    both = (first.now.found.value, first.before.found.value)
    if len(pairs) == 1 and None not in both:
        return _one_compared(first, said, _earlier(first, last=last, runs=runs))
    before = first.before.when.label if first.before.when else EVER
    lines = [f"{_whole_subject(first.now, said)} {josa(before, '과/와')} 비교했습니다."]
    lines += [_pair(one, _earlier(one, last=last, runs=runs), said) for one in pairs]
    return "\n".join(lines)


def _earlier(one: Compared, *, last: bool, runs: bool) -> str:
    """작년 같은 때, where like days are compared while this time runs; else 작년, or all of it."""
    name = "지난 반기" if last else "작년"
    if not one.like:
        return f"{name} 전체"
    return f"{name} 같은 때" if runs else name


def _one_compared(one: Compared, said: Spoken, earlier: str) -> str:
    now, then = one.now.found.value or 0, one.before.found.value or 0
    head = f"{josa(subject(one.now, said), '은/는')} {figure(one.now)}"
    then_told = f"{earlier} {figure(one.before)}"
    if not one.like:
        return f"{head}입니다. {then_told}입니다."
    if now == then:
        same = josa(then_told, "과/와")
        return (
            f"{josa(subject(one.now, said), '은/는')} {josa(figure(one.now), '으로/로')}"
            f" {same} 같습니다."
        )
    unit = TOPICS[one.now.topic][1]
    more = "많습니다" if now > then else "적습니다"
    with_particle = josa(figure(one.now), "으로/로")
    return (
        f"{josa(subject(one.now, said), '은/는')} {with_particle}, {then_told}보다"
        f" {abs(now - then):,}{unit} {more}."
    )


def narrowed(when: When | None, one: Slice, said: Spoken) -> str:
    """2026년 10월 중장년 대상 채용박람회."""
    kind = said.kind_of(one)
    target = f"{one.target.label} 대상" if one.target else ""
    label = when.label if when else EVER
    parts = (label, said.department, said.company, said.typed, target, kind)
    return " ".join(part for part in parts if part)


def _whole_subject(one: Figure, said: Spoken) -> str:
    told_of = narrowed(one.when, one.slice, said)
    return josa(told_of if one.slice.kind else f"{told_of} 실적", "을/를")


def _pair(one: Compared, earlier: str, said: Spoken) -> str:
    name = _pair_name(one.now, said)
    now, then = one.now.found.value, one.before.found.value
    told_now = "집계 없음" if now is None else figure(one.now)
    told_then = "집계 없음" if then is None else figure(one.before)
    mark = ""
    if one.like and now is not None and then is not None and now != then:
        mark = f" {'▲' if now > then else '▼'}{abs(now - then):,}"
    return f"· {name} {told_now} / {earlier} {told_then}{mark}"


def _pair_name(one: Figure, said: Spoken) -> str:
    """What a line of a comparison counts; of the whole office runs are those of the bus."""
    name, _unit = TOPICS[one.topic]
    if one.topic is Topic.RUNS and one.slice.kind is EventKind.JOB_BUS:
        return f"{EventKind.JOB_BUS.label} {name}"
    if one.topic is Topic.EVENTS and one.slice.kind:
        return said.kind_of(one.slice)
    return _OF_A_KIND.get(one.topic, name) if one.slice.kind else name


def series(one: Series, said: Spoken, *, alone: bool = True) -> str:
    """A figure half by half, the oldest of which anything is known first."""
    unit = TOPICS[one.topic][1]
    told_of = list(zip(one.halves, one.sums, strict=True))
    while len(told_of) > 1 and not told_of[0][1].value:
        told_of.pop(0)
    parts = [
        f"{half.year % 100}년 {half.word[0]} {_counted(found, unit)}"
        f"{RUNNING if half == one.runs else ''}"
        for half, found in told_of
    ]
    name = series_name(one, said)
    return (
        f"{josa(name, '은/는')} {', '.join(parts)}입니다."
        if alone
        else f"· {name}: {', '.join(parts)}"
    )


def _counted(found: Sum, unit: str) -> str:
    return NOT_COUNTED if found.value is None else f"{found.value:,}{unit}"


def series_name(one: Series, said: Spoken) -> str:
    """What a series is of: 일자리버스 상담 인원."""
    return subject(Figure(one.topic, one.slice, None, Sum()), said, timed=False)
