"""`python3 -m bot audit`: the trail proved, shown and handed out; thin, as all commands are.

Exit codes: 0 all is as it was written · 1 something is not · 64 a word that cannot be read ·
69 the data, or a file, cannot be reached · 77 the office is locked.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import progress
from bot.cli.exits import (
    BAD_REQUEST,
    UNAVAILABLE,
    configured,
    half_named,
    leave,
    readable,
)
from bot.cli.lockdown import EVEN_LOCKED, unless_locked

if TYPE_CHECKING:
    from bot.config import Settings
    from storage.tracing.verifying import Found, Given

app = typer.Typer(no_args_is_help=True, help="바뀐 내역을 검사하고, 보이고, 내보냅니다.")
NOT_SOUND = 1
MOST_TOLD = 50
STAGES = {"chain": "바뀐 내역", "rows": "기록", "files": "증빙 파일"}
HEADS = typer.Option(
    "--head", help="견줄 머리: ‘번호:해시’, 해시, 또는 머리 파일의 사본. 여러 번 적을 수 있습니다"
)


@app.command()
def verify(head: Annotated[list[str] | None, HEADS] = None) -> None:
    """바뀐 내역, 기록, 보고서의 판, 증빙 파일이 적힌 그대로인지 검사합니다.

    끝날 때의 값: 0 변조 없음, 1 다른 것이 있음, 64 읽을 수 없는 머리, 69 자료에 닿지 못함.
    """
    settings = configured(open_folder=True)
    found = looked(settings, given(head or []))
    from storage.tracing import wording_trace as words

    for line in told(found):
        typer.echo(line)
    typer.echo(f"머리 {words.head(found.seq, found.hash)}")
    if found.breaches:
        raise typer.Exit(NOT_SOUND)


def given(words: list[str]) -> "Given":
    """What `--head` names: heads, or a copy of the file of heads; leaves with 64 or 69."""
    from storage.safekeeping import heads
    from storage.tracing.verifying import Given

    typed, copy = [], None
    for one in words:
        path = Path(one)
        if (said := heads.said(one)) is not None and not path.is_file():
            typed.append(said)
        elif path.is_file():
            try:
                copy = heads.read(path)
            except OSError as error:
                leave(f"파일을 읽지 못했습니다: {error.strerror}: {path}", UNAVAILABLE)
        else:
            leave(
                f"머리를 읽지 못했습니다: ‘{one}’. ‘번호:해시’나 해시 열여섯 자 이상,"
                " 또는 머리 파일의 이름을 적어 주십시오.",
                BAD_REQUEST,
            )
    return Given(tuple(typed), copy)


def looked(settings: "Settings", brought: "Given") -> "Found":
    """The whole look, with a line that shows how far it has come."""
    import asyncio

    from storage.database import opened
    from storage.tracing import verifying

    async def look(line: progress.Progress) -> "Found":
        async with opened(settings.database) as db, db.read() as session:
            stage = lambda name: line.part(STAGES[name])  # noqa: E731
            return await verifying.verify(session, settings.data_dir, brought, stage)

    with readable(settings.database), progress.shown(STAGES["chain"]) as line:
        try:
            return asyncio.run(look(line))
        except OSError as error:
            leave(f"머리 파일을 읽지 못했습니다: {error.strerror}: {error.filename}", UNAVAILABLE)


def told(found: "Found") -> list[str]:
    """What was found, the most telling first."""
    from storage.rules.clock import kst
    from storage.tracing import wording_trace as words

    counted = (
        f"내역 {found.seq:,}줄 · 견준 자료 {found.rows:,}건 · 판 {found.versions:,}개"
        f" · 증빙 파일 {found.files:,}개 · 맞는 머리 {found.heads:,}개"
    )
    lines = [f"{words.UNSOUND if found.breaches else words.SOUND}: {counted}"]
    lines += [f"  {words.told(one)}" for one in found.breaches[:MOST_TOLD]]
    more = len(found.breaches) - MOST_TOLD
    lines += [f"  (그 밖에 {more:,}건)"] if more > 0 else []
    for one in found.went:
        day = f"{kst(one.left.at):%Y-%m-%d %H:%M}" if one.left.at else ""
        lines.append(f"  되살림: {words.restored(day, one.seq, one.left.seq)}")
    return lines


@app.command()
def show(
    wanted: Annotated[
        list[str], typer.Argument(help="줄의 말, 줄 번호, 또는 ‘행사 12’처럼 종류와 번호")
    ],
    half: Annotated[str, typer.Option("--half", help="보고서의 반기. 예: 2021-2")] = "",
    version: Annotated[int, typer.Option("--version", min=0, help="보고서본의 번호")] = 0,
) -> None:
    """보고서의 한 줄이나 기록 하나의 근거를 보입니다: 수치, 증빙, 누가 언제 무엇을 했는지."""
    import asyncio

    from bot.cli import audit_show
    from storage.rules.clock import kst_date, system_clock
    from storage.rules.half_year import HalfYear

    settings, now = configured(), system_clock()
    named = half_named(half, HalfYear.of(kst_date(now))) if half else None
    words = " ".join(wanted)
    with readable(settings.database), progress.shown("근거 찾기"):
        said = asyncio.run(audit_show.said(settings.database, words, named, version, now))
    if not said:
        example = "예: audit show 265명 상담, audit show 행사 12"
        leave(f"찾지 못했습니다: ‘{words}’. {example}", BAD_REQUEST)
    typer.echo(said)


@app.command()
def export(
    out: Annotated[Path, typer.Option("--out", help="새로 만들 파일")],
    reason: Annotated[
        str, typer.Option("--reason", help="왜 내려받는지. 직원의 이름이 들어 있어 남깁니다")
    ] = "",
    even_locked: Annotated[bool, EVEN_LOCKED] = False,
) -> None:
    """바뀐 내역을 다른 사람도 검사할 수 있는 파일로 내보냅니다. 머리 파일이 그 옆에 놓입니다."""
    import asyncio

    from bot.renders import trail_export
    from storage.rules.clock import system_clock

    said = " ".join(reason.split())
    if not said:
        leave(
            "왜 내려받는지 --reason 뒤에 적어 주십시오. 예: --reason '2026년 정기감사'",
            BAD_REQUEST,
        )
    settings = configured()
    unless_locked(settings.database, "내보내시겠습니까", even_locked=even_locked)
    with readable(settings.database), progress.shown(STAGES["chain"]) as line:
        try:
            end = asyncio.run(
                trail_export.write(settings.database, out, said, system_clock(), line.told)
            )
        except FileExistsError:
            leave(f"이미 있는 파일입니다. 다른 이름을 적어 주십시오: {out}", BAD_REQUEST)
        except OSError as error:
            leave(f"파일을 쓰지 못했습니다: {error.strerror}: {error.filename}", UNAVAILABLE)
    typer.echo(f"내보냈습니다: {out} ({end.seq:,}줄)")
    typer.echo(f"머리 {end.seq}:{end.hash}")
