"""P12: what anybody typed leaves as text in every format, and says what was typed.

Records whose titles begin as formulas do, or hold what markup, printing and shells know, are
exported by the commands of the product; the files are read by readers of their own.
"""

import csv
import io
import json
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
from sqlalchemy import text

from bot.documents import office_sheet, register_sheet, register_text
from storage.act import Act
from storage.database import opened
from storage.facts.registers.wording_scopes import Scope
from storage.records import records
from storage.rules.half_year import HalfYear
from storage.rules.names import clean_text
from storage.rules.terms import RecordKind
from tests.helpers import read_back
from tests.helpers.facts import fair
from tests.helpers.nursery import ROOT
from tests.helpers.offices import NOW, seat
from tests.promises.promise import Trial, tries
from tests.storage.registers.through_files import exported

HALF = HalfYear(2021, 2)
BEGINNINGS = (
    *("=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "＋1", "\t=1", "\r=1", " =1", "=cmd|' /C calc'!A0"),
    *('=HYPERLINK("http://x","y")', "=WEBSERVICE(A1)", "{=1}", "'=1", '"=1', "|", "%0A=1"),
    *("<b>", "</t>", "]]>", "<![CDATA[", "&amp;", "&#0;", "&lt;", "<!--", "<hp:t>", "<?xml?>"),
    *(
        "{0.__class__}",
        "{{7*7}}",
        "%s%n",
        "${HOME}",
        "`id`",
        "$(id)",
        "\\\\",
        "'; DROP TABLE event;",
    ),
    *("\u202e", "\u200b", "\ufeff", "\u3164", "\u0007", "\u000b", "🎪", "👨‍👩‍👧", "𝒜"),
    *("가\u0301", unicodedata.normalize("NFD", "각"), "①", "№", "#REF!", "1,2;3", "~", "·", "－1"),
)
MARK = re.compile(r"n\d+n")  # at the end of each title, and in no formula of ours
RECKONED = ("=", "+", "-", "@", "\t", "\r")
WORDS = ("채용", "박람회", "상담", "행사", "버스", "청년", "한마당", "만남")


def titles(size: int) -> Iterator[str]:
    """So many titles, each with a number of its own, the same in every run."""
    chance = Random(size)
    for number in range(size):
        begins = BEGINNINGS[number % len(BEGINNINGS)]
        middle = " ".join(chance.sample(WORDS, 2))
        yield f"{begins}{middle}{chance.choice(BEGINNINGS)}n{number}n"


async def recorded(trial: Trial) -> list[str]:
    """What was kept of them, one record each, without the signs that nobody sees."""
    async with opened(trial.url) as db:
        async with db.begin() as session:
            act = Act(session, (await seat(session)).staff, NOW)
            for title in titles(trial.size):
                await records.add(act, fair(title=title))
        async with db.read() as session:
            connection = await session.connection()
            found = await connection.scalars(text("SELECT facts FROM event ORDER BY id"))
            kept = [one if isinstance(one, dict) else json.loads(one) for one in found]
    return [clean_text(one["title"]) for one in kept]


def commanded(trial: Trial, out: Path, *words: str) -> "subprocess.Popen[bytes]":
    """A command of the product, begun in a process of its own."""
    environment = {"BOT_TOKEN": "2:none", "DATABASE_URL": trial.url, "DATA_DIR": str(trial.folder)}
    return subprocess.Popen(
        [sys.executable, "-m", "bot", *words, "--out", str(out)],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
    )


def formulas(body: bytes) -> int:
    """The cells of a workbook that are reckoned though somebody typed them: they have a mark."""
    book = openpyxl.load_workbook(io.BytesIO(body))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    return len([cell for cell in cells if cell.data_type == "f" and MARK.search(cell.value)])


def reckoned(body: bytes) -> int:
    """The cells of a text with commas that a spreadsheet would reckon."""
    rows = csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""))
    return len([cell for row in rows for cell in row if cell.startswith(RECKONED)])


def said(form: str, body: bytes) -> str:
    """All that a file says, without spaces, in one form of Hangul."""
    if form == "csv":
        told = "".join(
            cell for row in csv.reader(io.StringIO(body.decode("utf-8-sig"))) for cell in row
        )
    elif form == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(body))
        told = "".join(str(c.value) for s in book for row in s.iter_rows() for c in row if c.value)
    else:
        told = read_back.text(form, body)
    return plain(told)


def plain(words: str) -> str:
    return "".join(unicodedata.normalize("NFC", words).split())


@tries("P12", of="texts", sqlite=(60, 2_000), postgres=(30, 500))
async def test_what_is_exported_is_inert_and_says_what_was_written(
    trial: Trial, tmp_path: Path
) -> None:
    kept, out = await recorded(trial), tmp_path / "out"
    papers = ("xlsx", "docx", "hwpx") if trial.full else ("docx",)
    asked = (
        ("export", "--of", "event", "--all"),
        ("export", "--of", "event", "--all", "--format", "csv"),
        *(("report", "--half", HALF.code, "--format", form) for form in papers),
    )
    assert [one.wait() for one in [commanded(trial, out, *words) for words in asked]] == [0] * len(
        asked
    )
    files = {path: path.suffix[1:] for path in out.iterdir()}
    assert sorted(files.values()) == sorted(("csv", "xlsx", *papers))
    bodies = [(form, path.read_bytes()) for path, form in files.items()]
    alive = sum(formulas(body) for form, body in bodies if form == "xlsx")
    alive += sum(reckoned(body) for form, body in bodies if form == "csv")
    told = [(form, said(form, body)) for form, body in bodies]
    missing = [(form, one) for form, words in told for one in kept if plain(one) not in words]
    trial.count(files=len(files), formulas=alive, texts_missing=len(missing))
    assert alive == 0
    assert missing == []


@tries(
    "P12",
    of="texts",
    sqlite=(30, 60),
    postgres=(0, 60),
    mutant="writes what was typed into cells as it is",
)
async def test_cells_that_are_written_as_they_come_are_found_out(
    trial: Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    def put(sheet: Any, line: int, at: int, words: str, made: Any) -> None:
        sheet.write(line, at, words, made)

    for module in (office_sheet, register_sheet):
        monkeypatch.setattr(module, "put", put, raising=False)
    monkeypatch.setattr(register_text, "_text", str)
    await recorded(trial)
    scope = Scope.of_half(RecordKind.EVENT, HALF)
    async with opened(trial.url) as db:
        book, rows = await exported(db, scope), await exported(db, scope, "csv")
    trial.count(formulas=formulas(book) + reckoned(rows))
    assert formulas(book)
    assert reckoned(rows)
