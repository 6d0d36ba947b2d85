"""What was read beside the words of a report, until somebody says that it is so; pure."""

from collections.abc import Sequence
from html import escape

from handlers.chat import texts as number_words
from handlers.chat.buttons import IN_A_ROW_OF_NUMBERS, in_rows
from handlers.chat.paging import fitting, page_of
from handlers.forms.screens import said
from handlers.imports import texts
from handlers.imports.differences import MOST_LETTERS, VIEW, Forms
from storage.facts.kinds import kind_of
from storage.report.importing import import_known
from storage.report.importing.import_known import Known
from storage.report.reading.loosely import COUNTS, Proposed, answers_to
from storage.report.reading.proposal import Fate, Offer, Proposal
from storage.rules.counts import with_unit
from storage.rules.terms import Measure
from storage.traffic.messages import Button, Row, Screen, view

PER_PAGE = 6
MOST_PRINTED = 120
MOST_FIELDS = 160
MARKS = {1: "○", 2: "-", 3: "·"}


def read_ones(proposal: Proposal, there: Known) -> list[Offer]:
    """The offers whose words propose records, but for what stands in the report already."""
    return [
        one
        for one in proposal.offers
        if one.reads
        and one.fate is not Fate.DROP
        and one.block not in there.closed
        and not import_known.is_known(there, one)
    ]


def unconfirmed(proposal: Proposal, there: Known) -> list[Offer]:
    """Those of which nobody has said anything."""
    said_of = proposal.choices.fates
    return [one for one in read_ones(proposal, there) if one.number not in said_of]


def plain_ones(proposal: Proposal, there: Known) -> list[Offer]:
    """Those that one tap confirms: nothing about them is asked."""
    return [
        one for one in unconfirmed(proposal, there) if not any(read.open for read in one.reads)
    ]


def facts_in(offers: Sequence[Offer]) -> int:
    """How many records they would become."""
    return sum(len(one.reads) for one in offers)


def told(proposal: Proposal, there: Known) -> list[str]:
    """The lines of the summary; none where nothing was read beside words."""
    found = read_ones(proposal, there)
    if not found:
        return []
    left = facts_in(unconfirmed(proposal, there))
    line = texts.READS.format(count=facts_in(found), left=left)
    return ["", line, *([texts.READS_NOTE] if left else [])]


def keys(proposal: Proposal, there: Known, number: int) -> list[Row]:
    """The way to them, and the one tap for all of which nothing is asked."""
    found = read_ones(proposal, there)
    rows: list[Row] = []
    if found:
        label = texts.SHOW_READS.format(count=facts_in(found))
        rows.append([Button(label, view(VIEW, "reads", number, 0))])
    return rows + _all(proposal, there, number)


def _all(proposal: Proposal, there: Known, number: int) -> list[Row]:
    plain = plain_ones(proposal, there)
    if not plain:
        return []
    label = texts.READS_ALL.format(count=facts_in(plain))
    return [[Button(label, view(VIEW, "yes", number), style="primary")]]


def read_list(proposal: Proposal, there: Known, number: int, page: int, forms: Forms) -> Screen:
    """A page of them: the printed words, and what was read of each."""
    found = read_ones(proposal, there)
    shown = page_of(found, page, PER_PAGE)
    parts = [texts.READ_LIST.format(mark=shown.mark)]
    for one in shown.items:
        parts += ["", *(escape(line) for line in listed(proposal, one, forms))]
    parts += ["", texts.OPEN_READ if shown.items else texts.NO_READS]
    numbers = [
        Button(
            number_words.NUMBER.format(at=one.number + 1), view(VIEW, "read", number, one.number)
        )
        for one in shown.items
    ]
    rows: list[Row] = [
        *in_rows(numbers, IN_A_ROW_OF_NUMBERS),
        *shown.turning(VIEW, "reads", number),
    ]
    rows += _all(proposal, there, number)
    rows.append([Button(texts.TO_SUMMARY, view(VIEW, "sum", number))])
    return Screen("\n".join(fitting(parts, MOST_LETTERS)), rows)


