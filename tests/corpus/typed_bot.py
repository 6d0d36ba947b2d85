"""A message typed to the real bot: its card, the taps before 저장, and what is saved by it."""

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, time

from handlers.install import install
from storage.act import Act
from storage.facts.loose.proposed import Read
from storage.facts.shapes import Facts, MouFacts
from storage.records import record_lookup, records
from storage.records.record_projection import facts_of
from storage.rules.date_grammar import read_period
from storage.rules.terms import RecordKind, Role
from tests.corpus.cases import Values
from tests.corpus.scoring import Score, proposed
from tests.corpus.typed import Typed
from tests.corpus.typed_scoring import compared, letters, read_alone
from tests.helpers.desk import Desk

OFFICER = 11
NOON = time(3, 0, tzinfo=UTC)
SAVE, SAVE_ALL = "저장", "모두 저장"
KINDS_TOLD = (
    RecordKind.EVENT,
    RecordKind.MOU,
    RecordKind.FOLLOW_UP,
    RecordKind.PROMISE,
    RecordKind.CONTRACT,
    RecordKind.PLAN_ITEM,
    RecordKind.PROBLEM,
)
_BESIDE = {"note", "result", "status"}
"""What a form adds: left-over words, what came of a contact, that a promise is open."""
PHOTO = {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}
SIGNED_BEFORE = "2025. 3. 4."
Kept = tuple[RecordKind, Facts]


@dataclass
class Met:
    """What the officers met who typed these messages."""

    fields: Score = field(default_factory=Score)
    messages: int = 0
    at_once: int = 0  # 저장 stands below the card after one tap at most
    exact: int = 0  # saved is the record that is right, and nothing else
    unasked: list[str] = field(default_factory=list)  # saved before 저장
    lost: list[str] = field(default_factory=list)  # words that stand nowhere on the card
    stuck: list[str] = field(default_factory=list)  # no 저장 could be reached


@asynccontextmanager
async def office(url: str, case: Typed) -> AsyncIterator[Desk]:
    """The whole bot on the day of a message, with one officer and the agreements it speaks of."""
    desk = await Desk(url, install).open()
    try:
        desk.now = datetime.combine(case.today, NOON)
        home = await desk.department("일자리정책과", 1)
        await desk.hire(OFFICER, Role.OFFICE, home)
        await _agreed(desk, [one["partner"][0] for one in case.right if "partner" in one])
        yield desk
    finally:
        await desk.close()


async def _agreed(desk: Desk, partners: Iterable[str]) -> None:
    officer = await desk.officer(OFFICER)
    assert officer is not None
    period = read_period(SIGNED_BEFORE, desk.now.date())
    async with desk.db.begin() as session:
        for one in partners:
            facts = MouFacts(title="업무협약", parties=("고양시", one), period=period)
            await records.add(Act(session, officer, desk.now), facts)


async def typed_to(desk: Desk, case: Typed) -> None:
    """The message as it comes in."""
    message = desk.message(OFFICER, case.text)
    if case.via == "forward":
        message["forward_origin"] = {
            "type": "hidden_user",
            "date": message["date"],
            "sender_user_name": "홍○○",
        }
    if case.via == "photo":
        message |= {"photo": [PHOTO], "caption": message.pop("text")}
    await desk.sends(OFFICER, {"message": message})


async def kept(desk: Desk) -> list[Kept]:
    """All that is saved, by kind."""
    found: list[Kept] = []
    async with desk.db.read() as session:
        for kind in KINDS_TOLD:
            rows = await record_lookup.all_living(session, kind)
            found += [(kind, facts_of(one)) for one in rows]
    return found


async def meet(made: Met, desk: Desk, case: Typed) -> None:
    """Types the message, answers what is asked as it is right, and taps 저장."""
    before, heard = await kept(desk), len(desk.heard(OFFICER))
    await typed_to(desk, case)
    made.messages += 1
    if await kept(desk) != before:
        made.unasked.append(case.shown)
    shown = letters("".join(desk.heard(OFFICER)[heard:]))
    made.lost += [f"{word!r}: {case.shown}" for word in _left(case) if word not in shown]
    if SAVE not in desk.labels(OFFICER) and not _all(desk):
        await desk.taps(OFFICER, _answer(desk.labels(OFFICER), case))
    if not (saves := _all(desk) or [SAVE] * (SAVE in desk.labels(OFFICER))):
        made.stuck.append(f"{desk.labels(OFFICER)}: {case.shown}")
        return
    made.at_once += 1
    await desk.taps(OFFICER, saves[0])
    new = [told_of(*one) for one in await kept(desk) if one not in before]
    made.exact += _is_right(made.fields, case, new)


def _all(desk: Desk) -> list[str]:
    return [one for one in desk.labels(OFFICER) if one.startswith(SAVE_ALL)]


def _left(case: Typed) -> list[str]:
    """The words that stay to be seen: those of the corpus, and all that no fact took."""
    reading = read_alone(case.text, case.today)
    told = [*case.keep, *(one.text for one in reading.rest)]
    return [said for one in told if (said := letters(one))]


def _answer(labels: Sequence[str], case: Typed) -> str:
    """The right one of what is offered, or the first."""
    roles = [role for one in case.right for role in one.get("role", ())]
    wanted = {"support": "지원", "host": "개최"}.get(roles[0] if roles else "", "")
    return next((one for one in labels if wanted and wanted in one), labels[0])


def _is_right(fields_of: Score, case: Typed, new: list[Values]) -> bool:
    misses = len(fields_of.misses)
    compared(fields_of, case, [_without(one, {"partner"}) for one in case.right], new)
    return len(fields_of.misses) == misses


def told_of(kind: RecordKind, facts: Facts) -> Values:
    """The values of saved facts in the words of the corpora."""
    values = {one.name: getattr(facts, one.name) for one in fields(facts)}
    beside = _BESIDE if kind is not RecordKind.EVENT else {"note"}
    return _without(proposed(Read(kind, None, values, (), ())), beside)


def _without(values: Values, names: set[str]) -> Values:
    return {name: value for name, value in values.items() if name not in names}
