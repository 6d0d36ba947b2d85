"""What may be done to the chain itself, and what `verify` has to call it."""

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import delete, update

from storage import audit
from storage.audit import ENTRIES, HEADS
from storage.tracing.breach import Sort
from tests.helpers.hand import MIDDLE, Hand, Line, Way

CHANGES: Mapping[str, str] = {
    "who": "officer_id = 6",
    "nobody": "officer_id = NULL",
    "when": "at = '2020-01-01 00:00:00.000000'",
    "what was done": "action = 'undo'",
    "to what": "subject = 'budget'",
    "to which": "subject_id = 999",
    "why": "reason = '다른 사유'",
    "values before": "before = '{\"facts\": {}}'",
    "values after": "after = '{\"facts\": {}}'",
    "the line above": "previous = hash",
    "its own hash": "hash = previous",
}


def changed(what: str, seq: int) -> Way:
    """One column of one line."""

    async def way(hand: Hand) -> None:
        await hand.run(f"UPDATE audit_entry SET {CHANGES[what]} WHERE seq = {seq}")

    return way


async def taken_out(hand: Hand) -> None:
    await hand.run(f"DELETE FROM audit_entry WHERE seq = {MIDDLE}")


async def first_taken_out(hand: Hand) -> None:
    await hand.run("DELETE FROM audit_entry WHERE seq = 1")


async def closed_up(hand: Hand) -> None:
    """A line is taken out, and those below it move up."""
    await taken_out(hand)
    for at in range(MIDDLE + 1, hand.was.end.seq + 1):
        await hand.run(f"UPDATE audit_entry SET seq = {at - 1} WHERE seq = {at}")
    last = await hand.line(hand.was.end.seq - 1)
    await hand.move_end(last["seq"], last["hash"])


async def three_taken_out(hand: Hand) -> None:
    await hand.run(f"DELETE FROM audit_entry WHERE seq BETWEEN {MIDDLE} AND {MIDDLE + 2}")


async def last_taken_out(hand: Hand) -> None:
    await hand.run(f"DELETE FROM audit_entry WHERE seq = {hand.was.end.seq}")


async def cut_with_its_end(hand: Hand) -> None:
    """The last five lines, and the row that names the end with them."""
    short = hand.was.end.seq - 5
    await hand.run(f"DELETE FROM audit_entry WHERE seq > {short}")
    await hand.move_end(short, (await hand.line(short))["hash"])


async def cut_and_grown_again(hand: Hand) -> None:
    """The last lines are others now, as many as there were."""
    await cut_with_its_end(hand)
    for seq in range(hand.was.end.seq - 4, hand.was.end.seq + 1):
        await hand.put(seq)
    last = await hand.line(hand.was.end.seq)
    await hand.move_end(last["seq"], last["hash"])


async def emptied(hand: Hand) -> None:
    await hand.run(delete(ENTRIES))
    await hand.run(delete(HEADS))


async def put_in(hand: Hand) -> None:
    """A line that nobody wrote, in the middle; those below it go down."""
    await hand.make_room(MIDDLE)
    await hand.put(MIDDLE)


async def put_behind(hand: Hand) -> None:
    await hand.put(hand.was.end.seq + 1)


async def end_lost(hand: Hand) -> None:
    await hand.run(delete(HEADS))


async def end_elsewhere(hand: Hand) -> None:
    await hand.move_end(hand.was.end.seq, "f" * 64)


async def end_too_far(hand: Hand) -> None:
    await hand.move_end(hand.was.end.seq + 3, hand.was.end.hash)


async def two_changed_places(hand: Hand) -> None:
    for one, other in ((MIDDLE, -1), (MIDDLE + 4, MIDDLE), (-1, MIDDLE + 4)):
        await hand.run(f"UPDATE audit_entry SET seq = {other} WHERE seq = {one}")


async def one_sealed_anew(hand: Hand) -> None:
    """A line says something else and has the right hash for it; the one below does not know."""
    await changed("why", MIDDLE)(hand)
    row = await hand.line(MIDDLE)
    sealed = audit.digest_of(Line(row), MIDDLE)
    await hand.run(update(ENTRIES).where(ENTRIES.c.seq == MIDDLE).values(hash=sealed))


def rewritten(seq: int) -> Way:
    """The chain from this line on, made anew to its end: sound in itself."""

    async def way(hand: Hand) -> None:
        await changed("why", seq)(hand)
        await hand.seal_from(seq)

    return way


async def rewritten_without_one(hand: Hand) -> None:
    await taken_out(hand)
    await hand.seal_from(MIDDLE)


async def a_restore_made_up(hand: Hand) -> None:
    """The end is cut off, and a line says that it was a restore."""
    end = hand.was.end
    await cut_with_its_end(hand)
    left = {"left": {"seq": end.seq, "hash": end.hash}}
    at = datetime(2030, 1, 1, tzinfo=UTC)
    told = {"subject": "origin", "action": "restore", "after": left, "at": at}
    await hand.put(end.seq - 4, **told)
    last = await hand.line(end.seq - 4)
    await hand.move_end(last["seq"], last["hash"])


CHAIN: Mapping[str, tuple[Way, Sort]] = {
    **{f"a line: {what}": (changed(what, MIDDLE), Sort.CHANGED) for what in CHANGES},
    "the first line": (changed("why", 1), Sort.CHANGED),
    "a line is gone": (taken_out, Sort.REMOVED),
    "the first line is gone": (first_taken_out, Sort.REMOVED),
    "a line is gone, the others move up": (closed_up, Sort.REMOVED),
    "three lines are gone": (three_taken_out, Sort.REMOVED),
    "the last line is gone": (last_taken_out, Sort.CUT),
    "the end is cut": (cut_with_its_end, Sort.CUT),
    "the end is cut and written anew": (cut_and_grown_again, Sort.REWRITTEN),
    "all is gone": (emptied, Sort.CUT),
    "a line is put in": (put_in, Sort.INSERTED),
    "a line is put behind": (put_behind, Sort.INSERTED),
    "the end is not named": (end_lost, Sort.INSERTED),
    "the end has another hash": (end_elsewhere, Sort.END),
    "the end is too far": (end_too_far, Sort.CUT),
    "two lines changed places": (two_changed_places, Sort.REMOVED),
    "a line sealed anew": (one_sealed_anew, Sort.CHANGED),
    "the whole chain anew": (rewritten(1), Sort.REWRITTEN),
    "the chain anew from the middle": (rewritten(MIDDLE), Sort.REWRITTEN),
    "the last line anew": (rewritten(40), Sort.REWRITTEN),
    "the chain anew without a line": (rewritten_without_one, Sort.REWRITTEN),
    "a restore that never was": (a_restore_made_up, Sort.UNSAID_RESTORE),
}
