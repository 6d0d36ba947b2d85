"""The screens of an imported report: pure, from what was found to words and buttons."""

from collections.abc import Mapping, Sequence
from html import escape

from handlers.chat import texts as number_words
from handlers.chat.buttons import IN_A_ROW_OF_NUMBERS, in_rows
from handlers.chat.paging import fitting, page_of
from handlers.forms.form import Form
from handlers.forms.screens import said
from handlers.imports import differences, reads, texts
from handlers.imports.changes import changes
from handlers.imports.differences import VIEW, shortly
from handlers.upload import texts as uploading
from handlers.upload.commands import DROP
from handlers.upload.commands import VIEW as UPLOADS
from storage.facts.kinds import kind_of
from storage.facts.shapes import EventFacts, MouFacts
from storage.facts.wording import lines, show
from storage.models.report_import import ReportImport
from storage.report.importing import import_known
from storage.report.importing.import_known import Known
from storage.report.reading.changes import Change
from storage.report.reading.proposal import PROBLEMS, RECORDS, Fate, Offer, Proposal
from storage.report.reading.units import Numbered
from storage.rules.dates import show_moment
from storage.rules.names import clean_text
from storage.rules.terms import RecordKind
from storage.traffic.messages import Button, Row, Screen, view

PER_PAGE = 8
MOST_LETTERS = 3500
MOST_IN_LIST = 90
MOST_TOLD = 8  # of each list in the summary; all of it stands behind a button
ALL, CHECK, WORDS = "all", "check", "words"
MARKS = {1: "○", 2: "-", 3: "·"}


def to_check(proposal: Proposal) -> list[Offer]:
    """The offers that somebody should look at."""
    return [one for one in proposal.offers if one.doubts or one.cuts]


def as_words(proposal: Proposal) -> list[Offer]:
    """The offers with a line that has no record."""
    fates = proposal.lines()
    return [
        one
        for one in proposal.offers
        if any(fates[line.number] is Fate.WORDS for line in one.unit.lines)
    ]


def summary(proposal: Proposal, there: Known, number: int, file_name: str) -> Screen:
    """What was read, what would change, and what was lost; nothing is saved yet."""
    nothing = import_known.nothing_new(there, proposal)
    parts = told(proposal, there, file_name, most=MOST_TOLD)
    end = _end(nothing, bool(there.changes))
    text = "\n".join([*fitting(parts, MOST_LETTERS - len(end)), "", end])
    rows = [*_looks_at(proposal, there, number), *reads.keys(proposal, there, number)]
    drop = Button(uploading.DROP, view(UPLOADS, DROP, number))
    if nothing:
        return Screen(text, [*rows, [drop]])
    frozen = texts.FREEZE_OFF if proposal.freeze else texts.FREEZE_ON
    rows.append([Button(frozen, view(VIEW, "freeze", number, int(not proposal.freeze)))])
    save = Button(texts.SAVE, view(VIEW, "save", number), style="primary")
    return Screen(text, [*rows, [save, drop]])


def told(
    proposal: Proposal, there: Known, file_name: str, *, most: int | None = None
) -> list[str]:
    """The summary line by line; `most` of each long list, all of it for the command line."""
    name = escape(clean_text(file_name))
    parts = [texts.HEAD.format(half=proposal.half.label, name=name), "", *figures(proposal)]
    if there.before is not None:
        parts += ["", texts.BEFORE.format(at=show_moment(there.before.at))]
    parts += ["", texts.ROWS_HEAD, *_rows(proposal, there)]
    changed = changes(proposal, there)
    if changed:
        parts += ["", texts.CHANGES_HEAD, *(escape(one) for one in changed)]
    parts += reads.told(proposal, there)
    parts += _near(proposal, there, most)
    parts += differences.told_of_others(there, most)
    lost = proposal.outline.losses
    if lost:
        parts += ["", texts.LOSSES_HEAD.format(count=len(lost))]
        parts += [texts.LOSS.format(text=escape(one)) for one in lost[:most]]
    if len(lost) > len(lost[:most]):
        parts.append(texts.MORE_LOSSES.format(count=len(lost) - len(lost[:most])))
    return parts


