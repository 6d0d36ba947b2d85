"""What became of a parcel, as rows: written by delivery together with the next rows it leases."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.api import verdicts
from bot.pumps import unsent
from bot.renders.rendered import Withheld
from storage.act import Act
from storage.office import officers
from storage.rules.errors import Refusal
from storage.rules.trail import Subject, Verb
from storage.traffic import cards, inbox, leases, outbox

NOTED = ("half", "version", "format", "photos", "record", "roster")  # of what was asked for


@dataclass(frozen=True)
class Now:
    """Who writes it down, and when by the database's time."""

    owner: str
    at: datetime


class Settle(Protocol):
    """What became of a parcel, to be written in the next batch."""

    async def __call__(self, session: Any, now: Now) -> None: ...


@dataclass(frozen=True)
class Placed:
    card: str
    chat_id: int
    message: int
    before: int | None

    async def __call__(self, session: Any, now: Now) -> None:
        await cards.sent(session, self.card, self.chat_id, self.message, self.before)


@dataclass(frozen=True)
class Handed:
    """A file or picture that somebody asked for went out, or did not; the trail says to whom.

    개인정보의 안전성 확보조치 기준 제8조: who had which paper, and when.
    """

    parcel: leases.Parcel
    verb: Verb
    at: datetime

    async def __call__(self, session: Any, now: Now) -> None:
        given: Mapping[str, Any] = self.parcel.payload["given"]
        if given.get("officer") is None:  # drawn for nobody in particular: it holds no names
            return
        told = {name: given[name] for name in NOTED if given.get(name) is not None}
        act = Act(session, await officers.by_id(session, given["officer"]), self.at)
        paper = Subject(self.parcel.payload["render"])
        await act.log(paper, self.parcel.id, self.verb, after=told)


@dataclass(frozen=True)
class Moved:
    old: int
    new: int

    async def __call__(self, session: Any, now: Now) -> None:
        await outbox.move_chat(session, self.old, self.new)


@dataclass(frozen=True)
class Later:
    """Put back for so many seconds; while it `holds`, its chat hears nothing else."""

    row: int
    seconds: float
    reason: str
    tried: bool
    holds: bool = False

    async def __call__(self, session: Any, now: Now) -> None:
        await outbox.again(
            session,
            self.row,
            now.at,
            self.seconds,
            self.reason,
            tried=self.tried,
            holds=self.holds,
            owner=now.owner,
        )


@dataclass(frozen=True)
class GaveUp:
    """Never to be sent; whoever asked for it hears `sentence`."""

    parcel: leases.Parcel
    reason: str
    sentence: str = ""
    ours: bool = True  # a fault, of which the administrators hear

    async def __call__(self, session: Any, now: Now) -> None:
        mine = await outbox.gave_up(session, self.parcel.id, self.reason, now.owner)
        if mine and self.sentence:
            await unsent.tell(session, self.parcel, self.sentence, now.at)
            if self.ours:
                await unsent.report(session, self.parcel, self.reason, now.at)


@dataclass(frozen=True)
class Incomplete:
    """It went out, but lacks a part of what was asked for; `reason` says which."""

    parcel: leases.Parcel
    reason: str

    async def __call__(self, session: Any, now: Now) -> None:
        await unsent.report(session, self.parcel, self.reason, now.at)


@dataclass(frozen=True)
class Short:
    """It went out without a part of it; whoever asked hears `sentence`."""

    parcel: leases.Parcel
    sentence: str

    async def __call__(self, session: Any, now: Now) -> None:
        if self.sentence:
            await unsent.tell(session, self.parcel, self.sentence, now.at)
            await unsent.report(session, self.parcel, "EvidenceLost", now.at)


@dataclass(frozen=True)
class Unreachable:
    chat_id: int
    began: datetime

    async def __call__(self, session: Any, now: Now) -> None:
        if await inbox.heard(session, self.chat_id, self.began):  # that is the newer news
            return
        one = await officers.by_telegram(session, self.chat_id)
        if one is not None and one.reachable:
            await officers.set_reachable(session, self.chat_id, reachable=False)


def given_up(
    parcel: leases.Parcel, verdict: verdicts.Verdict, error: Exception, why: str
) -> GaveUp:
    """Whoever asked hears it, but for one who lost the right to what they asked for.

    Of words whose answers were lost nobody is told: they may stand there already.
    """
    lost = isinstance(verdict, verdicts.Ambiguous) and parcel.kind not in unsent.FILES
    if lost or isinstance(error, Withheld):
        return GaveUp(parcel, why)
    if isinstance(error, Refusal):
        told = error.sentence if unsent.sentence(parcel) else ""
        return GaveUp(parcel, why, told, ours=False)
    return GaveUp(parcel, why, unsent.sentence(parcel))
