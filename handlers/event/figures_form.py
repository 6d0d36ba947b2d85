"""The figures of an event: one row for each measure, in its own unit."""

from collections.abc import Callable

from handlers.event.kinds import ahead, asks, has, one_run, several_runs
from handlers.forms.fields import Answers, Count, Field
from storage.rules.terms import Measure, of_each

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
        Measure.OPENINGS: ("구인 인원", "구인 인원은 몇 명입니까?"),
    },
)
"""What each figure is called on cards and buttons, and how it is asked for."""


def count(measure: Measure) -> Count:
    """A figure of the event in the unit of its measure; may be left open, never guessed."""
    label, ask = QUESTIONS[measure]
    runs = measure is Measure.RUNS
    asked: Callable[[Answers], bool] = several_runs if runs else asks(measure)
    return Count(
        name=f"counts.{measure}",
        label=label,
        unit=measure.unit,
        ask=ask,
        hint=f"25 또는 25{measure.unit}. 모르면 건너뛰십시오.",
        when=has(measure),
        needed=False,
        asked=lambda answers: not ahead(answers) and asked(answers),
        default=one_run if runs else None,
    )


FIGURES: tuple[Field, ...] = tuple(count(measure) for measure in QUESTIONS)
