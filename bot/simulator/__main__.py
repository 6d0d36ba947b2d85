"""`python -m bot.simulator --port N`: the simulator as a process of its own."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from collections.abc import Callable

from bot.simulator.server import serve
from bot.simulator.world.chats import TOKEN

try:
    import uvloop
except ImportError:  # Windows has none; the standard loop does as well, only slower
    _LOOP: Callable[[], asyncio.AbstractEventLoop] | None = None
else:
    _LOOP = uvloop.new_event_loop


async def _run(options: argparse.Namespace) -> None:
    simulator = await serve(
        options.port, token=options.token, strict=not options.lenient, flood=options.flood
    )
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    sys.stdout.write(f"{simulator.url} token {simulator.token}\n")
    sys.stdout.flush()
    async with simulator:
        await stop.wait()


def main() -> None:
    """Read the command line and serve until a signal comes."""
    parser = argparse.ArgumentParser(prog="python -m bot.simulator", description=__doc__)
    parser.add_argument("--port", type=int, default=8081, help="0 takes a free port")
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--flood", action="store_true", help="flood control like Telegram's")
    parser.add_argument("--lenient", action="store_true", help="accept unknown parameters")
    with asyncio.Runner(loop_factory=_LOOP) as runner:
        runner.run(_run(parser.parse_args()))


if __name__ == "__main__":
    main()
