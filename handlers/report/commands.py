"""`/report`: the half-year report as it stands, its files and its versions, for every reader."""

from telegram import Update

from handlers.chat import reading
from handlers.chat.access import Handler, command, tap
from handlers.chat.context import OfficeContext
from handlers.chat.errors import BadCode
from handlers.chat.half_argument import typed
from handlers.chat.taps import Tap, chat_of, taken
from handlers.report import texts, views
from handlers.report.plans import own_left_out
from handlers.report.taps import half_in, version_in, word_in
from storage.models.report import ReportVersion
from storage.office import posts
from storage.records import late_results, readable
from storage.report import (
    pledges,
    report_choices,
    report_claims,
    report_versions,
    report_whole,
)
from storage.report.formats import Format
from storage.rules.errors import NotForOthers
from storage.rules.half_year import HalfYear
from storage.rules.permission import Action, Matter, may
from storage.traffic.messages import Screen


def handlers() -> list[Handler]:
    """The command and the buttons that only read."""
    return [
        command("report", report_command),
        tap(Action.READ_REPORT, views.READING, report_pressed),
    ]


async def report_command(update: Update, context: OfficeContext) -> None:
    """Page 1 and the card of the half that closes; `/report 2021 하반기` names another, and
    `/report hwpx` sends that paper at once."""
    words, chat = list(context.args or []), chat_of(update)
    paper = next((one for one in Format if words and words[0].casefold() == one), None)
    half = await typed(context, " ".join(words[1:] if paper else words))
    if paper is not None:
        caption = f"{half.label} {texts.version_word(None)}"
        given = asked(context, half, None) | {"format": paper.value, "photos": False}
        await context.document(chat, "report", given, caption=caption)
        await context.say(chat, texts.FILE_COMING)
        return
    caption = texts.PAGE_CAPTION.format(half=half.label, version=texts.DRAFT)
    await context.picture(chat, "report_page", asked(context, half, None), caption=caption)
    await context.say(chat, *await card(context, half))


async def report_pressed(update: Update, context: OfficeContext) -> None:
    """Any button of the report that only reads."""
    await taken(STEPS, update, context)


def asked(context: OfficeContext, half: HalfYear, version: int | None) -> dict[str, object]:
    """What delivery needs to render the report, and to ask again who it is for."""
    return {
        "half": half.code,
        "version": version,
        "officer": context.officer.id,
        "at": context.now.isoformat(),
    }


async def card(context: OfficeContext, half: HalfYear) -> Screen:
    """The report's own screen."""
    told = await report_whole.summary(context.session, half, context.now)
    claims = await report_claims.claims(context.session, half)
    left = sum(claim.accepted is None for claim in claims)
    headless = is_maker(context) and await pledges.is_empty(context.session)
    text = texts.card(
        half,
        context.now,
        await _stage(context, half),
        lines=told.lines,
        stale=told.stale,
        open_claims=left,
        late=await late_results.besides_the_paper(context.session, half),
        own_plan=await own_left_out(context, half),
        headless=headless,
    )
    return Screen(text, views.card_rows(half, left, maker=is_maker(context), headless=headless))


async def more_shown(one: Tap) -> Screen:
    """`more:<half>`: everything else that is done with the report."""
    context, half = one.context, half_in(one)
    told = await report_whole.summary(context.session, half, context.now)
    claims = await report_claims.claims(context.session, half)
    photos = told.photos if _may_have_photos(context) else 0
    plans = await report_choices.plans_printed(context.session)
    left = sum(claim.accepted is None for claim in claims)
    return views.more(half, left, photos, plans, maker=is_maker(context))


def _may_have_photos(context: OfficeContext) -> bool:
    """The photos behind the report are the evidence of every department."""
    return reading.reads(context, None, Matter.EVIDENCE)


def is_maker(context: OfficeContext) -> bool:
    """Whether this officer makes the report, or reads it."""
    return may(context.officer.role, Action.MAKE_REPORT)


async def _stage(context: OfficeContext, half: HalfYear) -> str:
    versions = await report_versions.seen(
        context.session, half, readable.sight_of(context.officer)
    )
    if not versions:
        return texts.NO_VERSION
    last = max(versions, key=lambda one: one.number)
    return f"{texts.stage_word(last.stage, last.provisional)} v{last.number}"


async def half_shown(one: Tap) -> Screen:
    """`half:<half>`."""
    return await card(one.context, half_in(one))


async def photos_shown(one: Tap) -> Screen:
    """`photos:<half>:<version>`: the files that have photos, and how many."""
    context, half, number = one.context, half_in(one), one.number(1)
    if not _may_have_photos(context):
        raise NotForOthers(Matter.EVIDENCE)
    if number:
        row = await version_in(context, half, number)
        count = await report_whole.photos_of(context.session, row)
    else:
        count = (await report_whole.summary(context.session, half, context.now)).photos
    return views.photo_files(half, number or None, count)


async def file_wanted(one: Tap) -> None:
    """`file:<half>:<format>:<version>`, 0 being the draft as it stands; `album:` with photos."""
    context, half, ending, album = one.context, half_in(one), word_in(one, 1), one.act == "album"
    if album and not Format(ending).photos:
        raise BadCode
    version = one.number(2) or None
    if version is not None:
        await version_in(context, half, version)
    if album:
        await reading.papers_opened(context, half, Matter.EVIDENCE)
    await one.answer(texts.PHOTOS_COMING if album else texts.FILE_COMING)
    given = asked(context, half, version) | {"format": ending, "photos": album}
    caption = f"{half.label} {texts.version_word(version)}{texts.WITH_ALBUM if album else ''}"
    await context.document(one.chat_id, "report", given, caption=caption)


async def versions_shown(one: Tap) -> Screen:
    """`versions:<half>[:<page>]`."""
    page = one.number(1) if len(one.args) > 1 else 0
    return await version_list(one.context, half_in(one), page=page)


async def version_list(
    context: OfficeContext, half: HalfYear, notice: str = "", page: int = 0
) -> Screen:
    """Every version of this half's report."""
    versions = await report_versions.seen(
        context.session, half, readable.sight_of(context.officer)
    )
    names = await posts.names(context.session)
    late = [one for one in await late_results.untold(context.session, half) if not one.even]
    maker = is_maker(context)
    found = await report_claims.claims(context.session, half) if maker else []
    left = len([one for one in found if one.accepted is None])
    return views.version_list(
        half, versions, names, maker=maker, notice=notice, late=len(late), left=left, page=page
    )


async def version_shown(one: Tap) -> Screen:
    """`version:<half>:<number>[:<other>]`: its files, and in words how the two differ.

    Without another it is compared with the one before it.
    """
    context, half = one.context, half_in(one)
    row = await version_in(context, half, one.number(1))
    others = [
        each
        for each in await report_versions.seen(
            context.session, half, readable.sight_of(context.officer)
        )
        if each != row
    ]
    if len(one.args) > 2:
        other: ReportVersion | None = await version_in(context, half, one.number(2))
    else:
        before = [each for each in others if each.number < row.number]
        other = max(before, key=lambda each: each.number) if before else None
    names = await posts.names(context.session)
    changed = await report_whole.changes(context.session, other, row) if other else []
    shown = views.Comparison(other.number, changed) if other else None
    photos = await report_whole.photos_of(context.session, row) if _may_have_photos(context) else 0
    return views.version_card(half, row, names, shown, [each.number for each in others], photos)


STEPS = {
    "half": half_shown,
    "more": more_shown,
    "file": file_wanted,
    "photos": photos_shown,
    "album": file_wanted,
    "versions": versions_shown,
    "version": version_shown,
}
