"""The guide's own steps on a bare Debian without a network: install, run, upgrade, go back.

The words that are typed are read out of docs/operator.md; systemd, its limits and its watchdog
are the real ones.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers import bare_machine
from tests.helpers.bare_machine import Done

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "operator.md").read_text("utf-8")
SECTIONS = {
    "서버에 두기": "On a server",
    "새 버전으로, 그리고 되돌리기": "A new release, and the way back",
    "인터넷이 없는 컴퓨터에서": "Without a network",
}
SECONDS = 900
FOLDER = "goyang-quota-bot"
HOME = "/var/lib/quota"

TELEGRAM = (
    "printf '[Service]\\nWorkingDirectory=/opt/quota\\n"
    "ExecStart=/opt/quota/.venv/bin/python -m bot.simulator --port 9000\\n'"
    " > /etc/systemd/system/telegram.service"
)
TOKEN = (
    f"printf 'BOT_TOKEN=1:simulator\\nBOT_API_URL=http://127.0.0.1:9000\\n' > {HOME}/.env"
    f" && chown quota: {HOME}/.env && chmod 600 {HOME}/.env"
)
SOONER = (
    "mkdir /etc/systemd/system/quota-bot.service.d && printf"
    " '[Service]\\nWatchdogSec=5\\nRestartSec=1\\n'"
    " > /etc/systemd/system/quota-bot.service.d/sooner.conf"
)
AS_THE_SERVICE = (
    "sed 's#^ExecStart=.*#ExecStart=/opt/quota/.venv/bin/python /opt/quota/bot doctor#;"
    " s/^Type=.*/Type=oneshot/; /^Watchdog/d; /^Restart/d'"
    " /opt/quota/bot/deploy/quota-bot.service > /etc/systemd/system/examined.service"
)
EXAMINED = "systemctl start examined; journalctl -u examined -o cat --no-pager"
STARTED = "systemctl show quota-bot -p NRestarts --value"


def steps(heading: str) -> list[str]:
    """What the guide has typed below this heading, without what it says of it."""
    section = GUIDE.partition(f"### {heading}\n")[2].partition("\n### ")[0]
    blocks = re.findall(r"```sh\n(.*?)```", section, re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    return [re.sub(r"\s+# .*$", "", line) for line in lines]


@pytest.mark.parametrize(("korean", "english"), SECTIONS.items(), ids=SECTIONS.values())
def test_both_languages_have_the_same_typed(korean: str, english: str) -> None:
    assert steps(korean) == steps(english) != []


def commands() -> list[str]:
    """The whole life of a server, in order."""
    install, change, carried = map(steps, SECTIONS)
    before = install.index("quota-bot init")
    return [
        *carried[1:],
        *install[:before],
        *(TELEGRAM, SOONER, AS_THE_SERVICE, "systemctl daemon-reload", "systemctl start telegram"),
        "within 30 'journalctl -u telegram | grep -q token'",
        TOKEN,
        *install[before:],
        "systemctl show quota-bot -p StatusText --value",
        EXAMINED,
        # a run that is stuck
        "systemctl kill -s SIGSTOP quota-bot",
        f"within 60 '[ $({STARTED}) -ge 1 ] && systemctl is-active -q quota-bot'",
        # Telegram away at the start
        "systemctl stop telegram",
        "systemctl restart --no-block quota-bot",
        "within 60 'systemctl show quota-bot -p StatusText | grep -q \"waiting for the Bot API\"'",
        "systemctl start telegram",
        "within 60 'systemctl is-active -q quota-bot'",
        *change,
        # a token that was revoked, and the new one
        f"sed -i s/1:simulator/1:revoked/ {HOME}/.env",
        "systemctl restart quota-bot; sleep 3; systemctl show quota-bot -p ExecMainStatus --value",
        f"systemctl is-failed quota-bot && {STARTED}",
        f"sed -i s/1:revoked/1:simulator/ {HOME}/.env",
        "systemctl restart quota-bot",
        f"stat -c '%U %a' {HOME}/.env {HOME}/.local/share/goyang-quota-bot/office.db",
        f"! runuser -u quota -- test -w /opt/quota/bot && find {HOME} ! -user quota",
    ]


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> list[Done]:
    """All of it typed, on a machine of its own."""
    place = tmp_path_factory.mktemp("machine")
    root = bare_machine.laid_out(place / "root")
    made = subprocess.run(
        [
            *(sys.executable, "-m", "bot.cli", "wheelhouse", str(root / "srv" / FOLDER)),
            *("--python", "3.11"),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    return bare_machine.typed(root, commands(), SECONDS)


@pytest.fixture(scope="module")
def said(done: list[Done]) -> dict[str, str]:
    """What each command said, the last time it was typed."""
    return {one.command: one.said for one in done}


# It takes minutes, root, and Debian's packages from the network: a run in full size has them.
ALONE = [pytest.mark.more, pytest.mark.slow, pytest.mark.timeout(2 * SECONDS)]


class TestBareMachine:
    """One machine for all questions: it takes minutes."""

    pytestmark = ALONE

    def test_every_step_of_the_guide_works_as_it_is_written(self, done: list[Done]) -> None:
        assert [one.command for one in done] == commands()
        revoked = {one for one in commands() if one.startswith(("systemctl restart quota-bot;",))}
        failed = [one for one in done if one.code and one.command not in revoked]
        assert failed == [], failed

    def test_the_service_says_when_it_runs(self, said: dict[str, str]) -> None:
        assert said["systemctl show quota-bot -p StatusText --value"].strip() == "running"
        assert "active (running)" in said["systemctl status quota-bot --no-pager"]

    def test_within_its_limits_files_are_read_and_made_by_confined_children(
        self, said: dict[str, str]
    ) -> None:
        told = said[EXAMINED]
        assert "읽는 파일" in told
        assert "확인  " not in told
        assert "confined" not in told

    def test_a_revoked_token_stops_it_for_a_person_and_not_again_and_again(
        self, said: dict[str, str]
    ) -> None:
        asked = "systemctl restart quota-bot; sleep 3; systemctl show quota-bot -p ExecMainStatus"
        assert said[f"{asked} --value"].split()[-1] == "78"
        assert said[f"systemctl is-failed quota-bot && {STARTED}"].split() == ["failed", "0"]

    def test_what_it_writes_is_its_own_and_nobody_elses_and_its_program_is_not(
        self, said: dict[str, str]
    ) -> None:
        owned = f"stat -c '%U %a' {HOME}/.env {HOME}/.local/share/goyang-quota-bot/office.db"
        assert said[owned].split("\n")[:2] == ["quota 600", "quota 600"]
        assert said[commands()[-1]].strip() == ""
