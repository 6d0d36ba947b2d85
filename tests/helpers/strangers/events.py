"""Events of every kind as somebody would tell them: what is typed, and what is true of it."""

from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from tests.helpers.strangers import names, times
from tests.helpers.strangers.times import Half, When
from tests.helpers.strangers.truth import ADDED, BUS, CANCELLED, PLANNED, RULE_CHANGE, RUNS, WITHIN


@dataclass
class Told:
    """What is typed, what is answered where it is asked back, and what is true of it."""

    answers: dict[str, str]
    settles: tuple[str, ...] = ()
    true: dict[str, Any] = field(default_factory=dict)


TALKS, FIRMS, GUESTS = "상담 인원", "참여 업체", "참여 인원"
TAUGHT, PASSED = "교육 인원", "수료 인원"
SEEN, HIRED, WANTED = "면접 인원", "채용 인원", "구인 인원"
CITIZENS = "고양시민 채용"
FIGURES: dict[str, tuple[str, ...]] = {
    "채용박람회": ("현장면접", "채용상담", TALKS, FIRMS, GUESTS, SEEN, HIRED, CITIZENS, WANTED),
    "기업 채용행사": (GUESTS, SEEN, HIRED, CITIZENS, WANTED),
    "온라인 채용설명회": (RUNS, FIRMS, GUESTS, SEEN, HIRED, CITIZENS),
    "입주기업 채용지원": (TALKS, FIRMS, GUESTS, SEEN, HIRED, CITIZENS),
    "찾아가는 채용행사": (RUNS, TALKS, FIRMS, GUESTS, SEEN, HIRED, CITIZENS),
    "잡투어": (RUNS, FIRMS, GUESTS),
    "컨퍼런스·특강": (GUESTS, SEEN),
    "교육·취업지원 과정": (GUESTS, TAUGHT, PASSED, HIRED, CITIZENS),
    "일자리테마특강": (RUNS, GUESTS),
    "간담회": (GUESTS,),
    RULE_CHANGE: (),
}
"""The figures that each kind of event may have, but for the job bus."""
COURSE = "교육·취업지원 과정"


def figures(dice: Random, labels: tuple[str, ...], kept: float = 0.55) -> dict[str, int]:
    """Some of the figures; the others nobody counted. Seldom one of them is naught."""
    told = {label: dice.choice((0, 1, *dice.sample(range(2, 3000), 8))) for label in labels}
    told = {label: value for label, value in told.items() if dice.random() < kept}
    if CITIZENS in told and HIRED in told:  # they are among them
        told[CITIZENS] = min(told[CITIZENS], told[HIRED])
    return told


def typed(dice: Random, value: int) -> str:
    """A figure in one of the ways in which it is typed."""
    wide = str(value).translate({ord("0") + at: 0xFF10 + at for at in range(10)})
    return dice.choice((str(value), f"{value:,}", wide))


def event(dice: Random, half: Half, today: date, courses: list[str]) -> Told:
    """An event of any kind but the bus that took place, or is to come, or was called off."""
    sort = dice.choice(list(FIGURES))
    when = times.some_time(dice, half, today)
    state = dice.choices(("", PLANNED, CANCELLED), (85, 8, 7))[0]
    settles: tuple[str, ...] = ()
    if state == PLANNED and today < half.last:
        day = times.day_in(dice, half)
        if day > today:
            when, settles = When(times.written(dice, day), day, day), ("예정된 행사입니다",)
    answers, typed_words = _named(dice, sort, courses)
    counts = {} if settles else figures(dice, FIGURES[sort])
    answers |= {label: typed(dice, value) for label, value in counts.items()}
    if state and not settles:
        answers["진행"] = state
    if sort == "잡투어" and when.sort == times.DAY:
        counts.setdefault(RUNS, 1)  # a day of it is one, as of the bus
    heading = _heading(dice, answers)
    return Told(
        {"종류": sort, **when.answers, **answers},
        (*settles, dice.choice(("예", "아니요"))),
        {
            "sort": sort,
            "half": when.half.code,
            "counts": counts,
            "result": not state,
            "why": state,
            "words": (*typed_words, *heading),
            "first": when.first,
            "last": when.last,
        },
    )


def _heading(dice: Random, answers: dict[str, str]) -> tuple[str, ...]:
    if dice.random() < 0.8:
        return ()
    answers["제목 줄(○)"] = names.words(dice)
    return (answers["제목 줄(○)"],)


def _named(dice: Random, sort: str, courses: list[str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Names, places and the like of this kind of event."""
    title, company = names.title(dice), names.company(dice)
    place = dice.choice(names.PLACES)
    match sort:
        case "기업 채용행사" if dice.random() < 0.5:
            told = {"개최·지원": "개최", "업체·기관": company, "이름": title}
        case "기업 채용행사":
            told = {"개최·지원": "지원", "업체·기관": company, "장소": place, "직종": "조립직"}
        case "잡투어":
            told = {"업체·기관": company} if dice.random() < 0.5 else {"장소": place}
        case "교육·취업지원 과정":
            told = {"이름": dice.choice(courses) if dice.random() < 0.6 else title}
            told |= {"기수": str(dice.randint(1, 9))} if dice.random() < 0.6 else {}
        case "간담회":
            told = {"업체·기관": company, "이름": title}
        case "제도개선":
            told = {"이름": title} if dice.random() < 0.5 else {"내용": names.words(dice)}
        case _:
            told = {"이름": title}
    if dice.random() < 0.2:
        told["비고"] = names.words(dice)
    return told, tuple(value for label, value in told.items() if label not in ("기수", "비고"))


def bus(dice: Random, half: Half, today: date) -> Told:
    """A run of the job bus, or a stated total of some months, with or without its figures."""
    heading = "심야 일자리버스 운영" if dice.random() < 0.2 else ""
    single = dice.random() < 0.65
    when = times.some_day(dice, half, today) if single else _stretch(dice, half, today)
    counts = figures(dice, (TALKS, GUESTS, HIRED, CITIZENS), 0.5)
    answers = {"종류": BUS, **when.answers}
    answers |= {label: typed(dice, value) for label, value in counts.items()}
    if single:
        counts[RUNS] = 1
    elif dice.random() < 0.9:
        counts[RUNS] = dice.randint(2, 60)
        answers[RUNS] = typed(dice, counts[RUNS])
    if single and dice.random() < 0.6:
        answers["장소"] = dice.choice(names.PLACES)
    if heading:
        answers["제목 줄(○)"] = heading
    said = dice.choice((WITHIN, ADDED))
    true = {
        "sort": BUS,
        "half": when.half.code,
        "counts": counts,
        "words": (answers.get("장소", ""), heading),
        "heading": heading,
        "first": when.first,
        "last": when.last,
        "single": single,
    }
    return Told(answers, (said,), true)


def _stretch(dice: Random, half: Half, today: date) -> When:
    roll = dice.random()
    if roll < 0.8:
        return times.some_months(dice, half, today)
    return times.the_half(half) if roll < 0.9 else times.unknown(half)
