"""The command that locks an office whose administrator's account was stolen."""

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli_ways import BAD_REQUEST, configured, leave, readable

if TYPE_CHECKING:
    from datetime import datetime

HOLDERS = "관리자와 총괄 (텔레그램 번호 · 이름 · 소속 · 역할)"
NOBODY = (
    "관리자가 없습니다. python3 -m bot init 으로 새 관리자의 링크를 만드십시오."
    " 잠근 동안에도 됩니다."
)
NEXT = (
    "빼앗긴 계정을 내보내려면: python3 -m bot lockdown --revoke 번호\n"
    "다시 열려면: python3 -m bot lockdown --off"
)


def lockdown(
    off: Annotated[bool, typer.Option("--off", help="잠금을 풉니다")] = False,
    revoke: Annotated[
        list[int] | None,
        typer.Option("--revoke", help="잠그고, 이 텔레그램 번호의 계정을 바로 내보냅니다"),
    ] = None,
) -> None:
    """관리자 계정을 빼앗겼을 때: 모든 변경을 바로 멈춥니다. 조회는 그대로 됩니다."""
    import asyncio

    from bot import locking
    from storage.rules.clock import system_clock

    if off and revoke:
        leave("--off 와 --revoke 는 함께 쓸 수 없습니다. 먼저 내보낸 뒤 푸십시오.", BAD_REQUEST)
    url, now = configured().database, system_clock()
    with readable(url):
        if off:
            since = asyncio.run(locking.unlock(url, now))
            lasted = f" {moment(since)}부터 잠겨 있었습니다." if since else ""
            typer.echo(f"비상 잠금을 풀었습니다.{lasted}" if since else "잠겨 있지 않습니다.")
            return
        done = asyncio.run(locking.lock(url, revoke or [], now))
        begun = done.begun
        if begun.new:
            typer.echo(f"비상 잠금을 걸었습니다. {moment(now)}부터 조회만 됩니다.")
            typer.echo(f"무효가 된 초대 {begun.invites}건, 무효가 된 역할 요청 {begun.grants}건")
        else:
            typer.echo(f"이미 잠겨 있습니다. {moment(begun.since)}부터 조회만 됩니다.")
        for number, name in done.revoked.items():
            typer.echo(f"내보냈습니다: {name} ({number})")
        _list_holders(url)
    if done.unknown:
        numbers = ", ".join(map(str, done.unknown))
        leave(
            f"등록된 직원의 텔레그램 번호가 아닙니다: {numbers}. 잠금은 걸려 있습니다.",
            BAD_REQUEST,
        )


def _list_holders(url: str) -> None:
    import asyncio

    from bot import locking
    from storage.rules.terms import Role

    typer.echo(f"\n{HOLDERS}")
    found = asyncio.run(locking.holders(url))
    for one in found:
        place, reach = one.department or "소속 없음", "" if one.reachable else " · 연락 불가"
        typer.echo(f"  {one.telegram_id} · {one.name} · {place} · {one.role.label}{reach}")
    if not any(one.role is Role.ADMIN for one in found):
        typer.echo(NOBODY)
    typer.echo(f"\n{NEXT}")


def moment(at: "datetime") -> str:
    """A day and a time as the office's clock shows them."""
    from storage.rules.clock import kst

    local = kst(at)
    return f"{local.year}. {local.month}. {local.day}. {local:%H:%M}"
