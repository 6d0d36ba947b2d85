"""Two companies made one, and a spelling parted from its company: shown, agreed to, taken back."""

from dataclasses import asdict
from html import escape
from typing import Any

from handlers.chat import mass_acts, prompts
from handlers.chat.buttons import numbered
from handlers.chat.context import OfficeContext
from handlers.chat.mass_acts import Deed, Given, Mass, Preview
from handlers.chat.prompts import Answer, Prompt
from handlers.chat.taps import Tap
from handlers.incentive import texts
from handlers.incentive.views import VIEW
from storage.models.company import Company
from storage.records import companies, company_union
from storage.records.company_union import Moved
from storage.rules.errors import Unreadable
from storage.rules.permission import Action
from storage.traffic.messages import Screen, view

MAY = Action.GIVE_INCENTIVE
MOST_NEAR = 3


async def join_asked(one: Tap) -> None:
    """`join:<company>`: the other one's name comes as a reply."""
    row = await company_union.existing(one.context.session, one.number())
    await prompts.ask(one.context, one.chat_id, OTHER, row.id, name=escape(row.name))


async def other_answered(one: Answer) -> None:
    """The name of the company that goes: shown with what will happen."""
    session = one.context.session
    other = await companies.resolve(session, one.read)
    if other is None:
        near = await companies.candidates(session, one.read, MOST_NEAR)
        names = ", ".join(company.name for company, _score in near)
        reason = texts.JOIN_NEAR.format(names=names) if names else texts.JOIN_NONE
        raise Unreadable(one.read, texts.JOIN_WANTED, texts.JOIN_HINT, reason)
    given = {"old": other, "into": one.given[0]}
    await one.context.say(one.chat_id, *await mass_acts.ask(one.context, JOIN, given))


async def names_shown(one: Tap) -> Screen:
    """`names:<company>`: its spellings, each of which may become a company of its own."""
    session = one.context.session
    row = await company_union.existing(session, one.number())
    found = await company_union.spellings(session, row.id)
    lines = [texts.PART_HEAD.format(name=escape(row.name)), ""]
    lines += [
        texts.PART_LINE.format(at=at, name=escape(name.printed))
        for at, name in enumerate(found, 1)
    ]
    return Screen("\n".join(lines), numbered([view(VIEW, "part", name.id) for name in found]))


async def part_asked(one: Tap) -> Screen:
    """`part:<spelling>`: what parting it would do."""
    return await mass_acts.ask(one.context, PART, {"name": one.number()})


async def join_preview(context: OfficeContext, given: Given) -> Preview:
    """How many names and records go where."""
    session = context.session
    moved = await company_union.foreseen(session, given["old"], given["into"])
    text = texts.join_sure(*await _names(context, moved), len(moved.names), len(moved.links))
    return Preview(text, 1)


async def joined(context: OfficeContext, given: Given) -> Deed:
    """Two companies are one."""
    moved = await company_union.join(context.act, given["old"], given["into"])
    _old, into = await _names(context, moved)
    return Deed(texts.joined(into, len(moved.links)), before=asdict(moved))


async def part_preview(context: OfficeContext, given: Given) -> Preview:
    """Which records go with the spelling."""
    session = context.session
    name = await company_union.spelling(session, given["name"])
    whole = await company_union.existing(session, name.company_id)
    links = await company_union.printed_so(session, name)
    return Preview(texts.part_sure(escape(name.printed), escape(whole.name), len(links)), 1)


async def parted(context: OfficeContext, given: Given) -> Deed:
    """The spelling is a company of its own."""
    name = await company_union.spelling(context.session, given["name"])
    printed = name.printed
    moved = await company_union.part(context.act, given["name"])
    return Deed(texts.parted(escape(printed), len(moved.links)), before=asdict(moved))


async def taken_back(context: OfficeContext, _given: Given, before: Given) -> Screen:
    """Names and records are whose they were."""
    told: dict[str, Any] = dict(before)
    moved = Moved(told["old"], told["into"], tuple(told["names"]), tuple(told["links"]))
    await company_union.take_back(context.act, moved)
    return Screen(texts.UNION_BACK)


async def _names(context: OfficeContext, moved: Moved) -> tuple[str, str]:
    found = [await context.session.get(Company, one) for one in (moved.old, moved.into)]
    old, into = (escape(one.name) if one is not None else "" for one in found)
    return old, into


JOIN = Mass("companies_join", MAY, join_preview, joined, taken_back)
PART = Mass("companies_part", MAY, part_preview, parted, taken_back)
OTHER = Prompt("company_join", MAY, texts.JOIN_QUESTION, texts.JOIN_HINT, other_answered)
STEPS = {"join": join_asked, "names": names_shown, "part": part_asked}
