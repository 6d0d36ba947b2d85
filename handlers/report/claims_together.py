"""확인할 것 settled together: one reason for a group, or for the chosen lines of it."""

from collections.abc import Sequence
from html import escape

from handlers.chat import mass_acts, prompts
from handlers.chat.buttons import MOST_LABEL
from handlers.chat.context import OfficeContext
from handlers.chat.mass_acts import Deed, Mass, Preview
from handlers.chat.mass_picking import Given, Option
from handlers.chat.paging import fitting
from handlers.chat.prompts import Answer, Prompt
from handlers.chat.taps import Tap
from handlers.report import texts
from handlers.report.claim_views import reason_chips
from handlers.report.reasons import read_reason
from handlers.report.taps import claim_name, half_in, word_in
from handlers.report.views import KEEPING
from storage.report import claim_settling, report_claims
from storage.report.figure_claims import Claim
from storage.rules.errors import Gone
from storage.rules.half_year import HalfYear
from storage.rules.names import clipped
from storage.rules.permission import Action
from storage.traffic.messages import Button, Row, Screen, view

MOST_LETTERS = 2000


async def alike(
    context: OfficeContext, half: HalfYear, sort: str, *, stands: bool = False
) -> list[Claim]:
    """The claims of one sort that are open, or those that were let stand."""
    found = await report_claims.claims(context.session, half)
    return [one for one in found if one.sort == sort and (one.accepted is not None) is stands]


async def asked(one: Tap) -> None:
    """`acceptall:<half>:<sort>`: why all of them may stand; earlier reasons are a tap away."""
    context, half, sort = one.context, half_in(one), word_in(one, 1)
    group = await alike(context, half, sort)
    if not group:
        raise Gone
    told = {"count": str(len(group)), "text": escape(group[0].text)}
    likely = await claim_settling.reasons(context.session, sort)
    chips = reason_chips(likely, view(KEEPING, "because", half.code, sort))
    names = [claim_name(claim.key) for claim in group]
    await prompts.offer(context, one.chat_id, REASON, chips, half.code, *names, **told)


async def chosen_reason(one: Tap) -> Screen:
    """`because:<half>:<sort>:<earlier>`: the reason of an earlier one, for the group as it is."""
    context, half = one.context, half_in(one)
    group = await alike(context, half, word_in(one, 1))
    reason = await claim_settling.reason_of(context.session, one.number(2))
    names = [claim_name(claim.key) for claim in group]
    return await mass_acts.ask(context, ACCEPT, _given(half, names, reason))


async def reason_answered(one: Answer) -> None:
    """The reason: nothing is settled before a yes."""
    code, *names = one.given
    given = _given(HalfYear.parse(code), names, one.read)
    await one.context.say(one.chat_id, *await mass_acts.ask(one.context, ACCEPT, given))


def _given(half: HalfYear, names: Sequence[str], reason: str) -> dict[str, object]:
    return {"half": half.code, "names": list(names), "reason": reason}


async def _open(context: OfficeContext, given: Given) -> list[Claim]:
    found = await report_claims.claims(context.session, HalfYear.parse(given["half"]))
    named = set(given["names"])
    return [one for one in found if one.accepted is None and claim_name(one.key) in named]


async def offered(context: OfficeContext, given: Given) -> list[Option]:
    """Each line by its words, for those who settle only some of them."""
    return [
        Option(claim_name(one.key), clipped(one.text, MOST_LABEL))
        for one in await _open(context, given)
    ]


async def preview(context: OfficeContext, given: Given) -> Preview:
    """Which lines would stand, and why."""
    half, found = HalfYear.parse(given["half"]), await _open(context, given)
    if not found:
        raise Gone
    lines = [texts.SETTLE_HEAD.format(half=half.label, count=len(found))]
    lines += fitting(
        [texts.SETTLE_LINE.format(text=escape(one.text)) for one in found], MOST_LETTERS
    )
    lines += ["", texts.SETTLE_REASON.format(reason=escape(given["reason"])), texts.SETTLE_SURE]
    return Preview("\n".join(lines), len(found), _back(half))


async def settled(context: OfficeContext, given: Given) -> Deed:
    """Each of them stands."""
    half = HalfYear.parse(given["half"])
    keys = [one.key for one in await _open(context, given)]
    rows = await claim_settling.accept(context.act, half, keys, given["reason"])
    told = texts.ACCEPTED_ALL.format(count=len(rows))
    return Deed(told, _back(half), {"rows": [one.id for one in rows]})


async def taken_back(context: OfficeContext, given: Given, before: Given) -> Screen:
    """They are open again."""
    half = HalfYear.parse(given["half"])
    count = await claim_settling.take_back(context.act, half, before["rows"])
    return Screen(texts.SETTLE_BACK.format(count=count), _back(half))


def _back(half: HalfYear) -> list[Row]:
    return [to_claims(half)]


def to_claims(half: HalfYear) -> Row:
    """The way back to everything that is to be checked."""
    return [Button(texts.TO_CLAIMS, view(KEEPING, "claims", half.code, 0))]


REASON = Prompt(
    "report_accept_all",
    Action.MAKE_REPORT,
    texts.ACCEPT_ALL_QUESTION,
    texts.ACCEPT_HINT,
    reason_answered,
    read_reason,
)
ACCEPT = Mass(
    "claims_accept",
    Action.MAKE_REPORT,
    preview,
    settled,
    taken_back,
    options=offered,
    picks="names",
)
