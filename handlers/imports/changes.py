"""Old and new of what an import would put in another's place; the command line says the same."""

from handlers.imports import texts
from storage.facts.pledge import Head
from storage.report.importing import import_known
from storage.report.importing.import_known import Known
from storage.report.reading.proposal import PROBLEMS, Fate, Proposal
from storage.report.report_shapes import MoneyTable
from storage.rules.money import show_million, show_won
from storage.rules.tenure import Tenure

MILLION = 1_000_000


def changes(proposal: Proposal, there: Known) -> list[str]:
    """One line a change."""
    told = [
        (texts.LABEL.format(at=proposal.blocks[at].row + 1), old, proposal.blocks[at].label)
        for at, old in there.labels.items()
    ]
    new = import_known.new_head(there, proposal)
    if new is not None and there.head is not None:
        pairs = zip(_head(there.head), _head(new), strict=True)
        told += [(what, old, said) for (what, old), (_, said) in pairs if old != said]
    if (columns := import_known.new_columns(there, proposal)) is not None:
        known = there.money[Tenure.of(proposal.half)][0].columns
        told.append((texts.COLUMNS, ", ".join(known), ", ".join(columns)))
    told += [
        (now.kind.label, _money(old), _money(now))
        for old, now in import_known.new_money(there, proposal)
    ]
    said = [texts.CHANGE.format(what=what, old=old, new=now) for what, old, now in told]
    fresh = import_known.fresh(there, proposal)
    problems = sum(one.block == PROBLEMS and one.fate is Fate.RECORD for one in fresh)
    return [*said, texts.PROBLEMS.format(count=problems)] if problems else said


def _head(head: Head) -> list[tuple[str, str]]:
    people = ", ".join(f"{one.position} {one.name} {one.phone}" for one in head.people)
    return [
        (texts.CODE, head.code),
        (texts.TITLE, head.title),
        (texts.DEPARTMENT, head.department),
        (texts.PEOPLE, people),
    ]


def _amount(won: int) -> str:
    """With its unit: in 백만원, and in full where that would round it."""
    whole = won % MILLION == 0
    return texts.IN_MILLION.format(amount=show_million(won)) if whole else show_won(won)


def _money(table: MoneyTable) -> str:
    if table.non_budget:
        return texts.NON_BUDGET
    cells = [
        texts.CELL.format(source=source.label, column=column, amount=_amount(won))
        for source, row in table.cells.items()
        for column, won in row.items()
    ]
    return ", ".join(cells) or texts.EMPTY
