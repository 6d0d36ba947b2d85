"""The rule book in `/settings`: rules by their days, added, changed, ended, taken out."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from html import escape

from handlers.chat import prompts
from handlers.chat.buttons import in_rows, numbered
from handlers.chat.context import OfficeContext
from handlers.chat.prompts import Answer, Prompt
from handlers.chat.taps import Tap
from handlers.settings import answers, effect_words, texts
from handlers.settings.changing import MAY, VIEW, Setter, Told
from handlers.settings.texts import RULES_BUTTON
from storage.act import Act
from storage.long_reading import lent
from storage.report import rule_effects
from storage.rules import quota
from storage.rules.dates import show_day
from storage.rules.quota import JUDGING, RULE_BOOK, Rule, RuleKey
from storage.rules.setting_kinds import SettingSort
from storage.settings import office_settings, rule_book
from storage.settings.office_settings import Change
from storage.traffic.messages import Button, Row, Screen, view

ORDER = (*JUDGING, *(key for key in RuleKey if key not in JUDGING))


async def now(context: OfficeContext) -> str:
    """The rules that judge, as they stand today, on one line."""
    book = await rule_book.book(context.session)
    return " · ".join(
        f"{key.label} {answers.shown_value(quota.in_force(book, key, context.today))}"
        for key in JUDGING
    )


async def shelf(context: OfficeContext) -> Screen:
    """Every rule as it stands today."""
    book = await rule_book.book(context.session)
    lines = [texts.RULES_HEAD.format(day=show_day(context.today))]
    for at, key in enumerate(ORDER, 1):
        if at in (1, len(JUDGING) + 1):
            lines += ["", texts.JUDGING if key in JUDGING else texts.KNOWN]
        value = answers.shown_value(quota.in_force(book, key, context.today))
        lines.append(texts.RULE_LINE.format(at=at, name=key.label, value=value))
    codes = [view(VIEW, "rule", key) for key in ORDER]
    history = Button(texts.HISTORY, view(VIEW, "hist", SettingSort.RULE, 0))
    rows: list[Row] = [*numbered(codes), [history, Button(texts.TO_HOME, view(VIEW, "home"))]]
    return Screen("\n".join(lines), rows)


async def one(context: OfficeContext, key: RuleKey) -> Screen:
    """A rule by its days, and what may be done with it."""
    own = [
        office_settings.as_change(row)
        for row in await office_settings.of(context.session, SettingSort.RULE)
        if row.key == key
    ]
    every = sorted(
        [(rule, None) for rule in RULE_BOOK if rule.key is key]
        + [(rule_book.rule_of(each), each.number) for each in own],
        key=lambda each: each[0].effective or date.min,
    )
    current = _begun_last([rule for rule, _ in every], context.today)
    lines = [texts.RULE_HEAD.format(name=key.label)]
    lines.append(texts.RULE_USE if key in JUDGING else texts.RULE_ONLY_KNOWN)
    lines.append("")
    lines += [
        entry(at, rule, mark=rule is current, own=number is not None)
        for at, (rule, number) in enumerate(every, 1)
    ]
    mine = [(at, number) for at, (_, number) in enumerate(every, 1) if number is not None]
    keys = [
        button
        for at, number in mine
        for button in (
            Button(texts.EDIT.format(at=at), view(VIEW, "edit", number)),
            Button(texts.DROP.format(at=at), view(VIEW, "drop", number)),
        )
    ]
    add = Button(texts.ADD, view(VIEW, "add", key), style="primary")
    rows: list[Row] = [[add, Button(texts.END, view(VIEW, "end", key))], *in_rows(keys, 2)]
    return Screen("\n".join(lines), [*rows, [Button(texts.TO_RULES, view(VIEW, "rules"))]])


def entry(at: int, rule: Rule, *, mark: bool, own: bool) -> str:
    """One rule with its day, force and basis."""
    since = texts.SINCE.format(day=show_day(rule.effective)) if rule.effective else ""
    basis = escape(rule.basis) + ("" if own else f" ({texts.BUILT_IN})")
    told = {"at": at, "since": since or texts.SINCE_EVER, "basis": basis}
    text = texts.ENTRY_ENDS if rule.ends else texts.ENTRY
    said = text.format(value=answers.shown_value(rule), force=rule.force, **told)
    head, _, rest = said.partition("\n")
    return f"{head}{texts.NOW_MARK if mark else ''}\n{rest}"


def _begun_last(rules: Sequence[Rule], day: date) -> Rule | None:
    begun = [rule for rule in rules if rule.effective is None or rule.effective <= day]
    return begun[-1] if begun else None


# -- asked and answered -------------------------------------------------------------------------


async def asked(one_tap: Tap) -> None:
    """`add:<key>`, `end:<key>`, `edit:<row>`."""
    context, act = one_tap.context, one_tap.act
    if act == "edit":
        row = await office_settings.existing(context.session, one_tap.number())
        rule = rule_book.rule_of(office_settings.as_change(row))
        prompt, given = (END if rule.ends else ADD), (str(rule.key), row.id)
        now_said = says(office_settings.as_change(row))
    else:
        key = RuleKey(one_tap.args[0])
        book = await rule_book.book(context.session)
        found = quota.in_force(book, key, context.today)
        prompt, given = (END if act == "end" else ADD), (str(key), 0)
        now_said = answers.shown_value(found)
    told = {"name": RuleKey(given[0]).label, "now": escape(now_said)}
    await prompts.ask(context, one_tap.chat_id, prompt, *given, **told)


async def dropped(one_tap: Tap) -> Screen:
    """`drop:<row>`."""
    row = await office_settings.existing(one_tap.context.session, one_tap.number())
    change = replace(office_settings.as_change(row), said=None)
    return await SETTER.ask(one_tap.context, change)


async def added(answer: Answer) -> None:
    """A rule with its day, in place of the one of the button if there is one."""
    await _proposed(answer, answers.a_rule)


async def ended(answer: Answer) -> None:
    """The day from which on there is no rule."""
    await _proposed(answer, answers.an_end)


async def _proposed(answer: Answer, read: Callable[[RuleKey, str, date], Rule]) -> None:
    key, number = RuleKey(str(answer.given[0])), int(answer.given[1])
    rule = read(key, str(answer.read), answer.context.today)
    said = rule_book.said(rule)
    change = Change(SettingSort.RULE, key, said, rule.effective, number or None)
    await answer.context.say(answer.chat_id, *await SETTER.ask(answer.context, change))


# -- the setter ---------------------------------------------------------------------------------


def name(change: Change) -> str:
    """Of which rule a change tells."""
    return f"{RULES_BUTTON} · {RuleKey(change.key).label}"


def says(change: Change) -> str:
    """What a row says, on one line."""
    rule = rule_book.rule_of(change)
    if not rule.ends:
        return _in_words(rule)
    since = texts.SINCE.format(day=show_day(rule.effective)) if rule.effective else ""
    return escape(" · ".join(one for one in (since, texts.RULE_NONE, rule.basis) if one))


async def sides(context: OfficeContext, change: Change, _before: Change | None) -> tuple[str, str]:
    """The rule of the day of the change, as the book is and as it would be."""
    key, day = RuleKey(change.key), change.from_on or context.today
    books = await rule_book.book(context.session), await rule_book.after(context.session, change)
    was, will = (_in_words(quota.in_force(book, key, day)) for book in books)
    return was, will


def _in_words(rule: Rule | None) -> str:
    if rule is None:
        return texts.RULE_NONE
    since = texts.SINCE.format(day=show_day(rule.effective)) if rule.effective else ""
    told = [answers.shown_value(rule), since, rule.force, rule.basis]
    return escape(" · ".join(one for one in told if one))


async def foresee(context: OfficeContext, change: Change, _before: Change | None) -> Told:
    """The contracts, lines and figures that become others."""
    work = partial(rule_effects.foreseen, change=change, today=context.today)
    effect = await lent(context.session, ("rules", str(change.to_json())), work)
    return Told(effect_words.of_rules(effect), len(effect.moved))


async def follow(act: Act, change: Change, _before: Change | None) -> None:
    """The contracts are judged by the rules as they are now."""
    await rule_effects.follow(act, texts.REASON.format(name=RuleKey(change.key).label))


async def screen(context: OfficeContext, change: Change) -> Screen:
    """The rule that was changed."""
    return await one(context, RuleKey(change.key))


SETTER = Setter(SettingSort.RULE, name, says, sides, foresee, follow, screen)
ADD = Prompt("setting_rule", MAY, texts.ADD_QUESTION, texts.ADD_HINT, added)
END = Prompt("setting_rule_end", MAY, texts.END_QUESTION, texts.END_HINT, ended)
