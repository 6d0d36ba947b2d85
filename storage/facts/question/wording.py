"""The grammar of questions: one typed line to what it asks, or to nothing where it is none. Pure.

Word for word is taken off the line: names, the time, the kind, what is counted, what is wanted.
What is left has to be words that say nothing, or the name of a place or an event; a line of which
anything else is left is no question, and one with figures of its own is a record.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

from storage.facts.event_kinds import EVENT_ROWS
from storage.facts.likeness import fold
from storage.facts.question import wording_time as times
from storage.facts.question.asked import Names, Question, Shift, Slice, Topic, Want, When
from storage.facts.question.wording_line import Line, Marks, Who, plain
from storage.facts.question.wording_wants import Found, want_of
from storage.facts.question.wording_words import (
    AHEAD,
    HANDED_IN,
    KIND_WORDS,
    PLAN_WORDS,
    SHIFT_WORDS,
    TARGET_WORDS,
    TOPIC_WORDS,
    WANT_WORDS,
)
from storage.rules.terms import EventKind, Measure

LONGEST = 80
MOST_WORDS = 3
_VERB = re.compile(
    "(?:까요?|나요|어요|아요|세요|니다|니까|게요?|네요|래요|지요|구요|데요|는데|려고|려면|"
    "해서|하고|하면|인데|할지)$"
)
_NO_NAME = re.compile("몇|언제|어디|왜|누구|어떻|무엇|뭐|뭘|얼마|[0-9]|[ㄱ-ㅎㅏ-ㅣ]")
_OFFICE = re.compile(r"[가-힣]{2,}(?:담당관|[과관소실국팀]|센터)")
_UNIT = {"건": Topic.EVENTS, "회": Topic.RUNS, "번": Topic.RUNS, "차례": Topic.RUNS}
_OF_FIRMS = re.compile("개 ?(?:업체|회사|사|기업)|곳|군데")
Named = TypeVar("Named")


def read_question(text: str, today: date, names: Names) -> Question | None:
    """What the line asks; None where it is not plainly a question."""
    return _read(text, today, names, bare=False)


def read_filter(text: str, today: date, names: Names) -> Question | None:
    """What words behind /status ask: what only names a time, a kind or a name is enough."""
    return _read(text, today, names, bare=True)


def _read(text: str, today: date, names: Names, *, bare: bool) -> Question | None:
    whole = plain(text)
    if not whole or len(whole) > LONGEST or "\n" in whole:
        return None
    line = Line(whole)
    marks = Marks(whole, line)
    who = Who(whole, line, names)
    shift = next((one for one, words in SHIFT_WORDS if line.take(words)), Shift.NONE)
    marks.ahead = bool(line.take(AHEAD))
    when, ever = _time(line, today, ahead=marks.ahead)
    wants = [want for want, words in WANT_WORDS if line.take_all(words)]
    plan = bool(line.take(PLAN_WORDS))
    of_plans = plan or who.own or who.department is not None or _asks_of_an_office(marks, line)
    handed = of_plans and bool(line.take(HANDED_IN))
    own = _own_kind(line, names)
    kind = own[0] if own else _first(line, KIND_WORDS)
    target = _first(line, TARGET_WORDS)
    topics = _topics(line, kind)
    marks.read()
    when, shift = _second_time(line, today, wants, when, shift)
    found = Found(kind, target, topics, when, ever, shift, wants, plan, handed)
    asked = _question(whole, line, marks, who, found, bare=bare)
    if asked is None or own is None:
        return asked
    return replace(asked, slice=replace(asked.slice, own=own[1]))


def _own_kind(line: Line, names: Names) -> tuple[EventKind, int] | None:
    """The kind of the office's own that is named, by its longest word."""
    for word in sorted(names.kinds, key=len, reverse=True):
        if line.take(r"\s?".join(map(re.escape, word.replace(" ", "")))):
            return names.kinds[word]
    return None


def _asks_of_an_office(marks: Marks, line: Line) -> bool:
    """Whether it asks something of an office of a name that nobody knows."""
    words = line.text.split()
    return marks.at_end and bool(words) and bool(_OFFICE.fullmatch(words[0]))


def _time(line: Line, today: date, *, ahead: bool) -> tuple[When | None, bool]:
    """The time that is named, and whether all of it was asked for."""
    found = times.find(line.text, today, ahead=ahead)
    if found is None:
        return None, False
    when, start, end = found
    line.drop(start, end)
    return when, when is None


