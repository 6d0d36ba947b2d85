"""`python3 -m bot demo`: says at once what it does; what is heavy is imported after that."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli import texts
from bot.cli.exits import UNAVAILABLE

LOOPBACK = "127.0.0.1"
LAST_PORT = 65_535


def demo(
    play: Annotated[
        bool, typer.Option("--play", help="화면 없이 가상의 한 반기를 끝까지 해 봅니다")
    ] = False,
    out: Annotated[Path | None, typer.Option("--out", help="--play에서 나온 것을 둘 폴더")] = None,
    port: Annotated[
        int, typer.Option("--port", min=0, max=LAST_PORT, help="전화기 화면의 포트. 0은 빈 곳")
    ] = 8765,
    host: Annotated[
        str,
        typer.Option(
            "--host",
            help="전화기 화면을 여는 주소. 0.0.0.0이면 같은 망의 다른 기기에서도 열립니다",
        ),
    ] = LOOPBACK,
    open_page: Annotated[bool, typer.Option("--open", help="준비되면 브라우저로 엽니다")] = False,
    picture: Annotated[
        Path | None, typer.Option("--picture", help="화면과 보고서의 그림을 PNG로 둘 폴더")
    ] = None,
) -> None:
    """토큰 없이 전화기 화면에서 진짜 봇을 써 봅니다 (a working office in your browser)."""
    typer.echo(texts.DEMO_PICTURES if picture else texts.DEMO_PLAYS if play else texts.DEMO_BEGINS)
    if picture is not None:
        photograph(picture)
        return
    from bot.demo.steps import Steps

    with Steps(aloud=not play).step(texts.DEMO_PROGRAM):
        from bot.demo import show
    raise typer.Exit(show.play(out) if play else show.stay(port, host, open_page=open_page))


def photograph(folder: Path) -> None:
    """Write the pictures of the documents; leave with 69 where no browser can take them."""
    import asyncio

    from bot import logs

    try:
        from bot.demo import picture
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        typer.echo(texts.NO_PICTURE_PACKAGE.format(missing=missing), err=True)
        raise typer.Exit(UNAVAILABLE) from error
    logs.quiet()
    try:
        made = asyncio.run(picture.take(folder))
    except picture.NoBrowser as error:
        typer.echo(texts.NO_BROWSER.format(missing=error), err=True)
        raise typer.Exit(UNAVAILABLE) from error
    for path in made:
        typer.echo(f"{path} {path.stat().st_size:,}")
