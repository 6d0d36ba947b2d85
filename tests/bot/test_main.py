"""What a person may rely on when starting from a fresh clone, with no network at all.

The real starter runs in a small checkout whose lock pins one feather-weight wheel.
"""

import ast
import fcntl
import hashlib
import os
import socket
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import __main__ as starter
from bot import installing

SOURCES = {
    path.name: path.read_text("utf-8")
    for path in map(Path, (starter.__file__, installing.__file__))
}
CLI = 'import sys, feather; print("feather", feather.VERSION, *sys.argv[1:]); sys.exit(7)'


def make_wheel(folder: Path, version: str) -> str:
    """Write a wheel of `feather` into the folder; return the line that pins it in a lock."""
    info = f"feather-{version}.dist-info"
    members = {
        "feather.py": f"VERSION = {version!r}\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: feather\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    members[f"{info}/RECORD"] = "".join(f"{name},,\n" for name in [*members, f"{info}/RECORD"])
    wheel = folder / f"feather-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    return f"feather=={version} --hash=sha256:{digest}\n"


@dataclass
class Clone:
    """A checkout as small as the starter allows, on a machine of its own."""

    home: Path

    def __post_init__(self) -> None:
        deploy = self.home / "quota 할당" / "bot" / "deploy"  # a space and Hangul on purpose
        self.wheels = self.home / "wheels"
        for folder in (deploy, self.wheels, self.home / "empty"):
            folder.mkdir(parents=True)
        self.checkout = deploy.parents[1]
        self.locks = [deploy / "requirements.lock", deploy / "requirements-test.lock"]
        (self.checkout / "pyproject.toml").touch()
        (self.checkout / "bot" / "__init__.py").touch()
        for name, source in SOURCES.items():
            (self.checkout / "bot" / name).write_text(source, "utf-8")
        (self.checkout / "bot" / "cli.py").write_text(CLI, "utf-8")
        (deploy / "requirements-uv.lock").write_text(f"uv==0 --hash=sha256:{'0' * 64}\n")
        self.lock(make_wheel(self.wheels, "1.0"))
        self.environment = {
            "PATH": str(self.home / "empty"),  # no uv, no apt-get
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(self.wheels),
        }

    def lock(self, pins: str) -> None:
        """Pin these in both locks."""
        for lock in self.locks:
            lock.write_text(pins, "utf-8")

    def begin(self, *command: str, **extra: str) -> "subprocess.Popen[str]":
        """Begin `python3 -m bot COMMAND` and leave it running."""
        return subprocess.Popen(
            [sys.executable, "-m", "bot", *command],
            cwd=self.checkout,
            env={**self.environment, **extra},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def start(self, *command: str, **extra: str) -> tuple[int, str, str]:
        """Run it to its end; return its exit code, stdout and stderr."""
        process = self.begin(*command, **extra)
        out, err = process.communicate(timeout=50)
        return process.returncode, out, err


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    """A fresh clone on a machine with Python alone, and a folder of wheels."""
    return Clone(tmp_path)


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_python_3_8_can_parse_the_starter(source: str) -> None:
    assert ast.parse(source, feature_version=(3, 8)).body


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_the_starter_needs_the_standard_library_alone(source: str) -> None:
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(source))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported - sys.stdlib_module_names <= {"bot"}


@pytest.mark.parametrize("version", [(3, 8), (3, 9), (3, 10)])
def test_an_older_python_is_told_which_one_is_wanted(version: tuple[int, int]) -> None:
    with pytest.raises(installing.Stop) as stop:
        starter.check_machine(version, "linux")
    assert stop.value.code == os.EX_UNAVAILABLE
    for sentence in (stop.value.korean, stop.value.english):
        assert f"3.{version[1]}" in sentence
        assert "3.11" in sentence


def test_the_python_of_debian_12_and_newer_ones_are_welcome() -> None:
    for version in [(3, 11), (3, 12), (3, 14)]:
        starter.check_machine(version, "linux")


def test_windows_is_pointed_to_wsl() -> None:
    with pytest.raises(installing.Stop, match="WSL"):
        starter.check_machine((3, 12), "win32")


@pytest.mark.long
def test_a_fresh_clone_sets_itself_up_and_later_starts_go_straight_on(clone: Clone) -> None:
    code, out, err = clone.start("demo", "--port", "0")
    assert (code, out) == (7, "feather 1.0 demo --port 0\n")
    assert err.startswith("처음 한 번")
    assert clone.start("demo") == (7, "feather 1.0 demo\n", "")


@pytest.mark.long
def test_a_changed_lock_is_installed_by_the_next_start(clone: Clone) -> None:
    assert clone.start("demo")[:2] == (7, "feather 1.0 demo\n")
    clone.lock(make_wheel(clone.wheels, "2.0"))
    assert clone.start("demo")[:2] == (7, "feather 2.0 demo\n")
    assert clone.start("demo") == (7, "feather 2.0 demo\n", "")


def test_only_the_lock_python_and_place_it_was_made_for_count_as_ready(clone: Clone) -> None:
    venv, lock = clone.home / "venv", clone.locks[0]
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").touch()
    assert not starter.is_ready(venv, lock)
    starter.stamp_file(venv, lock).write_text(starter.stamp(venv, lock), "utf-8")
    assert starter.is_ready(venv, lock)
    moved = venv.rename(clone.home / "moved")
    assert not starter.is_ready(moved, lock)
    lock.write_text("", "utf-8")
    assert not starter.is_ready(moved.rename(venv), lock)


def test_a_start_waits_for_another_that_is_preparing(clone: Clone) -> None:
    venv = clone.checkout / ".venv"
    (clone.checkout / "bot" / "cli.py").write_text("print('ready')")
    with (clone.checkout / ".venv.lock").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        process = clone.begin("test")
        assert process.stderr is not None
        assert process.stderr.readline() == "다른 창에서 준비하고 있어 기다립니다.\n"
        assert process.stderr.readline() == "Another start is preparing; waiting.\n"
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
        for lock in clone.locks:
            starter.stamp_file(venv, lock).write_text(starter.stamp(venv, lock), "utf-8")
    out, err = process.communicate(timeout=50)
    assert (out, err) == ("ready\n", "")


@pytest.mark.long
def test_two_starts_at_once_make_one_environment(clone: Clone) -> None:
    both = [clone.begin("demo"), clone.begin("demo")]
    ends = [process.communicate(timeout=50) for process in both]
    assert [out for out, _ in ends] == ["feather 1.0 demo\n"] * 2
    assert sum("처음 한 번" in err for _, err in ends) == 1


@pytest.mark.long
def test_an_unreachable_index_is_told_and_the_next_start_recovers(clone: Clone) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        closed = f"http://127.0.0.1:{server.getsockname()[1]}/simple"
    code, out, err = clone.start(
        "demo", PIP_INDEX_URL=closed, PIP_NO_INDEX="0", PIP_FIND_LINKS="", PIP_RETRIES="0"
    )
    assert (code, out) == (os.EX_UNAVAILABLE, "")
    assert "ERROR: No matching distribution found for feather==1.0" in err  # pip's own words
    for setting in ("PIP_INDEX_URL", "PIP_CERT", "HTTPS_PROXY"):
        assert setting in err
    assert clone.start("demo")[:2] == (7, "feather 1.0 demo\n")


def test_without_any_pip_one_line_says_what_to_install(clone: Clone) -> None:
    bare = clone.home / "bare"  # as Debian ships it: neither module is there
    bare.mkdir()
    for name in ("ensurepip", "pip"):
        (bare / f"{name}.py").write_text(f"raise ModuleNotFoundError({name!r})\n")
    code, out, err = clone.start("demo", PYTHONPATH=str(bare))
    assert (code, out) == (os.EX_UNAVAILABLE, "")
    assert err.endswith("\n    sudo apt install python3-venv\n")
    assert "Traceback" not in err


def test_a_place_that_cannot_be_written_is_named_with_a_way_out(clone: Clone) -> None:
    occupied = clone.home / "report.txt"
    occupied.touch()  # not permissions: those do not stop root
    code, out, err = clone.start("demo", QUOTA_VENV=str(occupied / "venv"))
    assert (code, out) == (os.EX_CANTCREAT, "")
    assert f"{occupied / 'venv'}.lock에 쓸 수 없습니다" in err
    assert "QUOTA_VENV=" in err


def test_a_folder_with_other_files_is_never_cleared(clone: Clone) -> None:
    precious = clone.home / "문서" / "보고서.hwpx"
    precious.parent.mkdir()
    precious.write_text("실적")
    code, _, err = clone.start("demo", QUOTA_VENV=str(precious.parent))
    assert code == os.EX_CANTCREAT
    assert "QUOTA_VENV" in err
    assert precious.read_text() == "실적"


def test_no_bootstrap_names_what_is_lacking_and_installs_nothing(clone: Clone) -> None:
    code, out, err = clone.start("demo", QUOTA_NO_BOOTSTRAP="1")
    assert (code, out) == (os.EX_UNAVAILABLE, "")
    assert "feather==1.0" in err
    assert not (clone.checkout / ".venv").exists()


def test_an_interpreter_that_has_all_pins_is_used_as_it_is(clone: Clone) -> None:
    clone.lock(f"pytest=={pytest.__version__} --hash=sha256:{'0' * 64}\n")
    (clone.checkout / "bot" / "cli.py").write_text("import sys; print(sys.argv[1:])")
    assert clone.start("demo", "한글") == (0, "['demo', '한글']\n", "")
    assert clone.start("demo", QUOTA_NO_BOOTSTRAP="1") == (0, "['demo']\n", "")
    assert not (clone.checkout / ".venv").exists()


def test_uv_is_told_what_pip_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith(("PIP_", "UV_", "SSL_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_FIND_LINKS", f"{tmp_path} {tmp_path}/gone")
    monkeypatch.setenv("UV_NO_INDEX", "0")
    settings = {"index-url": "http://127.0.0.1/simple", "cert": "/ca.pem", "no-index": "true"}
    told = installing.uv_environment(settings)
    assert {name: told[name] for name in told if name.startswith(("UV_", "SSL_"))} == {
        "UV_SYSTEM_CERTS": "1",
        "UV_DEFAULT_INDEX": "http://127.0.0.1/simple",
        "SSL_CERT_FILE": "/ca.pem",
        "UV_FIND_LINKS": str(tmp_path),
        "UV_NO_INDEX": "0",
    }


PIP = """import sys, sysconfig, zipfile, pathlib
words = sys.argv[1:]
assert words[:2] == ["--isolated", "install"] and "--no-index" in words, words
assert "--require-hashes" in words
found = list(pathlib.Path(words[words.index("--find-links") + 1]).glob("feather-*.whl"))
sys.exit(f"no feather for {sys.version}" if not found else
         zipfile.ZipFile(found[0]).extractall(sysconfig.get_path("purelib")))
"""


def offline(clone: Clone) -> Path:
    """The clone as a folder that `wheelhouse` made; returns where its wheels lie."""
    wheels = clone.checkout / "wheels"
    clone.wheels.rename(wheels)
    with zipfile.ZipFile(wheels / "pip-1-py3-none-any.whl", "w") as archive:
        archive.writestr("pip/__main__.py", PIP)
    return wheels


def test_a_folder_of_wheels_is_installed_from_and_no_index_is_asked(clone: Clone) -> None:
    offline(clone)
    elsewhere = {"PIP_INDEX_URL": "http://127.0.0.1:1", "PIP_NO_INDEX": "", "PIP_FIND_LINKS": ""}
    code, out, err = clone.start("demo", **elsewhere)
    assert (code, out) == (7, "feather 1.0 demo\n"), err


def test_wheels_for_another_machine_are_told_with_what_this_one_is(clone: Clone) -> None:
    wheels = offline(clone)
    for wheel in wheels.glob("feather-*.whl"):
        wheel.unlink()
    code, out, err = clone.start("demo")
    assert (code, out) == (os.EX_UNAVAILABLE, "")
    assert f"Python 3.{sys.version_info.minor}, {os.uname().machine}" in err
    assert "wheelhouse" in err
    assert not list((clone.checkout / ".venv").glob("*.stamp"))
