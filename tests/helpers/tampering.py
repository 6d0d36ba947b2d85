"""Every way of tampering; the file of heads among what is tampered with."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from storage.safekeeping import heads
from storage.safekeeping.heads import Head
from storage.tracing.breach import Sort
from tests.helpers.hand import MIDDLE, Hand, Way
from tests.helpers.tampered_chain import CHAIN, rewritten
from tests.helpers.tampered_rows import ROWS


async def head_changed(hand: Hand) -> None:
    first, *rest = hand.noted
    hand.write([first.replace(hand.was.half_way.hash, "a" * 64), *rest])


async def head_taken_out(hand: Hand) -> None:
    hand.write(hand.noted[1:])


async def last_head_taken_out(hand: Hand) -> None:
    hand.write(hand.noted[:-1])


async def heads_gone(hand: Hand) -> None:
    heads.place(hand.folder).unlink()


async def heads_made_anew(hand: Hand) -> None:
    """The chain is written anew, and the file of heads with it: only a copy of it knows."""
    await rewritten(MIDDLE)(hand)
    heads.place(hand.folder).unlink()
    for seq, day in ((hand.was.half_way.seq, 0), (hand.was.end.seq, 1)):
        at = datetime(2021, 8, 4, 2, tzinfo=UTC) + timedelta(days=day)
        head = Head(seq, (await hand.line(seq))["hash"])
        heads.append(hand.folder, heads.HEAD, head, at)


FILES: Mapping[str, tuple[Way, Sort]] = {
    "a head of the file": (head_changed, Sort.HEADS_CHANGED),
    "a head taken out": (head_taken_out, Sort.HEADS_CHANGED),
    "the last head taken out": (last_head_taken_out, Sort.HEADS_CUT),
    "the file of heads gone": (heads_gone, Sort.HEADS_CUT),
    "the chain and its heads anew": (heads_made_anew, Sort.REWRITTEN),
}
WAYS = {**CHAIN, **ROWS, **FILES}
