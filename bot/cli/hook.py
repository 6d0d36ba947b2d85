"""The command that removes a webhook by hand: one that the bot does not know as its own.

Modules of weight are imported inside the command, so that `--help` answers at once.
"""

from typing import Annotated

import typer

from bot.cli.exits import UNAVAILABLE, configured, leave


def unhook(
    yes: Annotated[bool, typer.Option("--yes", help="물어보지 않고 지웁니다")] = False,
) -> None:
    """텔레그램에 등록된 웹훅을 보여 주고, 물어본 뒤 지웁니다. 기다리는 글은 그대로 둡니다."""
    import asyncio

    from telegram.error import InvalidToken, TelegramError

    from bot.pumps import hooks

    settings = configured(speaks=True)
    address = f"{settings.bot_api_url}/bot{settings.token}"
    try:
        hook = asyncio.run(hooks.ask(address))
        if not hook.address:
            typer.echo("등록된 웹훅이 없습니다.")
            return
        typer.echo(f"등록된 웹훅: {hook.host} (기다리는 글 {hook.waiting}건)")
        if not yes and not typer.confirm("이 웹훅을 지우시겠습니까?"):
            typer.echo("지우지 않았습니다.")
            return
        asyncio.run(hooks.remove(address))
    except InvalidToken:  # its own words hold the token
        leave("Telegram이 BOT_TOKEN을 받아들이지 않습니다.", UNAVAILABLE)
    except TelegramError as error:
        leave(f"Bot API 서버에 닿지 못했습니다: {error.message}", UNAVAILABLE)
    typer.echo("웹훅을 지웠습니다.")
