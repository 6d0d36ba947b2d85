"""The office's usual words in `/settings`: offered as answers, known by their short forms."""

import re
from html import escape

from handlers.chat import prompts
from handlers.chat.buttons import in_rows
from handlers.chat.context import OfficeContext
from handlers.chat.prompts import Answer, Prompt
from handlers.chat.taps import Tap
from handlers.settings import texts
from handlers.settings.changing import MAY, VIEW, Setter, Told
from storage.act import Act
from storage.rules.errors import Refusal, Unreadable
from storage.rules.names import clean_text, clipped
from storage.rules.setting_kinds import SettingSort, WordField
from storage.settings import office_settings, usual_words
from storage.settings.office_settings import Change
from storage.traffic.messages import Button, Row, Screen, view

LEAST_SHORT = 2


async def now(context: OfficeContext) -> str:
    """How many there are."""
    return texts.WORDS_NOW.format(count=len(await usual_words.every(context.session)))


async def shelf(context: OfficeContext) -> Screen:
    """All words by what they are for."""
    every = await usual_words.every(context.session)
    lines = [texts.WORDS_HEAD]
    numbers: list[tuple[int, int]] = []
    for field in WordField:
        mine = [one for one in every if one.field is field]
        lines += ["", f"<b>{field.label}</b>"] if mine else []
        for one in mine:
            numbers.append((len(numbers) + 1, one.number))
            said = _shown(one.text, one.short)
            lines.append(texts.WORD_LINE.format(at=len(numbers), said=escape(said)))
    lines += ["", texts.NO_WORDS] if not numbers else []
    add = [
        Button(texts.ADD_WORD.format(of=one.label), view(VIEW, "say", one)) for one in WordField
    ]
    drop = [Button(texts.DROP.format(at=at), view(VIEW, "unsay", row)) for at, row in numbers]
    rows: list[Row] = [*in_rows(add, 2), *in_rows(drop, 3)]
    history = Button(texts.HISTORY, view(VIEW, "hist", SettingSort.WORD, 0))
    rows.append([history, Button(texts.TO_HOME, view(VIEW, "home"))])
    return Screen("\n".join(lines), rows)


def _shown(text: str, short: str) -> str:
    return texts.SHORT.format(short=short, text=text) if short else text


async def asked(tap: Tap) -> None:
    """`say:<what it is for>`."""
    field = WordField(tap.args[0])
    await prompts.ask(tap.context, tap.chat_id, WORD, str(field), of=field.label)


async def answered(answer: Answer) -> None:
    """`킨텍스 = 킨텍스 제1전시장`, or the words alone."""
    field, words = WordField(str(answer.given[0])), clean_text(str(answer.read))
    short, mark, text = (one.strip() for one in re.split(r"(=|＝)", f"{words}==")[:3])
    text, short = (text, short) if mark and text else (short, "")
    if not text or (short and len(short) < LEAST_SHORT):
        raise Unreadable(words, texts.WANTED_WORD, texts.WORD_HINT)
    for one in await usual_words.every(answer.context.session):
        if one.field is field and (one.text == text or (short and one.short == short)):
            raise Refusal(texts.WORD_TWICE.format(said=_shown(one.text, one.short)))
    said = {"text": clipped(text, texts.MOST_WORD), "short": clipped(short, texts.MOST_WORD)}
    change = Change(SettingSort.WORD, str(field), said)
    await answer.context.say(answer.chat_id, *await SETTER.ask(answer.context, change))


async def dropped(tap: Tap) -> Screen:
    """`unsay:<row>`."""
    row = await office_settings.existing(tap.context.session, tap.number())
    return await SETTER.ask(tap.context, Change(row.sort, row.key, None, number=row.id))


# -- the setter ---------------------------------------------------------------------------------


def name(change: Change) -> str:
    """For what the word is."""
    return f"{SettingSort.WORD.label} · {WordField(change.key).label}"


def says(change: Change) -> str:
    """The word, with its short form."""
    said = change.said or {}
    return escape(_shown(str(said.get("text", "")), str(said.get("short", ""))))


async def sides(_context: OfficeContext, change: Change, before: Change | None) -> tuple[str, str]:
    """The word as it stands, and as it would."""
    was = says(before) if before else texts.NOTHING
    return was, says(change) if change.said is not None else texts.NOTHING


async def foresee(_context: OfficeContext, change: Change, _before: Change | None) -> Told:
    """Words of what is written from now on; records stay as they are."""
    said = change.said or {}
    short = str(said.get("short", ""))
    told = [texts.WORD_OFFERED] if said else []
    if short:
        told.append(texts.WORD_READ.format(short=escape(short), text=escape(str(said["text"]))))
    return Told(["", *told, texts.WORD_KEPT])


async def follow(_act: Act, _change: Change, _before: Change | None) -> None:
    """Nothing is written beside it: forms and lines ask for the words each time."""


async def screen(context: OfficeContext, _change: Change) -> Screen:
    """All words."""
    return await shelf(context)


SETTER = Setter(SettingSort.WORD, name, says, sides, foresee, follow, screen)
WORD = Prompt("setting_word", MAY, texts.WORD_QUESTION, texts.WORD_HINT, answered)
