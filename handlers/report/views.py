"""The screens of the report: pure, from what was found to words and buttons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from handlers.chat.buttons import in_rows, numbered, record_code
from handlers.chat.paging import fitting, page_of
from handlers.report import texts, wording_trace
from handlers.report.places import Place
from handlers.report.taps import name_of
from storage.models.report import ReportBlock, ReportVersion
from storage.report import wording_report
from storage.report.formats import WITH_PHOTOS, Format
from storage.rules.dates import show_moment
from storage.rules.half_year import HalfYear
from storage.rules.terms import PlansPrinted
from storage.traffic.messages import Button, Row, Screen, view

PER_PAGE = 10
MOST_RECORDS = 20
MOST_LETTERS = 3500
READING, EDITING, KEEPING, FORMING, LATE = "rep", "repw", "repv", "repf", "late"
PLANS, LEFT, TRACES = "repp", "repl", "trc"
"""The views: what everybody may read, the lines, claims and versions, the office's own form."""


def card_rows(half: HalfYear, open_claims: int, *, maker: bool, headless: bool) -> list[Row]:
    """The buttons below the card: the files, what is most urgent, and everything else."""
    first = traces_button(half)
    if headless:
        (first,) = to_head(half, empty=True)
    elif maker:
        first = _claims(half, open_claims)
    more = Button(texts.MORE, view(READING, "more", half.code))
    return [files(half, None), [first, more]]


def more(
    half: HalfYear, open_claims: int, photos: int, plans: PlansPrinted, *, maker: bool
) -> Screen:
    """The second page of buttons: all that is done with the report beside taking its files."""
    keys: list[Button] = []
    if maker:
        choice = texts.PLANS_CHOSEN.format(choice=plans.label)
        keys = [
            _claims(half, open_claims),
            *to_head(half, empty=False),
            Button(texts.LINES, view(EDITING, "blocks", half.code)),
            Button(texts.FORM, view(FORMING, "form", half.code)),
            Button(texts.PLAN_TABLE, view("table", "get", half.next().code)),
            Button(choice, view(PLANS, "show", half.code)),
        ]
    registers = Button(texts.REGISTERS, view("reg", "show", half.code, "half", 0))
    keys += [traces_button(half), _versions(half), registers]
    before, after = half.previous(), half.next()
    near = [
        Button(f"◀ {before.short}", view(READING, "half", before.code)),
        Button(f"{after.short} ▶", view(READING, "half", after.code)),
    ]
    back = [Button(texts.TO_CARD, view(READING, "half", half.code))]
    rows = [*in_rows(keys), *_photos(half, None, photos), near, back]
    return Screen(texts.MORE_HEAD.format(half=half.label), rows)


def _claims(half: HalfYear, count: int) -> Button:
    label = texts.CLAIMS_COUNTED.format(count=count) if count else texts.CLAIMS
    return Button(label, view(KEEPING, "claims", half.code, 0))


def to_head(half: HalfYear, *, empty: bool) -> list[Button]:
    """The way to the head of the report, which comes first while it is empty."""
    label = texts.FILL_HEAD if empty else texts.HEAD_BUTTON
    return [Button(label, view("pledge", "show", half.code), style="primary" if empty else "")]


def files(half: HalfYear, version: int | None) -> list[Button]:
    """One button a format; a version by its number, the draft as it stands by 0."""
    return [
        Button(one.label, view(READING, "file", half.code, one, version or 0)) for one in Format
    ]


def _photos(half: HalfYear, version: int | None, count: int) -> list[Row]:
    if not count:
        return []
    label = texts.PHOTOS.format(count=count)
    return [[Button(label, view(READING, "photos", half.code, version or 0))]]


def photo_files(half: HalfYear, version: int | None, count: int) -> Screen:
    """The files that have the photos behind the report."""
    word = texts.version_word(version)
    lines = [texts.PHOTOS_HEAD.format(half=half.label, version=word, count=count)]
    if not count:
        lines = [texts.NO_PHOTOS]
    keys = [
        Button(one.label, view(READING, "album", half.code, one, version or 0))
        for one in WITH_PHOTOS
    ]
    back = ("version", half.code, version) if version else ("half", half.code)
    rows: list[Row] = [keys] if count else []
    return Screen("\n".join(lines), [*rows, [Button(texts.BACK, view(READING, *back))]])


def _versions(half: HalfYear) -> Button:
    return Button(texts.VERSIONS, view(READING, "versions", half.code))


def traces_button(half: HalfYear, version: int | None = None) -> Button:
    """To every printed line and what stands behind it."""
    return Button(wording_trace.LINES, view(TRACES, "lines", half.code, version or 0, 0))


