"""The half-year report as files and as a picture: composed, or loaded, when it is sent."""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.api.files import Files
from bot.api.transport import AiohttpRequest
from bot.config import Settings
from bot.renders import own_process, unprinted
from bot.renders.album import Album, lost_of, note_of
from bot.renders.rendered import Render, Rendered, Withheld, still
from handlers.report import texts
from storage.database import Database, opened
from storage.long_reading import beside
from storage.models.report import ReportForm
from storage.models.upload import READ
from storage.records import readable
from storage.report import evidence_album, report_draft, report_forms, report_versions
from storage.report.evidence_album import Shot
from storage.report.formats import Format
from storage.report.half_written import half_written
from storage.report.report_shapes import Report, from_json, opening, to_json
from storage.rules.clock import kst_date
from storage.rules.errors import Gone
from storage.rules.half_year import HalfYear
from storage.rules.permission import Action, Matter
from storage.safekeeping.vault import Vault
from storage.traffic import uploads

FIRST_LINES = 120  # at least twice what a page holds, so its first page is that of the whole
LOST = "PhotosLost"  # why an album is not whole, for the administrators
FORM_SECONDS = 20.0  # of work; it is filled once for a trial


async def draw_page(db: Database, given: Mapping[str, Any]) -> Rendered:
    """Page 1 as a picture."""
    told = await beside(db, partial(_first_page, given))
    body = await own_process.made("report_page", {"report": told})
    half = HalfYear.parse(given["half"])
    note = unprinted.note_of(Format.PDF, told)
    return Rendered(texts.file_name(half, given["version"], "png"), body, note)


async def _first_page(given: Mapping[str, Any], session: AsyncSession) -> dict[str, Any]:
    return to_json(opening(await asked_for(session, given), FIRST_LINES))


class ReportFile:
    """Writes the report in one of the four formats, with its photos when they are asked for."""

    def __init__(self, album: Album) -> None:
        self._album = album

    async def __call__(self, db: Database, given: Mapping[str, Any]) -> Rendered:
        """The file; raises TelegramError when the photos may be had later."""
        told, shots, form = await beside(db, partial(_whole, given))
        ending, note, lacks = given["format"], "", ""
        job = {"report": told, "format": ending, "form": form}
        if given.get("photos") and Format(ending).photos:
            photos = job["album"] = await self._album.of(shots)
            note, lacks = note_of(photos), LOST if lost_of(photos) else ""
        shown = [(shot.title, shot.caption) for shot in shots]
        note = unprinted.joined(note, unprinted.note_of(ending, told, shown))
        note = unprinted.joined(note, await _left_by(form, ending, told))
        body = await own_process.made("report", job)
        half = HalfYear.parse(given["half"])
        return Rendered(texts.file_name(half, given["version"], ending), body, note, lacks)


async def _whole(
    given: Mapping[str, Any], session: AsyncSession
) -> tuple[dict[str, Any], list[Shot], str | None]:
    report = await asked_for(session, given)
    shots = await evidence_album.shots(session, report) if given.get("photos") else []
    return to_json(report), shots, await _form(given, session)


async def _form(given: Mapping[str, Any], session: AsyncSession) -> str | None:
    """The form in use, or that of an upload which waits for a yes; Gone when it is settled."""
    if given.get("upload") is None:
        return form_of(await report_forms.in_use(session))
    row = await uploads.by_id(session, given["upload"])
    if row is None or row.state != READ:
        raise Gone
    waiting: str = row.found["body"]
    return waiting


async def asked_for(session: AsyncSession, given: Mapping[str, Any]) -> Report:
    """The version that was asked for, else the draft as of that moment.

    Raises Withheld when the one who asked lost the right before this was sent, and Gone when
    there is no such version.
    """
    half = HalfYear.parse(given["half"])
    officer = await still(session, given["officer"], Action.READ_REPORT)
    if given.get("photos") and not readable.may_read(officer, None, Matter.EVIDENCE):
        raise Withheld(f"officer {officer.id} may not have the photos any more")
    if given["version"] is None:
        at = datetime.fromisoformat(given["at"])
        return await report_draft.report(session, half, at)
    for version in await report_versions.seen(session, half, readable.sight_of(officer)):
        if version.number == given["version"]:
            return from_json(version.report)
    raise Gone


