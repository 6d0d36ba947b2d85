"""Plans of the departments by chat, as far as they come, and what came of their items."""

from re import compile as pattern

from tests.helpers.strangers import names, papers
from tests.helpers.strangers.clerk import Clerk
from tests.helpers.strangers.life import OFFICE, Life
from tests.helpers.strangers.times import Half
from tests.helpers.strangers.truth import Entered

WRITTEN, HANDED_IN, CONFIRMED, NONE, UNTOUCHED = "작성중", "제출", "확정", "해당없음", "미제출"
RETURNED, AMENDED = "보완요청", "보완완료"
STATES = (WRITTEN, HANDED_IN, CONFIRMED, NONE, UNTOUCHED, RETURNED, AMENDED)
PLAN_OF = pattern(r"v1:new:plan_item:(\d+)")
ITEM_OF = pattern(r"v1:rec:plan_item:(\d+)")
PROOF_OF = pattern(r"v1:outcome:pick:\d+:(\w+):(\d+):")
FIGURES_ASKED = "계획 실적 수치"
OUTCOMES = ("실적 있음", "다음 반기로 이월", "계획 취소(사유 적기)")


async def planned(life: Life, half: Half) -> None:
    """Every department that writes brings its plan of the half as far as chance will have it."""
    states = life.plans[half.code] = dict.fromkeys(life.departments, UNTOUCHED)
    for department, clerk in life.clerks.items():
        begun = any(
            one.half == half.code and one.department == department
            for one in life.truth.living("plan_item")
        )
        states[department] = life.dice.choice(STATES)
        if begun and states[department] in (NONE, UNTOUCHED):  # something was carried into it
            states[department] = WRITTEN
        await _brought(life, clerk, half, states[department])


async def _brought(life: Life, clerk: Clerk, half: Half, state: str) -> None:
    begin = f"/plan {half.words}"
    if state == UNTOUCHED:
        return
    await life.desk.says(clerk.user, begin)
    if state == NONE:
        await clerk.tap("해당없음")
        return
    plan = _number(life, clerk)
    made = [await item(life, clerk, half) for _ in range(life.dice.randint(1, 3))]
    if state == WRITTEN:
        return
    await life.desk.says(clerk.user, begin)
    await clerk.tap("제출")
    await life.desk.taps_code(OFFICE, f"v1:review:plan:{plan}")
    if state == CONFIRMED:
        await life.desk.taps(OFFICE, "확정")
    elif state in (RETURNED, AMENDED):
        await _sent_back(life, clerk, life.dice.choice(made), answered=state == AMENDED)


async def _sent_back(life: Life, clerk: Clerk, one: Entered, *, answered: bool) -> None:
    """One field is asked for again, and perhaps answered."""
    await life.desk.taps_code(OFFICE, f"v1:review:item:{one.number}")
    await life.desk.taps(OFFICE, "목표")
    await life.desk.replies(OFFICE, "목표 수치를 적어 주십시오.")
    if answered:
        one.counts["목표"] = life.dice.randint(100, 999)
        await life.desk.says(clerk.user, str(one.counts["목표"]))


async def item(life: Life, clerk: Clerk, half: Half) -> Entered:
    """One item of the plan of the clerk's department."""
    told = papers.item(life.dice, half)
    return await life.enter(clerk, "plan_item", told, f"/plan {half.words}", "항목 추가")


async def came_out(life: Life, half: Half, clerk: Clerk) -> None:
    """What came of every item of the clerk's department in the half that closes."""
    mine = [
        one
        for one in life.truth.living("plan_item")
        if one.half == half.code and one.department == life.home(clerk)
    ]
    for one in mine:
        await life.desk.says(clerk.user, f"/plan {half.words}")
        outcome = life.dice.choice(OUTCOMES)
        await life.desk.taps_code(clerk.user, f"v1:outcome:item:{one.number}")
        await life.desk.taps(clerk.user, outcome)
        if outcome == OUTCOMES[0]:
            await _said(life, clerk, one)
        elif outcome == OUTCOMES[2]:
            one.outcome, one.reason = "취소", names.shown(names.words(life.dice))
            await life.desk.replies(clerk.user, one.reason)
        else:
            one.outcome = "이월"
            await _carried(life, clerk, one, half.moved(1))


async def _said(life: Life, clerk: Clerk, one: Entered) -> None:
    """By a record of the department, or in words."""
    one.outcome = "실적"
    labels = [label for label in life.desk.labels(clerk.user) if label.endswith("번")]
    if labels and life.dice.random() < 0.5:
        label = life.dice.choice(labels)
        keys = life.desk.newest(clerk.user).keys
        found = next(PROOF_OF.match(key.code) for key in keys if key.label == label)
        one.proof = (found[1], int(found[2])) if found else None
        await life.desk.taps(clerk.user, label)
        return
    one.reason = names.shown(names.words(life.dice))
    await life.desk.taps(clerk.user, "직접 적기")
    await life.desk.replies(clerk.user, one.reason)
    if FIGURES_ASKED in life.desk.newest(clerk.user).text and life.dice.random() < 0.7:
        hired = life.dice.randint(0, 90)
        one.hires = (hired, life.dice.randint(0, hired))
        await life.desk.replies(clerk.user, "채용 {} 시민 {}".format(*one.hires))


async def _carried(life: Life, clerk: Clerk, one: Entered, half: Half) -> None:
    """The same item stands in the next half's plan, under a number of its own."""
    await life.desk.says(clerk.user, f"/plan {half.words}")
    known = {other.number for other in life.truth.living("plan_item")}
    shown = [
        int(found[1])
        for key in life.desk.newest(clerk.user).keys
        if (found := ITEM_OF.match(key.code))
    ]
    (number,) = [each for each in shown if each not in known]
    made = Entered(
        "plan_item",
        number,
        one.department,
        half.code,
        one.words,
        one.saved,
        result=False,
        counts=dict(one.counts),
        order=len(life.truth.entered),
    )
    life.truth.entered.append(made)


def _number(life: Life, clerk: Clerk) -> int:
    for key in life.desk.newest(clerk.user).keys:
        if found := PLAN_OF.match(key.code):
            return int(found[1])
    raise AssertionError(f"no plan on\n{life.desk.newest(clerk.user).text}")
