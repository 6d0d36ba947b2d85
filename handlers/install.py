"""The whole bot on one screen: every handler, in the order in which they are asked."""

from functools import partial

from telegram.ext import Application

from handlers.audit import commands as auditing
from handlers.budget.commands import BudgetCommands
from handlers.budget.form import BUDGET
from handlers.chat import access
from handlers.chat.access import GATE_GROUP, Guarded, Handler
from handlers.chat.answering import Answering
from handlers.chat.mass_acts import Mass, MassActs
from handlers.chat.prompts import Prompt
from handlers.chat.wording_commands import HOME, LAST, MOVED, RESULTS, THANKS
from handlers.contract.form import CONTRACT, HIRE, SUBCONTRACT
from handlers.departments import commands as departments
from handlers.departments import merging, whole
from handlers.enrol import commands as enrol
from handlers.enrol import first_day
from handlers.event.form import EVENT
from handlers.find import commands as find
from handlers.forms import form_buttons
from handlers.forms.door import Door
from handlers.forms.form import Form
from handlers.holiday import commands as holiday
from handlers.imports.commands import ImportCommands
from handlers.incentive import commands as incentive
from handlers.incentive import one_company
from handlers.incentive.commands import IncentiveCommands
from handlers.incentive.form import INCENTIVE
from handlers.mou.form import FOLLOW_UP, MOU, PROMISE
from handlers.people import arrivals, changes, deputies, invitations, moved, roster, transfer
from handlers.people import commands as people
from handlers.plan import behalf, behalf_many, bulk, hands, outcomes, questions, queue, review
from handlers.plan.commands import PlanCommands
from handlers.plan.form import PLAN_ITEM
from handlers.plan.questions import Watch
from handlers.plan_table import commands as plan_table
from handlers.pledge import commands as pledge
from handlers.problem.form import PROBLEM
from handlers.record import last, proofs
from handlers.record.commands import RecordCommands
from handlers.register import commands as registers
from handlers.register import contracts, saving
from handlers.reminder import commands as reminded
from handlers.reminder import rehearsal
from handlers.report import claims_together, late, lines, own_form, traces, versions
from handlers.report import commands as reports
from handlers.report import left as left_out
from handlers.report import plans as report_plans
from handlers.report import questions as asked_questions
from handlers.report.traces import Traces
from handlers.results import commands as results
from handlers.round import board, closing, letters, rungs
from handlers.round import commands as rounds
from handlers.settings import commands as settings
from handlers.status import commands as status
from handlers.status import quota
from handlers.talk import questions as ledger_questions
from handlers.talk import thanks
from handlers.talk.command_words import CommandWords
from handlers.talk.commands import Talk
from handlers.talk.either import Either
from handlers.talk.home import Home
from handlers.talk.listeners import Listener
from handlers.talk.record_lines import RecordLines
from handlers.talk.several_lines import SeveralLines
from handlers.talk.starters import Starters
from handlers.todo.commands import TodoCommands
from handlers.upload import commands as uploading
from storage.database import Database
from storage.report import report_composed
from storage.rules.clock import Clock
from storage.rules.permission import Action
from storage.rules.terms import RecordKind, of_each

FORMS: tuple[Form, ...] = (
    EVENT,
    PLAN_ITEM,
    MOU,
    PROMISE,
    FOLLOW_UP,
    CONTRACT,
    SUBCONTRACT,
    HIRE,
    BUDGET,
    PROBLEM,
    INCENTIVE,
)
of_each(RecordKind, {form.kind: form for form in FORMS})

PROMPTS: tuple[Prompt, ...] = (
    find.WORDS,
    holiday.REST,
    holiday.WORK,
    rounds.DAY,
    rungs.RUNGS,
    closing.REASON,
    letters.NUMBER,
    queue.REASON,
    review.REASON,
    review.BACK,
    review.UNLOCK,
    review.REOPEN,
    outcomes.DROP,
    outcomes.RESULT,
    outcomes.FIGURES,
    lines.REWORD,
    lines.ADD,
    versions.ACCEPT,
    claims_together.REASON,
    asked_questions.REPLY,
    incentive.POINTS,
    one_company.OTHER,
    *pledge.ASKED.values(),
    *settings.PROMPTS,
    changes.NAME,
    invitations.INVITEE,
    roster.LIST,
    roster.DAY,
    deputies.PERIOD,
    transfer.DAY,
    departments.ADD,
    departments.RENAME,
    departments.TABLE,
    merging.NAME,
    plan_table.RECEIPT,
    contracts.REASON,
    plan_table.WHOSE,
    results.RECEIPT,
    results.REOPEN,
    *behalf.PROMPTS,
)
"""Every question outside a form."""

