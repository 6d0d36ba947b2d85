"""A form: a tuple of fields that ends in one record.

A form that could not be filled fails when it is built, not when an officer taps it.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

import orjson

from handlers.forms.fields import Answers, Count, Field, Money
from handlers.forms.figures import Figures
from handlers.forms.named import Company
from storage.facts import wording
from storage.facts.kinds import KINDS
from storage.facts.shapes import Facts, Line, MouFacts, from_json, to_json
from storage.rules.permission import Action
from storage.rules.terms import RecordKind

Beside = Callable[[Any, int | None], Awaitable[dict[str, Any]]]
"""From the context and the record above to values under names that are no fields."""
MOST_QUESTION = 600  # letters, so that question, answers and sentence fit Telegram's 4096
LAYOUTS = 512  # kept of each form: which fields belong to answers that decide it


@dataclass(frozen=True, kw_only=True)
class Form:
    """What is asked for one kind of record, in order; raised errors are ours, at the start."""

    kind: RecordKind
    version: int  # one up when a field changes its meaning
    title: str
    fields: tuple[Field, ...]
    like_last: str = ""  # the field whose question offers "지난번과 같이"
    children: tuple[tuple[str, str], ...] = ()  # (button, form) offered once it is saved
    more: str = ""  # the button that begins one more beside it
    siblings: tuple[tuple[str, str], ...] = ()  # (button, form) offered under what it hangs on
    again: tuple[str, ...] = ()  # answers that one more of it begins with
    letters: bool = False  # whether its record can be had as a letter
    planned: Mapping[str, Any] = field(default_factory=dict)  # answers of what is still to come
    result: Mapping[str, Any] = field(default_factory=dict)  # the same once it has come true
    fixed: Mapping[str, Any] = field(default_factory=dict)  # answers that are never asked
    beside: Beside | None = None  # what is laid beside its answers when it begins
    decides: tuple[str, ...] = ()  # the answers by which fields belong to a record or do not

    def __post_init__(self) -> None:
        names = [one.name for one in self.fields]
        if len(set(names)) != len(names):
            raise ValueError(f"form {self.name}: a field name stands twice")
        shape = self.shape.__dataclass_fields__
        for one in self.fields:
            if one.parts and any(part.name not in names for part in one.parts):
                raise ValueError(f"form {self.name}: {one.name} fills a field that is not there")
            if not one.parts and one.name.split(".")[0] not in shape:
                raise ValueError(f"form {self.name}: {one.name} is no fact of {self.shape}")
            asked = [(one.ask, one.hint), *one.by_kind.values()]
            if any(len(ask) + len(hint) > MOST_QUESTION for ask, hint in asked):
                raise ValueError(f"form {self.name}: the question of {one.name} is too long")
        for name in (*filter(None, [self.like_last]), *self.again):
            if name not in names:
                raise ValueError(f"form {self.name}: no field {name}")

    @property
    def name(self) -> str:
        """What it is called in drafts and on buttons: as the kind of record it makes."""
        return self.kind.value

    @property
    def shape(self) -> type[Facts]:
        """What the facts of its records are."""
        return KINDS[self.kind].facts

    @property
    def action(self) -> Action:
        """What one has to be allowed to fill it."""
        return KINDS[self.kind].action

    def __getitem__(self, name: str) -> Field:
        return self._by_name[name]

    @cached_property
    def _by_name(self) -> Mapping[str, Field]:
        return {one.name: one for one in self.fields}

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each field stands among all, by its name."""
        return {one.name: at for at, one in enumerate(self.fields)}

    @cached_property
    def counted(self) -> frozenset[str]:
        """The labels of the figures."""
        return frozenset(
            one.label for one in self.fields if isinstance(one, Count | Money | Figures)
        )

    @cached_property
    def _wholes(self) -> Mapping[str, Sequence[Field]]:
        """By the name of a field those whose one answer may fill it, where there are some."""
        found: dict[str, list[Field]] = {}
        for whole in self.fields:
            for part in whole.parts:
                found.setdefault(part.name, []).append(whole)
        return found

    def is_planned(self, answers: Answers) -> bool:
        """Whether a record with these answers waits for its result."""
        return bool(self.planned) and self.planned.items() <= answers.items()

    def has_come_true(self, before: Answers, now: Answers) -> bool:
        """Whether these answers tell that what was planned took place."""
        return self.is_planned(before) and self.result.items() <= now.items()

    def visible(self, answers: Answers) -> list[Field]:
        """The fields that belong to a record with these answers."""
        return [*self._belonging(self._deciding(answers))]

    def _deciding(self, answers: Answers) -> bytes:
        """What of the answers decides which fields there are: the same for most who are asked."""
        told = {name: answers[name] for name in self.decides if name in answers}
        for name, value in told.items():
            if name in self._by_name:
                told[name] = self[name].deciding(value)
        return orjson.dumps(told)

    @cached_property
    def _belonging(self) -> Callable[[bytes], Sequence[Field]]:
        """Asked many times a step, so each is worked out once."""

        @lru_cache(LAYOUTS)
        def belonging(deciding: bytes) -> Sequence[Field]:
            answers = orjson.loads(deciding)
            return tuple(one for one in self.fields if one.when(answers))

        return belonging

    def whole_of(self, part: Field, answers: Answers) -> Field | None:
        """The field whose one answer may fill this one too, among others."""
        wholes = self._wholes.get(part.name)
        return next((one for one in wholes if one.when(answers)), None) if wholes else None

    def to_ask(self, answers: Answers) -> list[Field]:
        """The questions that are still to come, in their order; one for several figures stands
        where the first of them does."""
        given = (
            name for name, value in answers.items() if value is not None or name in self._open
        )
        return [*self._chain(self._deciding(answers), tuple(given))]

    @cached_property
    def _open(self) -> frozenset[str]:
        """The names that are answered by None too: they may be skipped."""
        return frozenset(one.name for one in self.fields if not one.needed)

    @cached_property
    def _chain(self) -> Callable[[bytes, Sequence[str]], Sequence[Field]]:
        """The questions still to come by what decides them and what is answered."""

        @lru_cache(LAYOUTS)
        def chain(deciding: bytes, given: Sequence[str]) -> Sequence[Field]:
            answers = dict.fromkeys(given) | orjson.loads(deciding)
            return tuple(self._questions(self._belonging(deciding), answers, {*given}))

        return chain

    def _questions(
        self, visible: Sequence[Field], answers: Answers, given: Collection[str]
    ) -> list[Field]:
        wholes = {one.name for one in visible if one.parts and one.name not in answers}
        wholes = {name for name in wholes if self[name].is_asked(answers)}
        found: dict[str, Field] = {}
        for one in visible:
            whole = self.whole_of(one, answers)
            if whole and whole.name in wholes:
                one = whole
            if one.name in given or one.name in found:
                continue
            if one.is_asked(answers) or (one.needed and one.default is None):
                found[one.name] = one
        return list(found.values())

    def value(self, one: Field, answers: Answers) -> Any:
        """What a field stands at: the answer, or its default while nobody gave one."""
        if one.name in answers or one.default is None:
            return answers.get(one.name)
        return one.default(answers)

    def missing(self, answers: Answers) -> list[Field]:
        """Needed fields without a value."""
        return [
            one for one in self.visible(answers) if one.needed and self.value(one, answers) is None
        ]

    def facts(self, answers: Answers) -> Facts:
        """The facts that the answers make; pydantic.ValidationError when some are missing."""
        made: dict[str, Any] = dict(self.fixed)
        for one in self.visible(answers):
            value = self.value(one, answers)
            if value is None or one.parts:
                continue
            fact, _, key = one.name.partition(".")
            if key:
                made.setdefault(fact, {})[key] = one.to_fact(value)
            else:
                made[fact] = one.to_fact(value)
        return from_json(self.shape, made)

    def answers(self, facts: Facts) -> dict[str, Any]:
        """The answers that would make these facts: the form filled for editing."""
        return self.from_kept(to_json(facts))

    def from_kept(self, kept: Mapping[str, Any]) -> dict[str, Any]:
        """The answers that would make these values of facts, as they are kept in JSON."""
        answers: dict[str, Any] = {}
        for one in self.fields:
            fact, _, key = one.name.partition(".")
            value = None if one.parts else kept.get(fact)
            if key:
                value = (value or {}).get(key)
            if value is None or value in ("", [], {}):
                continue
            answers[one.name] = one.from_fact(value)
        return answers

    def lines(self, answers: Answers, above: Facts | None = None) -> tuple[Line, ...]:
        """The report lines of the answers; `above` is the agreement that a follow-up is of."""
        facts = self.facts(answers)
        if isinstance(above, MouFacts):
            return wording.lines(facts, parent=above)
        return wording.lines(facts)

    def companies(self, answers: Answers) -> list[tuple[str, int | None]]:
        """Companies that the answers name, as printed, with the company each is."""
        named: list[tuple[str, int | None]] = []
        for one in self.visible(answers):
            if isinstance(one, Company) and answers.get(one.name) is not None:
                named += one.names(answers[one.name])
        return named