def listed(proposal: Proposal, offer: Offer, forms: Forms) -> list[str]:
    """The printed words of one, and below them what was read."""
    state = texts.READ_STATE[_state(proposal, offer)]
    text = _clip(" ".join(line.text for line in offer.unit.lines))
    line = texts.READ_LINE.format(at=offer.number + 1, state=state, text=text)
    return [line, *(texts.READ_AS.format(said=shortly(one, forms)) for one in offer.reads)]


def _state(proposal: Proposal, offer: Offer) -> Fate | None:
    return proposal.choices.fates.get(offer.number)


def _clip(text: str, most: int = MOST_PRINTED) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def shortly(read: Proposed, forms: Forms) -> str:
    """What was read, on one line: 일자리버스 · 날짜 2023.1.~6. · 수치 운영 22회."""
    fields = _fields(read, forms)
    kind = next((words for label, words in fields if label == texts.KIND), "")
    title = kind or forms[kind_of(read.facts)].title
    others = [
        words if words.startswith(label) else texts.FIELD.format(label=label, words=words)
        for label, words in fields
        if label not in texts.PLAIN
    ]
    return _clip(" · ".join([title, *others]), MOST_FIELDS)


def _fields(read: Proposed, forms: Forms) -> list[tuple[str, str]]:
    form = forms[kind_of(read.facts)]
    return list(said(form, form.answers(read.facts)))


def read_card(proposal: Proposal, there: Known, number: int, offer: Offer, forms: Forms) -> Screen:
    """One of them: the words as printed, all that was read, what is asked, and the choice."""
    whole = [*([offer.heading] if offer.heading else []), *offer.unit.lines]
    printed = "\n".join(f"{'  ' * (one.level - 1)}{MARKS[one.level]} {one.text}" for one in whole)
    parts = [texts.READ_HEAD, f"<blockquote>{escape(printed)}</blockquote>"]
    rows: list[Row] = []
    for at, read in enumerate(offer.reads):
        title = escape(forms[kind_of(read.facts)].title)
        parts += ["", texts.RECORD_HEAD.format(at=at + 1, title=title)]
        parts += [f"{escape(a)}: {escape(b)}" for a, b in _fields(read, forms)]
        for place in read.open:
            parts += ["", texts.ASKED.format(question=escape(read.doubts[place].question))]
            rows += _chips(number, offer, at, place)
    parts += ["", texts.READ_STAYS]
    answer = _state(proposal, offer)
    choice = [
        Button(
            texts.CHOSEN.format(label=label) if answer is fate else label,
            view(VIEW, "fact", number, offer.number, fate.value),
        )
        for fate, label in texts.READ_ANSWERS.items()
    ]
    rows.append(choice)
    found = read_ones(proposal, there)
    at = next((n for n, one in enumerate(found) if one.number == offer.number), 0)
    rows.append(_beside(found, number, at))
    page = view(VIEW, "reads", number, at // PER_PAGE)
    rows.append(
        [Button(texts.TO_READS, page), Button(texts.TO_SUMMARY, view(VIEW, "sum", number))]
    )
    return Screen("\n".join(fitting(parts, MOST_LETTERS)), [row for row in rows if row])


def _chips(number: int, offer: Offer, read: int, place: int) -> list[Row]:
    """The likely answers to what is asked, and that it is none of them."""
    where = (number, offer.number, read, place)
    told = offer.reads[read]
    likely = answers_to(told.doubts[place], told.facts)
    found = [
        Button(_answer(name, value), view(VIEW, "doubt", *where, at))
        for at, (name, value) in enumerate(likely)
    ]
    none = Button(texts.NO_FACT, view(VIEW, "doubt", *where, len(likely)))
    return [*in_rows([*found, none])]


def _answer(name: str, value: object) -> str:
    if name.startswith(COUNTS) and isinstance(value, int):
        measure = Measure(name.removeprefix(COUNTS))
        return f"{measure.label} {with_unit(value, measure.unit)}"
    label = getattr(value, "label", None)
    if isinstance(label, str) and label:
        return label
    return " ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _beside(found: Sequence[Offer], number: int, at: int) -> Row:
    row = []
    if at > 0:
        row.append(Button(texts.PREVIOUS, view(VIEW, "read", number, found[at - 1].number)))
    if at < len(found) - 1:
        row.append(Button(texts.NEXT, view(VIEW, "read", number, found[at + 1].number)))
    return row
