"""Lines that nearly equal lines of the report, old beside new, and what becomes of each; pure."""

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from html import escape

from handlers.chat import texts as number_words
from handlers.chat.buttons import IN_A_ROW_OF_NUMBERS, in_rows
from handlers.chat.paging import fitting, page_of
from handlers.forms.form import Form
from handlers.forms.screens import said
from handlers.imports import texts
from storage.facts.kinds import kind_of
from storage.report.importing import import_known
from storage.report.importing.import_known import Known
from storage.report.reading.changes import Change, Mended, Way
from storage.report.reading.proposal import Answer, Proposal
from storage.rules.terms import RecordKind
from storage.traffic.messages import Button, Row, Screen, view

Forms = Mapping[RecordKind, Form]
VIEW = "imp"
PER_PAGE = 8
MOST_LETTERS = 3500
MOST_SHOWN = 160
_WORD = re.compile(r"\([^()]*\)|[^\s()]+|[()]")
"""A word; a bracket, as of a date, is one."""
MOST_WORDS = 3  # changed places of a line; with more the two lines are shown whole


def shortly(change: Change) -> str:
    """What differs: 39회 → 40회, behind the line it stands in."""
    told = []
    for old, new in change.pairs:
        differs = differing(old, new)
        whole = not old or differs == _arrow(old, new)
        told.append(differs if whole else f"{_clip(new)} ({differs})")
    return "; ".join(told)


def differing(old: str, new: str) -> str:
    """The words that differ; the whole lines where most of them do."""
    one, other = _WORD.findall(old), _WORD.findall(new)
    told = [
        _arrow(" ".join(one[a:b]), " ".join(other[c:d]))
        for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
        if kind != "equal"
    ]
    return ", ".join(told) if 0 < len(told) <= MOST_WORDS else _arrow(old, new)


def _arrow(old: str, new: str) -> str:
    return texts.CHANGED.format(old=old or texts.NOWHERE, new=new or texts.NOWHERE)


def _clip(text: str) -> str:
    return text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 1] + "…"


def sure_ones(proposal: Proposal, there: Known) -> list[Change]:
    """Those that one tap mends: surely the same line, and nobody has said anything about it."""
    return [one for one in import_known.undecided(there, proposal) if one.sure]


def near_list(proposal: Proposal, there: Known, number: int, page: int) -> Screen:
    """A page of them, each with what was chosen."""
    shown = page_of(there.changes, page, PER_PAGE)
    parts = [texts.NEAR_LIST.format(mark=shown.mark), ""]
    first = shown.number * PER_PAGE + 1
    for at, one in enumerate(shown.items, first):
        state = texts.NEAR_STATE[import_known.answer_to(proposal, one)]
        parts.append(escape(texts.NEAR_IN_LIST.format(at=at, state=state, said=shortly(one))))
    parts += ["", texts.NEAR_OPEN if shown.items else texts.NO_NEAR]
    keys = [
        Button(number_words.NUMBER.format(at=at), view(VIEW, "diff", number, one.number))
        for at, one in enumerate(shown.items, first)
    ]
    rows: list[Row] = [*in_rows(keys, IN_A_ROW_OF_NUMBERS), *shown.turning(VIEW, "near", number)]
    sure = sure_ones(proposal, there)
    if sure:
        label = texts.SURE_ALL.format(count=len(sure))
        rows.append([Button(label, view(VIEW, "sure", number), style="primary")])
    rows.append([Button(texts.TO_SUMMARY, view(VIEW, "sum", number))])
    return Screen("\n".join(fitting(parts, MOST_LETTERS)), rows)


