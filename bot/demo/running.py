"""A running demo: the simulator, the bot, their common clock, and the people's phones."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.app import Office
from bot.demo.player import Player
from bot.simulator.people.phone import Phone
from bot.simulator.server import Simulator
from handlers.install import FORMS
from storage.rules.clock import system_clock

MORNING = datetime(2021, 12, 20, 0, 30, tzinfo=UTC)  # 09:30 in Korea, as the half is closing


@dataclass
class Moving:
    """The demo's clock: it starts on the demo's morning, runs at the usual speed, and jumps."""

    shift: timedelta

    def __call__(self) -> datetime:
        """The demo's time."""
        return system_clock() + self.shift


@dataclass(frozen=True)
class Demo:
    """A running demo."""

    simulator: Simulator
    office: Office
    clock: Moving

    def advance(self, time: timedelta) -> None:
        """Pushes the clocks of the bot and of Telegram forward."""
        self.clock.shift += time
        self.simulator.world.clock.advance(time.total_seconds())

    async def phone(self, person: int) -> Phone:
        """The phone of one of the demo's people."""
        return await Phone.connect(self.simulator.url, person)

    async def player(self, person: int) -> tuple[Player, Phone]:
        """A player on that person's phone."""
        phone = await self.phone(person)
        asks = {ask: one.label for form in FORMS for one in form.fields for ask in one.asks}
        return Player(phone, asks), phone