def to_card(half: HalfYear) -> list[Button]:
    """The way back to the card."""
    return [Button(texts.TO_CARD, view(READING, "half", half.code))]


# -- lines ---------------------------------------------------------------------------------------


def block_list(half: HalfYear, blocks: Sequence[tuple[ReportBlock, int]]) -> Screen:
    """The blocks of the report with their numbers of lines."""
    lines = [texts.BLOCKS_HEAD.format(half=half.label), ""]
    for at, (block, count) in enumerate(blocks, 1):
        frozen = texts.FROZEN if block.frozen is not None else ""
        lines.append(
            texts.BLOCK_LINE.format(at=at, label=escape(block.label), count=count, frozen=frozen)
        )
    if not blocks:
        lines.append(texts.NO_BLOCKS)
    codes = [view(EDITING, "lines", half.code, block.id, 0) for block, _count in blocks]
    return Screen("\n".join(lines), [*numbered(codes), to_card(half)])


def line_list(half: HalfYear, block: ReportBlock, places: Sequence[Place], page: int) -> Screen:
    """One page of a block's lines."""
    shown = page_of(places, page, PER_PAGE)
    first = shown.number * PER_PAGE + 1
    lines = [texts.LINES_HEAD.format(label=escape(block.label), mark=shown.mark), ""]
    for at, place in enumerate(shown.items, first):
        text = texts.printed(place.line).strip()
        lines.append(texts.LINE_IN_LIST.format(at=at, text=text, flags=_flags(place)))
    lines.append(f"\n{texts.OPEN_LINE}" if places else texts.NO_LINES)
    number = block.id
    codes = [view(EDITING, "line", half.code, number, name_of(place)) for place in shown.items]
    rows: list[Row] = [*numbered(codes, first)]
    rows += shown.turning(EDITING, "lines", half.code, number)
    if not places and block.frozen is None:
        rows.append([Button(texts.ADD_FIRST, view(EDITING, "add", half.code, number, "-"))])
    rows.append([Button(texts.TO_BLOCKS, view(EDITING, "blocks", half.code))])
    return Screen("\n".join(lines), rows)


def _flags(place: Place) -> str:
    flags = [
        word
        for held, word in (
            (place.line.edited, texts.EDITED),
            (place.line.stale, texts.STALE),
            (place.hidden, texts.HIDDEN),
            (place.mark is not None, texts.JOINED),
        )
        if held
    ]
    return f" ({', '.join(flags)})" if flags else ""


def line_card(
    half: HalfYear,
    block: ReportBlock,
    place: Place,
    page: int,
    notice: str = "",
    more: Sequence[Row] = (),
) -> Screen:
    """One line: its words, its records, and what may be done with it."""
    lines = [notice, ""] if notice else []
    lines += [f"<b>{escape(block.label)}</b>", ""]
    lines.append(f"<blockquote>{texts.printed(place.line).strip()}</blockquote>{_flags(place)}")
    if place.line.stale or (place.composed and place.composed != place.line.text):
        words = texts.STALE_LINE if place.line.stale else texts.COMPOSED_LINE
        lines += ["", words.format(composed=escape(place.composed))]
    if place.line.records:
        lines += ["", texts.RECORDS.format(count=len(place.line.records))]
        first = texts.first_records(len(place.line.records), MOST_RECORDS).strip()
        lines += [first] if first else []
    if block.frozen is not None:
        lines += ["", texts.FROZEN_BLOCK]
    here = (half.code, block.id, name_of(place))
    keys = [
        Button(texts.RECORD.format(at=at), record_code(kind, number, EDITING, "line", *here))
        for at, (kind, number) in enumerate(place.line.records[:MOST_RECORDS], 1)
    ]
    rows: list[Row] = [*in_rows(keys, 4), *more]
    if block.frozen is None:
        rows += _acts(place, here)
    back = view(EDITING, "lines", half.code, block.id, page)
    rows.append([Button(texts.TO_LINES, back), *to_card(half)])
    return Screen("\n".join(lines), rows)


def _acts(place: Place, here: tuple[str, int, str]) -> list[Row]:
    def act(label: str, name: str) -> Button:
        return Button(label, view(EDITING, name, *here))

    shown = act(texts.SHOW, "unhide") if place.hidden else act(texts.HIDE, "hide")
    rows: list[Row] = [
        [act(texts.REWORD, "reword"), shown],
        [act(texts.UP, "up"), act(texts.DOWN, "down")],
    ]
    if place.mark is None:
        rows.append([act(texts.JOIN_SLASH, "slash"), act(texts.JOIN_COMMA, "comma")])
    else:
        rows.append([act(texts.PART, "part")])
    rows.append([act(texts.ADD, "add"), act(texts.FORGET, "forget")])
    return rows


