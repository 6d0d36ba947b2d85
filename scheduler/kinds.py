"""Every kind of reminder, one row each: its words, whom it goes to, what it offers, its ladder.

The order of the rows is the order of the lines in a digest. A row that lacks something, two rows
of one name, or words that name what no line holds, stop the start with the reason.
"""

from scheduler.kind import Kind, Kinds, Offer, Tap, Whom, Words
from storage.rules.ladder import DEFAULT_OFFSETS, Ladder, plan_ladder


def _always(words: str, weekly: str = "") -> Words:
    """The same words before the day, on it and after it."""
    return Words(words, words, words, weekly)


KINDS = Kinds()

ONCE = Ladder((0,))
ROUND = Tap("취합 열기", "round:show:{id}", titled=False)
RESULTS = Tap("추진실적 확인", "results:of:{half}:{id}:0", titled=False)
BY_DAY = "{title}\n    기한 {due}"


def _to_office(
    name: str, label: str, words: Words, tap: Tap, ladder: Ladder = ONCE, *, day: bool = False
) -> Kind:
    """What the office is told of beside its own work; `day` for what is about that very day."""
    return KINDS.add(Kind(name, label, words, Whom.OFFICE, tap, ladder, day, waits=False))


def _news(name: str, label: str, ladder: Ladder = ONCE) -> Kind:
    """A change of which the office hears: its name alone, in a line with those like it."""
    words, office = _always("{title}"), Whom.OFFICE
    row = Kind(name, label, words, office, Offer.NOTHING, ladder, news=True, waits=False)
    return KINDS.add(row)


