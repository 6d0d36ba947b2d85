"""The figures of one process and of the queues that all share, in Prometheus' text form.

No figure names a person, a chat or a word. What stands in the database is read by partial indexes;
while it cannot be read its figures are absent, `quota_database_up` is 0, and the others stand.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from prometheus_client import REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    Metric,
    SummaryMetricFamily,
)
from prometheus_client.registry import Collector

from bot.pumps.health import READ_SECONDS, Health
from bot.pumps.tally import Tally
from scheduler.clockwork import Clockwork
from storage.database import OUT_OF_REACH
from storage.rules.spent import Spent
from storage.traffic import queues
from storage.traffic.queues import Queues


@dataclass(frozen=True)
class Metrics:
    """What a page of figures is made of."""

    health: Health
    tally: Tally
    clockwork: Clockwork

    async def text(self) -> bytes:
        """The page: ours, then what the library tells of any process."""
        well, _ = await self.health.look()
        found = await self._queues()
        ours = CollectorRegistry()
        ours.register(_Figures(self, well=well, queues=found))
        return generate_latest(ours) + generate_latest(REGISTRY)

    async def _queues(self) -> Queues | None:
        try:
            return await self.health.within(READ_SECONDS, self._look)
        except (*OUT_OF_REACH, TimeoutError):
            return None

    async def _look(self) -> Queues:
        async with self.health.db.read() as session:
            return await queues.look(session, self.health.clock())


class _Figures(Collector):
    """The figures of one look."""

    def __init__(self, of: Metrics, *, well: bool, queues: Queues | None) -> None:
        self._of = of
        self._well = well
        self._queues = queues

    def collect(self) -> Iterator[Metric]:
        """All of them."""
        yield gauge("quota_ready", "1 while /readyz is well", self._well)
        yield gauge("quota_database_up", "1 while the database is read", self._queues is not None)
        yield from self._traffic()
        yield from self._clock()
        if self._queues is not None:
            yield from _of_queues(self._queues)

    def _traffic(self) -> Iterator[Metric]:
        tally, pulse = self._of.tally, self._of.health.pulse
        done = CounterMetricFamily(
            "quota_updates", "Updates worked on, by what became of them", labels=["outcome"]
        )
        for outcome, count in sorted(tally.updates.items()):
            done.add_metric([outcome], count)
        yield done
        sends = CounterMetricFamily(
            "quota_sends", "Sends by what Telegram said; wait is a 429", labels=["verdict"]
        )
        for verdict, count in sorted(tally.sends.items()):
            sends.add_metric([verdict], count)
        yield sends
        yield spent("quota_update_seconds", "Work on an update", tally.working)
        yield spent("quota_update_wait_seconds", "From coming in to its turn", tally.waiting)
        yield spent("quota_send_seconds", "A call that sends", tally.sending)
        renders = SummaryMetricFamily(
            "quota_render_seconds", "Pictures and papers made", labels=["render"]
        )
        for name, one in sorted(tally.rendering.items()):
            renders.add_metric([name], one.count, one.seconds)
        yield renders
        waits = self._of.health.db.waits
        yield spent("quota_database_wait_seconds", "Waiting for the turn to write", waits)
        yield gauge("quota_database_wait_most_seconds", "The longest such wait", waits.most)
        lost = CounterMetricFamily("quota_database_lost", "Times that it went out of reach")
        lost.add_metric([], tally.reach.times)
        yield lost
        if pulse is not None:
            yield gauge("quota_heard_age_seconds", "Since Telegram was last heard", pulse.silent())
            yield gauge("quota_said_age_seconds", "Since it last took something", pulse.unsaid())

    def _clock(self) -> Iterator[Metric]:
        ages = GaugeMetricFamily(
            "quota_tick_age_seconds", "Since each tick was last done", labels=["tick"]
        )
        for name, age in self._of.clockwork.ages().items():
            ages.add_metric([name], age)
        yield ages


def _of_queues(found: Queues) -> Iterator[Metric]:
    yield gauge("quota_inbox_waiting", "Updates that wait", found.updates)
    yield gauge("quota_inbox_lag_seconds", "Age of the oldest of them", found.oldest_update)
    yield gauge("quota_inbox_set_aside", "Updates that were set aside", found.set_aside)
    waiting = GaugeMetricFamily(
        "quota_outbox_waiting", "Messages that wait, by urgency", labels=["urgency"]
    )
    for urgency, count in found.messages.items():
        waiting.add_metric([urgency.name.lower()], count)
    yield waiting
    yield gauge("quota_outbox_lag_seconds", "Age of the oldest that is due", found.oldest_due)
    yield gauge("quota_outbox_given_up", "Messages that were given up", found.given_up)
    yield gauge("quota_drafts_open", "Forms that are being filled", found.drafts)


def gauge(name: str, about: str, value: float) -> GaugeMetricFamily:
    """One figure."""
    return GaugeMetricFamily(name, about, value=float(value))


def spent(name: str, about: str, what: Spent) -> SummaryMetricFamily:
    """How often, and how long in all."""
    return SummaryMetricFamily(name, about, count_value=what.count, sum_value=what.seconds)
