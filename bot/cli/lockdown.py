"""The command that locks an office whose administrator's account was stolen; and what others ask.

Whoever holds the server may do anything. Whoever does it by habit while the office is locked is
asked first.
"""

from typing import Annotated

import typer

from bot.cli import causes
from bot.cli.exits import BAD_REQUEST, LOCKED, UNAVAILABLE, configured, leave, readable

HOLDERS = "관리자와 총괄 (텔레그램 번호 · 이름 · 소속 · 역할)"
NOBODY = (
    "관리자가 없습니다. python3 -m bot init 으로 새 관리자의 링크를 만드십시오."
    " 잠근 동안에도 됩니다."
)
NEXT = (
    "빼앗긴 계정의 등록을 해제하려면: python3 -m bot lockdown --revoke 번호\n"
    "다시 열려면: python3 -m bot lockdown --off"
)
EVEN_LOCKED = typer.Option("--even-locked", help="비상 잠금 중에도 묻지 않고 합니다")
"""What a command is told that nobody can be asked about (`unless_locked`)."""

YES = ("예", "네", "y", "yes")
ASKED = "{since}부터 비상 잠금 중입니다. 그래도 {what}? (예/아니오) "
NOT_DONE = "하지 않았습니다. 비상 잠금은 그대로입니다."
REFUSED = (
    "{since}부터 비상 잠금 중이라 하지 않았습니다. 그래도 하시려면 --even-locked 를 붙여 주십시오."
)


def unless_locked(url: str, what: str, *, even_locked: bool, damaged_too: bool = False) -> None:
    """Asks before a command goes on in a locked office; leave with 77 after a no.

    `what` is the question without its mark, such as 저장하시겠습니까. Where there is no terminal
    only `even_locked` goes on. Where no office is there yet nothing is locked; one that cannot
    be read is left to the command to tell, or with `damaged_too` taken as it is.
    """
    import asyncio
    import sys

    from bot.cli import locked_office
    from storage.database import OUT_OF_REACH
    from storage.rules.dates import show_time

    if even_locked:
        return
    try:
        since = asyncio.run(locked_office.since(url))
    except OUT_OF_REACH as error:
        if damaged_too:
            return
        leave(causes.of_error(error, url), UNAVAILABLE)
    if since is None:
        return
    if not sys.stdin.isatty():
        leave(REFUSED.format(since=show_time(since)), LOCKED)
    typer.echo(ASKED.format(since=show_time(since), what=what), nl=False, err=True)
    if sys.stdin.readline().strip().lower() not in YES:
        leave(NOT_DONE, LOCKED)


def lockdown(
    off: Annotated[bool, typer.Option("--off", help="잠금을 풉니다")] = False,
    revoke: Annotated[
        list[int] | None,
        typer.Option("--revoke", help="잠그고, 이 텔레그램 번호의 계정을 바로 내보냅니다"),
    ] = None,
) -> None:
    """관리자 계정을 빼앗겼을 때: 모든 변경을 바로 멈춥니다. 조회는 그대로 됩니다."""
    import asyncio

    from bot.cli import locked_office
    from storage.rules.clock import system_clock
    from storage.rules.dates import show_time

    if off and revoke:
        leave(
            "--off 와 --revoke 는 함께 쓸 수 없습니다. 먼저 등록을 해제한 뒤 푸십시오.",
            BAD_REQUEST,
        )
    url, now = configured().database, system_clock()
    with readable(url, of_any_version=True):  # whoever locks in need is not sent to another task
        if off:
            since = asyncio.run(locked_office.unlock(url, now))
            lasted = f" {show_time(since)}부터 잠겨 있었습니다." if since else ""
            typer.echo(f"비상 잠금을 풀었습니다.{lasted}" if since else "잠겨 있지 않습니다.")
            return
        done = asyncio.run(locked_office.lock(url, revoke or [], now))
        begun = done.begun
        if begun.new:
            typer.echo(f"비상 잠금을 걸었습니다. {show_time(now)}부터 조회만 됩니다.")
            typer.echo(f"무효가 된 초대 {begun.invites}건, 무효가 된 역할 요청 {begun.grants}건")
        else:
            typer.echo(f"이미 잠겨 있습니다. {show_time(begun.since)}부터 조회만 됩니다.")
        for number, name in done.revoked.items():
            typer.echo(f"등록을 해제했습니다: {name} ({number})")
        list_holders(url)
    if done.unknown:
        numbers = ", ".join(map(str, done.unknown))
        leave(
            f"등록된 직원의 텔레그램 번호가 아닙니다: {numbers}. 잠금은 걸려 있습니다.",
            BAD_REQUEST,
        )


def list_holders(url: str) -> None:
    """Who holds power and may act once the office is open, and how it is opened."""
    import asyncio

    from bot.cli import locked_office
    from storage.rules.terms import Role

    typer.echo(f"\n{HOLDERS}")
    found = asyncio.run(locked_office.holders(url))
    for one in found:
        place, reach = one.department or "소속 없음", "" if one.reachable else " · 연락 불가"
        typer.echo(f"  {one.telegram_id} · {one.name} · {place} · {one.role.label}{reach}")
    if not any(one.role is Role.ADMIN for one in found):
        typer.echo(NOBODY)
    typer.echo(f"\n{NEXT}")