PLAN_REQUEST = KINDS.add(
    Kind(
        "plan_request",
        "취합 요청",
        Words(
            "{title} 추진계획을 {due}까지 작성해 주십시오. 근무일로 {left}일 남았습니다.",
            "{title} 추진계획을 오늘까지 작성해 주십시오.",
            "{title} 추진계획을 작성해 주십시오. 제출 기한은 {due}이었습니다.",
        ),
        Whom.OWN,
        Offer.PLAN_ROWS,
        ONCE,
        waits=False,
        apart=True,
    )
)
PLAN_DUE = KINDS.add(
    Kind(
        "plan_due",
        "추진계획 제출",
        Words(
            "안내: {title} 추진계획 제출 기한은 {due}입니다. 근무일로 {left}일 남았습니다.",
            "안내: 오늘이 {title} 추진계획 제출 기한입니다.",
            "협조 요청: {title} 추진계획 제출 기한({due})이 근무일로 {passed}일 경과하였습니다.",
            "협조 요청: {title} 추진계획 제출 기한({due})에서 {weeks}주가 지났습니다. "
            "계획이 없으시면 ‘해당없음’으로 답하실 수 있습니다.",
        ),
        Whom.WRITER,
        Offer.PLAN_ROWS,
        plan_ladder(DEFAULT_OFFSETS),
        carded=True,
        heading="추진계획",
        listed="{title} · {standing}",
    )
)
PLAN_MOVED = KINDS.add(
    Kind(
        "plan_moved",
        "제출 기한 변경",
        _always("안내: {title} 추진계획 제출 기한이 바뀌었습니다. 새 기한은 {due}입니다."),
        Whom.WRITER,
        Tap("추진계획 작성", "plan:show:{half}", titled=False),
        ONCE,
        waits=False,
    )
)
PLAN_CHECK = KINDS.add(
    Kind(
        "plan_check",
        "추진계획 내부확인",
        Words(
            "안내: {title} 추진계획이 내부확인을 기다립니다. 제출 기한은 {due}입니다.",
            "안내: {title} 추진계획이 내부확인을 기다립니다. 오늘이 제출 기한입니다.",
            "협조 요청: {title} 추진계획이 내부확인을 기다립니다. 제출 기한은 {due}이었습니다.",
            "협조 요청: {title} 추진계획이 기한({due})에서 {weeks}주가 지나도록 "
            "내부확인을 기다립니다.",
        ),
        Whom.HOLDERS,
        Tap("추진계획 확인", "review:plan:{id}", titled=False),
        plan_ladder(DEFAULT_OFFSETS),
        carded=True,
        heading="내부확인할 추진계획",
        listed="{department} {title} · {standing}",
    )
)
RESULTS_DUE = KINDS.add(
    Kind(
        "results_due",
        "추진실적 확인",
        Words(
            "안내: {title} 추진실적을 {due}까지 확인해 주십시오. 근무일로 {left}일 남았습니다.",
            "안내: 오늘까지 {title} 추진실적을 확인해 주십시오.",
            "협조 요청: {title} 추진실적 확인 기한({due})이 근무일로 {passed}일 경과하였습니다.",
            "협조 요청: {title} 추진실적 확인 기한({due})에서 {weeks}주가 지났습니다. "
            "목록을 보시고 빠진 것이 없으면 ‘맞음’을 눌러 주십시오.",
        ),
        Whom.WRITER,
        RESULTS,
        plan_ladder(DEFAULT_OFFSETS),
        carded=True,
        heading="추진실적 확인",
        listed="{title} 추진실적 · 기한 {due}",
    )
)
RESULTS_AGAIN = KINDS.add(
    Kind(
        "results_again",
        "확인 뒤 바뀐 추진실적",
        _always(
            "안내: {title} 추진실적을 확인하신 뒤 기록 {count}건이 바뀌었습니다. "
            "맞으면 한 번 더 눌러 주십시오."
        ),
        Whom.WRITER,
        RESULTS,
        Ladder((1,)),
        listed="{title} 추진실적 · 바뀐 기록 {count}건",
    )
)
OUTCOME_DUE = KINDS.add(
    Kind(
        "outcome_due",
        "지난 계획의 결과",
        Words(
            "안내: {title} 계획 {count}건의 결과를 {due}까지 정해 주십시오.",
            "안내: 오늘까지 {title} 계획 {count}건의 결과를 정해 주십시오.",
            "협조 요청: {title} 계획 {count}건의 결과가 남아 있습니다. 기한은 {due}이었습니다.",
            "협조 요청: {title} 계획 {count}건의 결과가 기한({due})에서 {weeks}주가 지나도록 "
            "남아 있습니다.",
        ),
        Whom.SETTLER,
        Tap("결과 정하기", "outcome:show:{half}", titled=False),
        plan_ladder(DEFAULT_OFFSETS),
        carded=True,
        heading="결과를 정할 지난 계획",
        listed="{title} 계획 {count}건",
    )
)
EVENT_BEFORE = KINDS.add(
    Kind(
        "event_before",
        "예정 행사",
        Words(
            "안내: ‘{title}’ 준비를 확인해 주십시오.",
            "안내: 오늘 ‘{title}’ 행사가 있습니다.",
            "안내: ‘{title}’",
        ),
        Whom.KEEPER,
        Tap("기록 보기", "rec:event:{id}"),
        Ladder((-1,), working=False),
        day_itself=True,
        listed="{title}\n    {due}",
    )
)
EVENT_RESULT = KINDS.add(
    Kind(
        "event_result",
        "행사 결과",
        _always(
            "안내: ‘{title}’ 결과를 적어 주십시오.",
            "안내: ‘{title}’ 결과가 {weeks}주째 비어 있습니다. "
            "열리지 않은 행사는 취소로 적어 주십시오.",
        ),
        Whom.KEEPER,
        Tap("행사 결과 적기", "edit:event:{id}:status"),
        Ladder((1, 3, 6), weekly=True),
        heading="결과를 적을 행사",
        listed="{title}",
    )
)
CLAIM_ASKED = KINDS.add(
    Kind(
        "claim_asked",
        "확인 요청",
        _always("확인 요청: {title}", "확인 요청이 {weeks}주째 답을 기다립니다: {title}"),
        Whom.KEEPER,
        Tap("확인 요청에 답하기", "asked:see:{id}"),
        Ladder((1, 3, 6), weekly=True),
        listed="{title}",
    )
)
PROMISE_DUE = KINDS.add(
    Kind(
        "promise_due",
        "협약 이행사항",
        Words(
            "안내: 협약 이행사항 ‘{title}’ 기한은 {due}입니다.",
            "안내: 협약 이행사항 ‘{title}’ 기한이 오늘입니다.",
            "협조 요청: 협약 이행사항 ‘{title}’ 이행 상황을 적어 주십시오. (기한 {due})",
            "협조 요청: 협약 이행사항 ‘{title}’ 이행 상황이 {weeks}주째 비어 있습니다. "
            "(기한 {due})",
        ),
        Whom.KEEPER,
        Tap("이행 적기", "edit:promise:{id}:delivered"),
        Ladder((-14, -3, 0, 5, 10)),
        listed=BY_DAY,
    )
)
CONTRACT_STAGE = KINDS.add(
    Kind(
        "contract_stage",
        "계약 단계 서류",
        Words(
            "안내: 계약 ‘{title}’ {paper} 안내",
            "안내: 계약 ‘{title}’ {paper} 안내",
            "안내: 계약 ‘{title}’ {paper}를 받아 고용 인원을 적어 주십시오.",
            "안내: 계약 ‘{title}’ {paper}의 고용 인원이 {weeks}주째 비어 있습니다.",
        ),
        Whom.KEEPER,
        Tap("고용 인원 적기", "new:hire:{id}"),
        Ladder((1, 5, 10), weekly=True),
        listed=BY_DAY,
    )
)
MOU_CONTACT = KINDS.add(
    Kind(
        "mou_contact",
        "협약 후속 연락",
        Words(
            "안내: 협약 ‘{title}’ 다음 연락일은 {due}입니다.",
            "안내: 오늘은 협약 ‘{title}’ 연락일입니다. 결과를 적어 주십시오.",
            "협조 요청: 협약 ‘{title}’ 연락 결과와 다음 날짜를 적어 주십시오. (연락일 {due})",
            "협조 요청: 협약 ‘{title}’ 연락 결과가 {weeks}주째 비어 있습니다. (연락일 {due}) "
            "이어 가지 않으시면 종료를 적어 주십시오.",
        ),
        Whom.KEEPER,
        Tap("연락 결과 적기", "new:follow_up:{id}"),
        Ladder((-3, 0, 5, 10)),
        heading="연락할 때가 된 협약",
        listed="{title}\n    연락 기한 {due}",
    )
)
MOU_EXPIRY = KINDS.add(
    Kind(
        "mou_expiry",
        "협약 만료",
        Words(
            "안내: 협약 ‘{title}’ 기간이 {due}에 끝납니다. 연장하거나 종료를 적어 주십시오.",
            "안내: 협약 ‘{title}’ 기간이 오늘 끝납니다. 연장하거나 종료를 적어 주십시오.",
            "안내: 협약 ‘{title}’ 기간이 {due}에 끝났습니다.",
        ),
        Whom.KEEPER,
        Tap("만료일 고치기", "edit:mou:{id}:expires"),
        Ladder((-30, -7, 0), working=False),
        day_itself=True,
        listed="{title}\n    만료 {due}",
        other_ways=(Tap("종료 기록", "new:follow_up:{id}"),),
    )
)
MOU_ENDS = KINDS.add(
    Kind(
        "mou_ends",
        "협약 만료 안내",
        Words(
            "안내: 협약 ‘{title}’ 기간이 {due}에 끝납니다. 연장이나 종료는 담당자가 적습니다.",
            "안내: 협약 ‘{title}’ 기간이 오늘 끝납니다. 연장이나 종료는 담당자가 적습니다.",
            "안내: 협약 ‘{title}’ 기간이 {due}에 끝났습니다.",
        ),
        Whom.BESIDE,
        Tap("기록 보기", "rec:mou:{id}"),
        Ladder((-30, 0), working=False),
        day_itself=True,
        waits=False,
    )
)
CONTRACT_UNRECORDED = KINDS.add(
    Kind(
        "contract_unrecorded",
        "기록이 없는 대상 공사",
        _always(
            "안내: {title} 대상 공사계약 {count}건을 기록하시거나 사유를 적어 주십시오.",
            "안내: {title} 대상 공사계약 {count}건에 {weeks}주째 기록도 사유도 없습니다.",
        ),
        Whom.KEEPER,
        Tap("대상 공사 보기", "conl:show:{id}:0", titled=False),
        Ladder((5,), weekly=True),
        carded=True,
        listed="{title} {count}건",
    )
)
ESCALATION = KINDS.add(
    Kind(
        "escalation",
        "협조 요청",
        _always("협조 요청: {department} {title} 함께 살펴봐 주시면 고맙겠습니다."),
        Whom.ABOVE,
        Offer.WITH_THEM,
        Ladder((3,)),  # working days of silence until the line above hears, and the next above
        waits=False,
    )
)
UNREACHABLE = _to_office(
    "unreachable",
    "연락 안 되는 분",
    _always("안내: {department} {title} 님께 알림이 닿지 않습니다. 대신할 분을 정해 주십시오."),
    Tap("사람 열기", "people:card:{id}"),
)
ROUND_LEFT = _to_office(
    "round_left",
    "마감하지 않은 취합",
    _always(
        "안내: {title} 취합의 확정 예정일({due})이 지났습니다. "
        "제출할 것이 남은 부서는 {count}개입니다. 살펴보시고 마감해 주십시오."
    ),
    ROUND,
    Ladder((1,)),
    day=True,
)
ROUND_MILESTONE = _to_office(
    "round_milestone",
    "취합 일정",
    Words(
        "안내: {title} 예정일은 {due}입니다.",
        "안내: {title} 예정일은 {due}입니다.",
        "안내: {title} 예정일은 {due}이었습니다.",
    ),
    ROUND,
    Ladder((0,), working=False),
    day=True,
)
ROUND_OPEN = _to_office(
    "round_open",
    "취합 시작",
    _always(
        "안내: {title} 취합이 시작되었습니다. 봇으로 요청을 받을 분이 없는 부서는 {count}개입니다."
    ),
    ROUND,
)
PLAN_IN = _news("plan_in", "새로 답한 부서")
PLAN_LATE = _news("plan_late", "추진계획 기한이 지난 부서", Ladder((1,)))
RESULTS_LATE = _news("results_late", "추진실적 확인 기한이 지난 부서", Ladder((1,)))
OUTCOME_LATE = _news("outcome_late", "지난 계획 결과가 남은 부서", Ladder((1,)))
MOU_ASLEEP = _news("mou_asleep", "새로 잠든 협약")
OFFICE_STANDING = _news("office_standing", "이번 주 현황")
