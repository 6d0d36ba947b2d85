"""`demo`: the simulator and the real bot as its client over loopback HTTP, in one process."""

import asyncio
import errno
import json
import signal
import sys
import tempfile
import time
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import uvloop

from bot import logs
from bot.app import Office
from bot.config import load
from bot.demo import city, report, round_play, script, texts
from bot.demo import office as furniture
from bot.demo.running import MORNING, Demo, Moving
from bot.demo.steps import Steps
from bot.renders import report as papers
from bot.simulator.server import HOST, Simulator, serve
from storage import migrate
from storage.report import report_draft
from storage.report.formats import Format
from storage.report.report_shapes import Report
from storage.rules import pacing
from storage.rules.clock import steady_of, system_clock
from storage.rules.half_year import HalfYear

UNAVAILABLE = 69
SILENT = Steps()
STORY = script.ASSETS / "story.json"


class NoPlace(Exception):
    """The phone page cannot be opened there; the text says where and why."""


@asynccontextmanager
async def opened(
    folder: Path,
    port: int = 0,
    host: str = HOST,
    *,
    furnished: bool = True,
    steps: Steps = SILENT,
) -> AsyncIterator[Demo]:
    """Simulator and bot with the demo's people and an open round.

    `furnished` makes it a working office on the morning of a closing half; else it is empty.
    """
    clock = Moving(MORNING - system_clock())
    with steps.step(texts.STEP_SERVER):
        simulator = await _simulator(port, host, clock)
    settings = load(
        _env_file=None,
        bot_token=simulator.token,
        bot_api_url=simulator.url,
        data_dir=folder,
        database_url="",
        webhook_url="",
        backup_nights=0,
    )
    with steps.step(texts.STEP_TABLES):
        migrate.upgrade(settings.database)
    office = Office(settings, clock, passed=steady_of(clock))
    demo = Demo(simulator, office, clock)
    with steps.step(texts.STEP_OFFICE):
        await _settled(demo, furnished=furnished)
    with pacing.no_shares():
        with steps.step(texts.STEP_BOT):
            await office.start()
        try:
            if furnished:
                simulator.world.story = story()
                with steps.step(texts.STEP_MORNING):
                    await round_play.morning(demo)
            yield demo
        finally:
            await office.stop()
            await simulator.close()


async def _simulator(port: int, host: str, clock: Moving) -> Simulator:
    """The stand-in for Telegram on the demo's morning, with the phones of its people."""
    simulator = await _serve(port, host)
    world = simulator.world
    world.clock.advance(clock.shift.total_seconds())
    for number, name, role, department in texts.PEOPLE:
        world.add_person(name, user_id=number, note=f"{role.label} · {department}")
        world.chats[number].started = True  # who is registered has come by a link
    world.bot["first_name"] = texts.BOT_NAME
    world.add_person(texts.STRANGER[1], user_id=texts.STRANGER[0])
    return simulator


async def _settled(demo: Demo, *, furnished: bool) -> None:
    now = demo.clock()
    async with demo.office.db.begin() as session:
        await furniture.settle(session, now)
        chief = await furniture.chief(session)
        await report.lay_out(session, chief, now)
        if furnished:
            await city.live(session, demo.simulator.world)
            await report.put_together(session, chief, now)
    await round_play.begin(demo)


def story() -> dict[str, Any]:
    """What the page tells and plays on the phones: scenes, and things to try."""
    told: dict[str, Any] = json.loads(STORY.read_text(encoding="utf-8"))
    return told


async def _serve(port: int, host: str) -> Simulator:
    try:
        return await serve(port, host=host)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise NoPlace(
                texts.NO_PLACE.format(host=host, port=port, why=error.strerror)
            ) from error
        sys.stderr.write(texts.PORT_TAKEN.format(port=port) + "\n")
        return await serve(0, host=host)


def stay(port: int, host: str = HOST, *, open_page: bool = False) -> int:
    """Keeps the demo open until Ctrl-C."""
    logs.quiet()
    with tempfile.TemporaryDirectory(prefix="quota-demo-") as folder:
        try:
            uvloop.run(_stay(Path(folder), port, host, open_page))
        except NoPlace as error:
            sys.stderr.write(f"{error}\n")
            return UNAVAILABLE
    sys.stdout.write(f"\n{texts.BYE}\n")
    return 0


async def _stay(folder: Path, port: int, host: str, open_page: bool) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    async with opened(folder, port, host, steps=Steps(aloud=True)) as demo:
        page = f"{demo.simulator.url}/?people=1001,1004"
        sys.stdout.write(texts.READY.format(url=page))
        if host != HOST:
            sys.stdout.write(texts.FROM_OUTSIDE.format(port=demo.simulator.port) + "\n")
        sys.stdout.flush()
        if open_page:
            await asyncio.to_thread(webbrowser.open, page)
        await stopped.wait()


def play(out: Path | None) -> int:
    """Plays the whole seed through the chats; returns 0, or 1 when a sentence came out wrong."""
    logs.quiet()
    with tempfile.TemporaryDirectory(prefix="quota-demo-") as folder:
        try:
            transcript, draft = uvloop.run(played(Path(folder)))
        except AssertionError as error:
            sys.stderr.write(f"{error}\n")
            return 1
    sys.stdout.write(transcript)
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        (out / "transcript.txt").write_text(transcript, encoding="utf-8")
        papers.saved(uvloop.run(papers.printed(draft, tuple(Format))), out)
    return 0


async def played(folder: Path) -> tuple[str, Report]:
    """Every record of the script entered by chat, the manager's questions, and a whole round.

    Returns the transcript, and the report on the half that closes.
    """
    began = time.monotonic()
    async with opened(folder, furnished=False) as demo:
        player, phone = await demo.player(round_play.CLERK)
        builder, chief, manager = [await demo.phone(one) for one, *_ in texts.PEOPLE[1:4]]
        async with phone, builder, chief, manager:
            await round_play.remind(demo, phone, chief, last=(texts.DIGEST,))
            entries = script.read()
            for entry in entries:
                await player.enter(entry)
            for question in texts.QUESTIONS:
                await manager.say(question)
                await manager.reads("")
            draft = await _reported(demo.office)
            await round_play.whole(demo, phone, builder, chief)
            chats = [one.transcript() for one in (phone, builder, chief, manager)]
    seconds = time.monotonic() - began
    end = texts.PLAYED.format(records=len(entries), steps=player.steps, seconds=seconds)
    return "\n".join([*chats, end, ""]), draft


async def _reported(office: Office) -> Report:
    async with office.db.begin() as session:
        now = office.clock()
        await report.put_together(session, await furniture.chief(session), now)
        return await report_draft.report(session, HalfYear.of(furniture.TODAY), now)
