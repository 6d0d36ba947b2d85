"""`python3 -m bot person`: what is kept about one person, shown to them and erased on request.

Exit codes: 0 done · 64 nobody, or several, are meant · 69 the data, or a file, cannot be reached ·
77 the office is locked.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.exits import BAD_REQUEST, UNAVAILABLE, configured, leave, readable
from bot.cli.lockdown import EVEN_LOCKED, YES, unless_locked

if TYPE_CHECKING:
    from storage.office.personal import Erased, Person

app = typer.Typer(no_args_is_help=True, help="한 사람에 관해 남은 것을 내보이고 지웁니다.")
WHO = typer.Argument(help="이름, 텔레그램 번호, 또는 ‘#12’처럼 직원 번호")
REASON = typer.Option("--reason", help="누가 왜 요청했는지. 바뀐 내역에 남습니다")
NOBODY = "‘{named}’에 관해 남은 것이 없습니다. 이름이나 텔레그램 번호를 확인해 주십시오."
SEVERAL = "같은 이름이 여럿입니다. 직원 번호로 다시 적어 주십시오."
ASKED = (
    "{who}의 텔레그램 번호와 전화, 주고받은 말, 작성 중인 기록을 지우고 이름을 ‘{stand_in}’으로"
    " 바꿉니다. 되돌릴 수 없습니다. 지우시겠습니까? (예/아니오) "
)
KEPT_LINES = (
    "바뀐 내역 {lines:,}줄에는 이름이 그대로 있습니다. 지운 흔적이 남지 않게 고칠 수 있는 내역은"
    " 증거가 되지 못하기 때문입니다. 이미 만든 백업은 보관 기간이 지나야 없어집니다."
)
NO_REASON = "누가 왜 요청했는지 --reason 뒤에 적어 주십시오. 예: --reason '본인 요청 2026-11-30'"


@app.command()
def export(
    who: Annotated[str, WHO],
    out: Annotated[Path, typer.Option("--out", help="새로 만들 파일 (JSON)")],
    reason: Annotated[str, REASON] = "",
    even_locked: Annotated[bool, EVEN_LOCKED] = False,
) -> None:
    """한 사람에 관해 남은 것을 모두 파일 하나로 내보냅니다. 본인이 열람을 요청했을 때 씁니다."""
    import asyncio
    import json

    from bot.renders.trail_export import new_file

    said = _reason(reason)
    settings = configured()
    unless_locked(settings.database, "내보내시겠습니까", even_locked=even_locked)
    try:
        with new_file(out) as file, readable(settings.database):
            told = asyncio.run(_told(settings.database, who, said))
            json.dump(told, file, ensure_ascii=False, indent=1, default=str)
    except FileExistsError:
        leave(f"이미 있는 파일입니다. 다른 이름을 적어 주십시오: {out}", BAD_REQUEST)
    except OSError as error:
        leave(f"파일을 쓰지 못했습니다: {error.strerror}: {error.filename}", UNAVAILABLE)
    for part in told["남은 것"]:
        count = sum(len(rows) for rows in part["줄"].values())
        typer.echo(f"{part['무엇']}: {count:,}줄")
    typer.echo(f"내보냈습니다: {out}")


@app.command()
def erase(
    who: Annotated[str, WHO],
    reason: Annotated[str, REASON] = "",
    yes: Annotated[bool, typer.Option("--yes", help="묻지 않고 지웁니다")] = False,
    even_locked: Annotated[bool, EVEN_LOCKED] = False,
) -> None:
    """등록을 해제한 한 사람에 관해 남은 것을 지웁니다. 쓴 기록은 사무실의 것이라 남습니다."""
    import asyncio
    import sys

    from storage.rules.errors import Refusal
    from storage.rules.wording_retention import TABLE

    said = _reason(reason)
    settings = configured()
    unless_locked(settings.database, "지우시겠습니까", even_locked=even_locked)
    with readable(settings.database):
        if not yes:
            name, stand_in = asyncio.run(_named(settings.database, who))
            typer.echo(ASKED.format(who=name, stand_in=stand_in), nl=False, err=True)
            if sys.stdin.readline().strip().lower() not in YES:
                leave("지우지 않았습니다.", BAD_REQUEST)
        try:
            done = asyncio.run(_erased(settings.database, who, said))
        except Refusal as refusal:
            leave(refusal.sentence, BAD_REQUEST)
    typer.echo("지웠습니다.")
    words = {table: kept.what for kept in TABLE for table in kept.tables}
    for table, count in done.rows.items():
        typer.echo(f"  {words[table]}: {count:,}줄")
    if done.lines:
        typer.echo(KEPT_LINES.format(lines=done.lines))


def _reason(words: str) -> str:
    """The reason on one line; leaves with 64 for none, and for one that holds personal data."""
    from handlers.chat.texts import without_personal_data
    from storage.rules.personal_data import find_personal_data

    said = " ".join(words.split())
    if not said:
        leave(NO_REASON, BAD_REQUEST)
    if kind := find_personal_data(said):
        leave(without_personal_data(kind), BAD_REQUEST)
    return said


async def _told(database: str, who: str, reason: str) -> dict[str, Any]:
    """All that is kept of a person; that it was handed out stands in the trail."""
    from storage.act import Act
    from storage.database import opened
    from storage.office import personal
    from storage.rules.clock import kst, system_clock
    from storage.rules.trail import Subject, Verb

    now = system_clock()
    async with opened(database) as db, db.begin() as session:
        person = _one(await personal.found(session, who), who)
        held = await personal.holdings(session, person)
        number = person.officer.id if person.officer else 0
        await Act(session, None, now).log(Subject.READING_PAPERS, number, Verb.READ, reason=reason)
    return {
        "누구": person.officer.shown if person.officer else f"텔레그램 {person.account}",
        "적은 때": f"{kst(now):%Y-%m-%d %H:%M}",
        "까닭": reason,
        "남은 것": [
            {"무엇": kept.what, "언제까지": kept.until, "줄": rows} for kept, rows in held
        ],
    }


async def _named(database: str, who: str) -> tuple[str, str]:
    from storage.database import opened
    from storage.office import personal, texts

    async with opened(database) as db, db.read() as session:
        person = _one(await personal.found(session, who), who)
    if person.officer is None:
        return f"텔레그램 {person.account}", "-"
    return person.officer.shown, texts.nameless(person.officer.id)


async def _erased(database: str, who: str, reason: str) -> "Erased":
    from storage.act import Act
    from storage.database import opened
    from storage.office import personal
    from storage.rules.clock import system_clock

    async with opened(database) as db, db.begin() as session:
        person = _one(await personal.found(session, who), who)
        return await personal.erase(Act(session, None, system_clock()), person, reason)


def _one(found: "list[Person]", named: str) -> "Person":
    """The one who is meant; leaves with 64 for nobody and for several."""
    if not found:
        leave(NOBODY.format(named=named), BAD_REQUEST)
    if len(found) > 1:
        listed = [f"  #{one.officer.id} · {one.officer.shown}" for one in found if one.officer]
        leave("\n".join([SEVERAL, *listed]), BAD_REQUEST)
    return found[0]
