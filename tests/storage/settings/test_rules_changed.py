"""The office's rules: what was foreseen is what happens, each contract is judged by its day."""

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from storage import audit
from storage.act import Act
from storage.database import Database
from storage.facts.judged import is_large
from storage.facts.shapes import ContractFacts, SubcontractFacts, to_json
from storage.records import record_lookup, records
from storage.records.record_projection import facts_of
from storage.report import report_draft, report_versions, rule_effects, status
from storage.rules.half_year import HalfYear
from storage.rules.quota import Force, Rule, RuleKey, judged
from storage.rules.setting_kinds import SettingSort
from storage.rules.terms import RecordKind, Stage, WorksKind
from storage.settings import office_settings, rule_book
from storage.settings.office_settings import Change
from tests.helpers.offices import NOW, Office
from tests.storage.records.late_office import Closed

SUMS = (90_000_000, 100_000_000, 150_000_000, 200_000_000, 250_000_000)
FIRST = date(2021, 1, 1)
HALVES = (HalfYear(2021, 1), HalfYear(2021, 2))
TODAY = date(2021, 8, 4)


def contract(dice: random.Random, at: int) -> ContractFacts:
    day = FIRST + timedelta(days=dice.randrange(0, 360))
    return ContractFacts(
        f"{at}호 공사", f"(주)가나{at}", dice.choice(SUMS), day, WorksKind.GENERAL, Stage.START
    )


def some_change(dice: random.Random, rows: list[int]) -> Change:
    key = dice.choice([RuleKey.LARGE_WORKS, RuleKey.LOCAL_SUBCONTRACT, RuleKey.RESIDENTS])
    value = dice.choice(SUMS) if key is RuleKey.LARGE_WORKS else dice.choice([4_000, 6_000])
    day = dice.choice([None, FIRST + timedelta(days=dice.randrange(0, 400))])
    rule = Rule(key, value, day, "시험", dice.choice(list(Force)), ends=dice.random() < 0.2)
    number = dice.choice([None, *rows])
    gone = number is not None and dice.random() < 0.4
    said = None if gone else rule_book.said(rule)
    return Change(SettingSort.RULE, key, said, day, number)


async def settle(db: Database, office: Office, dice: random.Random) -> None:
    async with db.begin() as session:
        act = Act(session, office.office, NOW)
        for at in range(8):
            row = await records.add(act, contract(dice, at))
            for mine in (True, False):
                part = SubcontractFacts("(주)다라", dice.randrange(1, 9) * 1_000_000, mine)
                await records.add(act, part, parent_id=row.id)


async def seen(session: Any) -> dict[Any, Any]:
    """All that a rule may change: contracts, works of the halves, printed lines."""
    rows = await record_lookup.all_living(session, RecordKind.CONTRACT)
    told: dict[Any, Any] = {row.id: (row.large, to_json(facts_of(row))["judged"]) for row in rows}
    for half in HALVES:
        told[half.code] = await rule_effects.works(session, half)
        paper = await report_draft.report(session, half, NOW)
        told[f"{half.code} lines"] = [line.text for line in paper.lines()]
    return told


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in (1, 2))]
)
async def test_what_was_foreseen_happens_and_each_contract_is_judged_by_its_day(
    db: Database, office: Office, seed: int
) -> None:
    """Mutants: the preview reads the old book; a removed rule goes on; only the large count."""
    dice = random.Random(seed)
    await settle(db, office, dice)
    rows: list[int] = []
    for _ in range(8):
        change = some_change(dice, rows)
        async with db.read() as session:
            before = await seen(session)
            head = await audit.head(session)
            effect = await rule_effects.foreseen(session, change, TODAY)
            assert await seen(session) == before
            assert await audit.head(session) == head  # a what-if writes nothing
        async with db.begin() as session:
            act = Act(session, office.office, NOW)
            back = await office_settings.put(act, change)
            assert await rule_effects.follow(act, "규칙") == len(effect.moved)
        async with db.read() as session:
            after = await seen(session)
            rows = [row.id for row in await office_settings.of(session, SettingSort.RULE)]
            await rightly_judged(session)
        numbers = [one for one in before if isinstance(one, int)]
        assert {one.number for one in effect.moved} == {
            one for one in numbers if before[one] != after[one]
        }
        for half, (was, will) in effect.works.items():
            assert (was, will) == (before[half.code], after[half.code])
        changes = [one for part in effect.parts for one in part.changes]
        told = {one.before.text: one.after.text for one in changes if one.before and one.after}
        assert len(told) == len(changes)
        for half in HALVES:  # a contract has a line of its own, in whichever block of the paper
            lines = [told.get(line, line) for line in before[f"{half.code} lines"]]
            assert lines == after[f"{half.code} lines"]
        if dice.random() < 0.5:
            async with db.begin() as session:
                act = Act(session, office.office, NOW)
                assert back is not None
                await office_settings.put(act, back)
                await rule_effects.follow(act, "되돌림")
                assert await seen(session) == before
            async with db.read() as session:
                rows = [row.id for row in await office_settings.of(session, SettingSort.RULE)]