def _second_time(
    line: Line, today: date, wants: list[Want], when: When | None, shift: Shift
) -> tuple[When | None, Shift]:
    """올해와 작년 비교: two times of which one is a year, or a half, before the other."""
    if Want.COMPARE not in wants or when is None or shift is not Shift.NONE:
        return when, shift
    other, _ever = _time(line, today, ahead=False)
    if other is None:
        return when, shift
    later, before = sorted((when, other), key=lambda one: one.since, reverse=True)
    for way, months in ((Shift.YEAR, 12), (Shift.HALF, 6)):
        if times.earlier(later, months).since == before.since:
            return later, way
    line.text += " 몇 "  # two times of which no answer tells
    return when, shift


def _first(line: Line, words: Mapping[Named, str]) -> Named | None:
    return next((one for one, pattern in words.items() if line.take(pattern)), None)


def _topics(line: Line, kind: EventKind | None) -> tuple[Topic, ...]:
    """What is counted, as the kind has it; events themselves only where nothing else is."""
    found = list(dict.fromkeys(topic for topic, words in TOPIC_WORDS if line.take_all(words)))
    if len(found) > 1 and Topic.EVENTS in found:
        found.remove(Topic.EVENTS)
    if {Topic.ENROLLED, Topic.FINISHED} <= set(found):
        found.remove(Topic.ENROLLED)  # 교육 수료
    for vague in (Topic.PEOPLE, Topic.RUNS):
        if len(found) > 1 and vague in found and (vague is Topic.PEOPLE or kind is None):
            found.remove(vague)
    return tuple(dict.fromkeys(_as_counted(one, kind) for one in found))


def _as_counted(topic: Topic, kind: EventKind | None) -> Topic:
    """What the office counts under this word at events of this kind."""
    row = EVENT_ROWS[kind] if kind else None
    if topic is Topic.VISITORS and (row is None or Measure.VISITORS not in row.figures_asked):
        return Topic.PEOPLE
    if topic is Topic.RUNS and row and Measure.RUNS not in (*row.figures_asked, *row.figures):
        return Topic.EVENTS
    if topic is Topic.EVENTS and kind is EventKind.JOB_BUS:
        return Topic.RUNS
    return topic


def _counted_by(how_many: str, kind: EventKind | None) -> tuple[Topic, ...]:
    """What 몇 명, 몇 건, 몇 회 counts where nothing else says so."""
    if not how_many:
        return ()
    if _OF_FIRMS.search(how_many):
        return (Topic.FIRMS,)
    for unit, topic in _UNIT.items():
        if how_many.endswith(unit):
            return (_as_counted(topic, kind),)
    return (Topic.PEOPLE,)


def _question(
    whole: str, line: Line, marks: Marks, who: Who, found: Found, *, bare: bool
) -> Question | None:
    left = line.left()
    topics = found.topics or _counted_by(marks.how_many, found.kind)
    want = want_of(whole, marks, who, found, topics, bare=bare)
    if want is None:
        return None
    unknown = ""
    if want is Want.PLAN and who.department is None and len(left) == 1:
        unknown = left.pop() if _OFFICE.fullmatch(left[0]) else ""
    if left and not _may_name(left, marks, want, found, topics):
        return None
    kind = found.kind
    if Topic.RUNS in topics and kind is None:
        kind = EventKind.JOB_BUS
    return Question(
        want=want,
        topics=topics,
        when=found.when,
        ever=found.ever,
        slice=Slice(
            kind=kind,
            target=found.target,
            department=who.department,
            company=who.company,
            words=fold(" ".join(left)),
            ahead=marks.ahead,
        ),
        shift=found.shift
        if found.shift is not Shift.NONE or want is not Want.COMPARE
        else Shift.YEAR,
        officer=who.officer,
        unknown=unknown,
        typed=" ".join(left),
    )


def _may_name(
    left: list[str], marks: Marks, want: Want, found: Found, topics: tuple[Topic, ...]
) -> bool:
    """Whether the words that are left may be the name of a place or of an event."""
    asks = (
        marks.how_many
        or marks.show
        or want in (Want.TREND, Want.COMPARE, Want.LATEST)
        or marks.asking
    )
    plain = all(len(word) > 1 and not _NO_NAME.search(word) for word in left)
    verbs = any(_VERB.search(word) for word in left)
    figure = want in (Want.FIGURE, Want.TREND, Want.COMPARE, Want.LATEST)
    return bool(
        asks
        and figure
        and (topics or found.kind)
        and plain
        and not verbs
        and len(left) <= MOST_WORDS
    )
