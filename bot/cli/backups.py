"""The commands that change or copy the data as a whole: their tables, backup and restore."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import archives, causes, progress
from bot.cli.archives import told
from bot.cli.exits import BAD_CONFIGURATION, BAD_REQUEST, UNAVAILABLE, configured, leave, readable
from bot.cli.lockdown import EVEN_LOCKED, list_holders, unless_locked

if TYPE_CHECKING:
    from bot.config import Settings
    from storage.rules.standing import Returned
    from storage.safekeeping.restoring import Restored

WITHOUT_BACKUP = "--without-backup"
UNCHANGED = "백업을 남기지 못해 자료의 틀을 바꾸지 않았습니다."
GO_ON = f"백업 없이 그대로 하시려면 python3 -m bot migrate {WITHOUT_BACKUP} 을 하십시오."
LOCKED = (
    "비상 잠금을 건 채로 두었습니다. 아직 쓰지 않은 초대와 승인을 기다리던 역할 요청은 무효입니다."
)
HELD = "백업한 뒤에 등록을 해제하거나 역할을 낮춘 분은 되살리지 않고 그대로 두었습니다:"
RISEN = (
    "지금의 자료에는 없던 힘을 백업이 되돌려 준 분입니다."
    " 아니라면 열기 전에 lockdown --revoke 번호 로 등록을 해제하십시오:"
)
LOST = "백업한 뒤에 들어오신 분은 다시 초대하셔야 합니다:"
UNKNOWN = (
    "되살리기 전의 자료에서 사람을 읽지 못해, 그 사이 등록을 해제한 분이 있는지 알 수 없습니다."
    " 아래 명단을 꼭 확인해 주십시오."
)


@contextmanager
def copied_first(url: str) -> Iterator[None]:
    """What changes tables, after a copy; leave with a sentence where either cannot be done."""
    from storage import migrate as migrations
    from storage.ailments import Ailment
    from storage.database import OUT_OF_REACH
    from storage.safekeeping.reasons import NotKept

    try:
        yield
    except NotKept as error:
        leave(
            f"백업을 남기지 못해 자료의 틀을 바꾸지 않았습니다. {told(error)}\n{GO_ON}",
            UNAVAILABLE,
        )
    except migrations.NewerDatabase as newer:
        leave(causes.told(Ailment.NEWER, url, found=newer.found), BAD_CONFIGURATION)
    except migrations.MigrationFault as fault:
        leave(f"자료의 틀을 이 버전에 맞추지 못했습니다: {fault}", BAD_CONFIGURATION)
    except OUT_OF_REACH as error:
        leave(causes.of_error(error, url), UNAVAILABLE)


def migrate(
    without_backup: Annotated[
        bool, typer.Option(WITHOUT_BACKUP, help="바꾸기 전의 백업을 남기지 않습니다")
    ] = False,
    ledger: Annotated[
        bool, typer.Option("--ledger", help="수치 장부도 기록에서 새로 만듭니다")
    ] = False,
) -> None:
    """자료의 틀을 이 버전에 맞춥니다. 바꾸기 전에 백업을 남깁니다."""
    settings = configured()
    bring_up(settings.database, settings.data_dir, keep=not without_backup)
    if ledger:
        fill_ledger(settings.database)


def fill_ledger(database: str) -> None:
    """Makes the rows of every record anew, or leaves with the record that cannot be read."""
    from storage import migrate as migrations

    try:
        with progress.shown("수치 장부") as line:
            migrations.refill(database, line.told)
    except migrations.MigrationFault as fault:
        leave(f"수치 장부를 만들지 못했습니다: {fault}", UNAVAILABLE)
    typer.echo("수치 장부: 기록에서 새로 만들었습니다.")


def bring_up(database: str, data_dir: Path, *, keep: bool = True) -> None:
    """Says what is done; leaves with a sentence and a code where it is not."""
    from bot.cli import new_office
    from storage import migrate as migrations

    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    with copied_first(database):
        with progress.shown("자료의 틀"):
            copy = new_office.lay_out(database, keep_in=data_dir if keep else None)
        if copy is not None:
            typer.echo(f"바꾸기 전의 자료: {copy}")
        typer.echo(f"자료의 틀: {migrations.current(database)}")


def bring_up_for_parent() -> None:
    """As `migrate`, for a running bot, which tells on standard input where the data are."""
    import json
    import sys

    given = json.load(sys.stdin)
    try:
        bring_up(given["database"], Path(given["data_dir"]))
    except typer.Exit as left:
        sys.exit(left.exit_code)


def backup(file: Annotated[Path, typer.Argument(help="새로 만들 파일")]) -> None:
    """켜 둔 채로 자료와 증빙 파일을 한 파일로 남깁니다. SQLite와 PostgreSQL이 같은 파일입니다."""
    from storage.rules.clock import system_clock
    from storage.safekeeping import copies
    from storage.safekeeping.reasons import NotKept
    from storage.safekeeping.vault import Vault

    settings = configured()
    vault, now = Vault(settings.data_dir), system_clock()
    try:
        with progress.shown("백업") as line:
            done = copies.backup(settings.database, file, now, vault=vault, told=line.told)
    except NotKept as error:
        leave(f"백업하지 못했습니다. {told(error)}", UNAVAILABLE)
    except OSError as error:
        leave(f"백업 파일을 만들지 못했습니다: {error.strerror}: {error.filename}", UNAVAILABLE)
    typer.echo(f"백업했습니다: {file} ({done.size:,}바이트)")
    if done.contents is not None:
        archives.tell(done.contents)


def restore(
    file: Annotated[Path | None, typer.Argument(help="되살릴 백업 파일")] = None,
    after_pg_restore: Annotated[
        bool,
        typer.Option(
            "--after-pg-restore", help="자료를 손수 되살린 뒤: 보내려던 글을 거두고 잠급니다"
        ),
    ] = False,
    without_backup: Annotated[
        bool,
        typer.Option(WITHOUT_BACKUP, help="PostgreSQL: 지금의 자료를 남기지 않고 덮습니다"),
    ] = False,
    only_check: Annotated[
        bool,
        typer.Option(
            "--check", help="되살릴 수 있는지만 봅니다. 파일을 적지 않으면 밤사이 남긴 마지막 백업"
        ),
    ] = False,
    even_locked: Annotated[bool, EVEN_LOCKED] = False,
) -> None:
    """백업한 자료를 되살리고 잠근 채로 둡니다. 지금의 자료는 남깁니다. 봇을 끈 뒤에 하십시오."""
    if only_check and not after_pg_restore:
        archives.check(configured(), file)
        return
    if (file is None) is not after_pg_restore:
        leave("되살릴 파일과 --after-pg-restore 가운데 하나만 적어 주십시오.", BAD_REQUEST)
    settings = configured()
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    if file is None:
        _settle(settings)
        return
    unless_locked(settings.database, "되살리시겠습니까", even_locked=even_locked, damaged_too=True)
    done = _restored(settings, file, keep_present=not without_backup)
    typer.echo(f"되살렸습니다: {file}")
    if done.before is not None:
        typer.echo(f"앞의 자료: {done.before}")
    _tell(settings, done.withdrawn, done.returned, known=done.known)


def _restored(settings: "Settings", file: Path, *, keep_present: bool) -> "Restored":
    from bot.running import ALREADY_RUNS, AlreadyRuns, alone
    from storage import migrate as migrations
    from storage.database import OUT_OF_REACH
    from storage.rules.clock import system_clock
    from storage.safekeeping import restoring
    from storage.safekeeping.reasons import NotKept

    place = restoring.Place(settings.database, settings.data_dir, system_clock(), keep_present)
    try:
        with alone(settings):
            added = archives.put_back_beside(settings, file)
            with progress.shown("되살리기") as line:
                done = restoring.restore(place, file, line.told)
        archives.tell_evidence(settings, added + done.files)
        return done
    except AlreadyRuns:
        leave("봇이 켜져 있습니다. 끈 뒤에 다시 하십시오.", ALREADY_RUNS)
    except NotKept as error:
        leave(f"되살리지 못했습니다. {told(error)}", UNAVAILABLE)
    except migrations.MigrationFault as fault:
        leave(f"되살린 자료의 틀을 이 버전에 맞추지 못했습니다: {fault}", BAD_CONFIGURATION)
    except OSError as error:
        leave(f"되살리지 못했습니다: {error.strerror}: {error.filename}", UNAVAILABLE)
    except OUT_OF_REACH as error:
        leave(f"되살리지 못했습니다. {causes.of_error(error, settings.database)}", UNAVAILABLE)


def _settle(settings: "Settings") -> None:
    """After a restore by hand: nobody knows what was there before."""
    from storage import migrate as migrations
    from storage.rules.clock import system_clock
    from storage.rules.standing import Returned
    from storage.safekeeping import restoring

    with readable(settings.database, of_any_version=True):
        try:
            withdrawn = restoring.settle(settings.database, settings.data_dir, system_clock())
        except migrations.MigrationFault as fault:
            leave(f"자료의 틀을 이 버전에 맞추지 못했습니다: {fault}", BAD_CONFIGURATION)
        _tell(settings, withdrawn, Returned(), known=False)


def _tell(settings: "Settings", withdrawn: int, returned: "Returned", *, known: bool) -> None:
    """Who stays out, who has power again, who is missing; and how the office is opened."""
    if withdrawn:
        typer.echo(f"보내려던 글 {withdrawn}건은 그 사이 보냈을 수 있어 거두었습니다.")
    typer.echo(f"\n{LOCKED}")
    held = [
        f"{one.was.telegram_id} · {one.was.name} · {one.was.role.label} → "
        f"{one.role.label if one.role else '등록 해제'}"
        for one in returned.held
    ]
    risen, lost = (
        [f"{one.telegram_id} · {one.name} · {one.role.label}" for one in some]
        for some in (returned.risen if known else (), returned.lost)
    )
    for words, lines in ((HELD, held), (RISEN, risen), (LOST, lost)):
        if lines:
            typer.echo("\n".join((words, *(f"  {line}" for line in lines))))
    if not known:
        typer.echo(UNKNOWN)
    list_holders(settings.database)
