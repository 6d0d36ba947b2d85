"""Everything the rules refuse, each with the one Korean sentence the officer reads."""

from datetime import date, datetime
from typing import ClassVar

from storage.rules.clock import kst
from storage.rules.examples import as_of
from storage.rules.names import clean_text, cut, josa
from storage.rules.permission import Matter
from storage.rules.personal_data import redact

SHOWN = 40
"""Characters of a misread answer that are read back; the rest becomes an ellipsis."""

DAY_EXAMPLE = "2021.7.3."
PERIOD_EXAMPLE = "2021.7.3. 또는 2021.7.~12."


class Refusal(Exception):
    """A request the rules turn down. `.sentence` is what the officer reads."""

    default: ClassVar[str] = "요청하신 일을 할 수 없습니다."

    def __init__(self, sentence: str = "") -> None:
        """Without a sentence of its own, say the usual one of the class."""
        self.sentence = sentence or self.default
        super().__init__(self.sentence)

    def said(self, _today: date) -> str:
        """The sentence as it is said on a day."""
        return self.sentence


class Unreadable(Refusal):
    """An answer that could not be read: what was read, what is wanted, and one example.

    A reason, if there is one, is a full Korean sentence and stands before the request.
    """

    def __init__(self, read: str, wanted: str, example: str, reason: str = "") -> None:
        """Numbers of persons are taken out of what is read back."""
        self.read = _shown(read)
        self.wanted = wanted
        self.example = example
        self.reason = reason
        self.told = self._told()
        super().__init__(f"{self.told} 예: {self.example}")

    def said(self, today: date) -> str:
        """With its example as of this year."""
        return f"{self.told} 예: {as_of(self.example, today)}"

    def _told(self) -> str:
        """The sentence without its example, for where a better one stands already."""
        ask = f"{josa(self.wanted, '을/를')} 적어 주십시오."
        if self.reason:
            return f"‘{self.read}’: {self.reason} {ask}" if self.read else f"{self.reason} {ask}"
        if not self.read:
            return f"적힌 내용이 없습니다. {ask}"
        failed = f"{josa(f'‘{self.read}’', '은/는')} {josa(self.wanted, '으로/로')}"
        return f"{failed} 읽지 못했습니다. {ask}"


class NotAllowed(Refusal):
    """The person's role or department does not reach this."""

    default = "이 일을 하실 권한이 없습니다. 필요하시면 총괄 담당에게 말씀해 주십시오."


class NoDepartment(Refusal):
    """Whose record it would be is not known: the person belongs to no department."""

    default = (
        "소속 부서가 정해지지 않아 어느 부서의 기록인지 알 수 없습니다."
        " 소속을 먼저 정하신 뒤 다시 해 주십시오."
    )


class HandedIn(Refusal):
    """A plan that its department has to take back first, and the item that was to be changed."""

    def __init__(self, sentence: str, plan: int, item: int = 0) -> None:
        """Numbers of the plan and the item."""
        super().__init__(sentence)
        self.plan, self.item = plan, item


class NotForOthers(NotAllowed):
    """Something that another department keeps to itself."""

    SENTENCES: ClassVar[dict[Matter, str]] = {
        Matter.DRAFT: "아직 제출하지 않은 추진계획은 그 부서와 총괄만 봅니다."
        " 제출하면 여기에서 보실 수 있습니다.",
        Matter.HISTORY: "바뀐 내역은 그 부서와 총괄만 봅니다."
        " 필요하시면 총괄 담당에게 말씀해 주십시오.",
        Matter.EVIDENCE: "증빙 사진과 파일은 그 부서와 총괄만 봅니다."
        " 필요하시면 총괄 담당에게 말씀해 주십시오.",
    }

    def __init__(self, matter: Matter) -> None:
        """Without a sentence for it, the usual one."""
        super().__init__(self.SENTENCES.get(matter, ""))


class Locked(Refusal):
    """The office is locked from its server: for now everybody only reads."""

    def __init__(self, since: datetime) -> None:
        """`since` is said as the office's clock showed it."""
        at = kst(since)
        super().__init__(
            "비상 잠금 중이어서 지금은 조회(/status /find /todo /report)만 됩니다."
            f" {at.month}. {at.day}. {at:%H:%M}에 잠갔습니다."
            " 방금 하신 것은 저장하지 않았고, 쓰시던 입력은 그대로 남아 있습니다."
            " 문의는 총괄 부서에 전화로 해 주십시오."
        )


class Changed(Refusal):
    """Somebody else changed the record after it was opened here."""

    default = "그 사이 다른 분이 먼저 고쳤습니다. 바뀐 내용을 확인하신 뒤 다시 고쳐 주십시오."


class Gone(Refusal):
    """The record is no longer there."""

    default = "찾으시는 기록이 없습니다. 이미 지워졌거나 번호가 바뀌었습니다."


class RoundClosed(Refusal):
    """The round that collects this plan is over."""

    default = (
        "이 반기의 취합이 마감되어 추진계획을 제출하거나 고칠 수 없습니다."
        " 필요하시면 총괄 담당에게 말씀해 주십시오."
    )


class Impossible(Refusal):
    """Figures that contradict each other."""


def unreadable_half_year(read: str) -> Unreadable:
    """For what is no half-year."""
    return Unreadable(read, "반기", "2021 하반기")


def unreadable_period(read: str, reason: str = "") -> Unreadable:
    """For what is no date or period."""
    return Unreadable(read, "날짜나 기간", PERIOD_EXAMPLE, reason)


