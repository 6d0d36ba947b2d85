"""What a sitting looks like: text and keys, pure; the door turns keys into Telegram's codes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape
from typing import Any

from pydantic import ValidationError

from handlers.forms import month_view, seating, texts, ways
from handlers.forms.dated import Dates, Day
from handlers.forms.fields import Aids, Chip, Choice, Flag
from handlers.forms.figures import Figures
from handlers.forms.form import Form
from handlers.forms.keys import OPEN, Key
from handlers.forms.session import Mode, Press, Sitting, joins
from storage.facts.shapes import Facts
from storage.rules.names import cut

MOST_CHIPS = 24
WIDE_LABEL = 11  # letters of Hangul that fit half a phone's width
NARROW_LABEL = 6  # letters that fit a third of it
MOST_LABEL = 40
NO_AIDS = Aids(today=date.min)  # options of a choice need no help


@dataclass
class Drawing:
    """Text in Telegram HTML, rows of keys, and the values behind the chips in their order."""

    text: str
    rows: list[list[Key]] = field(default_factory=list)
    offered: list[Any] = field(default_factory=list)


def draw(form: Form, sitting: Sitting, aids: Aids) -> Drawing:
    """The screen of the sitting as it stands."""
    if sitting.doubt is not None and not seating.of_line(
        sitting
    ):  # also over the card: a message it was filled from was edited
        return _doubt(form, sitting, sitting.doubt)
    if sitting.mode is Mode.PICK:
        return _pick(form, sitting)
    if sitting.mode is Mode.CARD or not sitting.asked:
        return _card(form, sitting, aids)
    return _question(form, sitting, aids)


def quoted(words: Sequence[str]) -> str:
    """Lines of the report as a card shows them."""
    return "\n".join(f"<blockquote>{escape(one)}</blockquote>" for one in words)


def sentence(form: Form, answers: dict[str, Any], above: Facts | None = None) -> str:
    """The report lines that these answers will become; a plain word while they make none yet."""
    try:
        lines = form.lines(answers, above)
    except (ValidationError, ValueError):
        return texts.NO_SENTENCE
    marks = {1: "○ ", 2: "  - ", 3: "    · "}
    return "\n".join(f"{marks[line.level]}{line.text}" for line in lines)


def _title(form: Form, sitting: Sitting) -> str:
    if sitting.only:
        return texts.ONE_QUESTION.format(title=form.title)
    if sitting.mode is Mode.EDIT:
        return texts.EDITING.format(title=form.title)
    if not sitting.asked or sitting.mode is Mode.FILL:  # all that was said stands there
        return texts.CARD_HEAD.format(title=form.title)
    if not sitting.answers:  # the first answer often decides what else is asked
        return form.title
    return texts.progress(form.title, _left(form, sitting))


def _left(form: Form, sitting: Sitting) -> int:
    """Questions still to come at most, this one included: an option may bring more of them."""
    asked = form[sitting.asked]
    options = [None]
    if asked.name in form.decides and isinstance(asked, Choice | Flag):
        options = [chip.value for chip in asked.chips(sitting.answers, NO_AIDS)]
    told = sitting.answers | {one.name: 0 for one in asked.parts}
    counts = [
        len([one for one in form.to_ask({**told, asked.name: option}) if one.name != asked.name])
        for option in options
    ]
    return 1 + max(counts)


def said(form: Form, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Label and words of each field worth a line: it has a value that is not the usual one."""
    values = {one.name: form.value(one, answers) for one in form.visible(answers)}
    return _told(form, {name: one for name, one in values.items() if one != form[name].usual})


