"""P6: whoever is in the middle of something goes on there, though each step has another process.

After each step of a dialog the process that worked is killed and another one takes the next step:
on SQLite a new one, on PostgreSQL another worker beside the keeper of the wire.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from bot.simulator.people.phone import Phone
from bot.simulator.server import Simulator
from storage.database import Database, opened
from tests.helpers.nursery import Nursery
from tests.journeys.town import Hand
from tests.promises.clerks import seat
from tests.promises.crew import Crew
from tests.promises.killing import SYLLABLES
from tests.promises.promise import Trial, tries

PATIENT = 30.0  # seconds for which somebody waits for the next step
CARD = "보고서에 실릴 문장"
SKIP, SAVE = "건너뛰기", "저장"
FIRST_PERSON = 6001


@dataclass(frozen=True)
class Dialog:
    """What is said and tapped in turn, and the words of it that the last card must hold.

    `{}` is a name of its own: nobody is asked whether it is the same as somebody else's.
    """

    acts: tuple[str, ...]
    kept: tuple[str, ...]

    def named(self, name: str) -> "Dialog":
        """The same, with this name."""
        return Dialog(
            tuple(one.format(name) for one in self.acts),
            tuple(one.format(name) for one in self.kept),
        )


def name(number: int) -> str:
    """One that is like no other."""
    return "".join(Random(number).choices(SYLLABLES, k=5))


DIALOGS = (
    Dialog(
        ("/problem 문제점", "관내 업체의 구인난 {}", "2026년 상반기"), ("관내 업체의 구인난 {}",)
    ),
    Dialog(("/event 일자리버스", "오늘", "{} 광장", "25"), ("{} 광장", "25")),
    Dialog(
        ("/contract", "하수관로 정비 {}", "가람산업", "2억원", "오늘", "종합", "착공"),
        ("하수관로 정비 {}",),
    ),
    Dialog(("/mou", "고양시, {}물류", "업무협약", "오늘"), ("{}물류",)),
    Dialog(
        ("/plan", "항목 추가", "시민 우선 고용 안내 {}", "안내 공문", "12회"),
        ("안내 공문", "12회"),
    ),
)


async def walked(crew: Crew, database: Database, hand: Hand, dialog: Dialog) -> None:
    """Walks a dialog to its card, replacing the process after each step.

    AssertionError when the next step is not the one that was to come.
    """
    for act in _acts(hand, dialog):
        await hand.does(act)
        await crew.rests(database)
        await crew.is_replaced()
    lost = [word for word in dialog.kept if word not in hand.seen]
    assert not lost, f"{lost} is lost:\n{hand.phone.transcript()}"
    await hand.taps(SAVE, "저장했습니다")
    await crew.rests(database)


def _acts(hand: Hand, dialog: Dialog) -> Iterator[str]:
    yield from dialog.acts
    for _ in range(9):
        if CARD in hand.seen:
            return
        yield SKIP


async def talked(trial: Trial, simulator: Simulator, nursery: Nursery, spoil: str = "") -> int:
    """Each person has a dialog; returns how many of them could not go on where they stood."""
    people = [FIRST_PERSON + number for number in range(trial.size)]
    await seat(trial, simulator, people)
    crew = Crew(trial, simulator, nursery, spoil)
    lost = 0
    async with opened(trial.url) as database:
        await crew.begins()
        for number, person in enumerate(people):
            async with await Phone.connect(simulator.url, person, timeout=PATIENT) as phone:
                try:
                    await walked(
                        crew, database, Hand(phone), DIALOGS[number % 5].named(name(number))
                    )
                except AssertionError:
                    lost += 1
                    if not spoil:
                        raise
                finally:
                    trial.count(steps_with_a_kill=crew.killed, conversations_lost=lost)
        await crew.ends()
    return lost


@tries("P6", of="dialogs", sqlite=(2, 50), postgres=(1, 50))
async def test_a_conversation_goes_on_in_another_process_after_every_step(
    trial: Trial, simulator: Simulator, nursery: Nursery
) -> None:
    assert await talked(trial, simulator, nursery) == 0


@tries(
    "P6",
    of="dialogs",
    sqlite=(1, 5),
    postgres=(0, 5),
    mutant="keeps what was answered in the memory of the process",
)
async def test_a_bot_that_remembers_in_its_process_is_found_out(
    trial: Trial, simulator: Simulator, nursery: Nursery
) -> None:
    spoil = "tests.promises.spoiled.drafts_in_memory"
    assert await talked(trial, simulator, nursery, spoil) == trial.size
