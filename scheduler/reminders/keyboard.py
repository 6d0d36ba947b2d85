"""The buttons of a digest: each says what it does and with what, and no two say the same."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import NamedTuple

from scheduler.kind import Offer, Whom
from scheduler.kinds import ESCALATION, OUTCOME_DUE, PLAN_IN, RESULTS_DUE
from scheduler.reminders import texts, wording_results
from scheduler.reminders.labels import Named, told_apart
from scheduler.reminders.texts import Line
from storage.rules.half_year import HalfYear
from storage.rules.ladder import ASKED_FROM
from storage.rules.terms import RecordKind
from storage.rules.trail import Subject
from storage.traffic.messages import Button, Row, view

MOST_BUTTONS = 4
MOST_LABEL = 16  # of a title on a button, behind what the button does
KEPT = set(RecordKind)
Rows = list[Row]


class _Way(NamedTuple):
    """A button before it has its label."""

    said: Named
    code: str


def keyboard(today: date, lines: Sequence[Line], hour: time = ASKED_FROM) -> Rows:
    """The actions of a digest; none when there is nothing to tap.

    Those on the one plan stand together; of what is left as many as fit, and the way to all.
    `hour` is when whoever taps is told again.
    """
    own = [line for line in lines if line.kind.offers is Offer.PLAN_ROWS]
    alone = own[0] if len(own) == 1 else None
    rows: Rows = []
    if alone:
        may = texts.may_none(alone)
        rows += texts.plan_rows(alone.half, alone.subject_id, may_none=may)
        rows += _beside(alone)
    halves = Counter(line.half for line in own)  # of one half no button could say whose it means
    others = [
        line for line in lines if line is not alone and not (line in own and halves[line.half] > 1)
    ]
    found = {way.code: way for line in reversed(others) for way in reversed([*_ways(line)])}
    there = {key.code for row in rows for key in row}  # what one button does is not offered twice
    ways = [way for way in reversed(found.values()) if way.code not in there]
    shown = ways[:MOST_BUTTONS]
    labels = told_apart([way.said for way in shown], MOST_LABEL)
    rows += [[Button(label, way.code)] for label, way in zip(labels, shown, strict=True)]
    if len(ways) > len(shown) or texts.crowded(lines):
        rows.append([Button(texts.ALL, view("todo", "all", 0))])
    rows += _all_news(lines)
    if any(line.snoozes for line in lines):
        label = texts.SNOOZE.format(hour=texts.hour(hour))
        snooze = Button(label, view("snooze", today.isoformat()))
        if alone:
            rows[1] = [*rows[1], snooze]  # beside 담당자 변경: the four acts stand together
        else:
            rows.append([snooze])
    return rows


def request_keys(line: Line, closing: str) -> Rows:
    """What a request offers: its plan, and the outcomes of the last one where some are missing."""
    rows: Rows = [*texts.plan_rows(line.half, line.subject_id, may_none=texts.may_none(line))]
    rows += _beside(line)
    for way in OUTCOME_DUE.taps if closing else ():
        label = f"{way.label}: {HalfYear.parse(closing).label}"
        rows.append([Button(label, view(way.code.format(id=0, half=closing)))])
    return rows


def _beside(line: Line) -> Rows:
    """The way to the results that are owed beside a plan; 해당없음 where nothing is logged."""
    too = line.beside
    if too is None:
        return []
    return [wording_results.ways(HalfYear.parse(too.half), too.department_id, too.records)]


def _ways(line: Line) -> Iterable[_Way]:
    known = (texts.day_of(line), line.department)
    if line.kind.offers is Offer.PLAN_ROWS:
        yield _Way(Named(texts.WRITE, texts.short(line), known), view("plan", "show", line.half))
        for key in [key for row in _beside(line) for key in row]:
            yield _Way(Named(key.label, line.department, known), key.code)
    if line.kind is ESCALATION and line.about is not None:
        name = line.title if line.of in KEPT else line.department
        about = (line.about.label, *known)
        label, see = _seen(line)
        yield _Way(Named(label, name, about), see)
        along = view("along", line.about.name, line.subject_id)
        yield _Way(Named(texts.ALONG, name, about), along)
    of_many = line.kind.whom is Whom.HOLDERS
    name = line.department if of_many else texts.short(line)
    known = known if of_many else (line.department, texts.day_of(line))
    if line.kind is RESULTS_DUE and not line.has_items:
        code = view("results", "none", line.half, line.subject_id)
        yield _Way(Named(wording_results.NONE, name, known), code)
    for offered in line.kind.taps:
        code = view(offered.code.format(id=line.subject_id, half=line.half))
        named = name if offered.titled or line.half else ""
        yield _Way(Named(offered.label, named, known), code)


def _seen(line: Line) -> tuple[str, str]:
    """What an escalation opens: the record, the plan, or the results of the department."""
    number = line.subject_id
    if line.of in KEPT:
        return texts.SEE, view("rec", line.of, number)
    if line.of == Subject.DEPARTMENT:
        return texts.SEE_RESULTS, view("results", "of", line.half, number, 0)
    return texts.SEE_PLAN, view("review", "plan", number)


def _all_news(lines: Sequence[Line]) -> Rows:
    """The way to all of what the changes are of."""
    news = [line for line in lines if line.kind.news]
    if any(line.subject in ("plan", "office", Subject.DEPARTMENT) for line in news):
        whole = Button(texts.ALL_PLANS, view("round", "now"))
        review = Button(texts.REVIEW, view("queue", "now"))
        return [[review, whole] if any(line.kind is PLAN_IN for line in news) else [whole]]
    return [[Button(texts.ALL_AGREEMENTS, view("do", "status"))]] if news else []


def tried(line: Line, today: date) -> None:
    """Puts one matter into words and buttons, to see that it can be done; raises when not."""
    texts.digest_text(today, [line])
    keyboard(today, [line])
