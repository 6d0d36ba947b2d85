"""What hits many departments at once: the list as a whole, the steps of all, a merge."""

from collections.abc import Sequence
from html import escape

from handlers.chat.context import OfficeContext
from handlers.chat.mass_acts import Deed, Given, Mass, Preview
from handlers.chat.paging import fitting
from handlers.departments import texts, views
from storage.models.upload import READ
from storage.office import department_changes, department_table, departments
from storage.plans import department_merge, plan_steps
from storage.rounds import department_standing
from storage.rules.errors import Refusal
from storage.rules.permission import Action
from storage.rules.steps import in_order
from storage.rules.terms import Role
from storage.traffic import uploads
from storage.traffic.messages import Button, Row, Screen, view

MOST_OF_FAULTS = 3600  # letters, so that all fit one message
MOST_LETTERS = 700
MOST_MISSING = 1800  # letters of the names of those that would be closed
CLOSE = "close"  # in what is given: whether departments that the list lacks are closed
TO_LIST: list[Row] = [[Button(texts.TO_LIST, view("depts", "list", 0))]]


async def list_preview(context: OfficeContext, given: Given) -> Preview:
    """Which departments would go, come and be renamed, and what is left as it is."""
    close = _closes(given)
    done = await department_table.foreseen(
        context.session, await _table(context, given), close=close
    )
    if done.faults:
        raise Refusal("\n".join(fitting(done.faults, MOST_OF_FAULTS)))
    renamed = [f"{was} → {name}" for was, name in done.renamed]
    lines = [texts.LIST_HEAD.format(count=len(done.added) + len(done.renamed) + len(done.kept))]
    lines += await _missing(context, texts.LIST_CLOSED, done.closed)
    lines += _group(texts.LIST_RENAMED, renamed)
    lines += _group(texts.LIST_ADDED, done.added)
    lines.append(texts.LIST_KEPT.format(count=len(done.kept)))
    lines += await _missing(context, texts.LIST_LEFT, done.left)
    hit = len(done.closed) + len(renamed) + len(done.added)
    missing = len(done.closed) + len(done.left)
    label = (texts.LEAVE_CLOSED if close else texts.CLOSE_LEFT).format(count=missing)
    text = "\n".join([*lines, texts.LIST_SURE])
    return Preview(text, hit, TO_LIST, label if missing else "")


def list_turned(given: Given) -> Given:
    """What is not in the list is closed, or left after all."""
    return {**given, CLOSE: not _closes(given)}


def _closes(given: Given) -> bool:
    return bool(given.get(CLOSE))


async def _missing(context: OfficeContext, head: str, names: Sequence[str]) -> list[str]:
    """Departments that are not in the list, and how many of them are at work."""
    found = await department_standing.of_names(context.session, names) if names else None
    use = texts.in_use(found.staffed, found.handed_in) if found else ""
    return _group(head, names, MOST_MISSING, use)


async def listed(context: OfficeContext, given: Given) -> Deed:
    """The list is the one of the table."""
    session = context.session
    before = await department_table.snapshot(session)
    table = await _table(context, given)
    done = await department_table.load_csv(context.act, table, close=_closes(given))
    if done.faults:
        raise Refusal("\n".join(fitting(done.faults, MOST_OF_FAULTS)))
    if "upload" in given:
        upload = await uploads.own(session, given["upload"], context.officer, READ)
        await uploads.close(session, upload)
    notice = texts.DONE_LOADED.format(
        added=len(done.added), renamed=len(done.renamed), closed=len(done.closed)
    )
    after = await department_table.snapshot(session)
    return Deed(*await _list(context, notice), {"before": before, "after": after})


async def list_taken_back(context: OfficeContext, _given: Given, before: Given) -> Screen:
    """The list is what it was."""
    await department_table.take_back(context.act, before["before"], before["after"])
    return await _list(context, texts.LIST_TAKEN_BACK)


async def steps_preview(context: OfficeContext, given: Given) -> Preview:
    """The steps that every department would have."""
    one = await department_changes.existing(context.session, given["department"])
    others = [
        other.name
        for other in await departments.ordered(context.session)
        if in_order(other.steps) != in_order(one.steps)
    ]
    lines = [texts.STEPS_ALL_HEAD.format(steps=texts.steps(in_order(one.steps)))]
    lines += _group(texts.STEPS_ALL_CHANGED, others) or [texts.STEPS_ALL_SAME]
    return Preview("\n".join(lines), len(others), _steps_of(given))


async def stepped(context: OfficeContext, given: Given) -> Deed:
    """Every department in use has the steps of this one."""
    session, number = context.session, given["department"]
    one = await department_changes.existing(session, number)
    everyone = await departments.ordered(session)
    before = [[other.id, list(other.steps)] for other in everyone]
    await plan_steps.set_steps(context.act, [other.id for other in everyone], in_order(one.steps))
    screen = views.steps_menu(one, texts.DONE_STEPS_ALL)
    return Deed(*screen, {"steps": before})


async def steps_taken_back(context: OfficeContext, given: Given, before: Given) -> Screen:
    """Each department has the steps that it had."""
    for number, steps in before["steps"]:
        chain = in_order([Role(step) for step in steps])
        await plan_steps.set_steps(context.act, [number], chain)
    one = await department_changes.existing(context.session, given["department"])
    return views.steps_menu(one, texts.STEPS_TAKEN_BACK)


async def merge_preview(context: OfficeContext, given: Given) -> Preview:
    """How many people and records go where."""
    session = context.session
    old = await department_changes.existing(session, given["old"])
    into = await department_changes.existing(session, given["into"])
    people, records = await department_merge.counts(session, old.id)
    text = texts.SURE_MERGE.format(
        old=escape(old.name), into=escape(into.name), officers=people, records=records
    )
    return Preview(text, people + records, _card_of(given["old"]))


async def merged(context: OfficeContext, given: Given) -> Deed:
    """Two departments are one."""
    done = await department_merge.merge(context.act, given["old"], given["into"])
    notice = texts.DONE_MERGED.format(
        old=escape(done.old.name), officers=done.officers, records=done.records
    )
    everyone = await departments.ordered(context.session, everyone=True)
    return Deed(*views.department_card(done.into, everyone, notice))


async def _table(context: OfficeContext, given: Given) -> str:
    """The table that was pasted, or read from a file."""
    if "upload" not in given:
        return str(given["table"])
    upload = await uploads.own(context.session, given["upload"], context.officer, READ)
    return str(upload.found["table"])


async def _list(context: OfficeContext, notice: str) -> Screen:
    everyone = await departments.ordered(context.session, everyone=True)
    return views.department_list(everyone, 0, notice)


def _group(head: str, names: Sequence[str], most: int = MOST_LETTERS, use: str = "") -> list[str]:
    if not names:
        return []
    told = ", ".join(fitting([escape(name) for name in names], most))
    return [head.format(count=len(names), names=told, use=use)]


def _steps_of(given: Given) -> list[Row]:
    return [[Button(texts.BACK, view("depts", "steps", given["department"]))]]


def _card_of(number: int) -> list[Row]:
    return [[Button(texts.BACK_TO_CARD, view("depts", "card", number))]]


MAY = Action.MANAGE_DEPARTMENTS
LIST = Mass("departments_list", MAY, list_preview, listed, list_taken_back, list_turned)
STEPS = Mass("departments_steps", MAY, steps_preview, stepped, steps_taken_back)
MERGE = Mass("departments_merge", MAY, merge_preview, merged)
