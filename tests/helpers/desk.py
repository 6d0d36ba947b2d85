"""A desk to sit at: the real router, worker and database, with no network at all.

Officers say things and tap buttons as raw Telegram updates; a small postman plays delivery and
keeps what each chat would show, so that tests speak of screens and words.
"""

import re
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import select, text
from sqlalchemy.event import listen as event_listen
from sqlmodel import SQLModel
from telegram.ext import ApplicationBuilder, ContextTypes

from bot.api import former
from bot.pumps.intake import keep
from bot.pumps.worker import TxApplication, Worker
from handlers.chat import errors
from handlers.chat.access import GATE_GROUP, Handler, check_policies, gate_handler
from handlers.chat.context import OfficeContext
from handlers.chat.taps import read
from handlers.install import follow
from storage.database import Database
from storage.models import audit, company, contract, event, evidence, money, mou, plan
from storage.models.office import Department, Officer
from storage.office import officers
from storage.rules.clock import kst_date
from storage.rules.terms import Role
from storage.rules.trail import Verb
from storage.traffic import cards, inbox, leases, outbox
from tests.helpers import trail
from tests.helpers.screens import BOT, BOT_ID, NoNetwork, Said, Screen, keys_of, person, plain

TABLES = (audit, company, contract, event, evidence, money, mou, plan)
BATCH = 100
TOKEN = f"{BOT_ID}:none"
MONDAY = datetime(2021, 7, 5, 1, 0, tzinfo=UTC)  # 10:00 in Korea
TRAFFIC = ("inbox", "outbox", "card", "stranger", "prompt", "mass_act")
COMMAND = re.compile(r"/[A-Za-z0-9_]{1,64}(?:@\w+)?(?!\w)")  # Telegram marks no other
TRAIL = ("audit_entry", "audit_head")

Install = Callable[[TxApplication], None]