def _near(proposal: Proposal, there: Known, most: int | None) -> list[str]:
    """The lines that nearly equal lines of the report, old and new."""
    if not there.changes:
        return []
    left = len(import_known.undecided(there, proposal))
    parts = ["", texts.NEAR_HEAD.format(count=len(there.changes))]
    shown = there.changes[:most]
    parts += [texts.NEAR_LINE.format(said=escape(shortly(one))) for one in shown]
    if len(there.changes) > len(shown):
        parts.append(texts.MORE_NEAR.format(count=len(there.changes) - len(shown)))
    return [*parts, texts.NEAR_NOTE.format(left=left)] if left else parts


def _end(nothing: bool, near: bool) -> str:
    if nothing:
        return texts.NEAR_ONLY if near else texts.NOTHING
    return texts.NOT_YET


def _looks_at(proposal: Proposal, there: Known, number: int) -> list[Row]:
    """The buttons to all that can be looked at more closely."""
    checks, words = to_check(proposal), as_words(proposal)
    lost = len(proposal.outline.losses)
    keys = (
        (texts.SHOW_CHECKS, len(checks), ("list", number, CHECK, 0)),
        (texts.SHOW_WORDS, len(words), ("list", number, WORDS, 0)),
        (texts.SHOW_NEAR, len(there.changes), ("near", number, 0)),
        (texts.SHOW_GONE, len(import_known.gone(there)), ("gone", number, 0)),
        (texts.SHOW_LOSSES, lost, ("lost", number, 0)),
    )
    seen = [Button(texts.SHOW_LINES, view(VIEW, "list", number, ALL, 0))]
    seen += [Button(label.format(count=n), view(VIEW, *code)) for label, n, code in keys if n]
    return [*in_rows(seen)]


def figures(proposal: Proposal) -> list[str]:
    """How much was read and what becomes of it; the command line says the same."""
    rows = proposal.outline.rows
    lines = sum(len(one.lines) for one in rows) + len(proposal.outline.problems)
    sections = proposal.outline.sections
    said = [texts.READ.format(rows=len(rows), lines=lines + sections, sections=sections)]
    counts = {fate.value: proposal.count(fate) for fate in Fate}
    counts[Fate.RECORD.value] = proposal.count(*RECORDS)
    said.append(texts.FATES.format(**counts))
    return [*said, texts.TO_CHECK.format(count=len(to_check(proposal)))]


def _rows(proposal: Proposal, there: Known) -> list[str]:
    said = []
    for at, row in enumerate(proposal.outline.rows):
        blocks = {n for n, block in enumerate(proposal.blocks) if block.row == at}
        offers = [one for one in proposal.offers if one.block in blocks]
        there_now = [one for one in offers if import_known.is_known(there, one)]
        known = {line.number for one in there_now for line in _whole(one)}
        note = texts.KNOWN.format(count=len(known)) if known else ""
        if blocks & there.closed:
            closed = [one for one in offers if one.block in there.closed]
            other = {
                line.number
                for one in closed
                if not import_known.is_known(there, one)
                for line in one.unit.lines
            }
            note = texts.CLOSED.format(count=len(other))
        label = escape(row.label)
        said.append(texts.ROW.format(at=at + 1, label=label, lines=len(row.lines), known=note))
    return said


def _whole(offer: Offer) -> list[Numbered]:
    """Its lines below its heading."""
    return [*([offer.heading] if offer.heading else []), *offer.unit.lines]


