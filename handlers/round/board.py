"""The board: one pinned message of 총괄 that edits itself with every change of a plan.

Who has one is not stored: everybody who is 총괄 when a round is open. `redraw` is called in the
transaction of the change, so the board can say nothing that is not in the tables.
"""

from collections.abc import Mapping

from handlers.buttons import Row, markup
from handlers.context import OfficeContext
from handlers.round.board_view import board_rows, board_text
from storage.models.office import Officer
from storage.models.round import CollectionRound
from storage.queries import officers, outbox, round_board, rounds
from storage.rules.terms import Role


def card_of(number: int, officer: Officer) -> str:
    """The key of one person's board of one round."""
    return f"board:{number}:{officer.id}"


async def redraw(context: OfficeContext, half: str | None = None) -> None:
    """Redraws every board of the open rounds, or of the round for the plans of `half` alone.

    To be called after any change of a plan, a department or a person, in its transaction.
    """
    for row in await rounds.open_ones(context.session):
        if half is None or row.half == half:
            await draw(context, row)


async def draw(context: OfficeContext, row: CollectionRound) -> None:
    """Draws one round's board for everybody who is 총괄."""
    board = await round_board.whole(context.session, row, context.today)
    text, rows = board_text(board), board_rows(board)
    for one in await officers.with_role(context.session, [Role.OFFICE]):
        if one.telegram_id is not None:
            key = card_of(board.number, one)
            await context.show(one.telegram_id, key, text, rows)
            message = await outbox.card_message(context.session, key)
            if message is not None:
                await _pin(context, one.telegram_id, message)


async def take_over(context: OfficeContext, row: CollectionRound, chat: int, message: int) -> None:
    """The message that was tapped becomes this officer's board, and is pinned."""
    board = await round_board.whole(context.session, row, context.today)
    payload = {
        "text": board_text(board),
        "parse_mode": "HTML",
        "reply_markup": markup(board_rows(board)),
        "message_id": message,
    }
    key = card_of(board.number, context.officer)
    before = await outbox.card_message(context.session, key)
    if before is not None and before != message:  # one board, one pin
        await _call(context, "unpinChatMessage", chat, {"message_id": before})
        await _call(context, "deleteMessage", chat, {"message_id": before})
    await outbox.put(context.session, chat, "card", payload, now=context.now, card=key)
    await outbox.place_card(context.session, key, chat, message)
    await _pin(context, chat, message)


async def _call(context: OfficeContext, method: str, chat: int, fields: Mapping[str, int]) -> None:
    payload = {"method": method, "fields": {"chat_id": chat, **fields}}
    await outbox.put(context.session, chat, "call", payload, now=context.now)


async def is_board(context: OfficeContext, row: CollectionRound, message: int) -> bool:
    """Whether a message is this officer's board of the round."""
    key = card_of(row.id or 0, context.officer)
    return message == await outbox.card_message(context.session, key)


async def view_of(context: OfficeContext, row: CollectionRound) -> tuple[str, list[Row]]:
    """The same words and buttons, for a message that does not edit itself."""
    board = await round_board.whole(context.session, row, context.today)
    return board_text(board), board_rows(board)


async def _pin(context: OfficeContext, chat: int, message: int) -> None:
    """Pins without a sound, once for each message that was the board."""
    fields = {"chat_id": chat, "message_id": message, "disable_notification": True}
    await outbox.put(
        context.session,
        chat,
        "call",
        {"method": "pinChatMessage", "fields": fields},
        now=context.now,
        dedupe_key=f"pin:{chat}:{message}",
    )
