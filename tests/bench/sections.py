"""What stands on the page of the benchmarks, in its order."""

import asyncio

import uvloop

from tests.bench import compare, flood, growth, hour, killed, pieces, taps
from tests.bench.page import Section, Table, Told


def _flood(_told: Told) -> list[Table]:
    plan = flood.Plan()
    found = {"1, SQLite": flood.on_sqlite(plan), "3, PostgreSQL": flood.on_postgres(plan)}
    return [flood.lines(found, plan)]


def _killed(_told: Told) -> list[Table]:
    return [uvloop.run(killed.table())]


def _pieces(_told: Told) -> list[Table]:
    return [pieces.lines_of(asyncio.run(pieces.lines(pieces.Size())))]


SECTIONS = (
    Section(
        "peers",
        "A tap, beside the usual ways to write a bot",
        "The event form of a job fair, nine updates to one saved row, with all that this product\n"
        "does in its course: rights, drafts that survive a crash, likenesses, the lines of the\n"
        "report on the card, the trail. Beside it the same questions and keys as the pages of\n"
        "three libraries would have them written, which keep a person's place in memory and lose\n"
        "it in a crash. Each row is as safe on the disk (`synchronous=FULL`). They are run as\n"
        "programs of their own from an environment of their own (`requirements-bench.lock`), and\n"
        "are no part of the product: python-telegram-bot is LGPL-3.0, aiogram MIT,\n"
        "pyTelegramBotAPI GPL-2.0.",
        compare.measured,
    ),
    Section(
        "clock",
        "Thirty updates a second, by the clock",
        "Steps are due whether the bot is ready or not, for a minute; a wait counts from the\n"
        "moment at which the step was due. Telegram lets no bot give more than thirty answers a\n"
        "second.",
        taps.by_the_clock,
    ),
    Section(
        "postgres",
        "The same form on PostgreSQL",
        "One process of the product in a closed loop; the server runs on the same two cores,\n"
        "with `fsync` on.",
        taps.on_postgres,
    ),
    Section(
        "updates",
        "A hundred thousand updates",
        "One process, one file, one closed loop: what an update costs at its beginning and at\n"
        "its end.",
        taps.many,
        long=True,
    ),
    Section(
        "hour",
        "An hour of a busy office",
        "The event form by the clock, and one officer who asks for /status and /report, so that\n"
        "pictures and papers are made as well; what must not grow is looked at from outside.",
        hour.measured,
        long=True,
    ),
    Section(
        "start",
        "From the start of the process to the first answer",
        "The tables are laid and the code is compiled, as at every start but the first.",
        taps.starts,
    ),
    Section(
        "flood",
        "Three thousand notices at once",
        "Reminders for an office of three thousand, against a server that counts as Telegram is\n"
        "said to: calls in all, one a second to a person after five at once, twenty a minute to\n"
        "a group. Meanwhile five people type and tap. Three processes share one pace.",
        _flood,
    ),
    Section(
        "growth",
        "As the history grows",
        "What officers ask, by the functions that their screens call: the quickest of seven\n"
        "runs, and how far it grew from the least history to the longest. All histories fill the\n"
        "same seven half-years, so a half grows with its history; its sums, and a word that a\n"
        "fifth of all records tell, are read beside the event loop. /find 쿠팡 has twenty\n"
        "answers at any size.",
        growth.measured,
    ),
    Section(
        "million",
        "The same up to a million records",
        "To lay the tables takes most of the time.",
        lambda told: growth.measured(told, growth.MILLION),
        long=True,
    ),
    Section(
        "killed",
        "Killed in the middle of it",
        "All stand in their forms, act at once, and the bot is killed; who never hears of what\n"
        "they sent was lost.",
        _killed,
    ),
    Section(
        "pieces",
        "Pieces that are not built as usual",
        "CPU time of the thread of the event loop, unless a line says otherwise.",
        _pieces,
    ),
)
