"""Plays a script on a phone: reads each question, answers it, checks the sentence, saves.

It knows the forms only by the words that stand on the screen, like the officer it plays.
"""

from collections.abc import Mapping
from html import unescape

from bot.demo.script import Entry
from bot.demo.texts import (
    ADD_ITEM,
    ADD_ROW,
    CARD,
    EDIT,
    KEEP,
    PICK,
    SAME,
    SAVE,
    SAVE_ANYWAY,
    SAVED,
    SAVED_CARD,
    SENTENCE,
    SKIP,
)
from bot.simulator.people.phone import Phone

MOST_STEPS = 80


class Lost(AssertionError):
    """The player does not know what to do with a screen, or the sentence is another one."""


class Player:
    """One person with a phone; `questions` maps the words of each question to its label."""

    def __init__(self, phone: Phone, questions: Mapping[str, str]) -> None:
        self._phone = phone
        self._questions = questions
        self.steps = 0

    async def enter(self, entry: Entry) -> str:
        """Enters one record; returns the sentence that the card showed before it was saved."""
        answers = dict(entry.answers)
        await self._begin(entry)
        shown = ""
        for _ in range(MOST_STEPS):
            screen = self._screen()
            if SAVED in screen or SAVED_CARD in screen:
                return shown
            if CARD in screen:
                shown = await self._at_card(screen, answers, entry)
            elif PICK in screen:
                await self._pick(answers)
            else:
                await self._answer(screen, answers)
        raise Lost(f"{entry.begins}: no end in sight\n{self._screen()}")

    async def _begin(self, entry: Entry) -> None:
        if entry.is_child:
            await self.tap(entry.begins.lstrip("^ "))
            return
        await self.say(entry.begins)
        if entry.begins.startswith("/plan"):
            await self.tap(ADD_ITEM)
        elif entry.begins.startswith("/budget"):
            await self.tap(ADD_ROW)

    async def _at_card(self, screen: str, answers: dict[str, str], entry: Entry) -> str:
        answers.pop(SAME, None)  # the name was known already, so nobody asked
        if answers:
            await self.tap(EDIT)
            return ""
        shown = screen.split(SENTENCE, 1)[-1]
        for line in entry.lines:
            if line not in shown:
                raise Lost(f"expected: {line}\n{screen}")
        labels = [label for row in self._phone.buttons() for label in row]
        await self.tap(SAVE_ANYWAY if SAVE_ANYWAY in labels else SAVE)
        return shown

    async def _pick(self, answers: dict[str, str]) -> None:
        label = next(iter(answers))
        labels = [one for row in self._phone.buttons() for one in row]
        if label not in labels:
            raise Lost(f"no field {label!r} among {labels}")
        await self.tap(label)

    async def _answer(self, screen: str, answers: dict[str, str]) -> None:
        labels = [label for row in self._phone.buttons() for label in row]
        same = [label for label in labels if label.startswith(SAME)]
        if same:
            wanted = answers.pop(SAME, "")
            fitting = [label for label in same if wanted and wanted in label]
            await self.tap(fitting[0] if fitting else labels[len(same)])
            return
        keep = [label for label in labels if label in KEEP]
        if keep:
            await self.tap(keep[0])
            return
        label = next(
            (name for ask, name in self._questions.items() if ask in screen and name in answers),
            None,
        )
        if label is None:
            await self.tap(SKIP)
            return
        answer = answers.pop(label)
        chips = [one for one in labels if answer and one == answer]
        await (self.tap(chips[0]) if chips else self.say(answer))

    def _screen(self) -> str:
        return unescape(self._phone.screen())

    async def say(self, text: str) -> None:
        """Types a message and waits for the bot's next screen."""
        self.steps += 1
        await self._phone.say(text)
        await self._phone.reads("")

    async def tap(self, label: str) -> None:
        """Taps a button and waits for the next screen."""
        self.steps += 1
        await self._phone.tap(label)
        await self._phone.reads("")
