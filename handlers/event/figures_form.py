"""The figures of an event: one row for each measure, in its own unit."""

from collections.abc import Callable
from typing import Any

from handlers.event.kinds import MET, K, ahead, of_kind, one_day, one_run
from handlers.forms.fields import Answers, Count, Field
from storage.rules.terms import Measure

LABELS = {
    Measure.RUNS: "운영 횟수",
    Measure.CONSULTATIONS: "상담 인원",
    Measure.COMPANIES: "참여 업체",
    Measure.INTERVIEW_BOOTHS: "현장면접",
    Measure.ADVICE_BOOTHS: "채용상담",
    Measure.VISITORS: "참여 인원",
    Measure.ENROLLED: "교육 인원",
    Measure.FINISHED: "수료 인원",
    Measure.INTERVIEWED: "면접 인원",
    Measure.HIRED: "채용 인원",
    Measure.OPENINGS: "구인 인원",
}
"""What each figure is called on cards and buttons."""


def count(
    measure: Measure,
    ask: str,
    when: Callable[[Answers], bool],
    *,
    asked: bool | Callable[[Answers], bool] = False,
    **more: Any,
) -> Count:
    """A figure of the event in the unit of its measure; may be left open, never guessed."""
    unit = measure.unit
    return Count(
        name=f"counts.{measure.value}",
        label=LABELS[measure],
        unit=unit,
        ask=ask,
        hint=f"25 또는 25{unit}. 모르면 건너뛰십시오.",
        when=when,
        needed=False,
        asked=lambda answers: (
            not ahead(answers) and (asked(answers) if callable(asked) else asked)
        ),
        **more,
    )


FIGURES: tuple[Field, ...] = (
    count(
        Measure.RUNS,
        "몇 회 운영했습니까?",
        of_kind(K.JOB_BUS, K.JOB_TOUR, K.OUTREACH, K.THEME_LECTURE, K.ONLINE_BRIEFING),
        asked=lambda answers: (
            of_kind(K.OUTREACH, K.THEME_LECTURE, K.JOB_TOUR)(answers)
            or (of_kind(K.JOB_BUS)(answers) and not one_day(answers))
        ),
        default=one_run,
    ),
    count(
        Measure.CONSULTATIONS,
        "몇 명이 상담했습니까?",
        of_kind(K.JOB_BUS, K.OUTREACH, K.TENANT_HIRING, K.JOB_FAIR),
        asked=of_kind(K.JOB_BUS),
    ),
    count(
        Measure.COMPANIES,
        "몇 개 업체가 참여했습니까?",
        of_kind(K.JOB_TOUR, K.JOB_FAIR, K.OUTREACH, K.TENANT_HIRING, K.ONLINE_BRIEFING),
        asked=of_kind(K.JOB_TOUR),
    ),
    count(
        Measure.INTERVIEW_BOOTHS,
        "현장면접은 몇 개사입니까?",
        of_kind(K.JOB_FAIR),
        asked=True,
    ),
    count(
        Measure.ADVICE_BOOTHS,
        "채용상담은 몇 개사입니까?",
        of_kind(K.JOB_FAIR),
        asked=True,
    ),
    count(
        Measure.VISITORS,
        "몇 명이 참여했습니까?",
        lambda answers: not of_kind(K.REGULATION)(answers),
    ),
    count(Measure.ENROLLED, "몇 명이 교육을 받았습니까?", of_kind(K.PROGRAMME)),
    count(Measure.FINISHED, "몇 명이 수료했습니까?", of_kind(K.PROGRAMME)),
    count(Measure.INTERVIEWED, "몇 명이 면접을 보았습니까?", MET),
    count(
        Measure.HIRED,
        "몇 명이 채용되었습니까?",
        of_kind(K.JOB_FAIR, K.HIRING_EVENT, K.PROGRAMME, K.OUTREACH, K.TENANT_HIRING, K.JOB_BUS),
    ),
    count(Measure.OPENINGS, "구인 인원은 몇 명입니까?", of_kind(K.JOB_FAIR, K.HIRING_EVENT)),
)
