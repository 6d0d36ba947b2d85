"""What a button of the report points at, read and checked: half, block, line, claim, version."""

import hashlib

from handlers.chat.context import OfficeContext
from handlers.chat.taps import Tap
from handlers.report.places import Place, places
from storage.models.report import ReportBlock, ReportVersion
from storage.records import readable
from storage.report import report_blocks, report_claims, report_versions
from storage.report.figure_claims import Claim
from storage.rules.errors import Changed, Gone
from storage.rules.half_year import HalfYear

KEY_LETTERS, TEXT_LETTERS = 8, 4


def name_of(place: Place) -> str:
    """A line in a code: its key, and the wording that was on the screen when it was drawn."""
    return claim_name(place.line.key) + _short(place.line.text, TEXT_LETTERS)


def claim_name(key: str) -> str:
    """A key of any length in a code."""
    return _short(key, KEY_LETTERS)


def half_in(one: Tap) -> HalfYear:
    """The half of the first argument."""
    half: HalfYear = one.args[0]
    return half


def word_in(one: Tap, at: int) -> str:
    """An argument as it stands."""
    return str(one.args[at])


async def block_in(context: OfficeContext, half: HalfYear, number: int) -> ReportBlock:
    """A block of this half's report; raises Gone."""
    for block in await report_blocks.in_report(context.session, half):
        if block.id == number:
            return block
    raise Gone


async def place_in(
    context: OfficeContext, block: ReportBlock, name: str, *, same: bool = False
) -> Place:
    """The line that a code names; with `same`, raises Changed when its wording is another now.

    Raises Gone when the block has no such line any more.
    """
    for place in await places(context, block):
        found = name_of(place)
        if found[:KEY_LETTERS] != name[:KEY_LETTERS]:
            continue
        if same and found != name:
            raise Changed
        return place
    raise Gone


async def claim_in(context: OfficeContext, half: HalfYear, name: str) -> Claim:
    """The mismatch that a code names; raises Gone when the figures agree by now."""
    for claim in await report_claims.claims(context.session, half):
        if claim_name(claim.key) == name:
            return claim
    raise Gone


async def version_in(context: OfficeContext, half: HalfYear, number: int) -> ReportVersion:
    """A version of this half's report that the officer may have; raises Gone."""
    for version in await report_versions.seen(
        context.session, half, readable.sight_of(context.officer)
    ):
        if version.number == number:
            return version
    raise Gone


def _short(words: str, letters: int) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:letters]
