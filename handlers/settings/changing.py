"""The act by which a thing of one sort is set: shown with what it changes, done, taken back."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from handlers.chat import mass_acts
from handlers.chat.context import OfficeContext
from handlers.chat.mass_acts import Deed, Given, Mass, Preview
from handlers.settings import texts
from storage.act import Act
from storage.rules.permission import Action
from storage.rules.setting_kinds import SettingSort
from storage.settings import office_settings
from storage.settings.office_settings import Change
from storage.traffic.messages import Screen

MAY = Action.SET_OFFICE
VIEW = "set"


@dataclass(frozen=True)
class Told:
    """What a change does, in words; `count` is how many records it touches."""

    lines: list[str]
    count: int = 0


@dataclass(frozen=True)
class Setter:
    """How settings of one sort are named, said, foreseen, followed and shown.

    `sides` says what counts now and what would count, told the change and what its row says;
    `follow` writes what a change brings with it, told the same; `screen` shows the thing once it
    is changed.
    """

    sort: SettingSort
    name: Callable[[Change], str]
    says: Callable[[Change], str]  # what a row says, for the history
    sides: Callable[[OfficeContext, Change, Change | None], Awaitable[tuple[str, str]]]
    foresee: Callable[[OfficeContext, Change, Change | None], Awaitable[Told]]
    follow: Callable[[Act, Change, Change | None], Awaitable[None]]
    screen: Callable[[OfficeContext, Change], Awaitable[Screen]]

    @property
    def act(self) -> Mass:
        """The declared act."""
        return Mass(f"setting_{self.sort}", MAY, self._preview, self._do, self._undo)

    async def ask(self, context: OfficeContext, change: Change) -> Screen:
        """The question with what the change does; nothing is written before its yes."""
        return await mass_acts.ask(context, self.act, {"change": change.to_json()})

    async def _preview(self, context: OfficeContext, given: Given) -> Preview:
        change = Change.from_json(given["change"])
        before = await _standing(context, change)
        told = await self.foresee(context, change, before)
        was, will = await self.sides(context, change, before)
        lines = [texts.PROPOSED.format(name=self.name(change))]
        lines += [texts.FROM_TO.format(before=was, after=will), *told.lines]
        lines += ["", texts.NOTHING_YET]
        rows = (await self.screen(context, change)).rows
        return Preview("\n".join(lines), told.count, rows[-1:])

    async def _do(self, context: OfficeContext, given: Given) -> Deed:
        change = Change.from_json(given["change"])
        before = await _standing(context, change)
        back = await office_settings.put(context.act, change)
        await self.follow(context.act, change, before)
        screen = (await self.screen(context, change)).under(texts.DONE)
        return Deed(screen.text, screen.rows, {"back": back.to_json()})

    async def _undo(self, context: OfficeContext, given: Given, before: Given) -> Screen:
        change, back = Change.from_json(given["change"]), Change.from_json(before["back"])
        stood = await _standing(context, back)
        await office_settings.put(context.act, back)
        await self.follow(context.act, back, stood)
        return (await self.screen(context, change)).under(texts.UNDONE)


async def _standing(context: OfficeContext, change: Change) -> Change | None:
    """What the row says before the change; None for one that is not there."""
    if change.number is None:
        return None
    return await office_settings.standing(context.session, change.number)