MASS_ACTS: tuple[Mass, ...] = (
    closing.CLOSE,
    closing.NUDGE,
    bulk.CONFIRM,
    versions.CONFIRM,
    claims_together.ACCEPT,
    asked_questions.ASK,
    changes.REMOVE,
    transfer.TRANSFER,
    roster.SEND,
    arrivals.MATCH,
    whole.LIST,
    whole.STEPS,
    whole.MERGE,
    saving.SAVE,
    contracts.LIST,
    one_company.JOIN,
    one_company.PART,
    *settings.MASS_ACTS,
    behalf_many.MANY,
)
"""Every act that hits many."""


WORD_ACTS: dict[str, Guarded] = {
    MOVED: access.guarded(Action.TAKE_PART, moved.offered),
    LAST: access.guarded(Action.TAKE_PART, last.last_wanted),
    THANKS: access.guarded(Action.TAKE_PART, thanks.thanked),
    RESULTS: access.guarded(Action.WRITE_PLAN, results.wanted),
}
"""What only words begin."""


def listeners(
    lines: RecordLines, commands: CommandWords, either: Either, home: Home
) -> tuple[Listener, ...]:
    """Who is asked about words typed outside a form: the first who takes them answers them."""
    return (
        commands.heard,
        ledger_questions.heard,
        either.heard,
        lines.heard,
        traces.heard,
        home.heard,
    )


def _overseen() -> list[Handler]:
    """What stands behind a printed line, and whether all of it still holds."""
    return [*auditing.handlers(), *Traces(RecordCommands(FORMS).history).handlers()]


def all_handlers() -> list[Handler]:
    """Every handler behind the gate; the catch-all comes last."""
    door = Door(FORMS, access.require, asked_questions.Asked(Watch(hands.follow)))
    commands, lines_read = CommandWords(), RecordLines(door)
    starters = Starters(door, lines_read)
    todo = TodoCommands(FORMS, questions.waiting)
    home, either = Home(todo.first, starters, first_day.above), Either(lines_read)
    handlers = [
        *enrol.handlers(home.screen),
        *Answering(PROMPTS, commands.heard).handlers(),
        *MassActs(MASS_ACTS).handlers(),
        *form_buttons.handlers(door),
        *starters.handlers(),  # /event /mou /contract /problem
        *PlanCommands(door, lines_read.planned).handlers(),
        *BudgetCommands(door).handlers(),
        *IncentiveCommands(door).handlers(),
        *RecordCommands(FORMS).handlers(),
        *proofs.handlers(),
        *find.handlers(),
        *status.handlers(),
        *quota.handlers(),
        *todo.handlers(),
        *rounds.handlers(),
        *holiday.handlers(),
        *review.handlers(),
        *queue.handlers(),
        *behalf.handlers(),
        *reminded.handlers(),
        *outcomes.handlers(),
        *results.handlers(),
        *rehearsal.handlers(),
        *plan_table.handlers(),
        *registers.handlers(door),
        *reports.handlers(),
        *_overseen(),
        *lines.handlers(),
        *versions.handlers(),
        *asked_questions.handlers(),
        *late.handlers(),
        *pledge.handlers(),
        *settings.handlers(),
        *own_form.handlers(),
        *report_plans.handlers(),
        *left_out.handlers(),
        *people.handlers(),
        *roster.handlers(),
        *departments.handlers(),
        *uploading.handlers(),
        *ImportCommands(FORMS).handlers(),
        *moved.handlers(),
        *commands.handlers(),
        *SeveralLines(door).handlers(),
        *home.handlers(),
        *either.handlers(),
        *Talk(door, lines_read, listeners(lines_read, commands, either, home)).handlers(),
        access.old_buttons(),
    ]
    commands.learn(handlers, WORD_ACTS | {HOME: access.guarded(Action.HELP, home.shown)})
    return handlers


def follow(db: Database, clock: Clock) -> None:
    """What follows from an act, whoever did it, and is written before it commits."""
    db.before_commit(partial(board.follow, clock=clock))
    db.before_commit(partial(first_day.follow, clock=clock))
    db.before_commit(report_composed.forget)


def install(application: Application) -> None:  # type: ignore[type-arg]  # six kinds, all ours
    """Puts the gate before everything, then every handler; one without a policy stops this."""
    handlers = all_handlers()
    access.check_policies(handlers)
    access.check_commands(handlers)
    application.add_handler(access.gate_handler(), group=GATE_GROUP)
    application.add_handlers(handlers)
