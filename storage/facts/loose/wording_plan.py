"""Items of a plan in running words: their words as they are, and what they set out to reach."""

import re
from collections.abc import Sequence
from typing import Any

from storage.facts.loose.proposed import Read, Setting
from storage.facts.loose.slate import Slate
from storage.facts.loose.wording_dates import chosen, dates
from storage.facts.loose.wording_doubts import what_counted
from storage.facts.loose.wording_numbers import set_aside
from storage.facts.shapes import PlanItemFacts
from storage.rules.counts import LARGEST, NUMBER, plain_number
from storage.rules.errors import Unreadable
from storage.rules.money import read_money
from storage.rules.terms import RecordKind

_UNITS = (
    r"명|개\s?사|개\s?업체|개\s?기업|개\s?소|개\s?과정|과정|개\s?기관|건|회(?!의|원)|팀"
    r"|개\s?부서|개(?=[\s,)/]|$)"
)
_TARGET = re.compile(
    rf"(?P<about>(?<![가-힣])(?:약|최대|최소)\s?)?(?<![\d.,~제-])(?P<number>{NUMBER})\s?(?P<unit>{_UNITS})"
    r"(?P<more>\s?(?:여|이상|내외|정도|가량|씩))?",
    re.ASCII,
)
_RESIDENTS = re.compile(
    rf"(?:고양|관내|지역)?\s?(?:시민|군민|구민|도민|주민)\s?(?:우선)?\s?(?:고용|채용)?\s?(?P<number>{NUMBER})\s?명",
    re.ASCII,
)
_WORKERS = re.compile(
    rf"(?:근로자|인부|인력|종사자|고용|채용|전체)\s?(?P<number>{NUMBER})\s?명(?=\s?(?:\(|중))",
    re.ASCII,
)
_BUDGET = re.compile(
    r"(?:예산|사업비|소요예산)\s?(?:액)?\s?[:：]?\s?(?P<sum>[\d,.]+\s?(?:억|천만|백만|만|천)?\s?원"
    r"|\d+억\s?\d*천?만?\s?원?)"
)
_WANTED = re.compile(r"\s?(?:\S{1,4}\s?)?목표|\s?달성")
_HEADED = re.compile(r"목표\s?[:：]?\s?(?:\S{1,4}\s)?$")


def plan_item(heading: Slate, main: Slate, details: Sequence[Slate], setting: Setting) -> Read:
    """The item of a plan; its words are kept whole whatever else was read of them."""
    values: dict[str, Any] = {"text": main.text.strip(), "heading": heading.text.strip()}
    slates = (main, *details)
    for slate in slates:
        take_money(slate, values)
        when = chosen(slate, dates(slate, setting), "months")
        if when is not None and "months" not in values:
            values["months"] = when
    for slate in slates:
        take_hires(slate, values)
    for slate in slates:
        set_aside(slate)
    take_target(slates, values)
    main.mark("text", *main.shrunk(0, len(main.text)))
    facts = PlanItemFacts(**values) if values["text"] else None
    taken = tuple(one for slate in slates for one in slate.taken)
    doubts = tuple(one for slate in slates for one in slate.doubts)
    lines = tuple(one.line for one in slates if one is main or one.taken)
    return Read(RecordKind.PLAN_ITEM, facts, values, lines, taken, doubts)


def take_money(slate: Slate, values: dict[str, Any]) -> None:
    """예산 3천만원."""
    for found in slate.find(_BUDGET):
        try:
            won = read_money(found["sum"])
        except Unreadable:
            continue
        if "budget" not in values:
            slate.take("budget", *found.span())
            values["budget"] = won


def take_hires(slate: Slate, values: dict[str, Any]) -> None:
    """시민 20명 of 40명."""
    for name, pattern in (("out_of", _WORKERS), ("citizens", _RESIDENTS)):
        found = [*pattern.finditer(slate.left)]
        if len(found) == 1 and name not in values:
            values[name] = plain_number(found[0]["number"])
            slate.take(name, *found[0].span())
    if "out_of" in values and values.get("citizens", 0) > values["out_of"]:
        values.pop("citizens")
        values.pop("out_of")
        slate.taken = [one for one in slate.taken if one.field not in ("citizens", "out_of")]


def take_target(slates: Sequence[Slate], values: dict[str, Any]) -> None:
    """The figure that is called a goal, or the only one; of several the question is asked."""
    found = [
        (slate, one)
        for slate in slates
        for one in _TARGET.finditer(slate.numbers)
        if plain_number(one["number"]) <= LARGEST
    ]
    wanted = [
        (slate, one)
        for slate, one in found
        if _WANTED.match(slate.plain, one.end()) or _HEADED.search(slate.plain[: one.start()])
    ]
    chosen = wanted if len(wanted) == 1 else found
    if len(chosen) != 1:
        for slate, one in chosen:
            question = what_counted(slate.text[one.start() : one.end()])
            slate.doubt("target", *one.span(), question, plain_number(one["number"]))
        return
    slate, one = chosen[0]
    if one["about"] or one["more"] or re.search(r"[~-]\s?$", slate.plain[: one.start()]):
        question = what_counted(slate.text[one.start() : one.end()])
        slate.doubt("target", *one.span(), question, plain_number(one["number"]))
        return
    values["target"] = plain_number(one["number"])
    values["unit"] = " ".join(one["unit"].split())
    slate.take("target", *one.span(), sure=bool(wanted))