def unreadable_day(read: str, reason: str = "") -> Unreadable:
    """For what is not one full day."""
    return Unreadable(read, "날짜", DAY_EXAMPLE, reason)


def no_such_day(year: int, month: int, last: int) -> str:
    """Reason: the month is shorter."""
    return f"{year}년 {month}월은 {last}일까지 있습니다."


def no_such_month(month: int) -> str:
    """Reason: months end at twelve."""
    return f"{month}월은 없습니다."


def year_out_of_range(year: int, first: int, last: int) -> str:
    """Reason: no officer means that year."""
    return f"{year}년은 다루지 않습니다. 연도는 {first}년부터 {last}년까지 적으실 수 있습니다."


def ends_before_start(start: date, end: date) -> str:
    """Reason: the period runs backwards."""
    return f"끝({_day(end)})이 시작({_day(start)})보다 앞섭니다."


def weekday_differs(day: date) -> str:
    """Reason: the weekday typed is not that day's."""
    return f"{_day(day)}은 {'월화수목금토일'[day.weekday()]}요일입니다."


def tells_weekday(reason: str) -> bool:
    """Whether a reason is that of `weekday_differs`."""
    return reason.endswith("요일입니다.")


def two_readings(one: str, other: str) -> str:
    """Reason: the digits mean two things."""
    return f"{one}인지 {other}인지 알 수 없습니다."


TWO_WAYS_FROM = "며칠 동안인지 며칠까지인지 알 수 없습니다."


MONTH_MISSING = "몇 월인지 알 수 없습니다."
DAY_MISSING = "며칠인지 알 수 없습니다."
WEEKDAY_MISSING = "무슨 요일인지 알 수 없습니다."
WEEK_MISSING = "어느 주인지 알 수 없습니다."
UNIT_UNCLEAR = "월인지 일인지 알 수 없습니다."
VAGUE = "날짜가 어림으로 적혀 있습니다."
TIME_INSIDE = "시각은 여기에 적지 않습니다."
EDGES_DIFFER = "시작과 끝의 단위가 다릅니다."
ONE_DAY_ONLY = "하루만 적는 자리입니다."
TOO_LONG = "너무 깁니다."


def unreadable_count(read: str, reason: str = "") -> Unreadable:
    """For what is no whole number."""
    return Unreadable(read, "수", "29", reason)


APPROXIMATE = "어림수는 보고서에 쓸 수 없습니다."
SEVERAL_NUMBERS = "수가 여럿이라 어느 것인지 알 수 없습니다."
NEGATIVE = "0보다 작은 수는 쓸 수 없습니다."
TOO_LARGE = "너무 큰 수입니다."


def unreadable_figures(read: str, names: str, example: str, reason: str) -> Unreadable:
    """For an answer of several figures that cannot be taken; `names` are what is counted."""
    return Unreadable(read, f"{names}의 수", example, reason)


WHAT_IS_COUNTED = "무엇의 수인지 알 수 없습니다."
NOT_WHOLE = "소수나 비율이 아니라 센 수를 적습니다."
NOT_COUNTED = "0인지 세지 않았는지 알 수 없습니다."


def not_counted_here(word: str) -> str:
    """Reason: nothing of that name is counted here."""
    return f"{josa(f'‘{cut(word, SHOWN)}’', '은/는')} 여기에 적는 수가 아닙니다."


def counted_in(word: str, unit: str) -> str:
    """Reason: the counting word does not fit."""
    return f"{josa(word, '은/는')} {josa(f'‘{unit}’', '으로/로')} 셉니다."


def no_number_of(word: str) -> str:
    """Reason: a word stands without its number."""
    return f"‘{word}’의 수가 없습니다."


def said_twice(first: str) -> str:
    """Reason: two numbers for one thing."""
    return f"{josa(first, '과/와')} 다른 수가 함께 적혀 있습니다."


def more_than_whole(part: str, whole: str) -> str:
    """Reason: a part is larger than its whole, each with its figure."""
    return f"{josa(part, '이/가')} {whole}보다 많습니다."


def unreadable_cohorts(read: str, reason: str = "") -> Unreadable:
    """For what is no list of cohort numbers."""
    return Unreadable(read, "기수", "3,4,5기", reason)


def unreadable_money(read: str, reason: str = "") -> Unreadable:
    """For what is no sum of money."""
    return Unreadable(read, "금액", "1억 2천만원 또는 120백만원", reason)


UNIT_MISSING = "단위가 없어 얼마인지 알 수 없습니다."
TAIL_UNCLEAR = "끝수가 만 단위인지 원 단위인지 알 수 없습니다."
MIXED_UNITS = "단위의 차례가 맞지 않습니다."
BELOW_ONE_WON = "1원보다 작은 금액이 됩니다."


def local_over_total() -> Impossible:
    """For a share larger than the whole, or below nothing."""
    return Impossible(
        "고양시 몫은 0부터 전체까지의 수입니다. 두 수를 다시 적어 주십시오."
        " 예: 전체 100, 고양시 50"
    )


def nothing_to_divide() -> Impossible:
    """For a rate of nothing."""
    return Impossible(
        "전체가 0이면 비율을 낼 수 없습니다. 전체를 1 이상으로 적어 주십시오. 예: 100"
    )


def _day(day: date) -> str:
    """A day as named inside a reason."""
    return f"{day.year}.{day.month}.{day.day}."


def _shown(read: str) -> str:
    """What was typed, fit to be read back: one line, short, without personal numbers."""
    return cut(redact(" ".join(clean_text(read).split())), SHOWN)
