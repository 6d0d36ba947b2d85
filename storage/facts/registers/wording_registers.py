"""The registers of the office, a row each: by which words their columns are known.

A column of ours is named as in the forms; `also` are headings of lists kept elsewhere, without
white space and without what stands in brackets.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from storage.facts.event_kinds import EVENT_ROWS
from storage.facts.kinds import KINDS
from storage.facts.loose.wording_head import kind_by_words
from storage.facts.registers.columns import Column, Look, OfficeKind, Register
from storage.facts.shapes import EventFacts
from storage.rules.terms import EventKind, Measure, RecordKind

NUMBER, DEPARTMENT, KEY = "연번", "부서", "관리번호"
DEPARTMENTS_ALSO = (
    *("부서명", "담당부서", "소관부서", "주관부서", "담당과", "사업부서", "발주부서"),
    *("계약부서", "요청부서", "추진부서", "실과소", "부서(과)"),
)
NUMBERS_ALSO = ("번호", "순번", "No", "NO", "no")
LOCAL, SUBCONTRACTED = "관내 하도급액", "하도급액"
WORKERS, RESIDENTS = "고용 인원", "시민 고용"
LARGE, LAST_CONTACT, HELD = "대규모공사", "최근 연락", "따른 협약"
OPTIONAL = "비워 두면 날짜대로입니다."


CONTRACT_DAY, CONTRACT_SORT = "계약일", "계약구분"
LISTS = "목록"
"""A sheet of ours that holds nothing but lists to choose from."""
ENDS = {
    NUMBER: Column(heading=NUMBER, wide=6, look=Look.PLAIN),
    DEPARTMENT: Column(heading=DEPARTMENT, wide=16, note="새 행에는 부서를 골라 주십시오."),
    KEY: Column(
        heading=KEY,
        wide=12,
        note="봇이 그 기록을 다시 찾는 번호입니다. 새 행에는 비워 두십시오.",
    ),
}
"""The columns at the edges, which every register has."""


def _figure(heading: str, fact: str, *also: str, wide: int = 9, **more: Any) -> Column:
    return Column(heading=heading, fact=fact, wide=wide, look=Look.FIGURE, also=also, **more)


def _plain(heading: str, fact: str, *also: str, wide: int = 9, **more: Any) -> Column:
    return Column(heading=heading, fact=fact, wide=wide, look=Look.PLAIN, also=also, **more)


def _words(heading: str, fact: str, *also: str, wide: int = 20, **more: Any) -> Column:
    return Column(heading=heading, fact=fact, wide=wide, also=also, **more)


def _folded(heading: str, fact: str, **more: Any) -> Column:
    return Column(heading=heading, fact=fact, folded=True, **more)


NOTE = _words("비고", "note", "참고", "특이사항", most=1000, example="현수막 2개 게시")
HALF = _folded("반기", "half", note="날짜가 반기를 말하지 않을 때만 적습니다. 예: 2026년 상반기")
REPORTED = _folded("싣는 반기", "reported_in", note=OPTIONAL)
HEADING = _folded("제목 줄(○)", "heading", wide=24, note="보고서의 ○ 제목입니다.")

_MEASURES_ALSO: Mapping[Measure, tuple[str, ...]] = {
    Measure.VISITORS: (
        *(
            "참여인원",
            "참가인원",
            "참석인원",
            "참여자수",
            "참석자수",
            "참가자수",
            "참가자",
            "참여자",
        ),
        *("방문인원", "방문객", "관람인원", "인원"),
    ),
    Measure.COMPANIES: ("참여업체수", "참여기업수", "참가업체수", "참가기업수", "참여업체"),
    Measure.INTERVIEWED: ("면접인원", "면접자수", "면접자"),
    Measure.HIRED: ("채용인원", "취업인원", "채용자수", "취업자수", "취업"),
    Measure.RESIDENTS: ("시민채용", "고양시민", "관내채용", "시민채용인원"),
    Measure.CONSULTATIONS: ("상담인원", "상담건수", "상담자수"),
    Measure.RUNS: ("운영횟수", "횟수", "운영회수"),
    Measure.ENROLLED: ("교육인원", "수강인원", "교육생", "수강생"),
    Measure.FINISHED: ("수료인원", "수료생", "수료자수"),
    Measure.OPENINGS: ("모집인원", "구인인원", "채용예정인원"),
}
_MEASURES = tuple(
    _figure(
        f"{one.label}({one.unit})",
        f"counts.{one.value}",
        *_MEASURES_ALSO.get(one, ()),
        wide=8,
        rare=True,
    )
    for one in Measure
)
EVENT_KIND = "kind+own"
"""What an event is: a kind, and the office's own over it."""
_EVERY_EVENT = frozenset(
    {EVENT_KIND, "period", "half", "heading", "date_place", "status", "note", "reported_in"}
)


