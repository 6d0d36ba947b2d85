"""The limits of each kind of record: which facts are compared, and what a breach means. Pure."""

from collections.abc import Mapping

from storage.facts.limits import ABOVE, Limit, Verdict
from storage.facts.wording_limits import WON
from storage.rules.terms import RecordKind, of_each

IMPOSSIBLE, DOUBTFUL = Verdict.IMPOSSIBLE, Verdict.DOUBTFUL
_SIGNED = (f"{ABOVE}period", "협약 체결일")
_BEGINS, _ENDS = ("begins", "착공일"), ("ends", "준공일")
_NOTICE = ("notice_on", "공고일")
_HIRED, _INTERVIEWED = ("counts.hired", "채용 인원"), ("counts.interviewed", "면접 인원")

LIMITS: Mapping[RecordKind, tuple[Limit, ...]] = of_each(
    RecordKind,
    {
        RecordKind.EVENT: (
            Limit(
                ("counts.finished", "수료 인원"),
                ("counts.enrolled", "교육 인원"),
                DOUBTFUL,
                unit="명",
            ),
            Limit(("cohorts", "적으신 기수"), ("cohort_total", "총 기수"), IMPOSSIBLE, unit="기"),
            Limit(_HIRED, _INTERVIEWED, DOUBTFUL, unit="명"),
            Limit(_HIRED, ("counts.openings", "구인 인원"), DOUBTFUL, unit="명"),
            Limit(_INTERVIEWED, ("counts.visitors", "참여 인원"), DOUBTFUL, unit="명"),
        ),
        RecordKind.MOU: (
            Limit(("period", "체결일"), ("expires", "만료일"), IMPOSSIBLE, DOUBTFUL),
        ),
        RecordKind.PROMISE: (
            Limit(_SIGNED, ("due", "기한"), DOUBTFUL, DOUBTFUL),
            Limit(("due", "기한"), (f"{ABOVE}expires", "협약 만료일"), DOUBTFUL),
        ),
        RecordKind.FOLLOW_UP: (
            Limit(_SIGNED, ("period.end", "연락한 날"), DOUBTFUL),
            Limit(("period", "연락한 날"), ("next_on", "다음 연락"), IMPOSSIBLE, DOUBTFUL),
        ),
        RecordKind.CONTRACT: (
            Limit(_NOTICE, _BEGINS, DOUBTFUL),
            Limit(_BEGINS, _ENDS, IMPOSSIBLE, DOUBTFUL),
            Limit(_NOTICE, _ENDS, IMPOSSIBLE),
        ),
        RecordKind.SUBCONTRACT: (
            Limit(
                ("amount", "하도급 금액"), (f"{ABOVE}amount", "계약 금액"), IMPOSSIBLE, unit=WON
            ),
        ),
        RecordKind.HIRE: (
            Limit((f"{ABOVE}notice_on", "계약 공고일"), ("period.end", "기간"), DOUBTFUL),
        ),
        **dict.fromkeys(
            (RecordKind.PLAN_ITEM, RecordKind.BUDGET, RecordKind.PROBLEM, RecordKind.INCENTIVE), ()
        ),
    },
)
