"""Settings: the environment or `.env`, read here and nowhere else.

Wrong values stop the start with one clear sentence and exit code 78.
"""

import os
import re
import stat
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import unquote, urlsplit

import platformdirs
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from storage.database import async_url
from storage.rules import retention

Role = Literal["intake", "worker", "delivery", "clock"]
ALL_ROLES: tuple[Role, ...] = ("intake", "worker", "delivery", "clock")
SECRETS = ("bot_token", "webhook_secret", "database_url")
TOKEN = re.compile(r"\d{1,16}:[A-Za-z0-9_-]+")
WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{8,256}")
DATABASE_WANTED = "wanted sqlite:///<file> or postgresql://<user>@<host>/<database>"
ENV_FILE = Path(".env")
TOKEN_LINE = re.compile(r"^\s*(?:export\s+)?BOT_TOKEN\s*=\s*[^\s#]", re.IGNORECASE | re.MULTILINE)
LAST_PORT = 65_535
OF_ANY_PROGRAM = ("HOME", "LANG", "LD_LIBRARY_PATH", "PATH", "TMPDIR", "TZ")
USUAL_PLACE, USUAL_STATUS = "127.0.0.1:8080", "127.0.0.1:8081"
LOOPBACK = re.compile(r"(?:127\.\d{1,3}\.\d{1,3}\.\d{1,3}|localhost|\[::1\]):")
LISTEN = re.compile(r"(?:[\w.-]*|\[[0-9A-Fa-f:.]+\]):(\d{1,5})")


class BadSettings(Exception):
    """A setting is missing or wrong; the text says which and what is wanted."""


class NoToken(BadSettings):
    """Nobody has told the token yet: neither the environment nor a file holds one."""


