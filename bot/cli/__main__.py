"""The command line: `python3 -m bot COMMAND`. Thin: each command calls what the bot itself uses.

Modules of weight are imported inside their command, so that `--help` answers at once.
"""

import gc
import os
import sys
from typing import Annotated, Any

import typer

from bot.cli import (
    audit,
    backups,
    demo,
    hook,
    init,
    lockdown,
    papers,
    person,
    stuck,
    usage,
    wheelhouse,
)
from bot.cli.exits import BAD_REQUEST, configured, half_named, leave, readable
from bot.release import version

app = typer.Typer(
    cls=usage.Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="고양시 고용할당제 반기 운영 봇 (Goyang employment-quota bot)",
)


def show_version(wanted: bool) -> None:
    """Print the version and leave, when it was asked for."""
    if wanted:
        typer.echo(version())
        raise typer.Exit


@app.callback()
def common(
    show: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="버전 번호")
    ] = False,
) -> None:
    """Holds the options that stand before a command."""


@app.command()
def run() -> None:
    """봇을 시작합니다. 설정은 환경 변수나 .env 에서 읽습니다."""
    gc.disable()  # imports leave nothing to collect; looking for it is a quarter of the start
    # structlog would load it for tracebacks in colour, which no log of ours has.
    sys.modules["rich"] = None  # type: ignore[assignment]  # how Python is told: not to be had
    from bot import logs, running

    settings = configured(speaks=True)
    logs.set_up(settings.log_format, settings.log_level)
    logs.guard(settings.secrets)
    doors: dict[str, Any] = {}
    if settings.webhook_url and "intake" in settings.roles:
        from bot.pumps.web import Webhook

        doors["way_in"] = Webhook
    if settings.status_listen:
        from bot.pumps.status import Status

        doors["watched"] = Status
    raise typer.Exit(running.run(settings, **doors))


app.command()(backups.migrate)
app.command()(backups.backup)
app.command()(backups.restore)
app.command()(demo.demo)
app.command()(papers.report)
app.command()(papers.export)
app.command("import")(papers.take_over)
app.command()(init.init)
app.command()(lockdown.lockdown)
app.command()(hook.unhook)
app.command()(wheelhouse.wheelhouse)
app.add_typer(audit.app, name="audit")
app.add_typer(stuck.app, name="stuck")
app.add_typer(person.app, name="person")


@app.command()
def doctor(
    as_json: Annotated[
        bool, typer.Option("--json", help="사람이 아니라 감시 프로그램이 읽을 모양으로")
    ] = False,
) -> None:
    """자료, 텔레그램, 달력, 바뀐 내역이 제대로인지 하나씩 살펴봅니다. 아무것도 바꾸지 않습니다."""
    import asyncio

    from bot.cli import doctor as checkup

    found = asyncio.run(checkup.findings(configured(open_folder=True, speaks=True)))
    typer.echo(checkup.as_json(found) if as_json else checkup.as_text(found))
    if not all(one.well for one in found):
        raise typer.Exit(1)


@app.command()
def rehearse(
    half: Annotated[
        str, typer.Option("--half", help="계획을 걷는 반기. 예: 2022-1. 비우면 지금의 취합")
    ] = "",
) -> None:
    """취합이 누구에게 언제 무엇을 보낼지 미리 봅니다. 아무것도 보내지 않습니다."""
    import asyncio

    from bot.cli import rehearse as rehearsing
    from storage.rules.clock import kst_date, system_clock
    from storage.rules.errors import Gone
    from storage.rules.half_year import HalfYear

    settings, now = configured(), system_clock()
    wanted = half_named(half, HalfYear.of(kst_date(now))) if half else None
    with readable(settings.database):
        try:
            typer.echo(asyncio.run(rehearsing.calendar(settings.database, wanted, now)))
        except Gone:
            named = f"{wanted.label} " if wanted else ""
            leave(f"{named}추진계획의 취합 일정이 아직 없습니다.", BAD_REQUEST)


@app.command("test", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def run_tests(
    context: typer.Context,
    everything: Annotated[
        bool, typer.Option("--all", help="PostgreSQL·브라우저·오래 걸리는 시험까지 모두")
    ] = False,
    promises: Annotated[
        bool,
        typer.Option(
            "--promises", help="약속마다의 실험을 온 크기로(몇 시간), 센 것은 docs/promises.md로"
        ),
    ] = False,
) -> None:
    """시험을 돌립니다. 더 적은 말은 pytest에 그대로 넘깁니다."""
    from bot.cli import testing

    testing.run(context.args, everything=everything, promises=promises)


def main() -> None:
    """Run the command line; what a command makes is its owner's alone."""
    os.umask(0o077)
    usage.speak_hangul()
    app(prog_name="python3 -m bot")


if __name__ == "__main__":
    main()
