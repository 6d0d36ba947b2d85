"""`doctor`: every part is named with what to do, and nothing is changed."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner, Result

from bot.api.transport import AiohttpRequest
from bot.cli.__main__ import app
from bot.pumps import hooks
from bot.simulator.server import Simulator, serve
from storage import audit
from storage.act import Act
from storage.database import opened
from storage.office import lockdowns
from storage.records import evidence, evidence_files, records
from storage.rules.clock import system_clock
from storage.rules.terms import Measure, RecordKind
from storage.safekeeping import heads
from storage.safekeeping.vault import Vault
from tests.helpers.facts import fair
from tests.helpers.offices import NOW, seat, seated
from tests.helpers.waiting import until

pytestmark = pytest.mark.long


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    made = await serve(0)
    yield made
    await made.close()


async def asked(
    patch: pytest.MonkeyPatch,
    folder: Path,
    address: str,
    token: str,
    hook: str = "",
    command: Sequence[str] = ("doctor",),
) -> Result:
    """In a thread: the command has an event loop of its own, and the simulator lives in ours."""
    for name, value in {
        "BOT_TOKEN": token,
        "BOT_API_URL": address,
        "DATA_DIR": str(folder),
        "DATABASE_URL": "",
        "WEBHOOK_URL": hook,
        "WEBHOOK_SECRET": "canary-secret" if hook else "",
        "LISTEN": "",
    }.items():
        patch.setenv(name, value)
    return await asyncio.to_thread(CliRunner().invoke, app, list(command), input="n\n")


async def test_a_healthy_office_is_said_to_be_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, migrated_file: Path, simulator: Simulator
) -> None:
    shutil.copyfile(migrated_file, tmp_path / "office.db")
    result = await asked(monkeypatch, tmp_path, simulator.url, simulator.token)
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert [line.split()[0] for line in lines] == ["정상"] * 11
    assert "HWPX, HWP, DOCX, XLSX, TEXT / HWPX, PDF, DOCX, XLSX" in result.output
    assert "@quota_simulator_bot" in result.output


async def test_a_trail_that_somebody_wrote_into_is_found(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, migrated_file: Path, simulator: Simulator
) -> None:
    """Mutant: the trail is written and never read over."""
    shutil.copyfile(migrated_file, tmp_path / "office.db")
    async with opened(f"sqlite:///{tmp_path / 'office.db'}") as db, db.begin() as session:
        await lockdowns.begin(session, NOW)
        await lockdowns.end(session, NOW)
        await (await session.connection()).execute(text("UPDATE audit_entry SET action = 'none'"))
    result = await asked(monkeypatch, tmp_path, simulator.url, simulator.token)
    assert result.exit_code == 1
    told = "확인  바뀐 내역 (줄 / 맞는 머리): 내역 1번 줄이 적힌 뒤에 바뀌었습니다.\n"
    assert told in result.output


async def test_a_trail_that_is_shorter_than_a_head_that_left_the_office_is_found(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, migrated_file: Path, simulator: Simulator
) -> None:
    """Mutant: the chain is compared with nothing that stands outside it."""
    shutil.copyfile(migrated_file, tmp_path / "office.db")
    async with opened(f"sqlite:///{tmp_path / 'office.db'}") as db, db.begin() as session:
        await lockdowns.begin(session, NOW)
        await lockdowns.end(session, NOW)
        seq, sealed = await audit.head(session)
    heads.append(tmp_path, heads.HEAD, heads.Head(seq + 3, sealed), NOW)
    result = await asked(monkeypatch, tmp_path, simulator.url, simulator.token)
    assert result.exit_code == 1
    assert f"내역의 끝이 잘렸습니다: {seq + 1}~{seq + 3}번 줄이 없습니다." in result.output


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        ("UPDATE figure SET value = 9", "행사 1"),
        ("UPDATE figure_sum SET value = 9 WHERE measure = 'hired' AND starts_on = ''", "합계 1개"),
    ],
)
async def test_a_ledger_that_is_not_what_the_records_say_is_found_and_made_anew(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    migrated_file: Path,
    simulator: Simulator,
    spoil: str,
    named: str,
) -> None:
    shutil.copyfile(migrated_file, tmp_path / "office.db")
    url = f"sqlite:///{tmp_path / 'office.db'}"
    async with seated(url) as (session, office):
        await records.add(Act(session, office.staff, NOW), fair(counts={Measure.HIRED: 3}))
        await (await session.connection()).execute(text(spoil))
    result = await asked(monkeypatch, tmp_path, simulator.url, simulator.token)
    assert result.exit_code == 1
    assert f"확인  수치 장부가 기록과 같음: {named}\n" in result.output
    command = ("migrate", "--ledger", "--without-backup")
    made = await asked(monkeypatch, tmp_path, simulator.url, simulator.token, command=command)
    assert made.exit_code == 0, made.output
    again = await asked(monkeypatch, tmp_path, simulator.url, simulator.token)
    assert again.exit_code == 0, again.output
    assert "정상  수치 장부가 기록과 같음: 2\n" in again.output


async def test_an_office_that_is_locked_is_named_as_such(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, migrated_file: Path, simulator: Simulator
) -> None:
    shutil.copyfile(migrated_file, tmp_path / "office.db")
    async with opened(f"sqlite:///{tmp_path / 'office.db'}") as db, db.begin() as session:
        await lockdowns.begin(session, NOW)
    result = await asked(monkeypatch, tmp_path, simulator.url, simulator.token)
    assert result.exit_code == 1
    assert "확인  비상 잠금: 2021-08-04 10:00" in result.output
    assert "python3 -m bot lockdown --off" in result.output


async def test_what_is_not_well_comes_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, simulator: Simulator
) -> None:
    open_to_all = tmp_path / "open"
    open_to_all.mkdir()
    open_to_all.chmod(0o755)  # whatever umask the commands of other tests have left
    result = await asked(monkeypatch, open_to_all, simulator.url, simulator.token + "x")
    assert result.exit_code == 1
    for remedy in ("chmod 700", "python3 -m bot init", "토큰을 다시 받으십시오"):
        assert remedy in result.output
    assert simulator.token not in result.output
    assert list(open_to_all.iterdir()) == []


async def test_a_server_out_of_reach_and_a_webhook_in_the_way_are_told_apart(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, simulator: Simulator
) -> None:
    gone = await asked(monkeypatch, tmp_path, "http://127.0.0.1:9", simulator.token)
    assert "방화벽" in gone.output
    request = AiohttpRequest(connections=1)
    await request.initialize()
    hook = {"url": "http://127.0.0.1:9/telegram", "secret_token": "12345678"}
    await request.call(f"{simulator.url}/bot{simulator.token}/setWebhook", hook)
    await request.shutdown()
    hooked = await asked(monkeypatch, tmp_path, simulator.url, simulator.token)
    assert "웹훅" in hooked.output


async def hooked(simulator: Simulator, address: str) -> None:
    """Somebody with the token has Telegram post to this address."""
    request = AiohttpRequest(connections=1)
    await request.initialize()
    await request.call(f"{simulator.url}/bot{simulator.token}/setWebhook", {"url": address})
    await request.shutdown()


async def test_a_webhook_at_another_address_is_named_without_its_secret(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, migrated_file: Path, simulator: Simulator
) -> None:
    """Mutant: that there is one is all that is compared."""
    shutil.copyfile(migrated_file, tmp_path / "office.db")
    await hooked(simulator, "http://localhost:9/a-secret-of-theirs")
    for ours in ("", "http://127.0.0.1:9"):
        result = await asked(monkeypatch, tmp_path, simulator.url, simulator.token, ours)
        assert result.exit_code == 1
        assert "http://localhost" in result.output
        assert "python3 -m bot unhook" in result.output
        assert "a-secret-of-theirs" not in result.output


async def test_a_webhook_of_our_own_that_was_left_is_told_apart(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, migrated_file: Path, simulator: Simulator
) -> None:
    shutil.copyfile(migrated_file, tmp_path / "office.db")
    async with opened(f"sqlite:///{tmp_path / 'office.db'}") as db:
        await hooks.remember(db, "http://127.0.0.1:9/webhook", system_clock)
    await hooked(simulator, "http://127.0.0.1:9/webhook")
    left = await asked(monkeypatch, tmp_path, simulator.url, simulator.token)
    assert left.exit_code == 1
    assert "이 봇이 전에 건 웹훅이 남아 있습니다." in left.output


async def test_what_telegram_says_of_a_webhook_that_it_cannot_reach_is_shown(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, migrated_file: Path, simulator: Simulator
) -> None:
    shutil.copyfile(migrated_file, tmp_path / "office.db")
    await hooked(simulator, "http://127.0.0.1:9/webhook")
    simulator.world.updates.put_raw({"message": {}})

    async def failed() -> bool:
        return simulator.webhook.error is not None

    await until(failed, "a vain try")
    told = await asked(monkeypatch, tmp_path, simulator.url, simulator.token, "http://127.0.0.1:9")
    assert told.exit_code == 1
    assert "Connection failed" in told.output
    assert "텔레그램이 글을 전하지 못하고 있습니다." in told.output


async def test_a_webhook_is_removed_by_hand_after_a_yes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, simulator: Simulator
) -> None:
    await hooked(simulator, "http://localhost:9/a-secret-of-theirs")
    for given, left in ((["unhook"], True), (["unhook", "--yes"], False)):
        result = await asked(monkeypatch, tmp_path, simulator.url, simulator.token, "", given)
        assert "http://localhost" in result.output
        assert "a-secret-of-theirs" not in result.output
        assert bool(simulator.webhook.url) is left


async def test_bytes_of_evidence_that_are_not_what_was_kept_are_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, migrated_file: Path, simulator: Simulator
) -> None:
    shutil.copyfile(migrated_file, tmp_path / "office.db")
    vault = Vault(tmp_path)
    whole, wrong = vault.put("계획서".encode()), vault.put(b"%PDF")
    async with opened(f"sqlite:///{tmp_path / 'office.db'}") as db, db.begin() as session:
        act = Act(session, (await seat(session)).staff, NOW)
        number = (await records.add(act, fair())).id
        for sha256 in (whole, wrong):
            file = {"file_id": sha256, "file_unique_id": sha256}
            await evidence.attach(act, RecordKind.EVENT, number, file)
            found = evidence_files.Found(sha256, sha256, 4, "left")
            await evidence_files.keep(session, sha256, found, NOW)
    healthy = await asked(monkeypatch, tmp_path, simulator.url, simulator.token)
    assert "정상  증빙 파일 (보관 / 받는 중): 2 / 0" in healthy.output
    vault.place(wrong).write_bytes(b"%PDG")
    result = await asked(monkeypatch, tmp_path, simulator.url, simulator.token)
    assert result.exit_code == 1
    told = result.output.replace("\n", "")
    assert str(vault.place(wrong)) in told
    assert str(vault.place(whole)) not in told
    assert "다시 받습니다" in told


@pytest.mark.parametrize(
    ("status", "reached"),
    [("0.0.0.0:8081", True), ("[::]:8081", True), ("127.0.0.1:8081", False), ("", False)],
)
async def test_figures_that_other_machines_can_read_are_named(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    migrated_file: Path,
    simulator: Simulator,
    status: str,
    reached: bool,
) -> None:
    shutil.copyfile(migrated_file, tmp_path / "office.db")
    monkeypatch.setenv("STATUS_LISTEN", status)
    result = await asked(monkeypatch, tmp_path, simulator.url, simulator.token)
    assert result.exit_code == int(reached), result.output
    named = "확인  다른 컴퓨터에서 닿는 곳: STATUS_LISTEN\n      STATUS_LISTEN은"
    assert (named in result.output) == reached
