"""Every kind of reminder, one row each: its words, what it offers to tap, its ladder.

The order of the rows is the order of the lines in a digest. A row that lacks something, a kind
without a row, or words that name what no line holds, stop the start with the reason.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from string import Formatter

from storage.rules import ladder
from storage.rules.ladder import Ladder
from storage.rules.terms import ReminderKind

SAID = {"title", "due", "left", "passed", "count", "department", "paper"}
"""What a line gives to its words."""


class Offer(Enum):
    """What a kind offers that is no single button."""

    PLAN_ROWS = auto()  # 바로 입력, 해당없음, 담당자 변경
    NOTHING = auto()  # told for knowledge


@dataclass(frozen=True)
class Tap:
    """A button: its label, the code behind it, and whether the label names the matter."""

    label: str
    code: str  # with {id} or {half} where the matter's own stands
    titled: bool = True


@dataclass(frozen=True)
class Kind:
    """A kind of reminder. ValueError when it lacks words or its words cannot be filled."""

    kind: ReminderKind
    words: tuple[str, str, str]  # before the day, on it, after it
    offers: Tap | Offer
    ladder: Ladder  # the usual one; a round may have its own
    day_itself: bool = False
    """Told with the very day, worked or not, and not with the working day that it counts to."""
    snoozes: bool = True
    """Whether it may be put off: what is told once for knowledge may not."""

    def __post_init__(self) -> None:
        """Refuse a row that would raise, or be silent, when it is told."""
        for said in self.words:
            named = {name for _, name, _, _ in Formatter().parse(said) if name is not None}
            if not said.strip() or not named <= SAID:
                raise ValueError(f"{self.kind.value}: no words, or words that ask for {named}")
        if isinstance(self.offers, Tap):
            code = self.offers.code.format(id=1, half="2022-1")
            if not self.offers.label.strip() or ":" not in code:
                raise ValueError(f"{self.kind.value}: a button that says or does nothing")


class Kinds(Mapping[ReminderKind, Kind]):
    """The rows by kind. ValueError when a kind has no row or two."""

    def __init__(self, rows: Iterable[Kind]) -> None:
        self._rows = tuple(rows)
        self._by_kind = {row.kind: row for row in self._rows}
        lacking = [kind.value for kind in ReminderKind if kind not in self._by_kind]
        if lacking or len(self._by_kind) != len(self._rows):
            raise ValueError(f"a row for each kind of reminder, and one only; without: {lacking}")
        self._places = {row.kind: place for place, row in enumerate(self._rows)}

    def __getitem__(self, kind: ReminderKind) -> Kind:
        return self._by_kind[kind]

    def __iter__(self) -> Iterator[ReminderKind]:
        """In the order of a digest."""
        return (row.kind for row in self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def place(self, kind: ReminderKind) -> int:
        """Where its lines stand in a digest."""
        return self._places[kind]


def _always(words: str) -> tuple[str, str, str]:
    """The same words before the day, on it and after it."""
    return (words, words, words)


KINDS = Kinds(
    [
        Kind(
            ReminderKind.PLAN_DUE,
            (
                "안내: {title} 추진계획 제출 기한은 {due}입니다. 근무일 기준 {left}일 남았습니다.",
                "안내: 오늘이 {title} 추진계획 제출 기한입니다.",
                "협조 요청: "
                "{title} 추진계획 제출 기한({due})이 근무일 기준 {passed}일 지났습니다.",
            ),
            Offer.PLAN_ROWS,
            ladder.PLAN,
        ),
        Kind(
            ReminderKind.PLAN_CHECK,
            (
                "안내: {title} 추진계획이 내부확인을 기다립니다. 제출 기한은 {due}입니다.",
                "안내: {title} 추진계획이 내부확인을 기다립니다. 오늘이 제출 기한입니다.",
                "협조 요청: "
                "{title} 추진계획이 내부확인을 기다립니다. 제출 기한은 {due}이었습니다.",
            ),
            Tap("추진계획 확인", "review:plan:{id}", titled=False),
            ladder.PLAN,
        ),
        Kind(
            ReminderKind.OUTCOME_DUE,
            (
                "안내: {title} 계획 {count}건의 결과를 {due}까지 정해 주십시오.",
                "안내: 오늘까지 {title} 계획 {count}건의 결과를 정해 주십시오.",
                "협조 요청: "
                "{title} 계획 {count}건의 결과가 남아 있습니다. 기한은 {due}이었습니다.",
            ),
            Tap("결과 정하기", "outcome:show:{half}", titled=False),
            ladder.PLAN,
        ),
        Kind(
            ReminderKind.EVENT_BEFORE,
            (
                "안내: ‘{title}’ 준비를 확인해 주십시오.",
                "안내: 오늘입니다. ‘{title}’",
                "안내: ‘{title}’",
            ),
            Tap("기록 보기", "rec:event:{id}"),
            ladder.EVENT_BEFORE,
            day_itself=True,
        ),
        Kind(
            ReminderKind.EVENT_RESULT,
            _always("안내: ‘{title}’ 결과를 적어 주십시오."),
            Tap("행사 결과 적기", "edit:event:{id}:status"),
            ladder.EVENT_RESULT,
        ),
        Kind(
            ReminderKind.PROMISE_DUE,
            (
                "안내: 협약 약속 ‘{title}’ 기한은 {due}입니다.",
                "안내: 협약 약속 ‘{title}’ 기한이 오늘입니다.",
                "협조 요청: 협약 약속 ‘{title}’ 이행 상황을 적어 주십시오. (기한 {due})",
            ),
            Tap("기록 보기", "rec:promise:{id}"),
            ladder.PROMISE,
        ),
        Kind(
            ReminderKind.CONTRACT_STAGE,
            (
                "안내: 계약 ‘{title}’ {paper} 안내",
                "안내: 계약 ‘{title}’ {paper} 안내",
                "안내: 계약 ‘{title}’ {paper}를 받아 고용 인원을 적어 주십시오.",
            ),
            Tap("고용 인원 적기", "new:hire:{id}"),
            ladder.CONTRACT,
        ),
        Kind(
            ReminderKind.MOU_CONTACT,
            (
                "안내: 협약 ‘{title}’ 다음 연락일은 {due}입니다.",
                "안내: 오늘은 협약 ‘{title}’ 연락일입니다. 결과를 적어 주십시오.",
                "협조 요청: 협약 ‘{title}’ 연락 결과와 다음 날짜를 적어 주십시오. (연락일 {due})",
            ),
            Tap("연락 결과 적기", "new:follow_up:{id}"),
            ladder.CONTACT,
        ),
        Kind(
            ReminderKind.MOU_EXPIRY,
            (
                "안내: 협약 ‘{title}’ 기간이 {due}에 끝납니다.",
                "안내: 협약 ‘{title}’ 기간이 오늘 끝납니다.",
                "안내: 협약 ‘{title}’ 기간이 {due}에 끝났습니다.",
            ),
            Tap("기록 보기", "rec:mou:{id}"),
            ladder.EXPIRY,
            day_itself=True,
        ),
        Kind(
            ReminderKind.ESCALATION,
            (
                "협조 요청: {department} {title}",
                "협조 요청: {department} {title}",
                "협조 요청: {department} {title} 함께 살펴봐 주시면 고맙겠습니다.",
            ),
            Offer.NOTHING,
            ladder.ONCE,
            snoozes=False,
        ),
        Kind(
            ReminderKind.UNREACHABLE,
            (
                "안내: {department} {title} 님께 알림이 닿지 않습니다.",
                "안내: {department} {title} 님께 알림이 닿지 않습니다. 대신할 분을 정해 주십시오.",
                "안내: {department} {title} 님께 알림이 닿지 않습니다. 대신할 분을 정해 주십시오.",
            ),
            Offer.NOTHING,
            ladder.ONCE,
            snoozes=False,
        ),
        Kind(
            ReminderKind.ROUND_LEFT,
            _always(
                "안내: {title} 취합의 확정 예정일({due})이 지났습니다. "
                "추진계획이 남은 부서는 {count}곳입니다. /round 에서 살펴보시고 마감해 주십시오."
            ),
            Offer.NOTHING,
            ladder.LEFT,
            day_itself=True,
            snoozes=False,
        ),
        Kind(
            ReminderKind.ROUND_MILESTONE,
            (
                "안내: {title} 예정일은 {due}입니다. /round 에서 확인해 주십시오.",
                "안내: {title} 예정일은 {due}입니다. /round 에서 확인해 주십시오.",
                "안내: {title} 예정일은 {due}이었습니다. /round 에서 확인해 주십시오.",
            ),
            Offer.NOTHING,
            ladder.MILESTONE,
            day_itself=True,
            snoozes=False,
        ),
        Kind(
            ReminderKind.ROUND_OPEN,
            (
                "안내: {title} 취합이 시작되었습니다.",
                "안내: {title} 취합이 시작되었습니다. /round 에서 일정을 확인해 주십시오.",
                "안내: {title} 취합이 시작되었습니다. /round 에서 일정을 확인해 주십시오.",
            ),
            Offer.NOTHING,
            ladder.ONCE,
            snoozes=False,
        ),
    ]
)
