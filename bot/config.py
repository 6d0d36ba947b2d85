"""Settings: the environment or `.env`, read here and nowhere else.

Wrong values stop the start with one clear sentence and exit code 78.
"""

import os
from pathlib import Path
from typing import Annotated, Any, Literal

import platformdirs
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

Role = Literal["intake", "worker", "delivery", "clock"]
ALL_ROLES: tuple[Role, ...] = ("intake", "worker", "delivery", "clock")
SECRETS = ("bot_token", "webhook_secret", "database_url")


class BadSettings(Exception):
    """A setting is missing or wrong; the text says which and what is wanted."""


class Settings(BaseSettings):
    """What the bot needs to know to start."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", hide_input_in_errors=True)

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
    webhook_url: str = Field(default="", description="비우면 폴링 / empty: polling")
    webhook_secret: SecretStr = Field(
        default=SecretStr(""), description="웹훅 비밀 값 / secret of the webhook"
    )
    listen: str = Field(default="127.0.0.1:8080", description="호스트:포트 / host:port")
    roles: Annotated[tuple[Role, ...], NoDecode] = Field(
        default=ALL_ROLES, description="맡을 일 / intake,worker,delivery,clock"
    )
    log_format: Literal["console", "json"] = Field(
        default="console", description="로그 모양 / console or json"
    )

    @field_validator("roles", mode="before")
    @classmethod
    def _split_roles(cls, value: Any) -> Any:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("bot_token")
    @classmethod
    def _token_has_its_form(cls, value: SecretStr) -> SecretStr:
        bot, colon, rest = value.get_secret_value().partition(":")
        if not (colon and bot.isdigit() and rest):
            raise ValueError("wanted <digits>:<letters>, as BotFather prints it")
        return value

    @field_validator("bot_api_url")
    @classmethod
    def _address_has_a_scheme(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("wanted http://… or https://…")
        return value.rstrip("/")

    @model_validator(mode="after")
    def _webhook_has_its_secret(self) -> "Settings":
        if self.webhook_url and not self.webhook_secret.get_secret_value():
            raise ValueError("WEBHOOK_SECRET is needed with WEBHOOK_URL")
        return self

    @property
    def token(self) -> str:
        """The bot token in the clear, for the transport only."""
        return self.bot_token.get_secret_value()

    @property
    def database(self) -> str:
        """The database address; SQLite in the data folder unless another is set."""
        return self.database_url.get_secret_value() or f"sqlite:///{self.data_dir / 'office.db'}"


def _secrets_from_files() -> dict[str, str]:
    found = {}
    for name in SECRETS:
        path = os.environ.get(f"{name.upper()}_FILE")
        if path:
            try:
                found[name] = Path(path).read_text(encoding="utf-8").strip()
            except OSError as error:
                raise BadSettings(f"{name.upper()}_FILE: {error.strerror}: {path}") from error
    return found


def load(**given: Any) -> Settings:
    """The settings, with `given` above the environment; raises BadSettings with one sentence."""
    try:
        return Settings(**{**_secrets_from_files(), **given})
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper() if first["loc"] else "settings"
        reason = "is not set" if first["type"] == "missing" else first["msg"]
        raise BadSettings(f"{name} {reason}") from error
