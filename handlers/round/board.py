"""The board: one pinned message of 총괄 that edits itself with every change of a plan.

Who has one is not stored: everybody who is 총괄 when a round is open. `follow` runs in each
transaction that changes something, so the board can say nothing that is not in the tables.
"""

from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from handlers.chat.context import OfficeContext
from handlers.round.board_view import board_rows, board_text, whole_text
from scheduler.looking import looking
from storage import audit
from storage.models.office import Officer
from storage.models.round import CollectionRound
from storage.models.traffic import Urgency
from storage.office import posts
from storage.office.setting_aside import STRICT, Aside
from storage.rounds import board as round_board
from storage.rules.clock import Clock, kst_date
from storage.rules.terms import Role, RoundState
from storage.rules.trail import Subject
from storage.traffic import cards, outbox, urgencies
from storage.traffic.messages import Call, Card, Order, Screen


def card_of(number: int, officer: Officer) -> str:
    """The key of one person's board of one round."""
    return f"board:{number}:{officer.id}"


async def follow(session: AsyncSession, clock: Clock) -> None:
    """Before each commit: the boards that say something else now are drawn anew, each once.

    Nobody who changes something calls this, and a transaction that changes nothing of a board
    does not look at one. A board that cannot be drawn is set aside and takes nothing back.
    """
    changed = audit.changed(session)
    if not changed:
        return
    await session.flush()
    moved = await round_board.concerned(session, changed)
    if not moved:
        return
    now, own = clock(), changed.get(Subject.ROUND, ())
    of_rounds = not (round_board.OF_ALL | round_board.OF_ONE).isdisjoint(changed)
    news = of_rounds and urgencies.somebody_acts(session)  # a record alone sends nobody a board
    async with looking(session, "board", now) as aside:
        for row in moved:
            anew = news and (row.state == RoundState.OPEN or row.id in own)
            async with aside.step(session, Subject.ROUND, row.id):
                await _draw(session, now, row, anew=anew, aside=aside)


async def draw(context: OfficeContext, row: CollectionRound) -> None:
    """Draws one round's board for everybody who is 총괄."""
    await _draw(context.session, context.now, row)


async def _draw(
    session: AsyncSession,
    now: datetime,
    row: CollectionRound,
    *,
    anew: bool = True,
    aside: Aside = STRICT,
) -> None:
    """For everybody who is 총괄; not `anew`, for those who have the board already."""
    screen = await _screen(session, row, kst_date(now), aside)
    for one in await posts.with_role(session, [Role.OFFICE]):
        if one.telegram_id is not None:
            card = Card(card_of(row.id, one), *screen)
            shown = await cards.message_of(session, card.key)
            if anew or shown is not None:
                urgency = _urgency(session, one.telegram_id, shown)
                await outbox.put(session, one.telegram_id, card, now=now, urgency=urgency)
            if shown is not None:
                await _pin(session, now, one.telegram_id, shown)


def _urgency(session: AsyncSession, chat: int, shown: int | None) -> Urgency:
    """A board that draws itself anew can wait; one that is there for the first time is news."""
    return Urgency.LATER if shown is not None else urgencies.of(session, chat)


async def take_over(
    context: OfficeContext, row: CollectionRound, chat: int, message_id: int
) -> None:
    """The message that was tapped becomes this officer's board, and is pinned."""
    session, now = context.session, context.now
    screen = await view_of(context, row)
    key = card_of(row.id, context.officer)
    before = await cards.message_of(session, key)
    if before is not None and before != message_id:  # one board, one pin
        for act in (Order.UNPIN, Order.ERASE):  # in the class of a pin that still waits: after it
            call = Call(act, {"message_id": before})
            await outbox.put(session, chat, call, now=now, urgency=Urgency.LATER)
    await context.put(chat, Card(key, *screen, message_id))
    await cards.place(session, key, chat, message_id)
    await _pin(session, now, chat, message_id)


async def is_board(context: OfficeContext, row: CollectionRound, message: int) -> bool:
    """Whether a message is this officer's board of the round."""
    key = card_of(row.id, context.officer)
    return message == await cards.message_of(context.session, key)


async def view_of(context: OfficeContext, row: CollectionRound) -> Screen:
    """The same words and buttons, for a message that does not edit itself."""
    return await _screen(context.session, row, context.today)


async def everyone(context: OfficeContext, row: CollectionRound) -> str:
    """Every department of the round, in words."""
    return whole_text(await round_board.whole(context.session, row, context.today))


async def _screen(
    session: AsyncSession, row: CollectionRound, today: date, aside: Aside = STRICT
) -> Screen:
    board = await round_board.whole(session, row, today, aside)
    return Screen(board_text(board), board_rows(board))


async def _pin(session: AsyncSession, now: datetime, chat: int, message_id: int) -> None:
    """Pins without a sound, once for each message that was the board."""
    await outbox.put(
        session,
        chat,
        Call(Order.PIN, {"message_id": message_id}),
        now=now,
        dedupe_key=f"pin:{chat}:{message_id}",
        urgency=Urgency.LATER,
    )
