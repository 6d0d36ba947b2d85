"""Settings: what is wrong is said in one clear sentence, and the bot does not start."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.__main__ import app
from bot.cli.exits import BAD_CONFIGURATION
from bot.config import ALL_ROLES, SECRETS, BadSettings, Settings, load

TOKEN = "1:canary-token"
Given = Callable[..., Settings]


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings of this machine, and an empty folder to stand in."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
        monkeypatch.delenv(f"{name.upper()}_FILE", raising=False)
    monkeypatch.chdir(tmp_path)


def started(monkeypatch: pytest.MonkeyPatch, **environment: str) -> Result:
    """Starts the bot with this environment, as a terminal would."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return CliRunner().invoke(app, ["run"])


WRONG = [
    ({}, "BOT_TOKEN is not set"),
    ({"BOT_TOKEN": ""}, "BOT_TOKEN is not set"),
    ({"BOT_TOKEN": "hello"}, "BOT_TOKEN: wanted <digits>:<letters>, as BotFather prints it"),
    ({"BOT_TOKEN": "12:ab/cd"}, "BOT_TOKEN: wanted <digits>:<letters>, as BotFather prints it"),
    ({"BOT_API_URL": "ftp://a"}, "BOT_API_URL: wanted http://… or https://…"),
    ({"BOT_API_URL": "https://"}, "BOT_API_URL: wanted http://… or https://…"),
    ({"WEBHOOK_URL": "quota.example"}, "WEBHOOK_URL: wanted http://… or https://…"),
    ({"WEBHOOK_URL": "https://a"}, "WEBHOOK_SECRET is needed with WEBHOOK_URL"),
    (
        {"WEBHOOK_URL": "https://a", "WEBHOOK_SECRET": "비밀번호비밀번호"},
        "WEBHOOK_SECRET: wanted 8 to 256 of A-Z a-z 0-9 _ -",
    ),
    (
        {"WEBHOOK_URL": "https://a", "WEBHOOK_SECRET": "short"},
        "WEBHOOK_SECRET: wanted 8 to 256 of A-Z a-z 0-9 _ -",
    ),
    ({"LISTEN": "8080"}, "LISTEN: wanted host:port, such as 127.0.0.1:8080"),
    ({"STATUS_LISTEN": "8080"}, "STATUS_LISTEN: wanted host:port, such as 127.0.0.1:8080"),
    (
        {"LISTEN": "127.0.0.1:8080"},
        "LISTEN is for WEBHOOK_URL; health pages answer at STATUS_LISTEN",
    ),
    ({"LISTEN": "localhost:80800"}, "LISTEN: wanted host:port, such as 127.0.0.1:8080"),
    ({"ROLES": ","}, "ROLES: wanted one or more of intake,worker,delivery,clock"),
    (
        {"ROLES": "intake,cook"},
        "ROLES: Input should be 'intake', 'worker', 'delivery' or 'clock'",
    ),
    ({"LOG_FORMAT": "xml"}, "LOG_FORMAT: Input should be 'console' or 'json'"),
    *(
        (
            {"DATABASE_URL": url},
            "DATABASE_URL: wanted sqlite:///<file> or postgresql://<user>@<host>/<database>",
        )
        for url in (
            "mysql://u@h/d",
            "postgres",
            "sqlite://",
            "sqlite:///:memory:",
            "postgresql://u@h",
            "postgresql://u:canary-password@h:port/d",
        )
    ),
]


@pytest.mark.parametrize(("environment", "sentence"), WRONG)
def test_a_wrong_value_ends_the_start_with_one_sentence(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], sentence: str
) -> None:
    given = environment if sentence.startswith("BOT_TOKEN") else {"BOT_TOKEN": TOKEN} | environment
    result = started(monkeypatch, **given)
    assert result.exit_code == BAD_CONFIGURATION
    assert result.output == f"설정이 맞지 않습니다: {sentence}\n"
    assert "canary" not in result.output


def test_only_the_token_is_needed(tmp_path: Path) -> None:
    settings = load(bot_token=f" {TOKEN}\n", data_dir=tmp_path)
    assert settings.token == TOKEN
    assert settings.roles == ALL_ROLES
    assert settings.database == f"sqlite:///{tmp_path / 'office.db'}"


def test_an_empty_line_of_the_settings_file_means_the_default(tmp_path: Path) -> None:
    lines = [f"BOT_TOKEN={TOKEN}", "ROLES=", "LOG_FORMAT=", "DATA_DIR=", "LISTEN=", "BOT_API_URL="]
    (tmp_path / ".env").write_text("\n".join(lines), "utf-8")
    (tmp_path / ".env").chmod(0o600)
    settings = load()
    assert settings.model_dump(exclude={"bot_token"}) == load(
        _env_file=None, bot_token=TOKEN
    ).model_dump(exclude={"bot_token"})


def test_roles_are_named_once_each_in_the_given_order() -> None:
    assert load(bot_token=TOKEN, roles="delivery, intake,delivery").roles == ("delivery", "intake")


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_may_stand_in_a_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    values = {
        "bot_token": "2:from-file",
        "webhook_secret": "from-a-file",
        "database_url": "postgresql://u:from-file@h/d",
    }
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    (tmp_path / "secret").write_text(f"{values[name]}\n", "utf-8")
    monkeypatch.setenv(f"{name.upper()}_FILE", str(tmp_path / "secret"))
    assert getattr(load(), name).get_secret_value() == values[name]


def test_a_secret_file_that_cannot_be_read_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    missing, binary = tmp_path / "missing", tmp_path / "binary"
    binary.write_bytes(b"\xff\xfe\x00")
    for path, why in ((missing, "No such file or directory"), (binary, "not a text file")):
        monkeypatch.setenv("BOT_TOKEN_FILE", str(path))
        with pytest.raises(BadSettings, match=f"BOT_TOKEN_FILE: {why}: .*{path.name}"):
            load()


def test_settings_never_show_a_secret() -> None:
    settings = load(
        bot_token=TOKEN,
        webhook_secret="canary-secret",
        webhook_url="https://quota.example",
        database_url="postgresql://u:canary-password@h/d",
    )
    for shown in (repr(settings), str(settings), settings.model_dump_json(), f"{settings!r:>10}"):
        assert "canary" not in shown
    assert set(settings.secrets) == {
        TOKEN,
        "canary-token",
        "canary-secret",
        "canary-password",
    }


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660])
def test_a_token_in_a_file_that_others_can_read_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, mode: int
) -> None:
    env = tmp_path / ".env"
    env.write_text(f"# notes\nBOT_TOKEN={TOKEN}\n", "utf-8")
    env.chmod(mode)
    done = started(monkeypatch)
    assert done.exit_code == BAD_CONFIGURATION
    assert f"(mode {mode:04o}); run: chmod 600 .env" in done.stderr
    assert "canary" not in done.output


def test_a_token_in_a_file_of_its_owner_is_taken(tmp_path: Path) -> None:
    env = tmp_path / ".env"
    env.write_text(f"BOT_TOKEN={TOKEN}\n", "utf-8")
    env.chmod(0o600)
    assert load().token == TOKEN


@pytest.mark.parametrize("text", ["LOG_FORMAT=json\n", "#BOT_TOKEN=1:a\n", "BOT_TOKEN=\n"])
def test_a_file_without_a_token_may_be_open(tmp_path: Path, text: str) -> None:
    env = tmp_path / ".env"
    env.write_text(text, "utf-8")
    env.chmod(0o644)
    assert load(bot_token=TOKEN).token == TOKEN
