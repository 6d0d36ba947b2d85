"""Kinds of event in `/settings`: made after a built-in one, called otherwise, retired."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from html import escape

from handlers.chat import prompts
from handlers.chat.buttons import numbered
from handlers.chat.context import OfficeContext
from handlers.chat.prompts import Answer, Prompt
from handlers.chat.taps import Tap
from handlers.settings import effect_words, kind_answers, texts
from handlers.settings.changing import MAY, VIEW, Setter, Told
from storage.act import Act
from storage.facts import wording
from storage.facts.event_kinds import AS_PATTERN, EVENT_ROWS
from storage.long_reading import lent
from storage.report import kind_effects
from storage.report.kind_effects import Effect
from storage.rules.errors import Gone, Refusal
from storage.rules.setting_kinds import SettingSort
from storage.rules.terms import EventKind, Measure
from storage.settings import event_kinds
from storage.settings.event_kinds import OwnKind
from storage.settings.office_settings import Change
from storage.traffic.messages import Button, Row, Screen, view


async def now(context: OfficeContext) -> str:
    """How many there are."""
    own = await event_kinds.every(context.session, in_use=True)
    return texts.KINDS_NOW.format(usual=len(EventKind), own=len(own))


async def shelf(context: OfficeContext) -> Screen:
    """The built-in kinds, and those of the office."""
    own = await event_kinds.every(context.session)
    names = " · ".join(kind.label for kind in EventKind)
    lines = [texts.KINDS_HEAD, "", texts.KINDS_USUAL.format(names=names), "", texts.KINDS_OWN]
    lines += [
        texts.KIND_LINE.format(at=at, name=escape(one.name), retired=_retired(one))
        for at, one in enumerate(own, 1)
    ] or [texts.KINDS_NONE]
    rows: list[Row] = [
        *numbered([view(VIEW, "kind", one.number) for one in own]),
        [Button(texts.NEW_KIND, view(VIEW, "patterns"), style="primary")],
        [
            Button(texts.HISTORY, view(VIEW, "hist", SettingSort.KIND, 0)),
            Button(texts.TO_HOME, view(VIEW, "home")),
        ],
    ]
    return Screen("\n".join(lines), rows)


async def patterns(context: OfficeContext) -> Screen:
    """The sentences that a new kind may have."""
    lines = [texts.PATTERNS_HEAD]
    for at, base in enumerate(AS_PATTERN, 1):
        shown = wording.show(
            kind_answers.sample(OwnKind(texts.SAMPLE_NAME, base), context.today)[1:]
        )
        lines += ["", texts.PATTERN_LINE.format(at=at, name=base.label, sample=escape(shown))]
    codes = [view(VIEW, "new", base) for base in AS_PATTERN]
    back = Button(texts.TO_KINDS, view(VIEW, "kinds"))
    return Screen("\n".join(lines), [*numbered(codes), [back]])


async def one(context: OfficeContext, number: int) -> Screen:
    """A kind of the office, with its sentence and how many records it has."""
    kind = await _existing(context, number)
    events = await kind_effects.events_of(context.session, number)
    facts = texts.KIND_FACTS.format(
        base=kind.base.label,
        heading=escape(kind.heading or EVENT_ROWS[kind.base].headings[0]),
        target=escape(kind.target) or texts.NOTHING,
        words=escape(", ".join(kind.known_by)),
        figures=kind_answers.figure_names(_asked(kind)) or texts.NOTHING,
        events=events,
    )
    lines = [texts.KIND_HEAD.format(name=escape(kind.name), retired=_retired(kind)), facts]
    lines += ["", *_sentence(context, kind)]
    turn = texts.REVIVE if kind.retired else texts.RETIRE
    rows: list[Row] = [
        [
            Button(texts.CHANGE_KIND, view(VIEW, "rename", number), style="primary"),
            Button(turn, view(VIEW, "retire", number)),
        ],
        [Button(texts.TO_KINDS, view(VIEW, "kinds"))],
    ]
    return Screen("\n".join(lines), rows)


def _sentence(context: OfficeContext, kind: OwnKind) -> list[str]:
    shown = wording.show(kind_answers.sample(kind, context.today))
    return [texts.KIND_SENTENCE, f"<blockquote>{escape(shown)}</blockquote>"]


def _retired(kind: OwnKind) -> str:
    return texts.RETIRED_MARK if kind.retired else ""


def _asked(kind: OwnKind) -> Sequence[Measure]:
    return EVENT_ROWS[kind.base].figures_asked if kind.asks is None else kind.asks


async def _existing(context: OfficeContext, number: int) -> OwnKind:
    kind = await event_kinds.by_number(context.session, number)
    if kind is None:
        raise Gone(texts.GONE)
    return kind


# -- asked and answered -------------------------------------------------------------------------


async def asked(tap: Tap) -> None:
    """`new:<built-in kind>`."""
    base = EventKind(tap.args[0])
    told = {
        "base": base.label,
        "figures": kind_answers.figure_names(kind_answers.figures_of(base)),
    }
    await prompts.ask(tap.context, tap.chat_id, NEW, str(base), **told)


async def rename_asked(tap: Tap) -> None:
    """`rename:<row>`."""
    kind = await _existing(tap.context, tap.number())
    told = {
        "name": escape(kind.name),
        "now": escape(_typed(kind)),
        "figures": kind_answers.figure_names(kind_answers.figures_of(kind.base)),
    }
    await prompts.ask(tap.context, tap.chat_id, RENAME, kind.number, **told)


def _typed(kind: OwnKind) -> str:
    """The line that would make the kind again."""
    figures = "" if kind.asks is None else kind_answers.figure_names(kind.asks)
    parts = [kind.name, kind.heading, kind.target, ", ".join(kind.words), figures]
    while not parts[-1]:
        parts.pop()
    return " / ".join(parts)


async def made(answer: Answer) -> None:
    """A new kind, shown before it is kept."""
    kind = kind_answers.a_kind(EventKind(str(answer.given[0])), str(answer.read))
    await _refuse_twin(answer.context, kind)
    await answer.context.say(answer.chat_id, *await _propose(answer.context, kind))


async def renamed(answer: Answer) -> None:
    """The same kind by another name, heading or words."""
    was = await _existing(answer.context, int(answer.given[0]))
    kind = kind_answers.a_kind(was.base, str(answer.read))
    kind = replace(kind, number=was.number, retired=was.retired)
    await _refuse_twin(answer.context, kind)
    await answer.context.say(answer.chat_id, *await _propose(answer.context, kind))


async def retired(tap: Tap) -> Screen:
    """`retire:<row>`: takes no new records, or does again."""
    kind = await _existing(tap.context, tap.number())
    return await _propose(tap.context, replace(kind, retired=not kind.retired))


async def _propose(context: OfficeContext, kind: OwnKind) -> Screen:
    said = event_kinds.said(kind)
    change = Change(SettingSort.KIND, str(kind.base), said, number=kind.number or None)
    return await SETTER.ask(context, change)


async def _refuse_twin(context: OfficeContext, kind: OwnKind) -> None:
    names = {one.label for one in EventKind}
    for one_kind in await event_kinds.every(context.session):
        names |= {one_kind.name} if one_kind.number != kind.number else set()
    if kind.name in names:
        raise Refusal(texts.SAME_NAME.format(name=kind.name))


# -- the setter ---------------------------------------------------------------------------------


def name(change: Change) -> str:
    """Of which kind a change tells."""
    return f"{SettingSort.KIND.label} · {escape(event_kinds.read(change).name)}"


def says(change: Change) -> str:
    """What the office says of a kind, on one line."""
    kind = event_kinds.read(change)
    more = [
        text.format(one=said)
        for text, said in (
            (texts.SAYS_TARGET, kind.target),
            (texts.SAYS_WORDS, ", ".join(kind.words)),
            (texts.SAYS_FIGURES, kind_answers.figure_names(kind.asks or ())),
        )
        if said
    ]
    heading = kind.heading or EVENT_ROWS[kind.base].headings[0]
    told = {"name": kind.name, "base": kind.base.label, "heading": heading}
    said = texts.SAYS_KIND.format(more="".join(more), retired=_retired(kind), **told)
    return escape(said)


async def sides(_context: OfficeContext, change: Change, before: Change | None) -> tuple[str, str]:
    """What the row says, and what it is to say."""
    was = says(before) if before else texts.NOTHING
    return was, says(change) if change.said is not None else texts.NOTHING


async def foresee(context: OfficeContext, change: Change, before: Change | None) -> Told:
    """The sentence, and the events that are called otherwise."""
    work = partial(kind_effects.foreseen, change=change)
    effect = await lent(context.session, ("kinds", str(change.to_json())), work)
    told = [""]
    if change.said is not None:
        told += _sentence(context, event_kinds.read(change))
        told += _turned(event_kinds.read(change), before)
    return Told([*told, *effect_lines(effect)], len(effect.titles))


def _turned(kind: OwnKind, before: Change | None) -> list[str]:
    was = event_kinds.read(before) if before else None
    return [texts.RETIRING] if kind.retired and was and not was.retired else []


def effect_lines(effect: Effect) -> list[str]:
    """What becomes of events, in words with numbers and names."""
    told = [texts.KIND_EVENTS.format(count=effect.events)] if effect.events else []
    if effect.titles:
        told += ["", texts.RENAMED.format(count=len(effect.titles))]
        told += [
            texts.RENAMED_LINE.format(at=at, title=escape(title))
            for at, title in enumerate(effect.titles[: effect_words.MOST_MOVED], 1)
        ]
        rest = len(effect.titles) - effect_words.MOST_MOVED
        told += [texts.MORE.format(count=rest)] if rest > 0 else []
        told += effect_words.lines(effect.parts)
    else:
        told.append(texts.NONE_RENAMED)
    return told + ([texts.KEPT_EVENTS.format(count=effect.kept)] if effect.kept else [])


async def follow(act: Act, change: Change, before: Change | None) -> None:
    """The events are called by it as it is now. Refusal where it goes and events are of it."""
    number = change.number or (before.number if before else None) or 0
    if change.said is None:
        if count := await kind_effects.events_of(act.session, number):
            raise Refusal(texts.HAS_EVENTS.format(count=count))
        return
    await kind_effects.follow(act, number, texts.REASON.format(name=event_kinds.read(change).name))


async def screen(context: OfficeContext, change: Change) -> Screen:
    """The kinds, or the one that was changed."""
    kind = await event_kinds.by_number(context.session, change.number or 0)
    return await (one(context, kind.number) if kind is not None else shelf(context))


SETTER = Setter(SettingSort.KIND, name, says, sides, foresee, follow, screen)
NEW = Prompt("setting_kind", MAY, texts.NEW_QUESTION, texts.NEW_HINT, made)
RENAME = Prompt("setting_kind_again", MAY, texts.EDIT_QUESTION, texts.NEW_HINT, renamed)
