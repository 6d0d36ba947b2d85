"""What was read of a line, on one line of a phone."""

from handlers.imports.reads import shortly
from handlers.install import FORMS
from storage.facts.shapes import EventFacts
from storage.report.reading.loosely import Proposed
from storage.rules.half_year import HalfYear
from storage.rules.period import Period
from storage.rules.terms import EventKind, Measure

FORMS_BY_KIND = {form.kind: form for form in FORMS}


def test_a_label_is_not_said_twice() -> None:
    counts = {Measure.RUNS: 27, Measure.CONSULTATIONS: 340}
    bus = EventFacts(EventKind.JOB_BUS, Period(()), half=HalfYear(2024, 1), counts=counts)
    said = shortly(Proposed(bus, (1,)), FORMS_BY_KIND)
    assert said == "일자리버스 · 날짜 모름 · 수치 운영 27회 · 상담 340명"
