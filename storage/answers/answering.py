"""A question to its answer. What is told is a sum over the ledger, or a list of the office."""

from dataclasses import replace
from datetime import datetime
from typing import cast

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.answers import figures, of_plans, of_records, slices
from storage.answers import wording_answer as wording
from storage.answers.shapes import Answer, Figure
from storage.answers.wording_answer import Spoken
from storage.facts.question import wording_time as times
from storage.facts.question.asked import Question, Shift, Slice, Topic, Want, When
from storage.models.company import Company
from storage.models.office import Officer
from storage.office import departments
from storage.report.half_written import half_written
from storage.rules.errors import NotAllowed
from storage.rules.half_year import HalfYear
from storage.rules.people import ACTIVE
from storage.rules.permission import Action, may
from storage.rules.terms import EventKind
from storage.settings import event_kinds


async def answer(act: Act, asked: Question) -> Answer:
    """What the question is answered. NotAllowed for who may not see figures."""
    if not may(act.officer.role, Action.VIEW_STATUS) or act.officer.state != ACTIVE:
        raise NotAllowed
    if asked.want in (Want.PLAN, Want.MISSING, Want.LATE, Want.RESULTS):
        return await of_plans.answer(act, asked)
    if asked.want is Want.ASLEEP:
        return await of_records.asleep(act)
    if asked.want is Want.RATE:
        return await of_records.rate(act, asked)
    if asked.want is Want.PERSON:
        return await of_records.person(act, asked)
    if asked.want is Want.SHARE:
        return await _share(act, asked)
    return await _figures(act, asked)


async def answered(
    asked: Question, officer: Officer, now: datetime, session: AsyncSession
) -> Answer:
    """As `answer`, in whatever session it is read: sums over years do not hold up the others."""
    return await answer(Act(session, officer, now), asked)


async def spoken(session: AsyncSession, one: Slice, typed: str = "") -> Spoken:
    """The names of whom a slice asks."""
    department = await departments.name_of(session, one.department) if one.department else ""
    company = await session.get(Company, one.company) if one.company else None
    own = await event_kinds.by_number(session, one.own) if one.own else None
    return Spoken(department, company.name if company else "", typed, own.name if own else "")


async def when_of(act: Act, asked: Question) -> When | None:
    """The time that is asked about: without one the half that /status tells of; of a company,
    and of what is still to come, all that is known."""
    if asked.when is not None or asked.ever:
        return asked.when
    if asked.slice.ahead:
        return None
    if asked.slice.company is not None and asked.want is Want.FIGURE:
        return None
    return times.of_half(await half_written(act.session, act.today))


async def _figures(act: Act, asked: Question) -> Answer:
    if asked.slice.words and not await figures.has_words(act.session, asked.slice.words):
        return Answer(wording.unknown_words(asked.typed))
    if asked.want is Want.TREND:
        return await _trend(act, asked)
    if asked.want is Want.LATEST:
        return await _latest(act, asked)
    if asked.want is Want.COMPARE:
        return await _compared(act, asked)
    return await _told(act, asked)


async def _told(act: Act, asked: Question) -> Answer:
    session, when = act.session, await when_of(act, asked)
    if asked.topics == (Topic.AGREEMENTS,) and asked.when is None and asked.slice.whole:
        return await of_records.agreements(act, cast(When, when))
    if asked.topics == (Topic.LARGE,) and asked.when is None and when is not None:
        when = times.up_to(when)
    named = tuple(one for one in Topic if one in asked.topics)
    topics = named or slices.kind_topics(asked.slice.kind)
    found = [await figures.figure(session, one, asked.slice, when) for one in topics]
    said = await spoken(session, asked.slice, asked.typed)
    counts = found[0].topic in slices.ITSELF
    more: list[Figure] = []
    if found[0].topic is Topic.EVENTS and len(found) == 1 and not asked.slice.ahead:
        more = [await figures.figure(session, Topic.PEOPLE, asked.slice, when)]
    lines = [wording.told(found, said, more, counts)]
    if counts and not found[0].found.value and found[0].topic is Topic.EVENTS:
        lines += await _planned(act, asked.slice, when)
    lines += [wording.crossing(found), wording.guessed(when, act.today)]
    opened = [one for one in (*found, *more) if one.found.records or one.found.value]
    return Answer("\n".join(filter(None, lines)), tuple(opened))