def _hurry(connection: Any, _record: Any) -> None:
    """No waiting for the disk: what survives a crash is asked elsewhere."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous=OFF")
    cursor.close()


def only(handlers: Sequence[Handler]) -> Install:
    """Installs the gate and these handlers."""

    def install(application: TxApplication) -> None:
        check_policies(handlers)
        application.add_handler(gate_handler(), group=GATE_GROUP)
        application.add_handlers(list(handlers))

    return install


class Desk:
    """The bot without a network, and the people who talk to it."""

    def __init__(self, url: str, install: Install) -> None:
        self.now = MONDAY
        self.db = Database(url)
        if self.db.is_sqlite:
            event_listen(self.db.engine.sync_engine, "connect", _hurry)
        follow(self.db, self.clock)
        builder: Any = ApplicationBuilder()
        self.application: TxApplication = (
            builder.application_class(TxApplication)
            .token(TOKEN)
            .request(NoNetwork())
            .get_updates_request(NoNetwork())
            .updater(None)
            .job_queue(None)
            .context_types(ContextTypes(context=OfficeContext))
            .build()
        )
        install(self.application)
        self.worker = Worker(self.application, self.db, self.clock, self._set_aside)
        self.screens: dict[int, dict[int, Screen]] = {}
        self.said: list[Said] = []
        self.may_fail = False
        self._numbers = 0

    def clock(self) -> datetime:
        """The desk's time, which stands until a test moves it."""
        return self.now

    async def open(self) -> "Desk":
        """Starts the router."""
        await self.application.initialize()
        return self

    async def close(self) -> None:
        """Ends the router and the database."""
        await self.application.shutdown()
        await self.db.close()

    # -- the office ------------------------------------------------------------------------

    async def department(self, name: str, position: int = 0) -> int:
        """A department; returns its id."""
        async with self.db.begin() as session:
            made = Department(name=name, position=position)
            session.add(made)
            await session.flush()
            return made.id

    async def hire(
        self,
        telegram_id: int,
        role: Role,
        department_id: int | None = None,
        *,
        name: str = "홍○○",
        state: str = "active",
    ) -> int:
        """A registered person; returns the officer's id."""
        async with self.db.begin() as session:
            made = Officer(
                telegram_id=telegram_id,
                name=name,
                role=role,
                department_id=department_id,
                state=state,
                created_at=self.now,
            )
            session.add(made)
            await session.flush()
            return made.id

    async def rows(self, *, but: Sequence[str] = TRAFFIC) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table except those that only carry messages."""
        found = {}
        async with self.db.read() as session:
            connection = await session.connection()
            for table in SQLModel.metadata.sorted_tables:
                if table.name not in but:
                    rows = await connection.execute(select(table).order_by(text("1")))
                    found[table.name] = [tuple(row) for row in rows]
        return found

    async def records(self) -> dict[str, list[tuple[Any, ...]]]:
        """As `rows`, without the audit trail: what a refused tap leaves as it was."""
        return await self.rows(but=(*TRAFFIC, *TRAIL))

    async def suspicions(self) -> list[tuple[int | None, Any]]:
        """Who tapped a forged, foreign or old button, and what the trail keeps of it."""
        async with self.db.read() as session:
            lines = await trail.recent(session)
        return [(one.officer_id, one.after) for one in lines if one.action == Verb.REFUSE]

    async def officer(self, telegram_id: int) -> Officer | None:
        """The person as the table has them now."""
        async with self.db.read() as session:
            return await officers.by_telegram(session, telegram_id)

    # -- talking ---------------------------------------------------------------------------

    async def says(self, user: int, words: str, **more: Any) -> list[str]:
        """A person sends words in the private chat; returns what they hear back."""
        return await self.sends(user, {"message": self.message(user, words) | more})

    async def replies(self, user: int, words: str) -> list[str]:
        """A person answers the newest message of the bot by a reply to it."""
        newest = self.newest(user)
        quoted = self.message(user, newest.text) | {"from": BOT, "message_id": newest.message_id}
        return await self.says(user, words, reply_to_message=quoted)

    async def taps(self, user: int, label: str) -> list[str]:
        """A person taps the newest button of that label."""
        for screen in sorted(self._shown(user), key=lambda one: -one.message_id):
            for key in screen.keys:
                if key.label == label and key.code:
                    return await self.taps_code(user, key.code, screen.message_id)
        shown = [key.label for screen in self._shown(user) for key in screen.keys]
        raise AssertionError(f"no button {label!r} among {shown}")

    async def picks(self, user: int, line: str) -> list[str]:
        """A person taps the number before a line of the newest list that holds it."""
        for screen in sorted(self._shown(user), key=lambda one: -one.message_id):
            if found := re.search(rf"(?m)^(\d+)\. {re.escape(line)}", screen.text):
                return await self.taps(user, f"{found[1]}번")
        raise AssertionError(f"no line {line!r} in any list")

    async def agrees(self, user: int) -> list[str]:
        """A person says 예 to the newest act that hits many, twice where it is asked twice."""
        heard: list[str] = []
        for op in ("yes", "sure"):
            for screen in sorted(self._shown(user), key=lambda one: -one.message_id):
                codes = [key.code for key in screen.keys if key.code.startswith(f"v1:mass:{op}")]
                if codes:
                    heard = await self.taps_code(user, codes[0], screen.message_id)
                    break
        return heard

    async def taps_code(self, user: int, code: str, message_id: int = 1) -> list[str]:
        """A tap with any code, as an old or forged button sends it."""
        return await self.sends(
            user,
            {
                "callback_query": {
                    "id": str(self._next()),
                    "from": person(user),
                    "chat_instance": "1",
                    "data": code,
                    "message": self.message(user, "…") | {"message_id": message_id, "from": BOT},
                }
            },
        )

    async def sends(self, user: int, body: dict[str, Any]) -> list[str]:
        """Any update; returns the words with which this user is answered."""
        before = len(self.said)
        update = {"update_id": self._next(), **body}
        await keep(self.db, BOT_ID, [update], self.clock)
        while await self.worker.read() or await self.worker.once():
            pass
        await self._check_failures()
        await self._deliver()
        mine = [one for one in self.said[before:] if one.chat_id == user and not one.follows]
        return [one.text for one in mine if one.text]

    async def ticks(self, act: Callable[[Any, datetime], Awaitable[Any]]) -> None:
        """The clock does something in a transaction of its own, and what it says is delivered."""
        async with self.db.begin() as session:
            await act(session, self.now)
        await self._deliver()

    def message(self, user: int, words: str) -> dict[str, Any]:
        """A message as Telegram writes it, with its command marked."""
        made: dict[str, Any] = {
            "message_id": 1_000_000 + self._next(),
            "date": int(self.now.timestamp()),
            "chat": {"id": user, "type": "private", "first_name": "사람"},
            "from": person(user),
            "text": words,
        }
        if marked := COMMAND.match(words):
            made["entities"] = [{"type": "bot_command", "offset": 0, "length": marked.end()}]
        return made

    # -- listening -------------------------------------------------------------------------

    def heard(self, user: int) -> list[str]:
        """Everything ever said to this user, oldest first."""
        return [one.text for one in self.said if one.chat_id == user and one.text]

    def newest(self, user: int) -> Screen:
        """The lowest message of the bot in the user's chat."""
        return max(self._shown(user), key=lambda one: one.message_id)

    def labels(self, user: int) -> list[str]:
        """The buttons under the newest message."""
        return [key.label for key in self.newest(user).keys]

    def _shown(self, user: int) -> list[Screen]:
        return list(self.screens.get(user, {}).values())

    # -- the postman -----------------------------------------------------------------------

    async def _check_failures(self) -> None:
        if self.may_fail:
            return
        async with self.db.read() as session:
            connection = await session.connection()
            found = await connection.execute(text("SELECT error FROM inbox WHERE error <> ''"))
            failed = found.all()
        if failed:
            raise AssertionError(f"an update failed: {failed[-1][0]}")

    async def _deliver(self) -> None:
        while True:
            async with self.db.begin() as session:
                parcels = await leases.claim(session, self.now, most=BATCH)
                for parcel in parcels:
                    message_id = self._show(parcel)
                    await outbox.sent(session, [(parcel.id, message_id)])
                    if parcel.kind == "card" and parcel.card and message_id:
                        await cards.place(session, parcel.card, parcel.chat_id, message_id)
            if len(parcels) < BATCH:
                return

    def _show(self, parcel: leases.Parcel) -> int | None:
        payload = orjson.loads(orjson.dumps(former.read(parcel)))
        if not parcel.chat_id:  # a menu: said to nobody
            return None
        words = payload.get("text") or payload.get("caption") or ""
        self.said.append(Said(parcel.chat_id, parcel.kind, plain(words), payload, parcel.card))
        chat = self.screens.setdefault(parcel.chat_id, {})
        if parcel.kind == "strip":
            if payload["message_id"] in chat:
                chat[payload["message_id"]].keys = []
            return None
        if parcel.kind in ("answer", "call", "erase", "errand", "album"):
            return None
        message_id = payload.get("message_id") or self._card_place(parcel, payload, chat)
        number = message_id or self._next()
        keys = keys_of(payload)
        for key in keys:  # every code that is drawn can be read when it comes back
            if key.code.startswith("v1:"):
                read(key.code, kst_date(self.now))
        chat[number] = Screen(parcel.chat_id, number, words, keys)
        return int(number)

    def _card_place(
        self, parcel: leases.Parcel, payload: dict[str, Any], chat: dict[int, Screen]
    ) -> int | None:
        if not payload.get("fresh"):
            return parcel.card_message
        if parcel.card_message:
            chat.pop(parcel.card_message, None)
        return None

    async def _set_aside(self, session: Any, waiting: inbox.Waiting) -> None:
        await errors.set_aside(session, waiting, self.now)

    def _next(self) -> int:
        self._numbers += 1
        return self._numbers