def near_card(
    proposal: Proposal, there: Known, number: int, change: Change, forms: Forms
) -> Screen:
    """One of them: both lines, how it would be mended, and the choice."""
    old = "\n".join(before or texts.NOWHERE for before, _ in change.pairs)
    new = "\n".join(after for _, after in change.pairs)
    parts = [texts.STANDS_HEAD, f"<blockquote>{escape(old)}</blockquote>"]
    parts += [texts.COMES_HEAD, f"<blockquote>{escape(new)}</blockquote>"]
    differs = ", ".join(differing(*pair) for pair in change.pairs if pair[0] != pair[1])
    parts += [texts.DIFFERS.format(said=escape(differs))] if differs else []
    parts += [texts.IS_MOVED] if change.moved else []
    answer = import_known.answer_to(proposal, change)
    parts += _of_records(change, forms)
    parts += [texts.WAYS[change.way], *([texts.UNTIL_CHOSEN] if answer is None else [])]
    choice = [
        Button(
            texts.CHOSEN.format(label=label) if one is answer else label,
            view(VIEW, "say", number, change.number, one.value),
        )
        for one, label in texts.ANSWERS.items()
        if one is not Answer.MEND or change.way is not Way.NONE
    ]
    at = there.changes.index(change)
    pages = view(VIEW, "near", number, at // PER_PAGE)
    back = [Button(texts.TO_NEAR_LIST, pages), Button(texts.TO_SUMMARY, view(VIEW, "sum", number))]
    rows = [choice, _beside(there.changes, number, at), back]
    return Screen("\n".join(fitting(parts, MOST_LETTERS)), [row for row in rows if row])


def _of_records(change: Change, forms: Forms) -> list[str]:
    """What changes in the records, field by field."""
    told = []
    for edit in change.acts:
        if not isinstance(edit, Mended):
            continue
        form = forms[kind_of(edit.facts)]
        old = dict(said(form, form.answers(edit.before)))
        new = dict(said(form, form.answers(edit.facts)))
        for label in dict.fromkeys((*old, *new)):
            if old.get(label) != new.get(label):
                words = _arrow(old.get(label, ""), new.get(label, ""))
                told.append(texts.IN_RECORD.format(label=escape(label), said=escape(words)))
    return told


def _beside(changes: Sequence[Change], number: int, at: int) -> Row:
    keys = []
    if at > 0:
        keys.append(Button(texts.PREVIOUS, view(VIEW, "diff", number, changes[at - 1].number)))
    if at < len(changes) - 1:
        keys.append(Button(texts.NEXT, view(VIEW, "diff", number, changes[at + 1].number)))
    return keys


def told_of_others(there: Known, most: int | None) -> list[str]:
    """What stays: lines of closed blocks that differ, and those that the file does not have."""
    parts: list[str] = []
    if there.fixed:
        parts += ["", texts.FIXED.format(count=len(there.fixed))]
        parts += [texts.NEAR_LINE.format(said=escape(shortly(one))) for one in there.fixed[:most]]
    gone = import_known.gone(there)
    if gone:
        parts += ["", texts.GONE.format(count=len(gone))]
        parts += [texts.NEAR_LINE.format(said=escape(_clip(one.text))) for one in gone[:most]]
    if len(gone) > len(gone[:most]):
        parts.append(texts.MORE_GONE.format(count=len(gone) - len(gone[:most])))
    return parts


def gone_list(there: Known, number: int, page: int) -> Screen:
    """A page of the lines that the file does not have."""
    shown = page_of(import_known.gone(there), page, PER_PAGE)
    parts = [texts.GONE_LIST.format(mark=shown.mark), ""]
    parts += [texts.NEAR_LINE.format(said=escape(_clip(one.text))) for one in shown.items]
    rows: list[Row] = [*shown.turning(VIEW, "gone", number)]
    rows.append([Button(texts.TO_SUMMARY, view(VIEW, "sum", number))])
    return Screen("\n".join([*fitting(parts, MOST_LETTERS), "", texts.GONE_NOTE]), rows)


def losses(proposal: Proposal, number: int, page: int) -> Screen:
    """A page of what was not read."""
    lost = proposal.outline.losses
    shown = page_of(lost, page, PER_PAGE)
    parts = [texts.LOSSES_PAGE.format(count=len(lost), mark=shown.mark), ""]
    parts += [texts.LOSS.format(text=escape(one)) for one in shown.items]
    rows = shown.turning(VIEW, "lost", number)
    rows.append([Button(texts.TO_SUMMARY, view(VIEW, "sum", number))])
    return Screen("\n".join(parts), rows)