async def _planned(act: Act, one: Slice, when: When | None) -> list[str]:
    ahead = replace(one, ahead=True)
    found = await figures.figure(act.session, Topic.EVENTS, ahead, when)
    return [wording.planned(found)]


async def _latest(act: Act, asked: Question) -> Answer:
    """When what is asked about was last, up to today."""
    topic = asked.topics[0] if asked.topics else Topic.EVENTS
    if topic is Topic.EVENTS and asked.slice.kind is EventKind.JOB_BUS:
        topic = Topic.RUNS
    one = _of_runs(topic, asked.slice)
    found = await figures.figure(act.session, topic, one, asked.when)
    said = await spoken(act.session, one, asked.typed)
    last = await figures.latest(act.session, slices.asked_of(topic, one, asked.when))
    text = wording.latest(found, said, last)
    return Answer(text, (found,) if found.found.value else ())


async def _compared(act: Act, asked: Question) -> Answer:
    when = await when_of(act, asked) or times.of_half(HalfYear.of(act.today))
    one = asked.slice
    topics = asked.topics or (
        (Topic.EVENTS, Topic.PEOPLE, Topic.RUNS) if one.whole else slices.kind_topics(one.kind)
    )
    each = [(topic, _of_runs(topic, one)) for topic in topics]
    pairs = await figures.compared(act.session, each, when, asked.shift, act.today)
    runs = when.since <= act.today < when.until
    text = wording.compared(
        pairs,
        await spoken(act.session, one, asked.typed),
        last=asked.shift is Shift.HALF,
        runs=runs,
    )
    both = [one for pair in pairs for one in (pair.now, pair.before)]
    opened = [one for one in both if one.found.records or one.found.value]
    return Answer("\n".join(filter(None, [text, wording.guessed(when, act.today)])), tuple(opened))


async def _trend(act: Act, asked: Question) -> Answer:
    one = asked.slice
    last = HalfYear.of(act.today)
    if asked.when is not None and asked.when.halves is not None:
        last = min(asked.when.halves[1], last)
    topics = asked.topics or (
        (Topic.EVENTS, Topic.PEOPLE, Topic.RUNS, Topic.HIRED)
        if one.whole
        else slices.kind_topics(one.kind)
    )
    found = [
        await figures.series(act.session, topic, _of_runs(topic, one), last, act.today)
        for topic in topics
    ]
    said = await spoken(act.session, one, asked.typed)
    known = [each for each in found if any(whole.value for whole in each.sums)] or found[:1]
    alone = len(known) == 1
    text = "\n".join(wording.series(each, said, alone=alone) for each in known)
    now = times.of_half(last)
    opened = [Figure(each.topic, each.slice, now, each.sums[-1]) for each in known]
    shown = tuple(one for one in opened if one.found.value)
    return Answer(text, shown, series=tuple(known))


def _of_runs(topic: Topic, one: Slice) -> Slice:
    """Runs are those of the bus where no kind is named."""
    if topic is Topic.RUNS and one.kind is None:
        return replace(one, kind=EventKind.JOB_BUS)
    return one


async def _share(act: Act, asked: Question) -> Answer:
    when = await when_of(act, asked)
    found = await of_records.share(act.session, asked.slice, when)
    said = await spoken(act.session, asked.slice, asked.typed)
    hired = Figure(Topic.HIRED, asked.slice, when, found.all_hired)
    label = wording.share_label(hired, said)
    note = wording.share_note(found.share.known, found.share.records)
    told = found.share
    text = wording.share(label, told.residents, told.workers, told.rate, note)
    opened = [
        await figures.figure(act.session, one, asked.slice, when)
        for one in (Topic.HIRED, Topic.RESIDENTS)
    ]
    return Answer(text, tuple(one for one in opened if one.found.value is not None))
