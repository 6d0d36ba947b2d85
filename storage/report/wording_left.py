"""Why the half-year report does not print something, in the office's own words."""

from storage.rules.counts import with_unit
from storage.rules.figure_kinds import Counted
from storage.rules.terms import Term


class Left(Term):
    """Why a record or a figure is not in the report; `way` is what changes that, where it can."""

    way: str

    def __new__(cls, value: str, label: str = "", way: str = "") -> "Left":
        """Make the member compare as its stored value."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label, member.way = label, way
        return member

    OVERDUE = "overdue", "날이 지났는데 결과가 없는 행사", "결과를 적으시면 실립니다."
    NO_HALF = "no_half", "언제인지 적지 않은 기록", "날짜나 반기를 적으시면 실립니다."
    NO_BLOCK = "no_block", "그 반기를 싣는 칸이 없는 기록", ""
    OPEN_PROMISE = "open_promise", "아직 이행 중인 이행사항", "이행 결과를 적으시면 실립니다."
    LAPSED = "lapsed", "이행되지 않고 기한이 지난 이행사항", "이행 결과를 적으시면 실립니다."
    DROPPED_PROMISE = (
        "dropped_promise",
        "이행할 수 없게 된 이행사항",
        "이행한 만큼을 적으시면 실립니다.",
    )
    NO_NUMBER = "no_number", "문서번호가 없는 우선구매 협조요청", "문서번호를 적으시면 실립니다."
    PLANNED = "planned", "예정 행사", "열린 뒤 결과를 적으시면 실립니다."
    CANCELLED = "cancelled", "취소된 행사", ""
    SUBCONTRACT = "subcontract", "하도급", "공사계약 줄에 관내 비율로만 싣습니다."
    OLDER_COUNT = "older_count", "앞선 인원 보고", "한 현장은 마지막 인원 보고만 싣습니다."
    HIDDEN = "hidden", "숨긴 줄의 기록", "줄 고치기에서 ‘보이기’를 누르시면 실립니다."
    REWORDED = "reworded", "고치거나 합친 문구에 수치가 없는 기록", ""
    UNPRINTED = "unprinted", "문장에 싣지 않은 수치", ""
    NO_LINE = "no_line", "줄이 지워진 기록", ""
    LATE = "late", "확정한 뒤에 적은 기록", "새 보고서본이나 다음 보고서에 싣습니다."
    PLAN = "plan", "제출하지 않은 추진계획", "부서가 제출하면 실립니다."


NOT_RESULTS = frozenset({Left.PLANNED, Left.CANCELLED})
"""Nothing is wrong with these: they are no results (yet)."""

WHY = {
    Left.OVERDUE: "날짜가 지났지만 결과를 적지 않은 행사라 아직 보고서에 싣지 않습니다.",
    Left.NO_HALF: "언제인지 몰라 어느 반기 보고서에도 싣지 않습니다.",
    Left.NO_BLOCK: "이 반기를 싣는 칸이 보고서에 없어 싣지 않습니다.",
    Left.OPEN_PROMISE: "이행 중인 이행사항이라 아직 보고서에 싣지 않습니다.",
    Left.LAPSED: "이행되지 않고 기한이 지난 이행사항이라 보고서에 싣지 않습니다.",
    Left.DROPPED_PROMISE: "이행할 수 없게 된 이행사항이라 보고서에 싣지 않습니다.",
    Left.NO_NUMBER: "문서번호가 없어 아직 보고서에 싣지 않습니다.",
    Left.PLANNED: "예정 행사라 아직 보고서에 싣지 않습니다.",
    Left.CANCELLED: "취소된 행사는 실적이 아니어서 보고서에 싣지 않습니다.",
    Left.SUBCONTRACT: "하도급은 따로 싣지 않습니다.",
    Left.OLDER_COUNT: "더 나중의 인원 보고가 있어 보고서의 줄은 바뀌지 않습니다.",
    Left.HIDDEN: "우리 과가 숨긴 줄이라 보고서에 나오지 않습니다.",
    Left.REWORDED: "우리 과가 수정한 문구라 그대로 남습니다.",
    Left.UNPRINTED: "보고서 문장에 이 수치는 싣지 않습니다.",
    Left.NO_LINE: "보고서에서 지운 줄이라 싣지 않습니다.",
    Left.LATE: "확정한 뒤에 적은 기록이라 확정한 보고서에 없습니다.",
    Left.PLAN: "제출하지 않은 추진계획이라 아직 보고서에 싣지 않습니다.",
}
"""What a card says of it."""


def sentence(why: Left) -> str:
    """The reason, and what changes it."""
    return f"{WHY[why]} {why.way}".rstrip()


def plan_left(department: str, state: str, items: int) -> str:
    """도로건설과 (작성중, 항목 3건)."""
    return f"{department} ({state}, 항목 {items}건)"


FIGURES = {
    "events": ("행사", "건"),
    "runs": ("일자리버스 운영", "회"),
    "times": ("그 밖의 운영", "회"),
    "citizens": ("고양시민 채용", "명"),
    "agreements": ("업무협약", "건"),
    "contacts": ("협약 이행 연락", "건"),
    "promises": ("협약 이행사항", "건"),
    "works": ("공사계약", "건"),
    "workers": ("공사 고용(전체)", "명"),
    "residents": ("공사 고용(고양시민)", "명"),
    "requests": ("우선구매 협조요청", "건"),
    "results": ("추진계획 결과", "건"),
    "result_hires": ("계획 결과 채용", "명"),
    "result_citizens": ("계획 결과 고양시민 채용", "명"),
}
"""What is told of the figures that are not simply a measure."""


def figure(name: str, value: int) -> str:
    """상담 25명."""
    word, unit = FIGURES.get(name) or (Counted(name).label, Counted(name).unit)
    return f"{word} {with_unit(value, unit)}"


def word_of(name: str) -> str:
    """What a figure is called."""
    return FIGURES[name][0] if name in FIGURES else Counted(name).label


def three_sums(name: str, whole: int, printed: int, left: int) -> str:
    """상담 108명 = 83명 + 25명."""
    unit = FIGURES[name][1] if name in FIGURES else Counted(name).unit
    parts = f"{with_unit(printed, unit)} + {with_unit(left, unit)}"
    return f"{word_of(name)} {with_unit(whole, unit)} = {parts}"