def form_of(row: ReportForm | None) -> str | None:
    """The office's own form as a job of the press takes it."""
    return b64encode(row.body).decode() if row is not None else None


async def _left_by(form: str | None, ending: str, told: Mapping[str, Any]) -> str:
    """What the office's own form has no place for."""
    if form is None or not Format(ending).form:
        return ""
    more = {"report": told}
    return unprinted.note_of_form(
        await own_process.read("own_form_left", "", b64decode(form), more=more)
    )


async def draft_now(db: Database, now: datetime) -> dict[str, Any]:
    """The draft of the half that is being written, by which a form is tried."""

    async def read(session: AsyncSession) -> Report:
        half = await half_written(session, kst_date(now))
        return await report_draft.report(session, half, now)

    report = await beside(db, read)
    return {"report": to_json(report), "half": report.half.code}


async def read_form(
    name: str, body: bytes, *, patience: float, report: Mapping[str, Any], half: str
) -> Mapping[str, Any]:
    """What an uploaded form is filled with, and the form itself until it is settled.

    Raises Refusal for a form that cannot be filled, and bot.renders.own_process.PressFault.
    """
    told: Mapping[str, Any] = await own_process.read(
        "own_form",
        name,
        body,
        seconds=FORM_SECONDS,
        patience=patience + FORM_SECONDS,
        more={"report": report},
    )
    return {**told, "body": b64encode(body).decode(), "half": half}


async def form_sample(_db: Database, _given: Mapping[str, Any]) -> Rendered:
    """A form to begin from."""
    return Rendered(texts.FORM_SAMPLE_NAME, await own_process.made("form_sample", {}))


@dataclass(frozen=True)
class Draft:
    """The report as it stands, with what its files need beside it."""

    report: Report
    shots: Sequence[Shot]
    form: str | None


async def draft(url: str, half: HalfYear | None, now: datetime) -> Draft:
    """The draft in the database at `url`, of the half that is being written where none is named;
    raises storage.database.OUT_OF_REACH."""
    async with opened(url) as db, db.read() as session:
        wanted = half or await half_written(session, kst_date(now))
        report = await report_draft.report(session, wanted, now)
        shots = await evidence_album.shots(session, report)
        return Draft(report, shots, form_of(await report_forms.in_use(session)))


async def fetched(settings: Settings, shots: Sequence[Shot]) -> dict[str, Any]:
    """The photos of a draft, for `printed`; raises TelegramError when they cannot be had now."""
    request = AiohttpRequest()
    await request.initialize()
    try:
        files = Files(settings.bot_api_url, settings.token, request)
        return await Album(files, Vault(settings.data_dir)).of(shots)
    finally:
        await request.shutdown()


async def printed(
    report: Report,
    endings: Sequence[str],
    album: Mapping[str, Any] | None = None,
    form: str | None = None,
) -> list[Rendered]:
    """The draft in each of these formats; raises bot.renders.own_process.PressFault."""
    told = to_json(report)
    given = {"report": told, "album": album, "form": form}
    return [
        Rendered(
            texts.file_name(report.half, None, ending),
            await own_process.made("report", given | {"format": ending}),
            unprinted.joined(unprinted.note_of(ending, told), await _left_by(form, ending, told)),
        )
        for ending in endings
    ]


def saved(made: Sequence[Rendered], folder: Path) -> list[Path]:
    """Puts files into a folder that is there; returns where. Raises OSError."""
    for one in made:
        (folder / one.name).write_bytes(one.body)
    return [folder / one.name for one in made]


def undrawn(formats: Iterable[str]) -> list[str]:
    """The formats for which there is no module that draws them."""
    return [one for one in formats if find_spec(f"bot.documents.{one}") is None]


def renders(files: Files, vault: Vault) -> dict[str, Render]:
    """The report's picture and its files, by name. LookupError for a format that nobody draws."""
    if missing := undrawn(Format):
        raise LookupError(f"no renderer in bot/documents for {', '.join(missing)}")
    return {
        "report_page": draw_page,
        "report": ReportFile(Album(files, vault)),
        "form_sample": form_sample,
    }