def _told(form: Form, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Label and words of what was answered; figures that one answer fills stand together."""
    wholes = set()
    for one in form.visible(answers):
        if answers.get(one.name) is None or one.within:
            continue
        whole = form.whole_of(one, answers)
        if whole is None:
            yield one.label, one.in_words(answers[one.name], answers)
        elif whole.name not in wholes:
            wholes.add(whole.name)
            yield whole.label, whole.said(answers)


def _said(form: Form, answers: Mapping[str, Any]) -> list[str]:
    return [f"{escape(label)}: {escape(shown)}" for label, shown in said(form, answers)]


def _answered(form: Form, sitting: Sitting) -> list[str]:
    """What was said so far; while one field is changed, only what it holds now."""
    if not sitting.asked:
        return _said(form, sitting.answers)
    if sitting.mode is not Mode.EDIT:
        given = {n: v for n, v in sitting.answers.items() if n != sitting.asked}
        if sitting.mode is Mode.FILL:
            return [*_said(form, given), *_left_over(sitting)]
        told = [f"{escape(label)}: {escape(shown)}" for label, shown in _told(form, given)]
        stands = ways.keeps(form, sitting) and not form[sitting.asked].parts
        return [*told, *_now(form, sitting)] if stands else told
    return _now(form, sitting)


def _now(form: Form, sitting: Sitting) -> list[str]:
    """What the open question holds already."""
    field = form[sitting.asked]
    value = form.value(field, sitting.answers)
    shown = (
        field.said(sitting.answers) if value is None else field.in_words(value, sitting.answers)
    )
    shown = shown or texts.NOTHING
    return [texts.NOW.format(label=escape(field.label), value=escape(shown))]


def _left_over(sitting: Sitting) -> list[str]:
    """Words of a line for which the form has no field."""
    return [texts.LEFT.format(words=escape(sitting.left))] if sitting.left else []


def _evidence(sitting: Sitting) -> list[str]:
    return [texts.evidence(sitting.photos)] if sitting.photos else []


def _question(form: Form, sitting: Sitting, aids: Aids) -> Drawing:
    field = form[sitting.asked]
    head = [f"<b>{escape(_title(form, sitting))}</b>", *_above(form, sitting)]
    body = [""]
    if sitting.notice:
        body += [f"※ {escape(sitting.notice)}", ""]
    ask, hint = field.asked_with(sitting.answers, aids)
    body.append(f"<b>{escape(ask)}</b>")
    if hint:
        body.append(texts.EXAMPLE.format(hint=escape(hint)))
    drawing = Drawing("\n".join([*head, *body]))
    if sitting.month:
        drawing.text += f"\n\n{month_view.words(sitting.month, aids)}"
        drawing.rows += month_view.rows(sitting.month, aids)
    else:
        _chips(drawing, field.chips(sitting.answers, aids))
        _single(drawing, form, sitting)
        if isinstance(field, Day | Dates):
            month = f"{aids.today:%Y-%m}"
            drawing.rows.append([Key(texts.CALENDAR, "m", month)])
        if _can_repeat(form, sitting, aids):
            drawing.rows.insert(0, [Key(texts.LIKE_LAST, Press.LIKE_LAST, style="primary")])
        if ways.keeps(form, sitting):
            drawing.rows.insert(0, [Key(texts.KEEP, Press.KEEP, style="primary")])
        taken = ways.begun_with(form, sitting)
        drawing.rows += [taken[at : at + 3] for at in range(0, len(taken), 3)]
    drawing.rows.append(ways.foot(form, sitting))
    return drawing


def _can_repeat(form: Form, sitting: Sitting, aids: Aids) -> bool:
    """Whether the last record holds an answer that this one does not have yet."""
    if sitting.asked != form.like_last or sitting.mode is not Mode.CHAIN:
        return False
    last = aids.last or {}
    return any(
        one.repeats and one.name in last and one.name not in sitting.answers for one in form.fields
    )


def _above(form: Form, sitting: Sitting) -> list[str]:
    """What is known already; above a single question only why it is asked."""
    if sitting.only:
        return [escape(line) for line in sitting.why]
    return _answered(form, sitting) + _evidence(sitting)


def _doubt(form: Form, sitting: Sitting, doubt: Mapping[str, Any]) -> Drawing:
    head = [f"<b>{escape(_title(form, sitting))}</b>", *_above(form, sitting), ""]
    head += [f"※ {escape(sitting.notice)}", ""] if sitting.notice else []
    drawing = Drawing("\n".join([*head, f"<b>{escape(doubt['question'])}</b>"]))
    for at, (label, *_rest) in enumerate(doubt["options"]):
        drawing.rows.append([Key(cut(label, MOST_LABEL), "o", str(at))])
    drawing.rows.append(ways.foot(form, sitting))
    return drawing


def _options(doubt: Mapping[str, Any]) -> list[list[Key]]:
    """The likely answers to what is doubtful of a line, above 저장."""
    keys = [Key(cut(one[0], MOST_LABEL), "o", str(at)) for at, one in enumerate(doubt["options"])]
    if len(keys) == 3 and all(len(key.label) <= NARROW_LABEL for key in keys):
        return [keys]
    return _side_by_side(keys)


def _chips(drawing: Drawing, chips: Sequence[Chip]) -> None:
    """Chips two in a row, one in a row where a label is long; doubles are shown once."""
    shown: list[Chip] = []
    for chip in chips:
        if all(chip.value != other.value for other in shown) and len(shown) < MOST_CHIPS:
            shown.append(chip)
    drawing.offered = [chip.value for chip in shown]
    keys = [Key(cut(chip.label, MOST_LABEL), "c", str(at)) for at, chip in enumerate(shown)]
    drawing.rows += _side_by_side(keys)


def _side_by_side(keys: Sequence[Key]) -> list[list[Key]]:
    rows: list[list[Key]] = []
    row: list[Key] = []
    for key in keys:
        if len(key.label) > WIDE_LABEL:
            rows += [row] if row else []
            rows.append([key])
            row = []
            continue
        row.append(key)
        if len(row) == 2:
            rows.append(row)
            row = []
    return [*rows, row] if row else rows


def _single(drawing: Drawing, form: Form, sitting: Sitting) -> None:
    """Under a question for several figures: each that is open, to be asked alone."""
    field = form[sitting.asked]
    if not isinstance(field, Figures) or sitting.mode is not Mode.CHAIN:
        return
    left = field.left(sitting.answers)
    keys = [Key(one.label, "f", str(form.places[one.name])) for one in left if len(left) > 1]
    drawing.rows += [keys[at : at + 2] for at in range(0, len(keys), 2)]


def _card(form: Form, sitting: Sitting, aids: Aids) -> Drawing:
    lines = [f"<b>{escape(texts.CARD_HEAD.format(title=form.title))}</b>"]
    lines += [*_said(form, sitting.answers), *_left_over(sitting), *_evidence(sitting)]
    missing, doubt = form.missing(sitting.answers), seating.of_line(sitting)
    if not (missing and doubt):  # what is asked below would only be said twice
        shown = quoted(aids.lines or (texts.NO_SENTENCE,))
        lines += ["", f"<b>{texts.SENTENCE_HEAD}</b>", shown]
    lines += [f"※ {escape(one)}" for one in aids.notes]
    if missing and not doubt:
        lines.append("※ " + texts.MISSING.format(labels=", ".join(f.label for f in missing)))
    lines += [f"※ {escape(sitting.notice)}"] if sitting.notice else []
    keys = [[Key(texts.SAVE, Press.SAVE, style="success")]] if not missing else []
    if doubt:
        lines += ["", f"<b>{escape(doubt['question'])}</b>"]
        keys = [*_options(doubt), *keys]
    if sitting.mode in (Mode.SIMILAR, Mode.JOIN):
        told, keys = _join(sitting) if sitting.mode is Mode.JOIN else _similar(sitting)
        lines += ["", *told]
    back = [Key(texts.BACK, Press.BACK)] if ways.goes_back(form, sitting) else []
    foot = [*back, Key(texts.EDIT, Press.PICK), Key(texts.STOP, Press.CANCEL)]
    return Drawing("\n".join(lines), [*keys, foot])


def _similar(sitting: Sitting) -> tuple[list[str], list[list[Key]]]:
    """The records that the answers seem to repeat, and what can be done with each."""
    equal = any(one["equal"] for one in sitting.alike)
    lines = [f"<b>{texts.EQUAL_HEAD if equal else texts.SIMILAR_HEAD}</b>"]
    rows = []
    for at, one in enumerate(sitting.alike):
        mark = "" if len(sitting.alike) == 1 else f"{at + 1}. "
        lines.append(escape(mark + one["title"]) + (texts.EQUAL_MARK if one["equal"] else ""))
        rows.append([Key(mark + texts.OPEN_ALIKE, OPEN, f"{one['kind']}:{one['id']}")])
        if one["joins"]:
            rows[-1].append(Key(mark + texts.JOIN_ALIKE, "j", joins(at)))
    lines += [texts.MORE_ALIKE.format(count=sitting.more_alike)] if sitting.more_alike else []
    anyway = [Key(texts.SAVE_ANYWAY, Press.ANYWAY)]  # what is merely alike is mostly another one
    return [*lines, texts.SIMILAR_ASK], [*rows, anyway] if equal else [anyway, *rows]


def _join(sitting: Sitting) -> tuple[list[str], list[list[Key]]]:
    """Where the record that was chosen says something else: whose words are to stand."""
    lines = [f"<b>{texts.DIFFERS_HEAD}</b>", *map(escape, sitting.differing), texts.DIFFERS_ASK]
    at = sitting.joining
    return lines, [
        [Key(texts.KEEP_STANDING, "j", joins(at, newest=False))],
        [Key(texts.TAKE_NEWEST, "j", joins(at, newest=True))],
    ]


def _pick(form: Form, sitting: Sitting) -> Drawing:
    lines = [f"<b>{escape(texts.EDITING.format(title=form.title))}</b>"]
    lines += _said(form, sitting.answers)
    lines += ["", f"※ {escape(sitting.notice)}"] if sitting.notice else []
    lines += ["", f"<b>{texts.PICK_HEAD}</b>"]
    visible = form.visible(sitting.answers)
    keys = [Key(one.label, "f", str(form.places[one.name])) for one in visible]
    rows = [keys[at : at + 2] for at in range(0, len(keys), 2)]
    rows.append([Key(texts.TO_CARD, Press.CARD), Key(texts.STOP, Press.CANCEL)])
    return Drawing("\n".join(lines), rows)
