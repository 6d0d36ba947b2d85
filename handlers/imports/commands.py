"""The buttons of an imported report: look through it, decide about lines, save all or nothing."""

from collections.abc import Sequence
from dataclasses import replace

from telegram import Update

from handlers.chat.access import Handler, tap
from handlers.chat.context import OfficeContext
from handlers.chat.errors import BadCode
from handlers.chat.taps import Tap, taken
from handlers.forms.form import Form
from handlers.imports import differences, reads, texts, uploaded, views
from storage.models.upload import READ, Upload
from storage.report.importing import import_known, report_import
from storage.report.importing.import_known import Known
from storage.report.reading.changes import Change, Way
from storage.report.reading.proposal import Answer, Choices, Fate, Offer, Proposal, choices_to_json
from storage.rules.errors import Gone
from storage.rules.permission import Action
from storage.traffic import uploads
from storage.traffic.messages import Screen


class ImportCommands:
    """All buttons of the view; each redraws the message that it stands under."""

    def __init__(self, forms: Sequence[Form]) -> None:
        self._forms = {form.kind: form for form in forms}

    def handlers(self) -> list[Handler]:
        """One handler: the act stands in the code."""
        return [tap(Action.MAKE_REPORT, differences.VIEW, self.pressed)]

    async def pressed(self, update: Update, context: OfficeContext) -> None:
        """`imp:<act>:<upload>:…`; what was read belongs to who sent it."""
        steps = {
            "sum": self._summary,
            "list": self._list,
            "unit": self._unit,
            "set": self._set,
            "cut": self._cut,
            "freeze": self._freeze,
            "save": self._save,
            "near": self._near,
            "diff": self._diff,
            "say": self._say,
            "sure": self._sure,
            "lost": self._lost,
            "gone": self._gone,
            "reads": self._reads,
            "read": self._one_read,
            "fact": self._fact,
            "doubt": self._doubt,
            "yes": self._yes,
        }
        await taken(steps, update, context)

    async def _summary(self, one: Tap) -> Screen:
        row = await _upload(one)
        return await uploaded.show(one.context.session, row, one.context.officer, one.context.now)

    async def _list(self, one: Tap) -> Screen:
        """`list:<upload>:<which>:<page>`."""
        row = await _upload(one)
        found = await uploaded.looked_at(one.context.session, row)
        return views.line_list(*found, row.id, one.args[1], one.number(2))

    async def _unit(self, one: Tap) -> Screen:
        """`unit:<upload>:<number>`."""
        return await self._card(one, await _upload(one))

    async def _set(self, one: Tap) -> Screen:
        """`set:<upload>:<number>:<fate>`."""
        row = await _upload(one)
        fate = Fate(one.args[2])
        choices = uploaded.decided(row)
        await _decide(one, row, replace(choices, fates={**choices.fates, one.number(1): fate}))
        return await self._card(one, row)

    async def _cut(self, one: Tap) -> Screen:
        """`cut:<upload>:<number>:<1 to leave it as printed>`."""
        row = await _upload(one)
        proposal, _there = await uploaded.looked_at(one.context.session, row)
        lines = frozenset(line for line, _cut in _offer(proposal, one.number(1)).cuts)
        choices = uploaded.decided(row)
        kept = choices.as_printed | lines if one.number(2) else choices.as_printed - lines
        await _decide(one, row, replace(choices, as_printed=kept))
        return await self._card(one, row)

    async def _freeze(self, one: Tap) -> Screen:
        """`freeze:<upload>:<1 to close the past blocks>`."""
        row = await _upload(one)
        freeze = bool(one.number(1))
        await _decide(one, row, replace(uploaded.decided(row), freeze=freeze))
        await one.answer(texts.FREEZE_NOTICE if freeze else texts.THAW_NOTICE)
        return await self._summary(one)

    async def _save(self, one: Tap) -> Screen:
        """`save:<upload>`: in the transaction of this tap, so all of it or nothing."""
        row, context = await _upload(one), one.context
        proposal, there = await uploaded.looked_at(context.session, row)
        done = await report_import.save(
            context.act, proposal, file_name=row.file_name, sha256=row.sha256
        )
        await uploads.close(context.session, row)
        mended = len(import_known.to_mend(there, proposal))
        return views.saved(done, mended, import_known.undecided(there, proposal))

    async def _near(self, one: Tap) -> Screen:
        """`near:<upload>:<page>`."""
        row = await _upload(one)
        found = await uploaded.looked_at(one.context.session, row)
        return differences.near_list(*found, row.id, one.number(1))

    async def _diff(self, one: Tap) -> Screen:
        """`diff:<upload>:<line>`."""
        return await self._compared(one, await _upload(one))

    async def _say(self, one: Tap) -> Screen:
        """`say:<upload>:<line>:<answer>`; the same answer a second time takes it back."""
        row = await _upload(one)
        proposal, there = await uploaded.looked_at(one.context.session, row)
        change = _change(there, one.number(1))
        answer = Answer(one.args[2])
        if answer is Answer.MEND and change.way is Way.NONE:
            raise BadCode
        near = dict(proposal.choices.near)
        if import_known.answer_to(proposal, change) is answer:
            del near[change.number]
        else:
            near[change.number] = (answer, change.before)
        await _decide(one, row, replace(uploaded.decided(row), near=near))
        return await self._compared(one, row)

    async def _sure(self, one: Tap) -> Screen:
        """`sure:<upload>`: all that are surely the same line are mended."""
        row = await _upload(one)
        proposal, there = await uploaded.looked_at(one.context.session, row)
        sure = differences.sure_ones(proposal, there)
        near = {**proposal.choices.near, **{c.number: (Answer.MEND, c.before) for c in sure}}
        await _decide(one, row, replace(uploaded.decided(row), near=near))
        await one.answer(texts.SURE_DONE.format(count=len(sure)))
        found = await uploaded.looked_at(one.context.session, row)
        return differences.near_list(*found, row.id, 0)

    async def _lost(self, one: Tap) -> Screen:
        """`lost:<upload>:<page>`."""
        row = await _upload(one)
        proposal, _there = await uploaded.looked_at(one.context.session, row)
        return differences.losses(proposal, row.id, one.number(1))

    async def _gone(self, one: Tap) -> Screen:
        """`gone:<upload>:<page>`."""
        row = await _upload(one)
        _proposal, there = await uploaded.looked_at(one.context.session, row)
        return differences.gone_list(there, row.id, one.number(1))

    async def _reads(self, one: Tap) -> Screen:
        """`reads:<upload>:<page>`."""
        row = await _upload(one)
        found = await uploaded.looked_at(one.context.session, row)
        return reads.read_list(*found, row.id, one.number(1), self._forms)

    async def _one_read(self, one: Tap) -> Screen:
        """`read:<upload>:<number>`."""
        return await self._read_card(one, await _upload(one))

    async def _fact(self, one: Tap) -> Screen:
        """`fact:<upload>:<number>:<fate>`; the same answer a second time takes it back."""
        row, number = await _upload(one), one.number(1)
        choices, fate = uploaded.decided(row), Fate(one.args[2])
        fates = {**choices.fates, number: fate}
        if choices.fates.get(number) is fate:
            del fates[number]
        await _decide(one, row, replace(choices, fates=fates))
        return await self._read_card(one, row)

    async def _doubt(self, one: Tap) -> Screen:
        """`doubt:<upload>:<number>:<read>:<doubt>:<answer>`."""
        row, number = await _upload(one), one.number(1)
        choices = uploaded.decided(row)
        place = (one.number(2), one.number(3))
        told = {**choices.settled.get(number, {}), place: one.number(4)}
        await _decide(one, row, replace(choices, settled={**choices.settled, number: told}))
        return await self._read_card(one, row)

    async def _yes(self, one: Tap) -> Screen:
        """`yes:<upload>`: all that was read and leaves nothing to ask is so."""
        row = await _upload(one)
        proposal, there = await uploaded.looked_at(one.context.session, row)
        plain = reads.plain_ones(proposal, there)
        fates = {**proposal.choices.fates, **{each.number: Fate.READ for each in plain}}
        await _decide(one, row, replace(uploaded.decided(row), fates=fates))
        proposal, there = await uploaded.looked_at(one.context.session, row)
        left = reads.facts_in(reads.unconfirmed(proposal, there))
        said = texts.READS_DONE.format(count=reads.facts_in(plain))
        await one.answer(said + (texts.READS_ASKED.format(count=left) if left else ""))
        return views.summary(proposal, there, row.id, row.file_name)

    async def _read_card(self, one: Tap, row: Upload) -> Screen:
        proposal, there = await uploaded.looked_at(one.context.session, row)
        offer = _offer(proposal, one.number(1))
        return reads.read_card(proposal, there, row.id, offer, self._forms)

    async def _compared(self, one: Tap, row: Upload) -> Screen:
        proposal, there = await uploaded.looked_at(one.context.session, row)
        change = _change(there, one.number(1))
        return differences.near_card(proposal, there, row.id, change, self._forms)

    async def _card(self, one: Tap, row: Upload) -> Screen:
        proposal, there = await uploaded.looked_at(one.context.session, row)
        offer = _offer(proposal, one.number(1))
        return views.offer_card(proposal, there, row.id, offer, self._forms)


async def _upload(one: Tap) -> Upload:
    return await uploads.own(one.context.session, one.number(), one.context.officer, READ)


async def _decide(one: Tap, row: Upload, choices: Choices) -> None:
    found = {**row.found, "choices": choices_to_json(choices)}
    await uploads.rewrite(one.context.session, row, found)


def _change(there: Known, number: int) -> Change:
    """A change by the number of its line; raises Gone when nothing differs there any more."""
    for change in there.changes:
        if change.number == number:
            return change
    raise Gone


def _offer(proposal: Proposal, number: int) -> Offer:
    """An offer by its number; raises Gone when the reading has no such one any more."""
    for offer in proposal.offers:
        if offer.number == number:
            return offer
    raise Gone