def _event_takes(facts: EventFacts, fact: str) -> bool:
    row, (name, _, entry) = EVENT_ROWS[facts.kind], fact.partition(".")
    if entry:
        return entry in (*row.figures_asked, *row.figures)
    return name in _EVERY_EVENT or name in (*row.asks, *row.takes)


def _event_kind(told: Mapping[str, Any], kinds: Sequence[OfficeKind]) -> Mapping[str, Any]:
    """The kind of an event whose row does not say it, by the words of its name: those of the
    office's own kinds first, as in a typed line."""
    title = str(told.get("title") or "")
    said = [(word, one) for one in kinds if not one.retired for word in one.words if word in title]
    if said:
        own = max(said, key=lambda each: len(each[0]))[1]
        return {EVENT_KIND: (own.kind, own.own)}
    kind: EventKind | None = kind_by_words(title)
    return {EVENT_KIND: (kind, None)} if kind is not None else {}


EVENTS = Register(
    kind=RecordKind.EVENT,
    row=KINDS[RecordKind.EVENT],
    name="행사 대장",
    word="행사",
    when="period",
    signs=(("period",), ("title", "companies", "places", EVENT_KIND)),
    left=("agreement", "units"),
    takes=_event_takes,
    guessed=_event_kind,
    guesses=(EVENT_KIND,),
    columns=(
        _plain("종류", EVENT_KIND, "행사종류", "구분", "유형", "사업구분", wide=15),
        _plain(
            *(
                "날짜",
                "period",
                "일시",
                "일자",
                "행사일",
                "행사일시",
                "개최일",
                "개최일시",
                "기간",
            ),
            *("행사일자", "개최일자", "운영기간", "교육기간", "일정", "행사기간", "추진일시"),
            *("시행일", "개최기간", "사업기간"),
            wide=16,
            example="2021.7.3. 또는 2021.7.~12.",
            note="2026.7.3. · 2026.7.3.~5. · 2026.7. · 모름",
        ),
        _words(
            *("이름", "title", "행사명", "사업명", "프로그램명", "행사명칭", "과정명", "교육명"),
            *("명칭", "제목", "건명", "행사이름", "박람회명", "강좌명"),
            wide=26,
            example="청년일자리박람회",
        ),
        _words(
            *("업체·기관", "companies", "업체명", "기업명", "업체", "기업", "참여기업", "기관"),
            *("참가기업", "참가업체", "대상기업", "협력기관", "기관명"),
            wide=24,
            example="(주)가나테크",
            note="여럿이면 쉼표로 나눕니다.",
        ),
        _words(
            *("장소", "places", "개최장소", "행사장소", "위치", "운영장소", "교육장소", "개최지"),
            wide=18,
            example="화정역 광장",
            note="여럿이면 쉼표로 나눕니다.",
        ),
        _plain(
            "대상", "target", "참여대상", "교육대상", "참가대상", wide=9, example="청년", rare=True
        ),
        *_MEASURES,
        _plain("개최·지원", "role", "주최구분", rare=True),
        _plain("회차", "round_no", "차수", "회", wide=6, rare=True),
        _plain("방식", "format", "운영방식", "개최방식", "진행방식", wide=10, rare=True),
        _plain("직종", "job", "모집직종", "채용직종", wide=10, example="물류직", rare=True),
        _words("구성", "components", "세부프로그램", example="컨퍼런스", rare=True),
        _words(
            *("내용", "description", "주요내용", "행사내용", "사업내용", "추진내용", "행사개요"),
            wide=24,
            most=1000,
            example="이력서 컨설팅, 현장면접",
        ),
        _plain("기수", "cohorts", wide=8, note="3 · 3,4,5", rare=True),
        _plain("총 기수", "cohort_total", wide=7, rare=True),
        _plain("진행", "status", "추진상태", "진행상태", "추진상황", wide=7),
        NOTE,
        Column(heading=HELD, wide=20, folded=True, note="대화방에서 고칩니다."),
        HEADING,
        _folded("날짜 자리", "date_place"),
        _folded("기수 표기", "cohort_style", wide=18),
        _folded("합계와의 관계", "within"),
        _folded("합계의 범위", "holding"),
        HALF,
        REPORTED,
    ),
)

