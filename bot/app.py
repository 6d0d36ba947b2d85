"""The composition root: builds the pumps around one database and one bot."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import cast

import structlog
from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Bot
from telegram.ext import ApplicationBuilder, ContextTypes

from bot.api.calls import Caller
from bot.api.files import Files
from bot.api.transport import AiohttpRequest
from bot.config import Settings
from bot.errands import nightly, registers
from bot.errands.sealing import Sealing
from bot.errands.uploads import Reading
from bot.pumps.delivery import Delivery
from bot.pumps.health import Health
from bot.pumps.hooks import PATH
from bot.pumps.intake import Intake, Poller
from bot.pumps.keeper import Keeper
from bot.pumps.pulse import Pulse
from bot.pumps.quota import Quota
from bot.pumps.tally import Tally
from bot.pumps.underway import Underway
from bot.pumps.worker import TxApplication, Worker
from bot.renders import every, evidence
from bot.renders.rendered import Errand
from handlers.chat import errors, menus
from handlers.chat.context import OfficeContext
from handlers.forms import interruption
from handlers.install import follow, install
from handlers.record import proofs
from handlers.upload import commands as uploading
from scheduler import timetable
from scheduler.clockwork import Clockwork
from storage.database import Database
from storage.rules.clock import Clock, Steady, steady, system_clock
from storage.safekeeping.vault import Vault
from storage.traffic import inbox, leases

log = structlog.get_logger("app")
PUMPS_SECONDS = 7.0  # the senders' own DRAIN_SECONDS, and then some
CLOSE_SECONDS = 1.0


def build_application(settings: Settings, request: AiohttpRequest) -> TxApplication:
    """PTB as a router: no updater, no job queue, no persistence; errors reach the worker."""
    application = cast(
        TxApplication,  # the builder's types cannot say which class it was told to build
        ApplicationBuilder()
        .application_class(TxApplication)
        .token(settings.token)
        .base_url(f"{settings.bot_api_url}/bot")
        .base_file_url(f"{settings.bot_api_url}/file/bot")
        .request(request)
        .get_updates_request(AiohttpRequest(connections=1))
        .updater(None)
        .job_queue(None)
        .persistence(None)  # type: ignore[arg-type]  # None is the documented way to say none
        .concurrent_updates(False)
        .context_types(ContextTypes(context=OfficeContext))
        .build(),
    )
    install(application)
    return application


def polling(office: "Office") -> Intake:
    """Updates are asked for."""
    url = office.settings.webhook_url
    own = f"{url}{PATH}" if url else ""
    return Poller(
        office.address, office.bot.id, office.db, office.clock, office.pulse, own, office.quota
    )


@dataclass
class Office:
    """The running product: every pump of one process, and what they share."""

    settings: Settings
    clock: Clock = system_clock
    passed: Steady = steady  # of a clock that is moved by hand: what it says has passed
    quota: Quota | None = field(default_factory=Quota)  # of what one person sends; None: no end
    way_in: "Callable[[Office], Intake]" = polling
    watched: "Callable[[Office], Intake] | None" = None  # pages for a guard, if he wants any

    def __post_init__(self) -> None:
        self.db = Database(self.settings.database)
        follow(self.db, self.clock)
        self.request = AiohttpRequest()
        self.application = build_application(self.settings, self.request)
        self.address = f"{self.settings.bot_api_url}/bot{self.settings.token}"
        self.pulse = Pulse(self.db, self.clock)
        self.caller = Caller(self.address, self.request, self.pulse.said)
        underway = Underway(self.caller, self.db)
        self.tally = Tally()
        self.worker = Worker(
            self.application, self.db, self.clock, self._set_aside, underway, self.tally
        )
        self.files = Files(self.settings.bot_api_url, self.settings.token, self.request)
        self.vault = Vault(self.settings.data_dir)
        self.keeper = Keeper(self.files, self.vault, self.db, self.clock)
        errands: dict[str, Errand] = {
            uploading.ERRAND: Reading(self.files, self.clock),
            proofs.SEAL: Sealing(self.vault, self.clock),
            **registers.errands(self.clock),
        }
        renders = self.tally.timed(every.renders(self.files, self.vault))
        kept = evidence.kept_in(self.vault)
        self.delivery = Delivery(
            self.caller, self.db, self.clock, renders, errands, kept, underway, self.tally
        )
        ticks = timetable.with_folder(self.settings.data_dir, partial(nightly.make, self.settings))
        self.clockwork = Clockwork(self.db, self.clock, ticks, passed=self.passed)
        self.health = Health(
            self.db,
            self.clock,
            self.pulse,
            sends="delivery" in self.settings.roles,
            late_ticks=self.clockwork.late,
            doubted=lambda: self.clockwork.doubted,
        )
        self._tasks: list[asyncio.Task[None]] = []
        self._doors: list[Intake] = []

    @property
    def bot(self) -> Bot:
        """The bot as PTB knows it."""
        bot: Bot = self.application.bot
        return bot

    async def start(self) -> None:
        """Connects, sets the menus when they changed, and starts the pumps of the roles.

        Raises TelegramError when the Bot API refuses or is away, and OSError when a place to
        listen is taken.
        """
        await self.application.initialize()
        pumps = self._pumps()
        async with self.db.begin() as session:
            if self.db.is_sqlite:
                await leases.release(session)
            await menus.put_all(session, self.clock())
            await interruption.offer_return(session, self.clock())
        for name, pump in pumps.items():
            self._tasks.append(asyncio.create_task(_watched(name, pump), name=name))
        log.info("started", bot=self.bot.username, roles=",".join(self.settings.roles))

    async def wait(self) -> None:
        """Returns when a pump has ended by itself."""
        await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)

    def cause(self) -> BaseException | None:
        """What the pump raised that has ended by itself; None while all of them run."""
        ended = (task for task in self._tasks if task.done() and not task.cancelled())
        return next((error for task in ended if (error := task.exception())), None)

    async def stop(self) -> None:
        """Stops taking in and working, lets sends in flight finish, closes everything.

        Ends within ten seconds, whatever hangs, and after a start that failed half-way too.
        """
        await _ended(self._tasks, PUMPS_SECONDS)
        for door in self._doors:
            door.close()
        closing = (self.application.shutdown, self.bot.shutdown, self.db.close)
        for close in closing:
            try:
                async with asyncio.timeout(CLOSE_SECONDS):
                    await close()
            except Exception as error:  # the others are closed all the same
                log.error("not closed", what=close.__qualname__, exc_info=error)
        log.info("stopped")

    def _pumps(self) -> dict[str, Callable[[], Awaitable[None]]]:
        """What this process has to keep running, by name."""
        every: dict[str, Callable[[], Awaitable[None]]] = {
            "worker": self.worker.run,
            "delivery": self.delivery.run,
            "clock": self.clockwork.run,
        }
        pumps = {str(role): every[role] for role in self.settings.roles if role in every}
        if "delivery" in self.settings.roles:  # whoever speaks with Telegram about files
            pumps["keeper"] = self.keeper.run
        doors = {"intake": self.way_in} if "intake" in self.settings.roles else {}
        if self.watched is not None:
            doors["pages"] = self.watched
        for name, opened in doors.items():
            self._doors.append(opened(self))
            pumps[name] = self._doors[-1].run
        return pumps

    async def _set_aside(self, session: AsyncSession, waiting: inbox.Waiting) -> None:
        await errors.set_aside(session, waiting, self.clock())


async def _ended(tasks: list[asyncio.Task[None]], seconds: float) -> None:
    """Cancels the tasks and waits for them; a second time, briefly, for those that hang."""
    waiting = set(tasks)
    for patience in (seconds, CLOSE_SECONDS):
        for task in waiting:
            task.cancel()
        if waiting:
            ended, waiting = await asyncio.wait(waiting, timeout=patience)
            await asyncio.gather(*ended, return_exceptions=True)  # each was logged as it died
    for task in waiting:
        log.error("pump hangs", role=task.get_name())


async def _watched(role: str, pump: Callable[[], Awaitable[None]]) -> None:
    """A pump that ends by itself ends the process: a half-running bot would hide it."""
    try:
        await pump()
    except Exception:  # told with its place in the code, then raised on: `wait` ends the process
        log.critical("pump died", role=role, exc_info=True)
        raise