def line_list(proposal: Proposal, there: Known, number: int, which: str, page: int) -> Screen:
    """The units of the report, a page of them; headings stand above the first of theirs."""
    offers = {CHECK: to_check(proposal), WORDS: as_words(proposal)}.get(which, proposal.offers)
    titles = {CHECK: texts.CHECK_LINES, WORDS: texts.WORD_LINES}
    shown = page_of(offers, page, PER_PAGE)
    title = titles.get(which, texts.ALL_LINES)
    parts = [texts.LIST_HEAD.format(title=title, mark=shown.mark)]
    row, heading = -2, -1
    for offer in shown.items:
        where = PROBLEMS if offer.block == PROBLEMS else proposal.blocks[offer.block].row
        if where != row:
            row, heading = where, -1
            parts += ["", f"<b>{escape(_label(proposal, where))}</b>"]
        if offer.heading is not None and offer.heading.number != heading:
            heading = offer.heading.number
            parts.append(escape(f"○ {offer.heading.text}"))
        parts += _in_list(there, offer)
        parts += map(escape, _looks(proposal, offer) if which == CHECK else ())
    parts += ["", texts.OPEN_LINE if shown.items else texts.NO_LINES]
    codes = [view(VIEW, "unit", number, one.number) for one in shown.items]
    rows: list[Row] = _by_number(shown.items, codes)
    rows += shown.turning(VIEW, "list", number, which)
    return Screen("\n".join(fitting(parts, MOST_LETTERS)), [*rows, [_to_summary(number)]])


def _by_number(offers: Sequence[Offer], codes: Sequence[str]) -> list[Row]:
    """Small buttons with the numbers of the offers, five in a row."""
    pairs = zip(offers, codes, strict=True)
    keys = [Button(number_words.NUMBER.format(at=one.number + 1), code) for one, code in pairs]
    return [*in_rows(keys, IN_A_ROW_OF_NUMBERS)]


def _in_list(there: Known, offer: Offer) -> list[str]:
    state = texts.STATE[offer.fate]
    if offer.fate is not Fate.DROP and import_known.is_known(there, offer):
        state = texts.KNOWN_STATE
    elif offer.block in there.closed:
        state = texts.CLOSED_STATE
    elif _change(there, offer) is not None:
        state = texts.NEAR_MARK
    first, *below = offer.unit.lines
    said = [texts.IN_LIST.format(at=offer.number + 1, state=state, text=_clip(first.text))]
    said += [f"   {MARKS[line.level]} {_clip(line.text)}" for line in below]
    return [escape(one) for one in said]


def _change(there: Known, offer: Offer) -> Change | None:
    """The question about an offer that nearly equals what stands there."""
    return next((one for one in there.changes if one.offer == offer.number), None)


def _clip(text: str) -> str:
    return text if len(text) <= MOST_IN_LIST else text[: MOST_IN_LIST - 1] + "…"


def _label(proposal: Proposal, row: int) -> str:
    return texts.PROBLEMS_LABEL if row == PROBLEMS else proposal.outline.rows[row].label


def _to_summary(number: int) -> Button:
    return Button(texts.TO_SUMMARY, view(VIEW, "sum", number))


