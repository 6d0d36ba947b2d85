"""Acts that hit many: shown with numbers and names, meant by a button, taken back for a while.

A typed word never starts one. What is shown is reckoned again at the yes, which counts for what
was seen alone; of many it is asked twice.
"""

import hashlib
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from telegram import Update

from handlers.chat import mass_picking, receipts, texts
from handlers.chat.access import Handler, admit, tap
from handlers.chat.context import OfficeContext
from handlers.chat.mass_picking import Given as Given
from handlers.chat.mass_picking import Option
from handlers.chat.taps import Tap, taken
from storage.models.asking import ASKED, DONE, MassAct
from storage.rules.errors import Gone, Refusal
from storage.rules.permission import Action
from storage.rules.personal_data import find_personal_data
from storage.traffic import mass_acts
from storage.traffic.messages import Button, Row, Screen, view

VIEW = mass_picking.VIEW
MANY = 10  # from here on it is asked twice


@dataclass(frozen=True)
class Preview:
    """What would happen, as HTML with numbers and names; `count` is how many it hits."""

    text: str
    count: int
    back: Sequence[Row] = ()
    other: str = ""  # label of the button to the act's other way, where it has one
    beside: Sequence[Row] = ()  # what else may be done about it, below the yes


@dataclass(frozen=True)
class Deed:
    """What was done: its screen, and as JSON what taking it back needs."""

    text: str
    rows: Sequence[Row] = ()
    before: Given = field(default_factory=dict)


@dataclass(frozen=True)
class Mass:
    """One act that hits many, declared. `name` stands in stored rows.

    Each of the three asks the rules again and raises Refusal; without `undo` it cannot be taken
    back, and the question says so.
    """

    name: str
    may: Action
    preview: Callable[[OfficeContext, Given], Awaitable[Preview]]
    do: Callable[[OfficeContext, Given], Awaitable[Deed]]
    undo: Callable[[OfficeContext, Given, Given], Awaitable[Screen]] | None = None
    turned: Callable[[Given], Given] | None = None
    """The other way of doing it, which is shown and asked like the first."""
    options: Callable[[OfficeContext, Given], Awaitable[Sequence[Option]]] | None = None
    """What may be chosen from, where the act need not hit all of them."""
    picks: str = ""
    """The name under which the keys of what is chosen stand in what is given."""


async def ask(context: OfficeContext, act: Mass, given: Given) -> Screen:
    """The question; nothing is done before its yes.

    Raises Refusal for words with a person's number in them, which are kept nowhere.
    """
    for value in given.values():
        if isinstance(value, str) and (kind := find_personal_data(value)):
            raise Refusal(texts.without_personal_data(kind))
    shown = await act.preview(context, given)
    row = await mass_acts.ask(
        context.session,
        act.name,
        given,
        _mark(shown),
        officer=context.officer,
        now=context.now,
    )
    return _question(act, shown, row.id)


async def choose(context: OfficeContext, act: Mass, given: Given) -> Screen:
    """The list to choose from, with nothing chosen yet; the question comes after it."""
    if act.options is None:
        raise LookupError("an act that hits all that it is given")
    asked = mass_picking.offering(given, await act.options(context, given)) | {act.picks: []}
    row = await mass_acts.ask(
        context.session, act.name, asked, "", officer=context.officer, now=context.now
    )
    return mass_picking.screen(row.id, asked, act.picks, 0)


def _question(act: Mass, shown: Preview, number: int, *, again: bool = False) -> Screen:
    end = texts.CAN_BE_TAKEN_BACK if act.undo else texts.CANNOT_BE_TAKEN_BACK
    lines = [shown.text, "", end]
    yes = Button(texts.YES, view(VIEW, "yes", number), style="danger")
    if again:
        lines = [texts.SURE_OF_MANY.format(count=shown.count), "", *lines]
        label = texts.YES_ALL.format(count=shown.count)
        yes = Button(label, view(VIEW, "sure", number), style="danger")
    rows: list[Row] = [[yes, Button(texts.NO, view(VIEW, "no", number))]]
    if act.options and shown.count > 1 and not again:
        rows.append([Button(texts.PICK_SOME, view(VIEW, "pick", number, 0))])
    if shown.other and not again:
        rows.append([Button(shown.other, view(VIEW, "other", number))])
    rows += [] if again else shown.beside
    return Screen("\n".join(lines), rows)


def _mark(shown: Preview) -> str:
    return hashlib.sha256(shown.text.encode()).hexdigest()