class Settings(BaseSettings):
    """What the bot needs to know to start."""

    model_config = SettingsConfigDict(
        env_file=ENV_FILE,
        env_ignore_empty=True,
        extra="ignore",
        hide_input_in_errors=True,
        str_strip_whitespace=True,
    )

    bot_token: SecretStr = Field(description="BotFather가 준 토큰 / token from BotFather")
    bot_api_url: str = Field(
        default="https://api.telegram.org",
        description="Bot API 서버 주소 / address of the Bot API server",
    )
    data_dir: Path = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir("goyang-quota-bot")),
        description="자료 폴더 / folder for data",
    )
    database_url: SecretStr = Field(
        default=SecretStr(""),
        description="비우면 자료 폴더의 SQLite / empty: SQLite in the data folder",
    )
    backup_dir: str = Field(
        default="",
        description="밤마다 백업을 남길 폴더. 비우면 자료 폴더의 backups"
        " / folder of the nightly backups; empty: backups in the data folder",
    )
    backup_nights: int = Field(
        default=retention.NIGHTS,
        ge=0,
        le=400,
        description="백업을 며칠 치 둘지. 0이면 남기지 않습니다 / nights kept; 0: none is made",
    )
    webhook_url: str = Field(default="", description="비우면 폴링 / empty: polling")
    webhook_secret: SecretStr = Field(
        default=SecretStr(""), description="웹훅 비밀 값 / secret of the webhook"
    )
    listen: str = Field(
        default="",
        description="웹훅을 받을 호스트:포트. 비우면 127.0.0.1:8080"
        " / host:port where the webhook is received; empty: 127.0.0.1:8080",
    )
    status_listen: str = Field(
        default="",
        description="상태와 수치를 답할 호스트:포트. 비우면 웹훅일 때만 127.0.0.1:8081"
        " / host:port of health and metrics; empty: 127.0.0.1:8081, with a webhook only",
    )
    roles: Annotated[tuple[Role, ...], NoDecode] = Field(
        default=ALL_ROLES, description="맡을 일 / intake,worker,delivery,clock"
    )
    log_format: Literal["console", "json"] = Field(
        default="console", description="로그 모양 / console or json"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info",
        description="로그를 남기는 정도: debug, info(글과 보낸 것마다 한 줄), warning, error"
        " / debug, info (a line per update and per send), warning or error",
    )

    @field_validator("roles", mode="before")
    @classmethod
    def _split_roles(cls, value: Any) -> Any:
        parts = value.split(",") if isinstance(value, str) else value
        wanted = tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))
        if not wanted:
            raise ValueError(f"wanted one or more of {','.join(ALL_ROLES)}")
        return wanted

    @field_validator("bot_token")
    @classmethod
    def _token_has_its_form(cls, value: SecretStr) -> SecretStr:
        token = value.get_secret_value().strip()
        if not TOKEN.fullmatch(token):
            raise ValueError("wanted <digits>:<letters>, as BotFather prints it")
        return SecretStr(token)

    @field_validator("bot_api_url", "webhook_url")
    @classmethod
    def _address_has_a_host(cls, value: str) -> str:
        if value and not re.match(r"https?://[^\s/?#]", value):
            raise ValueError("wanted http://… or https://…")
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _database_is_one_we_speak(cls, value: SecretStr) -> SecretStr:
        url = value.get_secret_value().strip()
        if not url:
            return value
        try:
            address = async_url(url)
        except (KeyError, ValueError, ArgumentError, NoSuchModuleError) as error:
            raise ValueError(DATABASE_WANTED) from error
        if not address.database or address.database == ":memory:":
            raise ValueError(DATABASE_WANTED)
        return SecretStr(url)

    @field_validator("listen", "status_listen")
    @classmethod
    def _place_has_a_port(cls, value: str) -> str:
        found = LISTEN.fullmatch(value or USUAL_PLACE)
        if not found or int(found[1]) > LAST_PORT:
            raise ValueError("wanted host:port, such as 127.0.0.1:8080")
        return value

    @model_validator(mode="after")
    def _webhook_has_its_secret(self) -> "Settings":
        secret = self.webhook_secret.get_secret_value()
        if self.webhook_url and not secret:
            raise ValueError("WEBHOOK_SECRET is needed with WEBHOOK_URL")
        if self.webhook_url and not WEBHOOK_SECRET.fullmatch(secret):
            raise ValueError("WEBHOOK_SECRET: wanted 8 to 256 of A-Z a-z 0-9 _ -")
        if self.listen and not self.webhook_url:
            raise ValueError("LISTEN is for WEBHOOK_URL; health pages answer at STATUS_LISTEN")
        if self.webhook_url:
            self.listen = self.listen or USUAL_PLACE
            self.status_listen = self.status_listen or USUAL_STATUS
        return self

    @property
    def open_places(self) -> tuple[str, ...]:
        """The settings by which other machines reach this process."""
        return tuple(
            name.upper()
            for name in ("listen", "status_listen")
            if (place := getattr(self, name)) and not LOOPBACK.match(place)
        )

    @property
    def token(self) -> str:
        """The bot token in the clear, for the transport only."""
        return self.bot_token.get_secret_value()

    @property
    def database(self) -> str:
        """The database address; SQLite in the data folder unless another is set."""
        return self.database_url.get_secret_value() or f"sqlite:///{self.data_dir / 'office.db'}"

    @property
    def backups(self) -> Path:
        """Where the backups of the nights lie."""
        return Path(self.backup_dir) if self.backup_dir else self.data_dir / "backups"

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be logged, in each form in which it may turn up."""
        url = self.database_url.get_secret_value()
        password = urlsplit(url).password or ""
        by_name = re.findall(r"[?&]password=([^&]+)", url)
        known = (self.token, self.token.partition(":")[2], self.webhook_secret.get_secret_value())
        passwords = (password, *by_name)
        return tuple(one for one in (*known, *passwords, *map(unquote, passwords)) if one)


def without_ours() -> dict[str, str]:
    """The environment of a child that works on the data: ways to Python and PostgreSQL."""
    return {
        name: value
        for name, value in os.environ.items()
        if name in OF_ANY_PROGRAM or name.startswith(("LC_", "PG", "PYTHON", "SSL_"))
    }


def watched_by() -> tuple[str, float]:
    """The socket at which a supervisor wants to hear of this process, "" for none; and how many
    seconds it bears without a word, 0 for any."""
    asked = os.environ.get("WATCHDOG_USEC", "") if _meant(os.environ.get("WATCHDOG_PID")) else ""
    return os.environ.get("NOTIFY_SOCKET", ""), int(asked) / 1e6 if asked.isdecimal() else 0.0


def _meant(process: str | None) -> bool:
    """A child inherits what its parent was told; it is not the one that is watched."""
    return process is None or process == str(os.getpid())


def _secrets_from_files() -> dict[str, str]:
    found = {}
    for name in SECRETS:
        path = os.environ.get(f"{name.upper()}_FILE")
        if path:
            try:
                found[name] = Path(path).read_text(encoding="utf-8").strip()
            except OSError as error:
                raise BadSettings(f"{name.upper()}_FILE: {error.strerror}: {path}") from error
            except UnicodeDecodeError as error:
                raise BadSettings(f"{name.upper()}_FILE: not a text file: {path}") from error
    return found


def _refuse_open_env_file() -> None:
    """A token that others on the machine can read is as good as given away."""
    if not ENV_FILE.is_file():
        return
    try:
        mode, text = ENV_FILE.stat().st_mode, ENV_FILE.read_text("utf-8", errors="replace")
    except OSError as error:
        raise BadSettings(f"{ENV_FILE}: {error.strerror}") from error
    if stat.S_IMODE(mode) & 0o077 and TOKEN_LINE.search(text):
        raise BadSettings(
            f"{ENV_FILE} holds BOT_TOKEN and is open to others (mode {stat.S_IMODE(mode):04o});"
            f" run: chmod 600 {ENV_FILE}"
        )


def keep_token(token: str) -> None:
    """Writes a new `.env` that its owner alone may read; FileExistsError where there is one."""
    owners = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with os.fdopen(os.open(ENV_FILE, owners, 0o600), "w", encoding="utf-8") as file:
        file.write(f"BOT_TOKEN={token}\n")


def load(**given: Any) -> Settings:
    """The settings, with `given` above the environment; raises BadSettings with one sentence."""
    if "_env_file" not in given:  # the demo reads none
        _refuse_open_env_file()
    try:
        return Settings(**{**_secrets_from_files(), **given})
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper() if first["loc"] else ""
        if first["type"] == "missing":
            kind = NoToken if name == "BOT_TOKEN" else BadSettings
            raise kind(f"{name} is not set") from error
        reason = first["msg"].removeprefix("Value error, ")
        raise BadSettings(f"{name}: {reason}" if name else reason) from error
