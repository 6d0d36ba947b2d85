"""The demo's round, played on the phones of its people: how it stands in the morning, and whole.

Like the player of the records it knows the bot only by the words on the screen.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.demo import city, texts
from bot.demo.running import Demo
from bot.simulator.people.phone import Phone
from bot.simulator.people.transcript import words
from scheduler.timetable import TICKS
from storage.rounds import rounds
from storage.rules.clock import kst_date

ASKED_ON = datetime(2021, 11, 15, 0, 30, tzinfo=UTC)
"""09:30 in Korea on the day on which the plans of the next half are asked for."""
TO_JUNE = timedelta(days=164)  # from the demo's morning to the request day of the next round
CLERK, BUILDER, CHIEF, MANAGER = (number for number, *_ in texts.PEOPLE[:4])
MOST_ITEMS = 20


async def begin(demo: Demo) -> None:
    """The round was opened in November, as the calendar asks for."""
    async with demo.office.db.begin() as session:
        await rounds.ensure_rounds(session, kst_date(ASKED_ON), ASKED_ON)
        await city.confirm_results(session)


async def morning(demo: Demo) -> None:
    """What the phones show when somebody looks: reminders, the board, and how things stand."""
    async with (
        await demo.phone(CLERK) as clerk,
        await demo.phone(CHIEF) as chief,
        await demo.phone(MANAGER) as manager,
    ):
        await remind(demo, clerk, chief)
        await _say(manager, "/status", texts.STATUS)
        await _pin_the_board(chief)


async def remind(demo: Demo, *phones: Phone, last: Sequence[str] = texts.MORNING) -> None:
    """The clock's morning round; returns once these phones have had one of its last messages."""
    await _tick(demo)
    for phone in phones:
        await _seen(phone, *last)


async def whole(demo: Demo, clerk: Phone, builder: Phone, chief: Phone) -> None:
    """One round to its end: asked for, handed in, sent back, confirmed, and settled."""
    await _pin_the_board(chief)
    await chief.tap(texts.NUDGE)
    await chief.reads(texts.NUDGE_ASKED)
    await chief.tap(texts.YES)
    await chief.reads(texts.NUDGED)
    await builder.reads(texts.NOT_ARRIVED)
    await builder.tap(texts.NOTHING)
    await builder.reads(texts.SAID_NOTHING)
    await _say(clerk, "/plan", texts.PLAN)
    await clerk.tap(texts.HAND_IN)
    await clerk.reads(texts.HANDED_IN)
    await _send_back(chief)
    await clerk.reads(texts.ASKED_TARGET)
    await _say(clerk, texts.TARGET, texts.ANSWERED)
    await chief.reads(texts.ANSWER_CAME)
    await chief.tap(texts.SEE_PLAN)
    await chief.reads(texts.CAME_IN)
    await chief.tap(texts.CONFIRM)
    await chief.reads(texts.PLAN_CONFIRMED)
    await clerk.reads(texts.CONFIRMED)
    await _seen(chief, texts.ON_THE_BOARD)
    demo.advance(TO_JUNE)
    await _tick(demo)
    await clerk.reads(texts.OUTCOMES)
    await _settle(clerk)


async def _tick(demo: Demo) -> None:
    for tick in TICKS:
        await demo.office.clockwork.do(tick)


async def _seen(phone: Phone, *fragments: str) -> None:
    """Until one of these has come."""

    def shown() -> bool | None:
        told = [words(one) for one in phone.messages()]
        return any(fragment in one for one in told for fragment in fragments) or None

    await phone.until(shown, None, f"{fragments} never came")


async def _say(phone: Phone, said: str, wait: str) -> None:
    await phone.say(said)
    await phone.reads(wait)


async def _reply(phone: Phone, question: str, said: str, wait: str) -> None:
    """Answers the bot's question of these words by a reply, as Telegram offers it."""
    await phone.reads(question)
    asked = [one for one in phone.messages() if question in words(one)][-1]
    await phone.say(said, reply_to=asked["message_id"])
    await phone.reads(wait)


async def _pin_the_board(chief: Phone) -> None:
    await _say(chief, "/round", texts.ROUND)
    await chief.tap(texts.BOARD)
    await chief.reads(texts.BOARD_DUE)


async def _send_back(chief: Phone) -> None:
    """What a plan's first item lacks is asked for, with the reason that the bot has for it."""
    await chief.tap(texts.REVIEW)
    await chief.tap(texts.CLERK_PLAN)
    await chief.tap(texts.ASK_AGAIN)
    await chief.tap(texts.FIELD)
    await chief.reads(texts.ONE_ASKED)


async def _settle(clerk: Phone) -> None:
    """The items of the half that closes: the first was done, the others go on."""
    await clerk.tap(texts.SETTLE)
    await clerk.reads(texts.OUTCOME_HEAD)
    await _choose(clerk, texts.DONE)
    await clerk.reads(texts.WHICH_RECORD)
    await clerk.tap(texts.IN_WORDS)
    await _reply(clerk, texts.WHAT_WAS_DONE, texts.WAS_DONE, texts.IN_FIGURES)
    await clerk.tap(texts.SKIP)
    await clerk.reads(texts.OUTCOME_HEAD)
    for _ in range(MOST_ITEMS):
        await _choose(clerk, texts.CARRIED)
        if texts.ALL_SETTLED in await clerk.reads(texts.OUTCOME_HEAD):
            return
    raise AssertionError("the items of the plan have no end")


async def _choose(clerk: Phone, outcome: str) -> None:
    """What became of the first item that is left."""
    await clerk.tap(texts.FIRST)
    await clerk.reads(texts.WHAT_BECAME)
    await clerk.tap(outcome)
