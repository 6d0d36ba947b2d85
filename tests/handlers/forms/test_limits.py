"""Answers that cannot stand together are asked again with what was read, at the question."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from handlers.forms import texts
from handlers.forms.hearing import doubts
from handlers.install import FORMS, install
from storage.act import Act
from storage.facts.limit_kinds import LIMITS
from storage.facts.limits import ABOVE, Limit, Verdict
from storage.facts.shapes import Facts
from storage.records import records
from storage.rules.errors import Impossible
from storage.rules.terms import EventKind, RecordKind, Role
from tests.handlers.forms.walking import AIDS
from tests.helpers.desk import Desk
from tests.helpers.facts import agreement, works

STAFF = 22
EARLY, LATE = date(2021, 7, 5), date(2021, 7, 30)
AGREED = agreement(expires=date(2021, 7, 20))
ABOVE_OF: dict[RecordKind, Facts] = {
    RecordKind.PROMISE: AGREED,  # signed 21.8.4.
    RecordKind.FOLLOW_UP: AGREED,
    RecordKind.SUBCONTRACT: works(),
    RecordKind.HIRE: works(notice_on=date(2021, 8, 1)),
}
ROWS = [(kind, limit) for kind, limits in LIMITS.items() for limit in limits]


def answer(name: str, *, more: bool) -> Any:
    """A later or larger, or an earlier or smaller answer to that field."""
    day = (LATE if more else EARLY).isoformat()
    if name.startswith("period"):
        span = {"start": day, "end": day, "precision": "day"}
        return {"spans": [span], "style": "report"}
    if name == "cohorts":
        return [3, 4, 5] if more else [3]
    if name.startswith(("counts", "cohort")):
        return 5 if more else 2
    if name == "amount":
        return 200_000_000 if more else 1
    return day


@pytest.mark.parametrize(
    ("kind", "limit"), ROWS, ids=[f"{kind}: {one.low[0]} {one.high[0]}" for kind, one in ROWS]
)
def test_each_limit_is_asked_at_both_of_its_questions(kind: RecordKind, limit: Limit) -> None:
    form = next(one for one in FORMS if one.kind is kind)
    answers: dict[str, Any] = {"kind": EventKind.PROGRAMME}
    if limit.low[0] != "counts.finished" and "counts" in limit.low[0]:
        answers["kind"] = EventKind.HIRING_EVENT
    asked: list[str] = []
    for (name, _label), more in ((limit.low, True), (limit.high, False)):
        if not name.startswith(ABOVE):
            field = name.removesuffix(".end")
            answers[field] = answer(name, more=more)
            asked.append(field)
    aids = replace(AIDS, today=date(2021, 7, 1), above=ABOVE_OF.get(kind))
    for field in asked:
        (*_own, doubt) = doubts(form, form[field], answers[field], answers, aids)
        assert limit.low[1] in doubt.question
        assert limit.high[1] in doubt.question
        refused = [one.label for one in doubt.options] == [texts.TYPE_AGAIN]
        assert refused is (limit.over is Verdict.IMPOSSIBLE), doubt.question


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """A clerk."""
    made = await Desk(sqlite_url, install).open()
    await made.hire(STAFF, Role.STAFF, await made.department("일자리정책과", 1))
    yield made
    await made.close()


async def test_an_agreement_that_ends_as_it_begins_is_asked_and_one_before_it_is_refused(
    desk: Desk,
) -> None:
    await desk.says(STAFF, "/mou")
    for said in ("고양시, 코레일테크", "업무협약", "2021.6.4.", "시민 우선고용"):
        await desk.says(STAFF, said)
    (asked,) = await desk.says(STAFF, "2021.6.3.")
    assert "이미 지난 날짜입니다. 맞습니까?" in asked
    (refused,) = await desk.taps(STAFF, "맞습니다")
    said = "만료일(2021. 6. 3.(목))이 체결일(2021. 6. 4.(금))보다 앞섭니다. 다시 적어 주십시오."
    assert said in refused
    assert "맞습니다" not in desk.labels(STAFF)
    await desk.taps(STAFF, "다시 입력")
    await desk.says(STAFF, "2021.6.4.")
    (same,) = await desk.taps(STAFF, "맞습니다")
    assert "같은 날입니다. 맞습니까?" in same
    (on,) = await desk.taps(STAFF, "맞습니다")
    assert "만료일: 2021. 6. 4.(금)" in on


async def test_a_half_far_away_is_asked(desk: Desk) -> None:
    await desk.says(STAFF, "/problem")
    await desk.says(STAFF, "문제점")
    await desk.says(STAFF, "참여기업 부족")
    (asked,) = await desk.says(STAFF, "2031 하반기")
    assert "2031년의 날짜입니다. 맞습니까?" in asked


async def test_what_cannot_be_is_refused_where_it_is_written_too(desk: Desk) -> None:
    async with desk.db.begin() as session:
        act = Act(session, await desk.officer(STAFF), desk.now)
        with pytest.raises(Impossible, match=r"준공일.*착공일.*보다 앞섭니다"):
            await records.add(act, works(begins=LATE, ends=EARLY))
        with pytest.raises(Impossible, match="만료일"):
            await records.add(act, agreement(expires=date(2021, 8, 3)))
