"""What the figures of an answer are called, as officers type them and as they are said back."""

from collections.abc import Iterable
from functools import cache

from storage.rules.figure_grammar import Slot
from storage.rules.terms import Measure, of_each

_PEOPLE = ("명", "인")
_TIMES = ("회", "번", "차례", "차")
_FIRMS = ("개업체", "업체", "개사", "개소", "개", "곳", "개기관", "기관")
_BOOTHS = ("개사", "개업체", "업체", "개부스", "부스", "개", "곳")

_M = Measure
_WORDS = of_each(
    Measure,
    {
        _M.RUNS: ("운영", "운영횟수", "운행", "횟수", "개최"),
        _M.CONSULTATIONS: ("상담", "상담인원", "상담자", "구직상담", "취업상담", "채용상담"),
        _M.COMPANIES: ("업체", "참여업체", "참가업체", "기업", "참여기업", "참가기업"),
        _M.INTERVIEW_BOOTHS: ("현장면접", "면접부스", "면접업체", "면접기업", "현장면접업체"),
        _M.ADVICE_BOOTHS: ("채용상담", "상담부스", "상담업체", "상담기업", "채용상담업체"),
        _M.VISITORS: (
            *("참여", "참여인원", "참여자", "참가", "참가인원", "참가자"),
            *("참석", "참석인원", "참석자", "방문", "방문자"),
        ),
        _M.ENROLLED: ("교육", "교육인원", "교육생", "수강", "수강생", "훈련", "훈련생"),
        _M.FINISHED: ("수료", "수료인원", "수료생", "수료자"),
        _M.INTERVIEWED: ("면접", "면접인원", "면접자", "면접참여", "현장면접"),
        _M.HIRED: (
            *("채용", "채용인원", "채용자", "채용확정", "고용", "고용인원"),
            *("취업", "취업자", "취업인원", "합격", "합격자"),
        ),
        _M.RESIDENTS: (
            *("시민", "고양시민", "고양", "고양시", "시민채용", "고양시민채용", "채용시민"),
            *("시민고용", "고양시민고용"),
        ),
        _M.OPENINGS: ("구인", "구인인원", "모집", "모집인원", "채용예정", "채용예정인원"),
    },
)
_UNITS = {_M.RUNS: _TIMES, _M.COMPANIES: _FIRMS} | dict.fromkeys(
    (_M.INTERVIEW_BOOTHS, _M.ADVICE_BOOTHS), _BOOTHS
)


@cache
def slot_of(measure: Measure) -> Slot:
    """A figure of an event."""
    among = measure is Measure.RESIDENTS
    return Slot(
        measure.value,
        measure.label,
        _WORDS[measure],
        measure.unit,
        _UNITS.get(measure, _PEOPLE),
        part_of=Measure.HIRED.value if among else "",
        among=RESIDENTS if among else "",
    )


def slots_of(measures: Iterable[Measure]) -> tuple[Slot, ...]:
    """Figures of an event, in the order in which they are said back."""
    return tuple(map(slot_of, measures))


RESIDENTS = "고양시민"
"""Residents of the city, in the brackets behind the whole that they are among."""

_RESIDENTS = ("시민", "고양시민", "고양", "고양시", "시민고용", "고양시민고용", "고용시민")
_HIRED = ("고용", "채용", "채용인원", "고용인원", "취업", "인원", "전체", "전체인원", "전체고용")
_WORKERS = ("전체", "전체인원", "인원", "고용", "고용인원", "채용", "보통인부", "인부", "근로자")

HEAD_COUNT = (
    Slot("workers", "전체", _WORKERS, "명", _PEOPLE),
    Slot("residents", RESIDENTS, _RESIDENTS, "명", _PEOPLE, part_of="workers", among=RESIDENTS),
)
"""The head-count of a contract: all who work there, and residents among them."""

WANTED_HIRES = (
    Slot("out_of", "전체 고용", ("전체", "전체고용", *_HIRED), "명", _PEOPLE),
    Slot("citizens", "고용할 시민", _RESIDENTS, "명", _PEOPLE, part_of="out_of", among=RESIDENTS),
)
"""What a plan item means to hire."""

HIRES = (
    Slot("workers", "채용", ("채용", *_HIRED, "보통인부", "인부"), "명", _PEOPLE),
    Slot(
        "residents",
        "고양시민 채용",
        (*_RESIDENTS, "시민채용", "고양시민채용", "채용시민"),
        "명",
        _PEOPLE,
        part_of="workers",
        among=RESIDENTS,
    ),
)
"""What came of a plan item: all who were hired, and residents among them."""
