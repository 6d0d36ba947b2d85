"""The image, the compose file and the proxy say the same as the settings and the guide."""

import re
import shutil
from pathlib import Path

import pytest

from bot import installing
from bot.cli import wheelhouse
from bot.config import SECRETS, Settings
from bot.pumps.hooks import PATH
from bot.pumps.web import MOST_BYTES
from storage.database import BUSY_SECONDS

ROOT = Path(__file__).parents[3]
DEPLOY = ROOT / "bot" / "deploy"
COMPOSE = (DEPLOY / "compose.yaml").read_text("utf-8")
DOCKERFILE = (DEPLOY / "Dockerfile").read_text("utf-8")
PROXY = (DEPLOY / "nginx.conf").read_text("utf-8")
KEPT_OUT = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
GUIDE = (ROOT / "docs" / "operator.md").read_text("utf-8")
SECTIONS = [
    GUIDE.partition(f"\n### {heading}\n")[2].partition("\n### ")[0]
    for heading in ("컨테이너로", "In containers")
]
OF_ANY_PROGRAM = {"HTTPS_PROXY", "NO_PROXY", "SSL_CERT_FILE", "PYTHONDONTWRITEBYTECODE"}
OURS = {name.upper() for name in Settings.model_fields} | {
    f"{one.upper()}_FILE" for one in SECRETS
}


def set_in_compose() -> dict[str, str]:
    """What the bots are told, by name."""
    block = COMPOSE.partition("  environment:\n")[2].partition("  secrets:")[0]
    return dict(re.findall(r"^    (\w+): (.*)$", block, re.MULTILINE))


def set_in_image() -> dict[str, str]:
    words = re.findall(r"^ENV ((?:.*\\\n)*.*)$", DOCKERFILE, re.MULTILINE)
    return dict(re.findall(r"(\w+)=(\S+)", " ".join(words)))


def test_every_setting_named_is_one_of_ours() -> None:
    named = set_in_compose().keys() | set_in_image().keys()
    assert named - OF_ANY_PROGRAM <= OURS
    assert len(named & OURS) > len(SECRETS)


def test_every_secret_is_read_from_the_file_that_the_guide_writes() -> None:
    told = set_in_compose()
    for name in SECRETS:
        assert told[f"{name.upper()}_FILE"] == f"/run/secrets/{name}"
    files = set(re.findall(r"file: \./(secrets/\w+)", COMPOSE))
    assert {f"secrets/{name}" for name in SECRETS} < files
    for section in SECTIONS:
        written = set(re.findall(r"> (secrets/\w+)", section))
        closed = re.findall(r"chmod 400 (.*)", section)
        assert written == files == set(closed[0].split())


def test_what_is_given_from_outside_stands_in_the_guide_in_both_languages() -> None:
    outside = set(re.findall(r"\$\{(\w+)", COMPOSE))
    assert "WEBHOOK_URL" in outside
    for section in SECTIONS:
        assert outside <= set(re.findall(r"\b[A-Z]+(?:_[A-Z]+)+\b", section))


def test_the_guide_types_the_same_in_both_languages() -> None:
    korean, english = (
        re.sub(r"#.*|'\d+:.*?'|cp .*", "", "".join(re.findall(r"```sh\n(.*?)```", one, re.DOTALL)))
        for one in SECTIONS
    )
    assert "docker compose up -d" in korean
    assert korean == english


def test_health_is_asked_where_the_image_answers() -> None:
    place = set_in_image()["STATUS_LISTEN"]
    assert f"http://{place}/readyz" in DOCKERFILE
    assert "STATUS_LISTEN" not in set_in_compose()
    assert place.startswith("127.0.0.1:")
    assert place.rpartition(":")[2] not in PROXY


def test_the_user_of_the_guide_owns_the_volume_of_the_image() -> None:
    folder = set_in_image()["DATA_DIR"]
    assert f"VOLUME {folder}\n" in DOCKERFILE
    assert f"- data:{folder}\n" in COMPOSE
    number = re.findall(r"useradd --uid (\d+)", DOCKERFILE)[0]
    for section in SECTIONS:
        assert f"chown {number} secrets/" in section
        assert f"bot-one:{folder}/" in section


def test_the_proxy_knows_the_bots_by_addresses_that_stand_still() -> None:
    """A name that its own server forgets with the bot keeps the proxy from starting."""
    given = dict(
        re.findall(r"(bot-\w+):\n    <<: \*bot\n.*\n      inside: {.*: ([\d.]+)}", COMPOSE)
    )
    known = dict(re.findall(r'- "(bot-\w+):([\d.]+)"', COMPOSE))
    asked = re.findall(r"server (bot-\w+):(\d+)", PROXY)
    assert given == known
    assert {name for name, _port in asked} == known.keys()
    assert {port for _name, port in asked} == {set_in_compose()["LISTEN"].rpartition(":")[2]}


def test_the_proxy_has_the_bounds_of_the_bot() -> None:
    assert f"location = {PATH} {{" in PROXY
    assert f"client_max_body_size {MOST_BYTES >> 20}m;" in PROXY
    patience = int(re.findall(r"proxy_read_timeout (\d+)s;", PROXY)[0])
    assert patience > BUSY_SECONDS


def test_nothing_but_the_product_comes_near_an_image() -> None:
    """Whatever builds it: a file of one builder's own would be passed over by another."""
    assert KEPT_OUT[1] == "*"
    let_in = {line[1:] for line in KEPT_OUT if line.startswith("!")}
    assert let_in == {*wheelhouse.ROOMS, *wheelhouse.PAGES, "wheels"} - {
        ".dockerignore",
        ".env.example",
    }
    assert {"**/secrets", "**/.env"} <= set(KEPT_OUT[KEPT_OUT.index("!LICENSE") :])
    assert not list(DEPLOY.glob("*.dockerignore"))
    assert {"secrets/", ".env"} <= set((ROOT / ".gitignore").read_text("utf-8").splitlines())


def test_no_secret_of_the_office_is_carried_to_another_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mutant: a copy of the whole room, secrets beside the compose file included."""
    checkout = tmp_path / "checkout"
    for room in wheelhouse.ROOMS:
        (checkout / room).mkdir(parents=True)
    for page in wheelhouse.PAGES:
        shutil.copy(ROOT / page, checkout / page)
    secrets = checkout / "bot" / "deploy" / "secrets"
    secrets.mkdir(parents=True)
    (secrets / "bot_token").write_text("1:canary")
    (secrets.parent / ".env").write_text("WEBHOOK_URL=https://canary")
    (secrets.parent / "compose.yaml").touch()
    monkeypatch.setattr(installing, "ROOT", checkout)
    monkeypatch.setattr(wheelhouse, "_fetch", lambda wheels, _target: wheels.mkdir())
    wheelhouse.wheelhouse(tmp_path / "carried", "3.11", "x86_64")
    files = [path for path in (tmp_path / "carried").rglob("*") if path.is_file()]
    assert "compose.yaml" in {path.name for path in files}
    assert not [path for path in files if "canary" in path.read_text("utf-8")]
