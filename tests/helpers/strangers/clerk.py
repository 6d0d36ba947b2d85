"""Somebody at a desk who fills any form by what stands on its screen.

He knows the forms by their words alone: which question is asked, what its buttons are called. What
he was not told he leaves out, and what he is doubted about he settles as he was told to.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import unescape
from re import compile as pattern

from handlers.forms.form import Form
from handlers.install import FORMS
from tests.helpers.desk import Desk
from tests.helpers.screens import TAGS, Key, Screen

MOST_STEPS = 90
SHORT_ANSWERS: Mapping[str, Mapping[str, str]] = {
    "수치": {
        "운영 횟수": "운영 {}회",
        "상담 인원": "상담 {}",
        "참여 업체": "업체 {}",
        "현장면접": "현장면접 {}개사",
        "채용상담": "채용상담 {}개사",
        "참여 인원": "참여 {}명",
        "교육 인원": "교육 {}",
        "수료 인원": "수료 {}",
        "면접 인원": "면접 {}명",
        "채용 인원": "채용 {}",
        "고양시민 채용": "시민 {}",
        "구인 인원": "구인 {}",
    },
    "고용 목표": {"고용할 시민": "시민 {}", "전체 고용": "전체 {}명"},
    "인원": {"전체 인원": "전체 {}", "고양시민": "시민 {}명"},
}
"""Questions for several figures at once, and how each is told among them."""
SAVED = pattern(r"^(?:저장했습니다|고쳤습니다)\. ")
RECORD = pattern(r"v1:rec:([a-z_]+):(\d+)$")
QUOTE = pattern(r"(?s)<blockquote>(.*?)</blockquote>")
NOW = pattern(r"(?m)^지금 (.+?): ")
SAVE, EDIT, SKIP, TO_CARD, ANYWAY = "저장", "고치기", "건너뛰기", "요약으로", "그래도 저장"
SHORT = 3  # letters of 예 and 아니요, which begin other words too
KEEP = ("맞습니다", "아니요", "그대로 쓰기", "다른 곳(새로 등록)")


@dataclass(frozen=True)
class Paper:
    """What somebody has before him: how he begins, and his answers by the labels of their fields.

    `begins` are words to say, or the code of a button of an older message; `settles` are the
    buttons that he takes where he is asked back.
    """

    form: str
    begins: tuple[str, ...]
    answers: Mapping[str, str] = field(default_factory=dict)
    settles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Saved:
    """What the bot showed of it: its number, the card before saving and the words after it."""

    number: int
    card: str
    words: str
    asked: tuple[str, ...] = ()  # what he was asked back, in the bot's words
    asked_last: bool = False  # whether that was after the card


class Lost(AssertionError):
    """A screen on which the clerk does not know what to do."""


def quoted(html: str) -> list[str]:
    """The lines of every quotation on a screen, without marks of their depth."""
    lines = [line for found in QUOTE.findall(html) for line in found.splitlines()]
    return [unescape(TAGS.sub("", line)).strip() for line in lines]


class Clerk:
    """One person and the forms that he fills."""

    def __init__(self, desk: Desk, user: int) -> None:
        self.desk, self.user = desk, user
        self._asks = {form.name: _asks(form) for form in FORMS}

    async def enter(self, paper: Paper) -> Saved:
        """Fills and saves it; Lost says on which screen that failed."""
        await self.begin(paper)
        left, card, asked = dict(paper.answers), "", list[str]()
        asked_last = False
        for _ in range(MOST_STEPS):
            screen = self._form_screen(paper)
            keys = {key.label: key for key in screen.keys}
            if SAVED.search(screen.text):
                if left:
                    raise Lost(f"{paper}: nobody asked for {left}\n{screen.text}")
                return Saved(
                    _record(screen, paper.form), card, screen.html, tuple(asked), asked_last
                )
            if ANYWAY in keys or (SAVE in keys and not left):
                card, asked_last = screen.html, False
                await self.tap(ANYWAY if ANYWAY in keys else SAVE)
            elif EDIT in keys:
                await self.tap(EDIT)
            elif any(op(key) == "o" for key in screen.keys):
                asked_last = bool(card)
                asked.append(screen.text)
                await self.tap(self._settled(paper, screen))
            elif TO_CARD in keys and any(op(key) == "f" for key in screen.keys):
                await self.tap(_field_to_change(paper, left, keys))
            else:
                await self._answer(paper, screen, left)
        raise Lost(f"{paper}: no end\n{self._form_screen(paper).text}")

    async def begin(self, paper: Paper) -> None:
        """Opens the form."""
        for act in paper.begins:
            if act.startswith("v1:"):
                await self.desk.taps_code(self.user, act)
            elif act.startswith("/"):
                await self.desk.says(self.user, act)
            else:
                await self.tap(act)

    async def tap(self, label: str) -> list[str]:
        """The newest button of that label."""
        return await self.desk.taps(self.user, label)

    async def _answer(self, paper: Paper, screen: Screen, left: dict[str, str]) -> None:
        labels = [key.label for key in screen.keys]
        name = self._question(paper.form, screen)
        answer = left.pop(name, None)
        if answer is None and name in SHORT_ANSWERS:
            answer = _several(SHORT_ANSWERS[name], left)
        if not answer:
            if SKIP not in labels:
                raise Lost(f"{paper}: no answer to\n{screen.text}")
            await self.tap(SKIP)
            if self._form_screen(paper).text == screen.text:
                raise Lost(f"{paper}: cannot be left out\n{screen.text}")
            return
        if answer in labels:
            await self.tap(answer)
            return
        await self.desk.says(self.user, answer)
        after = self._form_screen(paper)
        if self._question(paper.form, after) == name and "※" in after.text:
            raise Lost(f"{paper}: {answer!r} was refused\n{after.text}")

    def _question(self, form: str, screen: Screen) -> str:
        """The label of the field that is asked for; empty when it is a question of no field."""
        if stands := NOW.search(screen.text):
            return stands[1]
        found = [ask for ask in self._asks[form] if ask in screen.text]
        return self._asks[form][max(found, key=len)] if found else ""

    @staticmethod
    def _settled(paper: Paper, screen: Screen) -> str:
        offered = [key.label for key in screen.keys if op(key) == "o"]
        for wanted in (*paper.settles, *KEEP):
            for label in offered:
                if label == wanted or (len(wanted) > SHORT and label.startswith(wanted)):
                    return label
        raise Lost(f"{paper}: asked back\n{screen.text}\n{offered}")

    def _form_screen(self, paper: Paper) -> Screen:
        """The lowest message that belongs to a form, or says that it is saved."""
        shown = sorted(self.desk.screens[self.user].values(), key=lambda one: -one.message_id)
        for screen in shown:
            if any(key.code.startswith("f1:") for key in screen.keys):
                return screen
            if SAVED.search(screen.text):
                return screen
        raise Lost(f"{paper}: no form\n{shown[0].text if shown else ''}")


def _record(screen: Screen, kind: str) -> int:
    """The record of that kind whose page one of its buttons opens."""
    found = [RECORD.match(key.code) for key in screen.keys]
    return next(int(one[2]) for one in found if one is not None and one[1] == kind)


def _several(words: Mapping[str, str], left: dict[str, str]) -> str:
    """All that is left of these figures, as one short answer."""
    mine = [label for label in words if label in left]
    return ", ".join(words[label].format(left.pop(label)) for label in mine)


def op(key: Key) -> str:
    """What a button of a form does; empty for any other button."""
    parts = key.code.split(":")
    return parts[3] if parts[0] == "f1" else ""


def _asks(form: Form) -> dict[str, str]:
    """The label of each field by its question, up to what differs from one record to another.

    Of two that ask the same the first is the one that is asked.
    """
    fields = reversed(form.fields)
    asked = ((ask.partition("{")[0], one.label) for one in fields for ask in one.asks)
    return {ask: label for ask, label in asked if ask}


def _field_to_change(paper: Paper, left: Mapping[str, str], keys: Iterable[str]) -> str:
    together = [
        one for one, words in SHORT_ANSWERS.items() if one in keys and words.keys() & left.keys()
    ]
    wanted = next((label for label in (*together, *left) if label in keys), None)
    if wanted is None:
        raise Lost(f"{paper}: no field for {dict(left)} among {list(keys)}")
    return wanted