class MassActs:
    """The buttons of every declared act; two of one name stop the start."""

    def __init__(self, declared: Sequence[Mass]) -> None:
        self._declared = {one.name: one for one in declared}
        if len(self._declared) != len(declared):
            raise ValueError("two mass acts have the same name")

    def handlers(self) -> list[Handler]:
        """One handler; the right of each act is asked inside."""
        return [tap(Action.TAKE_PART, VIEW, self.tapped)]

    async def tapped(self, update: Update, context: OfficeContext) -> None:
        """`yes:<act>`, of many `sure:<act>`, `no:<act>`, `other:<act>`, and after the deed
        `back:<act>`; of one that lets choose `pick`, `tick`, `every` and `chosen`."""
        steps = {
            **dict.fromkeys(("pick", "tick", "every"), self._picked),
            "chosen": self._chosen,
            "yes": self._meant,
            "sure": self._meant,
            "no": self._dropped,
            "other": self._turned,
            "back": self._taken_back,
        }
        await taken(steps, update, context)

    async def _meant(self, one: Tap) -> Screen:
        context = one.context
        act, row = await self._own(one, ASKED)
        shown = await act.preview(context, row.given)
        if _mark(shown) != row.shown:
            await mass_acts.agreed(context.session, row, _mark(shown), 0)
            await one.answer(texts.CHANGED_MEANWHILE, alert=True)
            return _question(act, shown, row.id)
        if shown.count >= MANY and not (one.act == "sure" and row.yeses):
            await mass_acts.agreed(context.session, row, row.shown, 1)
            return _question(act, shown, row.id, again=True)
        deed = await act.do(context, row.given)
        await mass_acts.done(context.session, row, deed.before, context.now)
        told = receipts.stamped(context, deed.text)
        if act.undo is None:
            return Screen(told, [*deed.rows])
        back = Button(texts.TAKE_BACK, view(VIEW, "back", row.id))
        return Screen(f"{told}\n\n{texts.CAN_BE_TAKEN_BACK}", [[back], *deed.rows])

    async def _turned(self, one: Tap) -> Screen:
        context = one.context
        act, row = await self._own(one, ASKED)
        if act.turned is None:
            raise Gone
        given = act.turned(row.given)
        shown = await act.preview(context, given)
        await mass_acts.turn(context.session, row, given, _mark(shown))
        return _question(act, shown, row.id)

    async def _picked(self, one: Tap) -> Screen:
        """`pick:<act>:<page>`, `tick:<act>:<place>:<page>`, `every:<act>:<page>`."""
        context = one.context
        act, row = await self._own(one, ASKED)
        if act.options is None:
            raise Gone
        given: Given = row.given
        if mass_picking.OFFERED not in given:
            given = mass_picking.offering(given, await act.options(context, given))
        if one.act == "tick":
            given = mass_picking.ticked(given, act.picks, one.number(1))
        if one.act == "every":
            given = mass_picking.every(given, act.picks)
        await mass_acts.turn(context.session, row, given, "")
        return mass_picking.screen(row.id, given, act.picks, one.number(len(one.args) - 1))

    async def _chosen(self, one: Tap) -> Screen:
        act, row = await self._own(one, ASKED)
        shown = await act.preview(one.context, row.given)
        await mass_acts.turn(one.context.session, row, row.given, _mark(shown))
        return _question(act, shown, row.id)

    async def _dropped(self, one: Tap) -> Screen:
        context, back = one.context, list[Row]()
        act, row = await self._own(one, ASKED)
        with suppress(Refusal):  # it may have become impossible meanwhile
            back = [*(await act.preview(context, row.given)).back]
        await mass_acts.end(context.session, row)
        return Screen(texts.NOT_DONE, back)

    async def _taken_back(self, one: Tap) -> Screen:
        act, row = await self._own(one, DONE)
        if act.undo is None:
            raise Refusal(texts.CANNOT_BE_TAKEN_BACK)
        screen = await act.undo(one.context, row.given, row.before)
        await mass_acts.end(one.context.session, row)
        return screen

    async def _own(self, one: Tap, state: str) -> tuple[Mass, MassAct]:
        context = one.context
        try:
            row = await mass_acts.own(
                context.session, one.number(), state, officer=context.officer, now=context.now
            )
        except Gone:
            told = texts.ALREADY_SETTLED if state == ASKED else texts.TOO_LATE_TO_TAKE_BACK
            raise Refusal(told) from None
        act = self._declared.get(row.name)
        if act is None:
            raise Gone
        admit(context, act.may)
        return act, row
