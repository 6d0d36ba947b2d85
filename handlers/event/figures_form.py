"""The figures of an event: one question for those that its kind usually has, each a field."""

from collections.abc import Sequence
from functools import cache

from handlers.event.kinds import ahead, has, one_run, row_of, several_runs
from handlers.forms.fields import Answers, Count
from handlers.forms.figures import Figures
from storage.rules.figure_grammar import Slot
from storage.rules.terms import Measure, of_each
from storage.rules.wording_figures import slots_of

QUESTIONS = of_each(
    Measure,
    {
        Measure.RUNS: ("운영 횟수", "몇 회 운영했습니까?"),
        Measure.CONSULTATIONS: ("상담 인원", "몇 명이 상담했습니까?"),
        Measure.COMPANIES: ("참여 업체", "몇 개 업체가 참여했습니까?"),
        Measure.INTERVIEW_BOOTHS: ("현장면접", "현장면접은 몇 개사입니까?"),
        Measure.ADVICE_BOOTHS: ("채용상담", "채용상담은 몇 개사입니까?"),
        Measure.VISITORS: ("참여 인원", "몇 명이 참여했습니까?"),
        Measure.ENROLLED: ("교육 인원", "몇 명이 교육을 받았습니까?"),
        Measure.FINISHED: ("수료 인원", "몇 명이 수료했습니까?"),
        Measure.INTERVIEWED: ("면접 인원", "몇 명이 면접을 보았습니까?"),
        Measure.HIRED: ("채용 인원", "몇 명이 채용되었습니까?"),
        Measure.RESIDENTS: ("고양시민 채용", "채용된 분 가운데 고양시민은 몇 명입니까?"),
        Measure.OPENINGS: ("구인 인원", "구인 인원은 몇 명입니까?"),
    },
)
"""What each figure is called on cards and buttons, and how it is asked for."""

EXAMPLES = of_each(
    Measure,
    {
        Measure.RUNS: "운영 12",
        Measure.CONSULTATIONS: "상담 265",
        Measure.COMPANIES: "업체 9",
        Measure.INTERVIEW_BOOTHS: "현장면접 29개사",
        Measure.ADVICE_BOOTHS: "채용상담 3개사",
        Measure.VISITORS: "참여 800",
        Measure.ENROLLED: "교육 30",
        Measure.FINISHED: "수료 28",
        Measure.INTERVIEWED: "면접 120",
        Measure.HIRED: "채용 35",
        Measure.RESIDENTS: "시민 20",
        Measure.OPENINGS: "구인 50",
    },
)
"""How each may be typed among others."""

HIRED, RESIDENTS = (f"counts.{one}" for one in (Measure.HIRED, Measure.RESIDENTS))


def count(measure: Measure) -> Count:
    """A figure of the event in the unit of its measure; may be left open, never guessed."""
    label, ask = QUESTIONS[measure]
    return Count(
        name=f"counts.{measure}",
        label=label,
        unit=measure.unit,
        ask=ask,
        hint=f"25 또는 25{measure.unit}. 모르면 건너뛰십시오.",
        when=has(measure),
        needed=False,
        asked=False,
        default=one_run if measure is Measure.RUNS else None,
        part_of=(HIRED, QUESTIONS[Measure.HIRED][0]) if measure is Measure.RESIDENTS else None,
        whole_of=(RESIDENTS, QUESTIONS[Measure.RESIDENTS][0])
        if measure is Measure.HIRED
        else None,
    )


def slots(answers: Answers) -> Sequence[Slot]:
    """All that may be counted at an event of this kind, the usual ones first."""
    return _slots(answers.get("kind"))


def usual(answers: Answers) -> Sequence[Slot]:
    """What is asked of this event; a day of the bus is one run, which nobody need say."""
    return _usual(answers.get("kind"), several_runs(answers))


@cache
def _slots(kind: str | None) -> Sequence[Slot]:
    row = row_of({"kind": kind})
    return slots_of((*row.figures_asked, *row.figures) if row else Measure)


@cache
def _usual(kind: str | None, runs: bool) -> Sequence[Slot]:
    row = row_of({"kind": kind})
    asked = row.figures_asked if row else ()
    return slots_of(one for one in asked if one is not Measure.RUNS or runs)


COUNTS = tuple(count(measure) for measure in QUESTIONS)


def asked(answers: Answers) -> bool:
    """Whether the kind usually has figures of which some were not asked for yet."""
    return not ahead(answers) and ALL_FIGURES.open(answers)


ALL_FIGURES = Figures(
    name="figures",
    label="수치",
    ask="결과가 어떻습니까? 센 것만 한 번에 적어 주십시오.",
    parts=COUNTS,
    slots=slots,
    usual=usual,
    examples={one.value: shown for one, shown in EXAMPLES.items()},
    when=lambda answers: bool(slots(answers)) and row_of(answers) is not None,
    needed=False,
    asked=asked,
)