def offer_card(
    proposal: Proposal,
    there: Known,
    number: int,
    offer: Offer,
    forms: Mapping[RecordKind, Form],
) -> Screen:
    """One unit: its lines as printed, the records they would become, and the choice."""
    where = PROBLEMS if offer.block == PROBLEMS else proposal.blocks[offer.block].row
    parts = [f"<b>{escape(_label(proposal, where))}</b>"]
    printed = "\n".join(
        f"{'  ' * (one.level - 1)}{MARKS[one.level]} {one.text}" for one in _whole(offer)
    )
    parts += [texts.SENTENCE_HEAD, f"<blockquote>{escape(printed)}</blockquote>"]
    parts += map(escape, _looks(proposal, offer))
    if import_known.is_known(there, offer):
        parts.append(texts.IS_KNOWN)
    change = _change(there, offer)
    if change is not None:
        parts.append(texts.IS_NEAR)
    parts += _becomes(offer, forms, chosen=offer.number in proposal.choices.fates)
    rows: list[Row] = _choices(number, offer) + _cut(proposal, number, offer)
    if change is not None:
        rows.append([Button(texts.TO_NEAR, view(VIEW, "diff", number, change.number))])
    if offer.reads:
        rows.append([Button(texts.TO_READ, view(VIEW, "read", number, offer.number))])
    near = []
    if offer.number > 0:
        near.append(Button(texts.PREVIOUS, view(VIEW, "unit", number, offer.number - 1)))
    if offer.number < len(proposal.offers) - 1:
        near.append(Button(texts.NEXT, view(VIEW, "unit", number, offer.number + 1)))
    to_list = view(VIEW, "list", number, ALL, offer.number // PER_PAGE)
    rows += [near, [Button(texts.TO_LIST, to_list), _to_summary(number)]]
    return Screen("\n".join(fitting(parts, MOST_LETTERS)), rows)


def _looks(proposal: Proposal, offer: Offer) -> list[str]:
    """What somebody should look at, in sentences."""
    said = [
        texts.AS_PRINTED.format(cut=word.cut)
        if number in proposal.as_printed
        else texts.MENDED.format(cut=word.cut, whole=word.whole)
        for number, word in offer.cuts
    ]
    return [f"※ {one}" for one in (*offer.doubts, *said)]


def _cut(proposal: Proposal, number: int, offer: Offer) -> list[Row]:
    """The button that leaves a cut word as it is printed, or makes it whole again."""
    if not offer.cuts:
        return []
    kept = offer.cuts[0][0] in proposal.as_printed
    label = texts.MEND if kept else texts.KEEP_CUT
    return [[Button(label, view(VIEW, "cut", number, offer.number, int(not kept)))]]


def _becomes(offer: Offer, forms: Mapping[RecordKind, Form], *, chosen: bool) -> list[str]:
    if offer.fate is Fate.DROP:
        return ["", texts.LEFT_OUT]
    if offer.fate is Fate.READ or (offer.fate is Fate.WORDS and offer.reads and not chosen):
        return ["", texts.READ_BESIDE]
    if offer.fate is Fate.WORDS:
        return ["", texts.WORDS_ONLY if offer.unit.made else texts.NOT_SURE]
    found: list[str] = []
    for at, made in enumerate(offer.unit.made, 1):
        form = forms[kind_of(made.facts)]
        found += ["", texts.RECORD_HEAD.format(at=at, title=escape(form.title))]
        fields = [*said(form, form.answers(made.facts))]
        found += [f"{escape(label)}: {escape(words)}" for label, words in fields]
        if (
            isinstance(made.facts, EventFacts | MouFacts)
            and made.facts.half
            and not any(label == texts.HALF for label, _ in fields)
        ):
            found.append(f"{texts.HALF}: {made.facts.half.label}")
        above = offer.unit.made[made.parent].facts if made.parent is not None else None
        parent = above if isinstance(above, MouFacts) else None
        sentence = show(lines(made.facts, parent=parent))
        if len(offer.unit.made) > 1:
            found.append(f"<blockquote>{escape(sentence)}</blockquote>")
    if offer.unit.mark:
        found.append(texts.JOINED.format(mark=escape(offer.unit.mark)))
    return found


def _choices(number: int, offer: Offer) -> list[Row]:
    if offer.forced:
        return []
    labels = {Fate.WORDS: texts.AS_WORDS, Fate.DROP: texts.LEAVE_OUT}
    if offer.block == PROBLEMS:
        del labels[Fate.WORDS]
    if offer.unit.made:
        labels = {Fate.RECORD: texts.AS_RECORD, **labels}
    choice = [
        Button(
            texts.CHOSEN.format(label=label) if offer.fate is fate else label,
            view(VIEW, "set", number, offer.number, fate.value),
        )
        for fate, label in labels.items()
    ]
    return [choice]


def saved(done: ReportImport, mended: int, left: Sequence[Change]) -> Screen:
    """What was saved, what was left out and why, and the way to the report."""
    half = done.half
    parts = [
        texts.SAVED.format(half=half.label, records=done.records, words=done.words, mended=mended)
    ]
    if left:
        parts += ["", texts.LEFT_HEAD.format(count=len(left))]
        parts += [texts.NEAR_LINE.format(said=escape(shortly(one))) for one in left]
    text = "\n".join(fitting(parts, MOST_LETTERS))
    return Screen(text, [[Button(texts.OPEN_REPORT, view("rep", "half", half.code))]])
