"""By which words each command is known: rows beside `help.COMMANDS`.

A row names a command, or an act that words alone begin (see ACTS). Names are written without
spaces; endings, particles and courtesies (`wording_asking`) are never part of a name.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from handlers.chat.wording_asking import Wish
from storage.report.formats import Format
from storage.rules.terms import EventKind, of_each


@dataclass(frozen=True)
class Word:
    """The names of one command; `given` is what stands behind it.

    The name alone is enough where SEE is among the `wishes`. `half`: a half-year may stand beside
    the name. `slash`: a word of forms too, so in a sentence the first name alone counts.
    """

    command: str
    names: tuple[str, ...]
    given: str = ""
    wishes: frozenset[Wish] = frozenset({Wish.SEE})
    half: bool = False
    slash: bool = False


MOVED, LAST, THANKS, HOME, RESULTS = "moved", "last", "thanks", "home", "results"
ACTS = (MOVED, LAST, THANKS, HOME, RESULTS)
"""Acts that are no commands: who answers has changed; the last record; nothing is wanted; the
home card, which 현황 means to who has little of an office to look over; one's own results."""
PLAN_NONE, PLAN_SUBMIT, ROUND_BOARD, LAST_MEND = "해당없음", "제출", "현황판", "고치기"

_SEE, _MAKE, _HAND_IN = (frozenset({one}) for one in (Wish.SEE, Wish.MAKE, Wish.HAND_IN))
_BOTH = _SEE | _MAKE
_PLANS = ("추진계획", "계획", "계획서", "추진계획서", "고용할당제추진계획", "부서추진계획")
_REPORTS = ("보고서", "반기보고서", "실적보고서", "보고자료")
_PAPERS: Mapping[Format, str] = of_each(
    Format,
    {
        Format.HWPX: "한글파일 한글문서 한글 아래아한글 hwpx hwp",
        Format.PDF: "pdf pdf파일 피디에프",
        Format.DOCX: "워드 워드파일 docx doc",
        Format.XLSX: "엑셀 엑셀파일 xlsx xls",
    },
)
_EVENTS: Mapping[EventKind, str] = of_each(
    EventKind,
    {
        EventKind.JOB_FAIR: "채용박람회 일자리박람회 취업박람회 박람회",
        EventKind.HIRING_EVENT: "기업채용행사 채용행사",
        EventKind.ONLINE_BRIEFING: "온라인채용설명회 온라인설명회 채용설명회",
        EventKind.TENANT_HIRING: "입주기업채용지원",
        EventKind.OUTREACH: "찾아가는채용행사",
        EventKind.JOB_BUS: "일자리버스 버스",
        EventKind.JOB_TOUR: "잡투어",
        EventKind.CONFERENCE: "컨퍼런스 특강 컨퍼런스특강",
        EventKind.PROGRAMME: "교육 교육과정 취업지원과정",
        EventKind.THEME_LECTURE: "일자리테마특강 테마특강",
        EventKind.MEETING: "간담회",
        EventKind.REGULATION: "제도개선",
    },
)


def _papers() -> list[Word]:
    """한글파일로, 보고서 한글로, 한글 보고서: the report in one format."""
    rows = []
    for paper, said in _PAPERS.items():
        names = said.split()
        joined = [a + b for name in names for r in _REPORTS for a, b in ((r, name), (name, r))]
        rows.append(Word("report", (*names, *joined), given=paper.value, half=True))
    return rows


def _word(
    command: str,
    names: str,
    given: str = "",
    wishes: frozenset[Wish] = _SEE,
    *,
    half: bool = False,
    slash: bool = False,
) -> Word:
    return Word(command, tuple(names.split()), given, wishes, half, slash)


WORDS: tuple[Word, ...] = (
    _word("status", "현황 추진현황 진행현황 진행상황 상황 전체현황", half=True),
    _word("todo", "할일 할일목록 해야할일 할거 남은일 밀린일 기다리는일"),
    _word("audit", "감사 감사하기 변조 열람기록 변경내역"),
    _word("help", "도움말 도움 도와 사용법 사용방법 쓰는법 명령어 명령 메뉴"),
    Word("report", (*_REPORTS, "보고"), half=True),
    *_papers(),
    Word("plan", _PLANS, wishes=_BOTH, half=True),
    _word(
        "plan",
        "해당없음 해당사항없음 해당사항 해당무 계획없음 추진계획없음 우리부서해당없음",
        PLAN_NONE,
        _SEE | _HAND_IN,
    ),
    Word("plan", ("", *_PLANS, "우리부서추진계획"), PLAN_SUBMIT, _HAND_IN),
    _word(RESULTS, "추진실적확인 실적확인 추진실적 실적해당없음 추진실적해당없음", half=True),
    _word("event", "행사 실적 행사실적 행사기록", wishes=_MAKE),
    *(_word("event", names, kind.label, _MAKE) for kind, names in _EVENTS.items()),
    _word("mou", "협약 업무협약 mou 협약서 협약기록", wishes=_MAKE),
    _word("contract", "계약 공사계약 계약기록", wishes=_MAKE),
    _word("problem", "문제점 문제점개선대책 문제점대책 개선대책", wishes=_BOTH),
    _word("budget", "사업비 사업비표 예산 예산표", wishes=_BOTH),
    _word("quota", "할당제 고용할당제 할당제표 고용할당제표 할당제현황"),
    _word("find", "찾기 찾아 찾아봐 검색 기록찾기 기록검색"),
    _word(
        "registers",
        "대장 행사대장 협약대장 업무협약대장 계약대장 공사계약대장",
        half=True,
    ),
    _word("round", "취합 취합일정 취합관리 취합현황", wishes=_BOTH),
    _word("round", "취합현황판 현황판 제출현황판", ROUND_BOARD),
    _word("pledge", "보고서머리 보고서머리말 공약 공약머리"),
    _word("incentive", "우수기업 참여우수기업 우수기업순위 인센티브 우선구매", half=True),
    _word("rehearse", "예행연습 알림예행 알림미리보기"),
    _word("holidays", "휴일 휴일목록 공휴일 쉬는날 근무일 달력"),
    _word("settings", "설정 환경설정 규칙 규칙집 규칙관리 행사종류 행사종류관리"),
    _word("people", "명단 직원명단 직원목록 직원 사람 초대 직원초대", wishes=_BOTH),
    _word("departments", "부서 부서목록 부서명단", wishes=_BOTH),
    _word("cancel", "취소 입력취소 그만 그만두기 멈춤", slash=True),
    _word(
        MOVED,
        "담당자 담당 업무담당자 담당직원 업무담당",
        wishes=frozenset({Wish.CHANGED}),
    ),
    _word(MOVED, "인사이동 발령 인수인계 업무인계 업무인수인계 인계"),
)
"""A name that stands twice is that of its first row, where both fit."""
