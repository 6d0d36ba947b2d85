"""A Telegram that delivers as badly as it may: everything once to three times, and in disorder.

One of three comes a second time and one of three a third time, later and among others; one of
twenty changes places with what another person sent. Of one person everything comes in its order
at first, as Telegram promises.
"""

from random import Random

from bot.simulator.world.updates import Update, UpdateQueue

AGAIN = (0, 1, 2)  # times more than once
SHUFFLED = 0.05


class Disorder:
    """What comes of each batch."""

    def __init__(self, updates: UpdateQueue) -> None:
        self.again = self.moved = 0
        self._chance = Random(20210804)
        self._seen: set[int] = set()
        self._later: list[Update] = []
        updates.mixed = self.mixed

    def mixed(self, taken: list[Update]) -> list[Update]:
        """Some of what was delivered before goes in between, and some change places."""
        if not taken:
            return []
        self._chance.shuffle(self._later)
        late, self._later = self._later[::2], self._later[1::2]
        for one in taken:
            if one.number not in self._seen:
                self._seen.add(one.number)
                self._later += [one] * self._chance.choice(AGAIN)
        given = [*taken]
        for one in late:
            given.insert(self._chance.randint(0, len(given)), one)
        self.again += len(late)
        for at in range(len(given) - 1):
            one, other = given[at], given[at + 1]
            if one.lane != other.lane and self._chance.random() < SHUFFLED:
                given[at], given[at + 1] = other, one
                self.moved += 1
        return given
