"""The screens of what does not agree in a report: alike ones together; pure."""

from collections.abc import Mapping, Sequence
from html import escape

from handlers.chat.buttons import MOST_LABEL, in_rows, numbered, record_code
from handlers.chat.paging import page_of
from handlers.report import texts
from handlers.report.taps import claim_name
from handlers.report.views import KEEPING, MOST_RECORDS, PER_PAGE, to_card
from handlers.report.wording_questions import ASK, ASK_ONE
from storage.models.report import ClaimAcceptance
from storage.report import contract_claims
from storage.report.figure_claims import Claim
from storage.rules.half_year import HalfYear
from storage.rules.names import clipped
from storage.traffic.messages import Button, Row, Screen, view

Told = Mapping[str, Sequence[str]]
"""Below a mismatch by its key, as HTML: of whom it was asked, and what was answered."""
NOTHING_TOLD: Told = {}
MANY_ALIKE = 3  # claims of one sort that stand together from so many on


def claim_list(
    half: HalfYear,
    claims: Sequence[Claim],
    page: int,
    ways: Sequence[Row] = (),
    told: Told = NOTHING_TOLD,
) -> Screen:
    """What does not agree, and what was let stand; those that are alike stand together, behind
    those that are one of their sort. `ways` lead to what is left out."""
    shown = page_of(alike(claims), page, PER_PAGE)
    first = shown.first + 1
    lines = [texts.CLAIMS_HEAD.format(half=half.label, mark=shown.mark), ""]
    codes = []
    for at, group in enumerate(shown.items, first):
        if len(group) == 1:
            lines += _claim_lines(at, group[0], told)
            codes.append(view(KEEPING, "claim", half.code, claim_name(group[0].key)))
        else:
            lines.append(texts.CLAIM_LINE.format(at=at, text=_group_line(group)))
            lines += _asked_of(group, told)
            stands = int(group[0].accepted is not None)
            codes.append(view(KEEPING, "alike", half.code, group[0].sort, stands, 0))
    lines.append(f"\n{texts.OPEN_CLAIM}" if claims else texts.NO_CLAIMS)
    turning = shown.turning(KEEPING, "claims", half.code)
    return Screen("\n".join(lines), [*numbered(codes, first), *turning, *ways, to_card(half)])


def alike(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Claims of one sort together where they are many; the open and the few ones first."""
    groups: dict[tuple[bool, str], list[Claim]] = {}
    for one in claims:
        groups.setdefault((one.accepted is not None, one.sort), []).append(one)
    found: list[list[Claim]] = []
    for group in groups.values():
        found += [group] if len(group) >= MANY_ALIKE else [[one] for one in group]
    return sorted(found, key=lambda group: (group[0].accepted is not None, len(group)))


def _asked_of(group: Sequence[Claim], told: Told) -> list[str]:
    """How many of a group were asked of somebody."""
    asked = sum(one.key in told for one in group)
    return [texts.ALIKE_ASKED.format(count=asked)] if asked else []


def _claim_lines(at: int, claim: Claim, told: Told) -> list[str]:
    lines = [texts.CLAIM_LINE.format(at=at, text=escape(claim.text)), *told.get(claim.key, ())]
    if claim.accepted is not None:
        lines.append(texts.CLAIM_ACCEPTED.format(reason=escape(claim.accepted)))
    return lines


def _group_line(group: Sequence[Claim]) -> str:
    """What many claims say together, with the first of them by name."""
    words = texts.ALIKE.get(group[0].sort, texts.ALIKE_OTHERS).format(count=len(group))
    if group[0].accepted is not None:
        words += texts.ALIKE_ACCEPTED
    first = escape(group[0].text)
    return f"{words}\n" + texts.ALIKE_FIRST.format(text=first)


def claim_group(
    half: HalfYear, group: Sequence[Claim], page: int, told: Told = NOTHING_TOLD
) -> Screen:
    """Claims that are alike, one a line, and the way to let all of them stand at once."""
    sort, stands = group[0].sort, group[0].accepted is not None
    shown = page_of(group, page, PER_PAGE)
    first = shown.first + 1
    head = texts.ALIKE.get(sort, texts.ALIKE_OTHERS).format(count=len(group))
    lines = [texts.GROUP_HEAD.format(half=half.label, head=head, mark=shown.mark), ""]
    for at, claim in enumerate(shown.items, first):
        lines += _claim_lines(at, claim, told)
    lines.append(f"\n{texts.OPEN_CLAIM}")
    here = (half.code, sort, int(stands))
    codes = [view(KEEPING, "claim", half.code, claim_name(one.key)) for one in shown.items]
    rows = [*numbered(codes, first), *shown.turning(KEEPING, "alike", *here)]
    if not stands:
        label = texts.ACCEPT_ALL.format(count=len(group))
        rows.append([Button(label, view(KEEPING, "acceptall", half.code, sort))])
        if any(one.records for one in group):
            asks = ASK.format(count=sum(bool(one.records) for one in group))
            rows.append([Button(asks, view(KEEPING, "askall", half.code, sort))])
    rows.append([Button(texts.BACK, view(KEEPING, "claims", half.code, 0))])
    return Screen("\n".join(lines), rows)


def claim_card(
    half: HalfYear, claim: Claim, notice: str = "", told: Told = NOTHING_TOLD
) -> Screen:
    """One mismatch with its records, and what was asked and answered."""
    text = texts.CLAIM_HEAD.format(half=half.label, text=escape(claim.text))
    text += "".join(f"\n{line}" for line in told.get(claim.key, ()))
    if claim.accepted is not None:
        text += "\n" + texts.CLAIM_ACCEPTED.format(reason=escape(claim.accepted))
    text += texts.first_records(len(claim.records), MOST_RECORDS)
    here = (half.code, claim_name(claim.key))
    keys = [
        Button(texts.RECORD.format(at=at), record_code(kind, number, KEEPING, "claim", *here))
        for at, (kind, number) in enumerate(claim.records[:MOST_RECORDS], 1)
    ]
    rows: list[Row] = [*in_rows(keys, 4)]
    listed = contract_claims.number_of(claim)
    if listed is not None:
        rows.append([Button(texts.TO_CONTRACT, view("conl", "one", listed), style="primary")])
    if claim.accepted is None:
        keys = [Button(texts.ACCEPT, view(KEEPING, "accept", *here))]
        if claim.records:
            keys.append(Button(ASK_ONE, view(KEEPING, "askone", *here)))
        rows.append(keys)
    rows.append([Button(texts.BACK, view(KEEPING, "claims", half.code, 0))])
    return Screen(text, rows).under(notice)


def reason_chips(likely: Sequence[ClaimAcceptance], code: str) -> list[Row]:
    """Earlier reasons, a tap each; `code` is what they all begin with."""
    return [[Button(clipped(one.reason, MOST_LABEL), f"{code}:{one.id}")] for one in likely]
