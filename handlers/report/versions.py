"""What the report's maker settles: mismatches let stand with a reason, and versions kept."""

from html import escape

from telegram import Update
from telegram.ext import MessageHandler, filters

from handlers import prompts
from handlers.access import Handler, guarded, tap
from handlers.context import OfficeContext
from handlers.forms.typed_words import clean
from handlers.report import texts, views
from handlers.report.commands import version_list
from handlers.report.taps import claim_in, claim_name, half_in, word_in
from handlers.report.views import Screen
from handlers.round.taps import Tap, chat_of, taken
from storage.models.report import ReportVersion
from storage.queries.reporting import report_versions
from storage.reports import report_claims
from storage.rules.half_year import HalfYear
from storage.rules.permission import Action
from storage.rules.terms import VersionStage

WORDS = filters.UpdateType.MESSAGE & filters.TEXT & ~filters.COMMAND
MOST_LETTERS = 200


def handlers() -> list[Handler]:
    """The buttons and the answer with a reason."""
    may = Action.MAKE_REPORT
    return [
        tap(may, views.KEEPING, kept),
        MessageHandler(prompts.Answers(texts.ACCEPT_ASKED) & WORDS, guarded(may, accepted)),
    ]


async def kept(update: Update, context: OfficeContext) -> None:
    """Any button of claims and versions that needs the right to make the report."""
    await taken(STEPS, update, context)


async def claims_shown(one: Tap) -> Screen:
    """`claims:<half>:<page>`."""
    half = half_in(one)
    found = await report_claims.claims(one.context.session, half)
    return views.claim_list(half, found, one.number(1))


async def claim_shown(one: Tap) -> Screen:
    """`claim:<half>:<claim>`."""
    half = half_in(one)
    return views.claim_card(half, await claim_in(one.context, half, word_in(one, 1)))


async def accept_asked(one: Tap) -> None:
    """`accept:<half>:<claim>`: why it may stand comes as a reply."""
    half = half_in(one)
    claim = await claim_in(one.context, half, word_in(one, 1))
    question = texts.ACCEPT_QUESTION.format(
        half=half.code, claim=claim_name(claim.key), text=escape(claim.text)
    )
    await prompts.ask(one.context, one.chat_id, question, texts.ACCEPT_HINT)


async def accepted(update: Update, context: OfficeContext) -> None:
    """The reply with the reason."""
    asked, words = prompts.answered(update, texts.ACCEPT_ASKED)
    half = HalfYear.parse(asked[1])
    claim = await claim_in(context, half, asked[2])
    reason = clean(words, MOST_LETTERS, texts.REASON_EXAMPLE)
    await report_versions.accept_claim(
        context.session, context.officer, half, claim.key, reason, context.now
    )
    shown = await claim_in(context, half, asked[2])
    await context.say(chat_of(update), *views.claim_card(half, shown, texts.ACCEPTED))


async def draft_saved(one: Tap) -> Screen:
    """`draft:<half>`."""
    return await _make(one, VersionStage.DRAFT, provisional=False)


async def submit_asked(one: Tap) -> Screen:
    """`submit:<half>`."""
    return views.submit_question(half_in(one))


async def submitted(one: Tap) -> Screen:
    """`submitted:<half>:<provisional>`."""
    return await _make(one, VersionStage.SUBMITTED, provisional=one.number(1) == 1)


async def confirm_asked(one: Tap) -> Screen:
    """`confirm:<half>`."""
    return views.confirm_question(half_in(one))


async def confirmed(one: Tap) -> Screen:
    """`confirmed:<half>`: refused by the rules while a mismatch is open."""
    context, half = one.context, half_in(one)
    row = await report_versions.confirm(context.session, context.officer, half, context.now)
    return await _listed(context, half, row)


async def _make(one: Tap, stage: VersionStage, *, provisional: bool) -> Screen:
    context, half = one.context, half_in(one)
    row = await report_versions.make(
        context.session, context.officer, half, stage, context.now, provisional=provisional
    )
    return await _listed(context, half, row)


async def _listed(context: OfficeContext, half: HalfYear, row: ReportVersion) -> Screen:
    stage = texts.stage_word(row.stage, row.provisional)
    return await version_list(context, half, texts.MADE.format(number=row.number, stage=stage))


STEPS = {
    "claims": claims_shown,
    "claim": claim_shown,
    "accept": accept_asked,
    "draft": draft_saved,
    "submit": submit_asked,
    "submitted": submitted,
    "confirm": confirm_asked,
    "confirmed": confirmed,
}
