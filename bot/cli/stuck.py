"""`stuck`: what was set aside and what was given up, seen, tried again or dropped by hand.

Modules of weight are imported inside their command, so that `--help` answers at once.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.exits import BAD_REQUEST, configured, leave, readable

if TYPE_CHECKING:
    from storage.traffic.stuck import Stuck

app = typer.Typer(
    no_args_is_help=True,
    help="처리하지 못해 따로 둔 글(U)과 보내지 못한 글(M)을 봅니다. 하신 말씀은 보이지 않습니다.",
)
NONE = "따로 둔 글도, 보내지 못한 글도 없습니다."
HEAD = "번호 · 언제 · 무엇 · 누구 · 업데이트 번호 · 오류"
ASIDE, GIVEN_UP = "따로 둔 글", "보내지 못한 글"
NOBODY = "직원 아님"
REPEAT = "처리하지 못했던 문제를 고쳤습니다. 그때 하신 것을 다시 보내거나 눌러 주십시오."
ASKED, SENT = "{name}: 보낸 분께 다시 해 달라고 알립니다.", "{name}: 다시 보냅니다."
GONE = (
    "{name}: 다시 할 수 없습니다."
    " 보낸 분이 직원이 아니거나, 글이 남아 있지 않거나, 더 새 화면이 있습니다."
)
DROPPED = "{name}: 버렸습니다."
UNKNOWN = "그런 번호가 없습니다: {names}. python3 -m bot stuck list 로 보십시오."
TELEGRAMS = ("BadRequest", "Forbidden", "NetworkError", "RetryAfter", "TimedOut")
WHICH = typer.Argument(help="번호들. 예: U12 M34. 모두는 all")


@app.command("list")
def list_all() -> None:
    """모두 한 줄씩 보입니다."""
    found = _found()
    typer.echo("\n".join([HEAD, *map(_line, found)]) if found else NONE)


@app.command()
def show(which: Annotated[list[str], WHICH]) -> None:
    """하나씩 자세히 보입니다: 시도한 횟수, 오류의 종류와 자리, 글의 모양."""
    for one in _chosen(_found(), which):
        typer.echo(_line(one))
        typer.echo(f"      시도 {one.attempts}회 · {_error(one)}\n      {one.what}")


@app.command()
def retry(which: Annotated[list[str], WHICH]) -> None:
    """보내지 못한 글은 다시 보내고, 따로 둔 글은 보낸 분께 다시 해 달라고 알립니다."""
    from storage.rules.clock import system_clock
    from storage.traffic import stuck

    async def each(session: Any, these: "list[Stuck]") -> None:
        for one in these:
            done = await stuck.again(session, one, system_clock(), REPEAT)
            words = ASKED if one.kind == stuck.UPDATE else SENT
            typer.echo((words if done else GONE).format(name=one.name))

    _do(which, each)


@app.command()
def drop(which: Annotated[list[str], WHICH]) -> None:
    """더는 아무것도 하지 않습니다."""
    from storage.traffic import stuck

    async def each(session: Any, these: "list[Stuck]") -> None:
        await stuck.drop(session, these)
        for one in these:
            typer.echo(DROPPED.format(name=one.name))

    _do(which, each)


def _error(one: "Stuck") -> str:
    """Class and place; what Telegram says whole, since an error of ours may hold words."""
    kind = one.error.partition(":")[0]
    return one.error if kind in TELEGRAMS else kind


def _line(one: "Stuck") -> str:
    from bot.pumps.tally import purpose
    from storage.rules.clock import kst
    from storage.traffic.stuck import UPDATE

    aside = one.kind == UPDATE
    what = f"{ASIDE} {purpose(one.what)}" if aside else f"{GIVEN_UP} {one.what}"
    return (
        f"{one.name}  {kst(one.at):%Y-%m-%d %H:%M} · {what} · {one.person or NOBODY}"
        f" · {one.update_id or '-'} · {one.error.partition(':')[0]}"
    )


def _found() -> "list[Stuck]":
    import asyncio

    from storage.database import opened
    from storage.traffic import stuck

    url = configured().database

    async def look() -> "list[Stuck]":
        async with opened(url) as db, db.read() as session:
            return await stuck.found(session)

    with readable(url):
        return asyncio.run(look())


def _chosen(found: "list[Stuck]", which: list[str]) -> "list[Stuck]":
    names = [name.upper() for name in which]
    if names == ["ALL"]:
        return found
    by_name = {one.name: one for one in found}
    unknown = [name for name in names if name not in by_name]
    if unknown:
        leave(UNKNOWN.format(names=", ".join(unknown)), BAD_REQUEST)
    return [by_name[name] for name in names]


def _do(which: list[str], each: Callable[[Any, "list[Stuck]"], Any]) -> None:
    import asyncio

    from storage.database import opened

    url = configured().database
    these = _chosen(_found(), which)

    async def work() -> None:
        async with opened(url) as db, db.begin() as session:
            await each(session, these)

    with readable(url):
        asyncio.run(work())
