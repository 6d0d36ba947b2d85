"""What the report's maker settles: mismatches let stand with a reason, and versions kept."""

from html import escape

from telegram import Update

from handlers.chat import mass_acts, prompts
from handlers.chat.access import Handler, tap
from handlers.chat.context import OfficeContext
from handlers.chat.mass_acts import Deed, Given, Mass, Preview
from handlers.chat.prompts import Answer, Prompt
from handlers.chat.taps import Tap, taken
from handlers.report import claim_views, claims_together, left, questions, texts, views
from handlers.report.commands import version_list
from handlers.report.reasons import read_reason
from handlers.report.taps import claim_in, claim_name, half_in, word_in
from handlers.report.wording_questions import SETTLED_ALREADY
from storage.models.report import ReportVersion
from storage.report import claim_questions, claim_settling, report_claims, report_versions
from storage.rules.half_year import HalfYear
from storage.rules.permission import Action
from storage.rules.terms import VersionStage
from storage.traffic.messages import Button, Screen, view


def handlers() -> list[Handler]:
    """The buttons."""
    return [tap(Action.MAKE_REPORT, views.KEEPING, kept)]


async def kept(update: Update, context: OfficeContext) -> None:
    """Any button of claims and versions that needs the right to make the report."""
    await taken(STEPS, update, context)


async def claims_shown(one: Tap) -> Screen:
    """`claims:<half>:<page>`."""
    half = half_in(one)
    found = await report_claims.claims(one.context.session, half)
    ways = left.ways(half, await left.account_of(one.context, half))
    told = await questions.states(one.context, half)
    return claim_views.claim_list(half, found, one.number(1), ways, told)


async def claim_shown(one: Tap) -> Screen:
    """`claim:<half>:<claim>`."""
    half = half_in(one)
    claim = await claim_in(one.context, half, word_in(one, 1))
    return claim_views.claim_card(half, claim, told=await questions.states(one.context, half))


async def alike_shown(one: Tap) -> Screen:
    """`alike:<half>:<sort>:<stands>:<page>`: claims that ask for the same; all of them once they
    were let stand meanwhile."""
    half, sort, stands = half_in(one), word_in(one, 1), one.number(2) == 1
    group = await claims_together.alike(one.context, half, sort, stands=stands)
    if not group:
        return await claims_shown(one)
    told = await questions.states(one.context, half)
    return claim_views.claim_group(half, group, one.number(3), told)


async def accept_asked(one: Tap) -> None:
    """`accept:<half>:<claim>`: why it may stand comes as a reply."""
    half = half_in(one)
    claim = await claim_in(one.context, half, word_in(one, 1))
    told = {"half": half.label, "text": escape(claim.text)}
    likely = await claim_settling.reasons(one.context.session, claim.sort)
    name = claim_name(claim.key)
    chips = claim_views.reason_chips(likely, view(views.KEEPING, "since", half.code, name))
    await prompts.offer(one.context, one.chat_id, ACCEPT, chips, half.code, name, **told)


async def accepted_since(one: Tap) -> Screen:
    """`since:<half>:<claim>:<earlier>`: it may stand for the reason of an earlier one."""
    reason = await claim_settling.reason_of(one.context.session, one.number(2))
    return await _accept(one.context, half_in(one), word_in(one, 1), reason)


async def accepted_by_answer(one: Tap) -> Screen:
    """`settle:<half>:<claim>:<question>`: it may stand for what its officer has answered."""
    context, half = one.context, half_in(one)
    row = await claim_questions.by_id(context.session, one.number(2))
    found = await report_claims.claims(context.session, half)
    if not any(each.key == row.claim and each.accepted is None for each in found):
        return Screen(SETTLED_ALREADY, [claims_together.to_claims(half)])
    return await _accept(context, half, word_in(one, 1), row.answer)


async def accepted(one: Answer) -> None:
    """The reason for which a mismatch may stand."""
    code, name = one.given
    screen = await _accept(one.context, HalfYear.parse(code), name, one.read)
    await one.context.say(one.chat_id, *screen)


async def _accept(context: OfficeContext, half: HalfYear, name: str, reason: str) -> Screen:
    claim = await claim_in(context, half, name)
    await claim_settling.accept(context.act, half, [claim.key], reason)
    shown = await claim_in(context, half, name)
    return claim_views.claim_card(half, shown, texts.ACCEPTED)


ACCEPT = Prompt(
    "report_accept",
    Action.MAKE_REPORT,
    texts.ACCEPT_QUESTION,
    texts.ACCEPT_HINT,
    accepted,
    read_reason,
)


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
    """`confirm:<half>`: what would be fixed; refused while a mismatch is open."""
    return await mass_acts.ask(one.context, CONFIRM, {"half": half_in(one).code})


async def confirm_preview(context: OfficeContext, given: Given) -> Preview:
    """Which blocks would be fixed, with how many lines."""
    half = HalfYear.parse(given["half"])
    blocks = await report_versions.to_confirm(context.session, context.officer, half)
    lines = [texts.SURE_CONFIRM.format(half=half.label)]
    for label, count in blocks:
        lines.append(texts.CONFIRM_BLOCK.format(label=escape(label), count=count))
    found = await left.account_of(context, half)
    lines += left.before_confirming(found)
    back = [
        *left.ways(half, found),
        [Button(texts.BACK, view(views.READING, "versions", half.code))],
    ]
    return Preview("\n".join(lines), sum(count for _label, count in blocks), back)


async def confirmed(context: OfficeContext, given: Given) -> Deed:
    """The report is closed."""
    half = HalfYear.parse(given["half"])
    before = await report_versions.confirmed_blocks(context.session, half)
    row = await report_versions.confirm(context.act, half)
    after = await report_versions.confirmed_blocks(context.session, half)
    blocks = [[number, version] for number, version in after.items() if number not in before]
    text, rows = await _listed(context, half, row)
    return Deed(text, rows, {"blocks": blocks})


async def confirm_taken_back(context: OfficeContext, given: Given, before: Given) -> Screen:
    """The report is open again."""
    half = HalfYear.parse(given["half"])
    await report_versions.take_back(context.act, half, dict(before["blocks"]))
    return await version_list(context, half, texts.CONFIRM_TAKEN_BACK)


CONFIRM = Mass(
    "report_confirm", Action.MAKE_REPORT, confirm_preview, confirmed, confirm_taken_back
)


async def _make(one: Tap, stage: VersionStage, *, provisional: bool) -> Screen:
    context, half = one.context, half_in(one)
    row = await report_versions.make(context.act, half, stage, provisional=provisional)
    return await _listed(context, half, row)


async def _listed(context: OfficeContext, half: HalfYear, row: ReportVersion) -> Screen:
    stage = texts.stage_word(row.stage, row.provisional)
    return await version_list(context, half, texts.MADE.format(number=row.number, stage=stage))


STEPS = {
    "claims": claims_shown,
    "claim": claim_shown,
    "accept": accept_asked,
    "alike": alike_shown,
    "since": accepted_since,
    "settle": accepted_by_answer,
    "askall": questions.group_asked,
    "askone": questions.one_asked,
    "acceptall": claims_together.asked,
    "because": claims_together.chosen_reason,
    "draft": draft_saved,
    "submit": submit_asked,
    "submitted": submitted,
    "confirm": confirm_asked,
    "confirmed": confirm_asked,  # the yes of a release before
}
