"""The commands that print papers and take them in; `bot/cli/__main__.py` lists them."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli import progress
from bot.cli.exits import (
    BAD_REQUEST,
    UNAVAILABLE,
    configured,
    half_named,
    leave,
    readable,
    writable,
)
from bot.cli.lockdown import EVEN_LOCKED, unless_locked
from storage.report.formats import EVERY, Format

PLAN = "plan"


def report(
    half: Annotated[
        str, typer.Option("--half", help="실적을 보고할 반기. 예: 2021-2. 비우면 지금 쓰는 반기")
    ] = "",
    form: Annotated[
        str, typer.Option("--format", help=f"{', '.join(Format)} 가운데 하나, 또는 {EVERY}")
    ] = EVERY,
    out: Annotated[Path, typer.Option("--out", help="파일을 둘 폴더")] = Path(),
    photos: Annotated[
        bool, typer.Option("--photos", help="증빙 사진을 사진대지로 넣습니다 (XLSX 제외)")
    ] = False,
    even_locked: Annotated[bool, EVEN_LOCKED] = False,
) -> None:
    """반기 보고서의 초안을 파일로 만듭니다."""
    import asyncio

    from telegram.error import TelegramError

    from bot.renders import report as papers
    from bot.renders import taken_out
    from bot.renders.album import note_of
    from storage.rules.clock import kst_date, system_clock
    from storage.rules.half_year import HalfYear
    from storage.rules.permission import Matter

    now, settings = system_clock(), configured()
    wanted = half_named(half, HalfYear.of(kst_date(now))) if half else None
    endings = [one for one in Format if form in (one, EVERY)]
    if not endings:
        known = ", ".join((*Format, EVERY))
        leave(f"없는 형식입니다: ‘{form}’. 쓸 수 있는 형식: {known}", BAD_REQUEST)
    unless_locked(settings.database, "보고서를 만드시겠습니까", even_locked=even_locked)
    with readable(settings.database), progress.shown("보고서 읽기"):
        draft = asyncio.run(papers.draft(settings.database, wanted, now))
    with writable(out):
        try:
            with progress.shown("사진 모으기"):
                album = asyncio.run(papers.fetched(settings, draft.shots)) if photos else None
        except TelegramError as error:
            leave(f"사진을 가져오지 못했습니다: {error.message}", UNAVAILABLE)
        if album is not None and (note := note_of(album)):
            typer.echo(note, err=True)
        with progress.shown("보고서 쓰기"):
            made = asyncio.run(papers.printed(draft.report, endings, album, draft.form))
        for said in filter(None, (one.note for one in made)):
            typer.echo(said, err=True)
        names, matter = [one.name for one in made], Matter.EVIDENCE if photos else Matter.SUBMITTED
        with readable(settings.database):
            asyncio.run(
                taken_out.note(settings.database, draft.report.half, names, now, matter=matter)
            )
        for path in papers.saved(made, out):
            typer.echo(path)


def export(
    half: Annotated[str, typer.Option("--half", help="추진계획의 반기. 예: 2022-1")] = "",
    of: Annotated[
        str, typer.Option("--of", help="plan(취합표), event, mou, contract 가운데 하나")
    ] = PLAN,
    term: Annotated[bool, typer.Option("--term", help="대장: 그 반기가 든 임기 전체")] = False,
    every: Annotated[bool, typer.Option("--all", help="대장: 모든 반기")] = False,
    department: Annotated[str, typer.Option("--department", help="대장: 한 부서의 것만")] = "",
    form: Annotated[str, typer.Option("--format", help="대장: xlsx, csv")] = "xlsx",
    out: Annotated[Path, typer.Option("--out", help="파일을 둘 폴더")] = Path(),
    even_locked: Annotated[bool, EVEN_LOCKED] = False,
) -> None:
    """추진계획을 취합표로, 행사·업무협약·공사계약을 대장으로 내보냅니다."""
    import asyncio

    if of != PLAN:
        from bot.cli import registers

        path = registers.written(of, half, department, form, out, even_locked, term, every)
        typer.echo(path)
        return
    from bot.renders import plan_table, taken_out
    from bot.renders import report as papers
    from storage.rules.clock import kst_date, system_clock
    from storage.rules.deadline import plans_due_for
    from storage.rules.permission import Matter

    settings, now = configured(), system_clock()
    wanted = half_named(half, plans_due_for(kst_date(now)))
    unless_locked(settings.database, "내보내시겠습니까", even_locked=even_locked)
    with readable(settings.database):
        rows = asyncio.run(plan_table.kept(settings.database, wanted))
    with writable(out):
        made = asyncio.run(plan_table.printed(wanted, rows))
        with readable(settings.database):
            asyncio.run(
                taken_out.note(settings.database, wanted, [made.name], now, matter=Matter.DRAFT)
            )
        typer.echo(papers.saved([made], out)[0])


def take_over(
    file: Annotated[Path, typer.Argument(help="지난 반기 보고서: HWPX, HWP, DOCX, XLSX, 텍스트")],
    yes: Annotated[bool, typer.Option("--yes", help="보여 주는 대로 저장합니다")] = False,
    facts: Annotated[
        bool, typer.Option("--facts", help="글에서 읽은 사실을 모두 맞는 것으로 봅니다")
    ] = False,
    even_locked: Annotated[bool, EVEN_LOCKED] = False,
) -> None:
    """지난 반기 보고서를 읽어 보여 주고, --yes 를 붙이면 기록과 칸으로 저장합니다."""
    from bot.cli import import_report
    from storage.rules.errors import Refusal

    url = configured().database
    if yes:
        unless_locked(url, "저장하시겠습니까", even_locked=even_locked)
    try:
        with readable(url), progress.shown("파일 읽기"):
            told = import_report.taken(url, file, save=yes, facts=facts)
        typer.echo(told)
    except Refusal as refusal:
        leave(refusal.sentence, BAD_REQUEST)