async def rightly_judged(session: Any) -> None:
    rules = await rule_book.book(session)
    for row in await record_lookup.all_living(session, RecordKind.CONTRACT):
        facts = facts_of(row)
        assert isinstance(facts, ContractFacts)
        wanted = judged(rules, facts.notice_on).is_large(facts.amount)
        assert (row.large, is_large(facts)) == (wanted, wanted)


async def test_a_closed_half_keeps_its_paper_and_its_contracts_whatever_becomes_of_the_rules(
    db: Database, office: Office
) -> None:
    """Mutants: contracts of a closed half are judged anew; one that is changed there is."""
    dice = random.Random(7)
    await settle(db, office, dice)
    half = HALVES[0]
    closed = Closed(db, office)
    await closed.confirms(half)

    async def kept(session: Any) -> list[Any]:
        version = (await report_versions.of_half(session, half))[-1]
        rows = await record_lookup.all_living(session, RecordKind.CONTRACT)
        return [version.report, *((row.version, row.facts) for row in rows if row.half == half)]

    async with db.read() as session:
        before = await kept(session)
    for _ in range(6):
        change = some_change(dice, [])
        async with db.begin() as session:
            act = Act(session, office.office, NOW)
            await office_settings.put(act, change)
            await rule_effects.follow(act, "규칙")
    async with db.begin() as session:
        assert await kept(session) == before
        rows = await record_lookup.all_living(session, RecordKind.CONTRACT)
        row = next(one for one in rows if one.half == half)
        was = facts_of(row)
        assert isinstance(was, ContractFacts)
        act = Act(session, office.office, NOW)
        await records.change(
            act,
            RecordKind.CONTRACT,
            row.id,
            replace(was, note="덧붙임", judged=None),
            expected_version=row.version,
        )
        assert facts_of(row).judged == was.judged  # type: ignore[union-attr]  # a contract
        assert (await report_versions.of_half(session, half))[-1].report == before[0]


async def test_two_processes_judge_by_what_was_committed_last(
    db: Database, office: Office
) -> None:
    other = Database(db.url)
    day = date(2021, 7, 1)
    rule = Rule(RuleKey.LARGE_WORKS, 200_000_000, day, "개정", Force.TERMS)
    change = Change(SettingSort.RULE, rule.key, rule_book.said(rule), day)
    async with db.begin() as session:
        await office_settings.put(Act(session, office.office, NOW), change)
    for one in (db, other):
        async with one.read() as session:
            found = await rule_book.in_force(session, RuleKey.LARGE_WORKS, day)
            assert found == rule
    async with other.begin() as session:
        facts = ContractFacts("공사", "(주)가", 150_000_000, day, WorksKind.OTHER, Stage.START)
        row = await records.add(Act(session, office.office, NOW), facts)
        assert not row.large
        assert (await status.half_status(session, HALVES[1], NOW)).big_works == 0
    await other.close()
