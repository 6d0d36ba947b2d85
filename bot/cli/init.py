"""The command that begins an office, and that lets an administrator into one that lost its own."""

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.backups import copied_first
from bot.cli.exits import BAD_CONFIGURATION, BAD_REQUEST, UNAVAILABLE, configured, leave
from bot.cli.lockdown import EVEN_LOCKED, unless_locked

if TYPE_CHECKING:
    from bot.cli.new_office import Standing, WayIn
    from bot.config import Settings

ADMINISTRATORS_STAND = (
    "관리자가 이미 있어 첫 관리자 링크를 만들지 않았습니다: {names}\n"
    "새 관리자는 봇의 /people 에서 초대하고 다른 관리자가 승인합니다.\n"
    "관리자가 모두 계정을 잃었을 때만: python3 -m bot init --recover"
    " (봇을 잠그고, 모든 관리자에게 알립니다)"
)
FIRST = (
    "이 링크를 연 사람이 첫 관리자가 됩니다. 24시간 안에 한 번만 쓸 수 있고,"
    " 앞서 만든 링크는 쓸 수 없게 되었습니다."
)
RECOVERY = (
    "관리자 복구: 이 링크를 연 사람이 관리자가 됩니다. 24시간 안에 한 번만 쓸 수 있습니다.\n"
    "지금의 관리자: {names}\n"
    "{lock} 지금의 관리자와 총괄 모두에게 텔레그램으로 알렸습니다."
)
LOCKED_NOW = "봇을 잠갔습니다. 무효가 된 초대 {invites}건, 무효가 된 역할 요청 {grants}건."
LOCKED_BEFORE = "봇은 {since}부터 잠겨 있습니다."
NEXT = (
    "누가 들어왔는지 확인하고(python3 -m bot lockdown), 빼앗긴 계정의 등록을 해제한 뒤"
    "(--revoke 번호), 여십시오: python3 -m bot lockdown --off\n"
    "열고 나면 아직 쓰지 않은 이 링크는 쓸 수 없습니다."
)
NOBODY = "없음"
ASK = "BotFather가 준 토큰을 붙여 넣고 Enter를 누르십시오 (화면에는 보이지 않습니다)"
NO_FORM = "토큰이 아닙니다. BotFather가 준 그대로 붙여 넣으십시오. 예: 123456789:ABC-def_GHI"
NOT_TAKEN = "Telegram이 이 토큰을 받아들이지 않습니다. 앞뒤가 잘리지 않았는지 확인하십시오."
CHECKED = "Telegram에 물어 확인했습니다: @{name}"
WRITTEN = "토큰을 {file} 에 적었습니다. 이 파일은 지금 사용자만 읽을 수 있습니다(600)."
LACKS = (
    "{file} 이 있지만 BOT_TOKEN이 비어 있습니다. 그 파일은 고치지 않았습니다."
    " BOT_TOKEN= 뒤에 토큰을 적고 다시 해 주십시오."
)
NO_TOKEN = (
    "설정이 맞지 않습니다: BOT_TOKEN is not set. 토큰을 물을 수 없으니 환경 변수나 .env 에 적어"
    " 주십시오."
)
UNREACHED = "Bot API 서버에 닿지 못했습니다: {why}"
TRIES = 3
THEN = "다음: python3 -m bot run 으로 봇을 켜고, 위 링크를 전화기에서 여십시오."


def init(
    recover: Annotated[
        bool,
        typer.Option("--recover", help="관리자가 있어도 만듭니다. 봇을 잠그고 모두에게 알립니다"),
    ] = False,
    even_locked: Annotated[bool, EVEN_LOCKED] = False,
) -> None:
    """부서 목록을 넣고, 첫 관리자를 위한 한 번 쓰는 링크를 만듭니다."""
    from bot.cli import new_office

    _ask_token()
    settings = configured(speaks=True)
    with copied_first(settings.database):
        found = new_office.stand(settings)
    if found.administrators and not recover:
        names = ", ".join(found.administrators)
        leave(ADMINISTRATORS_STAND.format(names=names), BAD_REQUEST)
    unless_locked(settings.database, "관리자의 링크를 만드시겠습니까", even_locked=even_locked)
    _print(_made(settings, recover=recover), found)


def _ask_token() -> None:
    """Where nobody has told the token, asks for it, checks it with Telegram, and keeps it."""
    from bot.config import ENV_FILE, BadSettings, NoToken, keep_token, load

    try:
        load()
    except NoToken:
        if ENV_FILE.exists():
            leave(LACKS.format(file=ENV_FILE), BAD_CONFIGURATION)
        keep_token(_told())
        typer.echo(WRITTEN.format(file=ENV_FILE))
    except BadSettings:  # said by `configured`, as for every command
        return


def _told() -> str:
    """The token as somebody types it, once Telegram knows it."""
    from telegram.error import InvalidToken, TelegramError

    from bot.cli import new_office
    from bot.config import BadSettings, load

    for _try in range(TRIES):
        try:
            token = str(typer.prompt(ASK, hide_input=True)).strip()
            name = new_office.username(load(bot_token=token))
        except typer.Abort:
            leave(NO_TOKEN, BAD_CONFIGURATION)
        except InvalidToken:
            typer.echo(NOT_TAKEN, err=True)
        except TelegramError as error:
            leave(UNREACHED.format(why=error.message), UNAVAILABLE)
        except BadSettings as error:
            if not str(error).startswith("BOT_TOKEN"):
                leave(f"설정이 맞지 않습니다: {error}", BAD_CONFIGURATION)
            typer.echo(NO_FORM, err=True)
        else:
            typer.echo(CHECKED.format(name=name))
            return token
    raise typer.Exit(BAD_CONFIGURATION)


def _made(settings: "Settings", *, recover: bool) -> "WayIn":
    from telegram.error import InvalidToken, TelegramError

    from bot.cli import new_office
    from storage.rules.errors import Refusal

    try:
        return new_office.prepare(settings, recover=recover)
    except Refusal as refusal:  # somebody came in by the last link a moment ago
        leave(refusal.sentence, BAD_REQUEST)
    except InvalidToken:  # its own words hold the token
        leave(
            "설정이 맞지 않습니다: Telegram이 BOT_TOKEN을 받아들이지 않습니다.", BAD_CONFIGURATION
        )
    except TelegramError as error:
        leave(UNREACHED.format(why=error.message), UNAVAILABLE)


def _print(way: "WayIn", found: "Standing") -> None:
    from storage.rules.dates import show_time

    begun = way.begun
    if begun is None:
        typer.echo(FIRST)
    else:
        lock = (
            LOCKED_NOW.format(invites=begun.invites, grants=begun.grants)
            if begun.new
            else LOCKED_BEFORE.format(since=show_time(begun.since))
        )
        names = ", ".join(found.administrators) or NOBODY
        typer.echo(RECOVERY.format(names=names, lock=lock))
    typer.echo(way.link)
    typer.echo(way.picture)
    typer.echo(THEN if begun is None else NEXT)