AGREEMENTS = Register(
    kind=RecordKind.MOU,
    row=KINDS[RecordKind.MOU],
    name="업무협약 대장",
    word="협약",
    when="period",
    signs=(("parties",), ("title", "period")),
    columns=(
        _words(
            *("협약 이름", "title", "협약명", "협약명칭", "협약건명", "업무협약명", "협약사업명"),
            wide=30,
            example="간호조무사 재취업 지원을 위한 업무협약",
        ),
        _words(
            *(
                "협약 기관",
                "parties",
                "협약기관명",
                "협약대상",
                "협약상대",
                "체결기관",
                "협약체결기관",
            ),
            *("협약기관및단체", "상대기관", "협약당사자"),
            wide=30,
            example="고양시, 고양시의사회",
            note="보고서에 실을 차례대로 쉼표로 나눕니다.",
        ),
        _plain(
            *("체결일", "period", "협약일", "협약일자", "체결일자", "협약체결일", "체결연월"),
            wide=15,
            example="2021.8.4.",
            note="2026.8.4. · 2026.8. · 모름",
        ),
        _words("목적", "purpose", "협약목적", "주요내용", "협약내용", "내용", wide=30, most=500),
        _words("기대 효과", "effect", "기대효과", wide=24, most=500),
        Column(
            heading="만료일",
            fact="expires",
            look=Look.DAY,
            also=("협약만료일", "종료일", "유효기간만료일", "협약종료일"),
        ),
        _plain("연락 주기(개월)", "cadence_months", "연락주기", wide=8),
        Column(heading=LAST_CONTACT, look=Look.DAY, note="이행 기록을 남기면 바뀝니다."),
        NOTE,
        HEADING,
        _folded("문장 모양", "shape", wide=18),
        HALF,
        REPORTED,
    ),
)

CONTRACTS = Register(
    kind=RecordKind.CONTRACT,
    row=KINDS[RecordKind.CONTRACT],
    name="공사계약 대장",
    word="공사계약",
    when="notice_on",
    extra=(
        Column(heading=CONTRACT_DAY, also=("계약일자", "계약체결일", "체결일자", "계약체결일자")),
        Column(heading=CONTRACT_SORT, also=("업무구분", "계약종류", "구분", "사업구분")),
    ),
    left=("judged",),
    signs=(("amount",), ("title",)),
    columns=(
        _words(
            *("공사 이름", "title", "공사명", "계약명", "계약건명", "사업명", "건명", "용역명"),
            wide=34,
            example="○○로 확장공사",
        ),
        _words(
            *("계약 업체", "company", "계약업체명", "업체명", "계약상대자", "계약자", "시공사"),
            *("업체", "상호", "시공업체", "도급업체", "계약상대방", "대표업체"),
            wide=20,
            example="(주)가나건설",
        ),
        _figure(
            *("계약 금액(원)", "amount", "계약금액", "계약액", "도급액", "금액", "도급금액"),
            *("최초계약금액", "계약금", "현재계약금액"),
            wide=16,
            money=True,
            example="120,000,000",
        ),
        Column(
            heading="공고일",
            fact="notice_on",
            look=Look.DAY,
            also=("입찰공고일", "공고일자", "공고일시"),
            note="그날의 기준으로 대규모공사인지 가립니다.",
            example="2021.7.3.",
        ),
        _plain("공사 종류", "works", "공사구분", "공종구분", "업종", wide=10),
        _plain("단계", "stage", "진행단계", "공정", wide=7),
        Column(
            heading="착공일",
            fact="begins",
            look=Look.DAY,
            also=("착공일자", "공사착수일", "착수일"),
        ),
        Column(
            heading="준공일",
            fact="ends",
            look=Look.DAY,
            also=("준공일자", "준공예정일", "공사준공일", "완공일"),
        ),
        Column(heading=LARGE, look=Look.PLAIN, wide=11, note="공고일의 기준에 따릅니다."),
        Column(heading=SUBCONTRACTED, look=Look.FIGURE, wide=15, note="하도급 기록의 합입니다."),
        Column(heading=LOCAL, look=Look.FIGURE, wide=15, note="관내 업체의 하도급입니다."),
        Column(
            heading="관내 하도급률",
            look=Look.SHARE,
            wide=9,
            over=(LOCAL, SUBCONTRACTED),
            note="관내 하도급액 ÷ 하도급액",
        ),
        Column(heading=WORKERS, look=Look.FIGURE, wide=8, note="마지막 고용 인원 기록입니다."),
        Column(heading=RESIDENTS, look=Look.FIGURE, wide=8, note="그 가운데 고양시민입니다."),
        _words("권장에 못 미친 사유", "shortfall", wide=26, most=500),
        NOTE,
        REPORTED,
    ),
)

REGISTERS: Mapping[RecordKind, Register] = {
    one.kind: one for one in (EVENTS, AGREEMENTS, CONTRACTS)
}
"""In the order in which they are offered."""