# -- versions ------------------------------------------------------------------------------------


def version_list(
    half: HalfYear,
    versions: Sequence[ReportVersion],
    names: Mapping[int, str],
    *,
    maker: bool,
    notice: str = "",
    late: int = 0,
    left: int = 0,
    page: int = 0,
) -> Screen:
    """A page of the versions that were kept, the newest first; `late` records changed after the
    last, and `left` mismatches stand between the report and 확정: then these are the button."""
    shown = page_of(sorted(versions, key=lambda one: -one.number), page, PER_PAGE)
    lines = [notice, ""] if notice else []
    lines += [texts.VERSIONS_HEAD.format(half=half.label) + shown.mark, ""]
    lines += [texts.LATE_COUNTED.format(count=late), ""] if late else []
    lines += [version_line(one, names) for one in shown.items]
    lines.append(f"\n{texts.OPEN_VERSION}" if versions else texts.NO_VERSIONS)
    keys = [
        Button(
            texts.VERSION.format(number=one.number),
            view(READING, "version", half.code, one.number),
        )
        for one in shown.items
    ]
    rows: list[Row] = [*in_rows(keys, 5), *shown.turning(READING, "versions", half.code)]
    if maker and late:
        rows.append([Button(texts.RENEW, view(LATE, "again", half.code))])
    if maker:
        claims = texts.CLAIMS_COUNTED.format(count=left)
        last = Button(texts.CONFIRM, view(KEEPING, "confirm", half.code))
        if left:
            last = Button(claims, view(KEEPING, "claims", half.code, 0))
            lines.append(f"※ {wording_report.open_claims(left)}")
        rows.append(
            [
                Button(texts.SAVE_DRAFT, view(KEEPING, "draft", half.code)),
                Button(texts.SUBMIT, view(KEEPING, "submit", half.code)),
                last,
            ]
        )
    return Screen("\n".join(lines), [*rows, to_card(half)])


def version_line(one: ReportVersion, names: Mapping[int, str]) -> str:
    """One version in the list."""
    return texts.VERSION_LINE.format(
        number=one.number,
        stage=texts.stage_word(one.stage, one.provisional),
        at=show_moment(one.at),
        name=escape(names.get(one.officer_id, texts.UNKNOWN_OFFICER)),
    )


@dataclass(frozen=True)
class Comparison:
    """Another version, and what is different from the older of the two to the newer."""

    number: int
    changes: Sequence[str]


def version_card(
    half: HalfYear,
    one: ReportVersion,
    names: Mapping[int, str],
    shown: Comparison | None,
    others: Sequence[int],
    photos: int,
) -> Screen:
    """One version: its seal, its files, and what is different from another one."""
    lines = [
        texts.VERSION_HEAD.format(
            half=half.label,
            number=one.number,
            stage=texts.stage_word(one.stage, one.provisional),
            at=show_moment(one.at),
            name=escape(names.get(one.officer_id, texts.UNKNOWN_OFFICER)),
            sha256=one.sha256,
        ),
        "",
    ]
    if shown is None:
        lines.append(texts.FIRST_VERSION)
    else:
        told = [texts.CHANGE.format(text=escape(change)) for change in shown.changes]
        head = texts.CHANGES_HEAD if told else texts.NO_CHANGES
        before, after = sorted((shown.number, one.number))
        lines += [head.format(before=before, after=after), *fitting(told, MOST_LETTERS)]
    compared = shown.number if shown else 0
    keys = [
        Button(
            texts.COMPARE.format(number=other),
            view(READING, "version", half.code, one.number, other),
        )
        for other in others[-PER_PAGE:]
        if other != compared
    ]
    back = [Button(texts.BACK, view(READING, "versions", half.code))]
    rows: list[Row] = [files(half, one.number), *_photos(half, one.number, photos)]
    back = [traces_button(half, one.number), *back]
    return Screen("\n".join(lines), [*rows, *in_rows(keys, 3), back])


def submit_question(half: HalfYear) -> Screen:
    """Whether this is what is handed in; the second half's figures may be provisional."""
    keys = [Button(texts.YES_SUBMIT, view(KEEPING, "submitted", half.code, 0))]
    if half.half == 2:  # the panel gets provisional figures before the year has ended
        keys.append(Button(texts.YES_PROVISIONAL, view(KEEPING, "submitted", half.code, 1)))
    back = [Button(texts.BACK, view(READING, "versions", half.code))]
    return Screen(texts.SURE_SUBMIT.format(half=half.label), [keys, back])
