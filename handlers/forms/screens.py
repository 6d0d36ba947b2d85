"""What a sitting looks like: text and keys, pure; the door turns keys into Telegram's codes."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape
from typing import Any

from pydantic import ValidationError

from handlers.forms import texts
from handlers.forms.fields import Aids, Chip, Dates, Day, Field
from handlers.forms.form import Form
from handlers.forms.session import Mode, Press, Sitting
from storage.reports.shapes import Facts

MOST_CHIPS = 24
WIDE_LABEL = 11  # letters of Hangul that fit half a phone's width
MOST_LABEL = 40


@dataclass(frozen=True)
class Key:
    """A button of a form: `op` and `arg` become its code."""

    label: str
    op: str
    arg: str = ""
    style: str = ""


@dataclass
class Screen:
    """Text in Telegram HTML, rows of keys, and the values behind the chips in their order."""

    text: str
    rows: list[list[Key]] = field(default_factory=list)
    offered: list[Any] = field(default_factory=list)


def draw(form: Form, sitting: Sitting, aids: Aids) -> Screen:
    """The screen of the sitting as it stands."""
    if sitting.mode is Mode.PICK:
        return _pick(form, sitting)
    if sitting.mode is Mode.CARD or not sitting.asked:
        return _card(form, sitting, aids)
    return _question(form, sitting, aids)


def sentence(form: Form, answers: dict[str, Any], above: Facts | None = None) -> str:
    """The report lines that these answers will become; a plain word while they make none yet."""
    try:
        lines = form.lines(answers, above)
    except (ValidationError, ValueError):
        return texts.NO_SENTENCE
    marks = {1: "○ ", 2: "  - ", 3: "    · "}
    return "\n".join(f"{marks[line.level]}{line.text}" for line in lines)


def _title(form: Form, sitting: Sitting) -> str:
    if sitting.mode is Mode.EDIT:
        return texts.EDITING.format(title=form.title)
    asked = [f for f in form.visible(sitting.answers) if f.needed or f.is_asked(sitting.answers)]
    at = next((n for n, f in enumerate(asked, 1) if f.name == sitting.asked), len(asked))
    return texts.PROGRESS.format(title=form.title, at=at, of=len(asked))


def _said(form: Form, field: Field, answers: dict[str, Any]) -> str:
    value = form.value(field, answers)
    shown = texts.NOTHING if value is None else field.show(value)
    return f"{field.label}: {escape(shown)}"


def _answered(form: Form, sitting: Sitting) -> list[str]:
    return [
        _said(form, one, sitting.answers)
        for one in form.visible(sitting.answers)
        if sitting.answers.get(one.name) is not None and one.name != sitting.asked
    ]


def _evidence(sitting: Sitting) -> list[str]:
    return [texts.PHOTOS.format(count=len(sitting.photos))] if sitting.photos else []


def _question(form: Form, sitting: Sitting, aids: Aids) -> Screen:
    field = form[sitting.asked]
    head = [f"<b>{escape(_title(form, sitting))}</b>", *_answered(form, sitting)]
    head += _evidence(sitting)
    body = [""]
    if sitting.notice:
        body.append(f"※ {escape(sitting.notice)}")
    if sitting.doubt is not None:
        return _doubt(sitting, head, body)
    body.append(f"<b>{escape(field.ask)}</b>")
    if field.hint:
        body.append(texts.EXAMPLE.format(hint=escape(field.hint)))
    screen = Screen("\n".join([*head, *body]))
    if sitting.month:
        _calendar(screen, sitting.month, aids)
    else:
        _chips(screen, field.chips(sitting.answers, aids))
        if isinstance(field, Day | Dates):
            month = f"{aids.today:%Y-%m}"
            screen.rows.append([Key(texts.CALENDAR, "m", month)])
        if field.name == form.like_last and aids.last and sitting.mode is Mode.CHAIN:
            screen.rows.insert(0, [Key(texts.LIKE_LAST, Press.LIKE_LAST, style="primary")])
    screen.rows.append(_foot(sitting))
    return screen


def _doubt(sitting: Sitting, head: list[str], body: list[str]) -> Screen:
    doubt = sitting.doubt or {}
    screen = Screen("\n".join([*head, *body, f"<b>{escape(doubt['question'])}</b>"]))
    for at, (label, _value) in enumerate(doubt["options"]):
        screen.rows.append([Key(_short(label), "o", str(at))])
    screen.rows.append(_foot(sitting))
    return screen


def _chips(screen: Screen, chips: Sequence[Chip]) -> None:
    """Chips two in a row, one in a row where a label is long; doubles are shown once."""
    shown: list[Chip] = []
    for chip in chips:
        if all(chip.value != other.value for other in shown) and len(shown) < MOST_CHIPS:
            shown.append(chip)
    screen.offered = [chip.value for chip in shown]
    row: list[Key] = []
    for at, chip in enumerate(shown):
        key = Key(_short(chip.label), "c", str(at))
        if len(chip.label) > WIDE_LABEL:
            screen.rows += [row] if row else []
            screen.rows.append([key])
            row = []
            continue
        row.append(key)
        if len(row) == 2:
            screen.rows.append(row)
            row = []
    screen.rows += [row] if row else []


def _short(label: str) -> str:
    return label if len(label) <= MOST_LABEL else f"{label[: MOST_LABEL - 1]}…"


def _foot(sitting: Sitting) -> list[Key]:
    """뒤로 · 건너뛰기 · 취소 always stand at the same place."""
    if sitting.mode is Mode.EDIT:
        return [
            Key(texts.TO_CARD, Press.CARD),
            Key(texts.SKIP, Press.SKIP),
            Key(texts.CANCEL, Press.CANCEL),
        ]
    return [
        Key(texts.BACK, Press.BACK),
        Key(texts.SKIP, Press.SKIP),
        Key(texts.CANCEL, Press.CANCEL),
    ]


def _calendar(screen: Screen, month: str, aids: Aids) -> None:
    year, number = int(month[:4]), int(month[5:7])
    head = texts.MONTH_HEAD.format(year=year, month=number)
    days_off = [
        texts.HOLIDAY.format(day=day.day, name=name)
        for day, name in sorted(aids.holidays.items())
        if (day.year, day.month) == (year, number)
    ]
    screen.text += f"\n\n{head}"
    if days_off:
        screen.text += "\n" + texts.HOLIDAY_LINE.format(days=escape(", ".join(days_off)))
    before = date(year - (number == 1), 12 if number == 1 else number - 1, 1)
    after = date(year + (number == 12), 1 if number == 12 else number + 1, 1)
    screen.rows.append(
        [
            Key(texts.LAST_MONTH, "m", f"{before:%Y-%m}"),
            Key(texts.NEXT_MONTH, "m", f"{after:%Y-%m}"),
        ]
    )
    screen.rows.append([Key(name, "m", month) for name in texts.WEEKDAYS])
    for week in calendar.Calendar().monthdatescalendar(year, number):
        screen.rows.append([_day(day, number, month, aids.today) for day in week])
    screen.rows.append([Key(texts.CLOSE_CALENDAR, "m", "0")])


def _day(day: date, number: int, month: str, today: date) -> Key:
    if day.month != number:
        return Key(" ", "m", month)
    label = f"[{day.day}]" if day == today else str(day.day)
    return Key(label, "d", f"{day:%Y%m%d}")


def _card(form: Form, sitting: Sitting, aids: Aids) -> Screen:
    lines = [f"<b>{escape(texts.CARD_HEAD.format(title=form.title))}</b>"]
    lines += [
        _said(form, one, sitting.answers)
        for one in form.visible(sitting.answers)
        if one.needed
        or one.is_asked(sitting.answers)
        or form.value(one, sitting.answers) is not None
    ]
    lines += _evidence(sitting)
    shown = escape(sentence(form, sitting.answers, aids.above))
    lines += ["", f"<b>{texts.SENTENCE_HEAD}</b>", f"<blockquote>{shown}</blockquote>"]
    missing = form.missing(sitting.answers)
    if missing:
        lines.append("※ " + texts.MISSING.format(labels=", ".join(f.label for f in missing)))
    if sitting.notice:
        lines.append(f"※ {escape(sitting.notice)}")
    if sitting.mode is Mode.SIMILAR:
        lines.append(f"<b>{texts.SIMILAR_HEAD}</b>")
        save = Key(texts.SAVE_ANYWAY, Press.ANYWAY, style="primary")
    else:
        save = Key(texts.SAVE, Press.SAVE, style="success")
    return Screen(
        "\n".join(lines),
        [
            [save],
            [
                Key(texts.BACK, Press.BACK),
                Key(texts.EDIT, Press.PICK),
                Key(texts.CANCEL, Press.CANCEL),
            ],
        ],
    )


def _pick(form: Form, sitting: Sitting) -> Screen:
    lines = [f"<b>{escape(texts.EDITING.format(title=form.title))}</b>"]
    lines += [_said(form, one, sitting.answers) for one in form.visible(sitting.answers)]
    lines += ["", f"<b>{texts.PICK_HEAD}</b>"]
    places = {one.name: at for at, one in enumerate(form.fields)}
    keys = [Key(one.label, "f", str(places[one.name])) for one in form.visible(sitting.answers)]
    rows = [keys[at : at + 2] for at in range(0, len(keys), 2)]
    rows.append([Key(texts.TO_CARD, Press.CARD), Key(texts.CANCEL, Press.CANCEL)])
    return Screen("\n".join(lines), rows)
