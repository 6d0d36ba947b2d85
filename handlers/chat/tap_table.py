"""Every button of the bot on one screen: views, what is done there, and with what arguments.

The names and the order of the arguments stand in messages that were sent long ago: they are
added to, not changed. A view that is not here cannot be given a handler (`access.tap`).
"""

from collections.abc import Iterable, Mapping
from datetime import date

from handlers.chat.codes import (
    FLAG,
    LONG_ROW,
    MOST_PAGES,
    PAGE,
    ROW,
    ROW_OR_NONE,
    Rest,
    Shape,
    Shapes,
    a_day,
    a_half,
    matching,
    one_of,
    read,
    whole,
    words,
)
from handlers.chat.help import COMMANDS
from scheduler.kinds import KINDS
from storage.answers import spec
from storage.answers.spec import Spec
from storage.facts.registers.wording_registers import REGISTERS
from storage.report.formats import OF_LETTERS, Format
from storage.report.left_out import FIGURES
from storage.report.status_figures import Shown
from storage.rules.incentive import MOST_HALVES, Merit
from storage.rules.leaving_kinds import Leaving
from storage.rules.quota import RuleKey
from storage.rules.setting_kinds import SECTION_TITLES, SettingSort, WordField
from storage.rules.steps import CHAINS
from storage.rules.terms import (
    BudgetKind,
    EventKind,
    OutcomeKind,
    PlansPrinted,
    QuotaPrinted,
    RecordKind,
    Role,
)

Acts = Mapping[str, Shapes]

FORM = one_of(kind for kind in RecordKind)  # each form is named by the kind it makes
KIND = one_of(RecordKind)
REMINDER = one_of(one.name for one in KINDS)
COMMAND = one_of(line.name for line in COMMANDS)
NAME = matching(r"[a-z_]{1,24}(?:\.[a-z_]{1,24})?")  # a field of a form; the form knows its own
LINE = matching(r"[0-9a-f]{12}")
SORT = matching(r"[a-z-]{1,16}")  # of claims
CLAIM = MARK = matching(r"[0-9a-f]{8}|[0-9a-f]{12}")
AT = whole(0, 99)
VERSION = whole(0, 99_999)
NUMBER = whole(0, 99_999)
SINCE = whole(1, 253_402_300_799_999)  # milliseconds since 1970, to the end of 9999
STEP = whole(-31, 31)
DAYS = whole(1, 7)
LEAVING, WHEN = one_of(Leaving), one_of(("now", "next", "ask"))
HALVES = whole(1, MOST_HALVES)
EARLIER = whole(1, 2)  # the last half, and the same one a year ago
PAPER = one_of(Format)
FIGURE = one_of(one.name for one in FIGURES)
ROLE = one_of(Role)
SHOWN = one_of(Shown)
SPAN = one_of(("half", "term", "all"))
LISTED = one_of(REGISTERS)
WAY = one_of(("call", "mail", "visit"))  # how the office heard of it: `receiving.BY`
OF_RECORD: Shapes = [(KIND, ROW)]


def _each(names: str | Iterable[str], *shapes: Shape) -> dict[str, Shapes]:
    """Acts that take the same arguments."""
    every = names.split() if isinstance(names, str) else names
    return {str(name): shapes for name in every}


def _way_back(word: str, today: date) -> str:
    """The code of the list from which a record was opened, without its `v1`."""
    read(TAPS, f"v1:{word}", today)
    return word


def _spec(word: str, _today: date) -> Spec:
    """A question to the ledger."""
    return spec.read(word)


TAPS: Mapping[str, Acts] = {
    # forms, records, files
    "new": {"": [(FORM,), (FORM, ROW_OR_NONE)]},
    "more": {"": [(FORM, ROW)]},
    "edit": {"": [(FORM, ROW), (FORM, ROW, NAME)]},
    "go": {"": [(LONG_ROW,)]},
    "photo": {"": [(ROW, one_of(("new",))), (ROW, KIND, ROW)]},
    "evid": {
        **_each("list one ask drop", (ROW,)),
        **_each("move", (ROW,), (ROW, PAGE)),
        **_each("to", (ROW, KIND, ROW)),
        **_each("back", (ROW,), (ROW, KIND, ROW)),
    },
    "rec": {"": [(KIND, ROW), (KIND, ROW, Rest(_way_back))]},
    **{name: {"": OF_RECORD} for name in ("del", "delyes", "restore", "undo", "proof")},
    "hist": {"": [*OF_RECORD, (KIND, ROW, PAGE)]},
    "hung": {"": [(KIND, ROW, PAGE)]},
    "find": {"": [(PAGE, words)]},
    "sought": {"": [(PAGE, LONG_ROW)]},
    "co": _each("show", (PAGE, Rest(_spec))),
    "do": {"": [(COMMAND,)]},
    "todo": _each("first", ()) | _each("all", (PAGE,)),
    "moved": {"": [()]},
    "help": _each("all show", ()),
    "either": _each("ask make", (LONG_ROW,)),
    "words": {**_each("seek make", (LONG_ROW,)), **_each("begin", (LONG_ROW, FORM))},
    "file": _each("drop departments reportform plan_table import roster", (ROW,)),
    "letter": _each(OF_LETTERS, (ROW,)),
    "budget": {**_each(BudgetKind, (), (a_half,)), **_each("add term", (a_half,))},
    "imp": {
        **_each("sum save sure yes", (ROW,)),
        **_each("near lost gone reads", (ROW, PAGE)),
        **_each("diff read", (ROW, NUMBER)),
        **_each("fact", (ROW, NUMBER, one_of(("read", "words")))),
        **_each("doubt", (ROW, NUMBER, AT, AT, AT)),
        **_each("say", (ROW, NUMBER, one_of(("mend", "new", "skip")))),
        **_each("list", (ROW, one_of(("all", "check", "words")), PAGE)),
        **_each("unit", (ROW, NUMBER)),
        **_each("set", (ROW, NUMBER, one_of(("record", "words", "drop")))),
        **_each("cut", (ROW, NUMBER, FLAG)),
        **_each("freeze", (ROW, FLAG)),
    },
    # a department's plan
    "plan": {
        **_each("show", (a_half,), (a_half, PAGE)),
        **_each("none submit of", (ROW,)),
        **_each("reopen", (ROW,), (ROW, ROW_OR_NONE)),
    },
    "behalf": {
        **_each("open", (a_half, ROW), (a_half, ROW, PAPER)),
        **_each("none plan", (a_half, ROW), (a_half, ROW, WAY)),
        **_each("back", (ROW, NUMBER)),
        **_each("many", (a_half,)),
        **_each("turn", (LONG_ROW, ROW, PAGE)),
        **_each("page every nobody clear", (LONG_ROW, PAGE)),
        **_each("go", (LONG_ROW,), (LONG_ROW, WAY)),
    },
    "fix": {"": [(ROW,), (ROW, one_of(("plan",)))]},
    "review": {
        **_each("plan", (ROW,), (ROW, PAGE)),
        **_each("item check back unlock", (ROW,)),
        **_each("field", (ROW, AT)),
        **_each("ok up", (ROW,), (ROW, NUMBER)),
    },
    "outcome": {
        **_each("show", (a_half,), (a_half, PAGE)),
        **_each("item words figures", (ROW,)),
        **_each("take", (ROW, one_of(("records", "words")))),
        **_each("set", (ROW, one_of(OutcomeKind))),
        **_each("proof", (ROW, PAGE)),
        **_each("pick", (ROW, KIND, ROW, PAGE)),
    },
    "results": {
        **_each("show", (a_half,), (a_half, PAGE)),
        **_each("of", (a_half, ROW, PAGE)),
        **_each("ok", (a_half, ROW, MARK)),
        **_each("none add open", (a_half, ROW)),
        **_each("hear", (a_half, ROW, one_of(("ok", "none")))),
        **_each("back", (ROW,)),
    },
    "snooze": {"": [(a_day,)]},
    "along": {"": [(REMINDER, ROW)]},
    "handoff": {"": [(ROW,), (ROW, ROW)]},
    # the round and its office
    "round": {
        **_each("now", ()),
        **_each(
            "show rungs open start close board draw pic nudge days whole letter number", (ROW,)
        ),
        **_each("day type", (ROW, AT)),
        **_each("move", (ROW, AT, STEP)),
        **_each("waiting all lw la", (ROW, PAGE)),
        **_each("paper", (ROW, one_of(("all", "away", "form")), PAPER)),
    },
    "rehearse": {
        **_each("now", (ROW,)),
        **_each("show", (ROW, PAGE)),
        **_each("day", (ROW, a_day, PAGE)),
    },
    "holiday": {
        **_each("rest work", ()),
        **_each("drop", (whole(1, 3_652_059),)),  # a day's ordinal
        **_each("accept keep", (MARK,)),
    },
    "set": {
        **_each("home rules kinds patterns titles words", ()),
        **_each("title up", (one_of(SECTION_TITLES),)),
        **_each("say", (one_of(WordField),)),
        **_each("unsay", (ROW,)),
        **_each("usual", (one_of([*SECTION_TITLES, "order"]),)),
        **_each("kind rename retire", (ROW,)),
        **_each("new", (one_of(EventKind),)),
        **_each("rule add end", (one_of(RuleKey),)),
        **_each("edit drop", (ROW,)),
        **_each("hist", (one_of(SettingSort), PAGE)),
    },
    "table": {
        **_each("get", (a_half,)),
        **_each("take sure sum fixes news how name", (ROW,)),
        **_each("all near gone", (ROW, PAGE)),
        **_each("fix new skip whose", (ROW, ROW)),
        **_each("out", (ROW, ROW, PAGE)),
        **_each("by", (ROW, WAY)),
    },
    "reg": {
        **_each("show", (a_half, SPAN, ROW_OR_NONE)),
        **_each("depts", (a_half, SPAN, ROW_OR_NONE, PAGE)),
        **_each("get", (a_half, SPAN, ROW_OR_NONE, LISTED, one_of(("xlsx", "csv")))),
    },
    "line": _each("all stop back", (LONG_ROW,)),
    "mass": {
        **_each("yes sure no other back chosen", (LONG_ROW,)),
        **_each("pick every", (LONG_ROW, PAGE)),
        **_each("tick", (LONG_ROW, whole(0, MOST_PAGES), PAGE)),
    },
    "queue": {
        **_each("start plain pick", (ROW,)),
        **_each("see", (ROW, SINCE), (ROW, SINCE, PAGE)),
        **_each("next back ask item", (ROW, SINCE)),
        **_each("ok", (ROW, NUMBER, SINCE)),
        **_each("put field", (ROW, AT, SINCE)),
    },
    # the report and its readers
    "st": {
        **_each("half pic", (a_half,)),
        **_each("deps exc", (a_half, PAGE)),
        **_each("dep", (a_half, ROW_OR_NONE, PAGE)),
        **_each("why", (a_half, ROW_OR_NONE)),
        **_each("rows", (a_half, ROW_OR_NONE, SHOWN, PAGE)),
        **_each("then", (a_half, SHOWN, EARLIER, PAGE)),
        **_each("who", (a_half, ROW, PAGE)),
        **_each("ask flt", (PAGE, Rest(_spec))),
    },
    "quota": {
        **_each("show", (a_half, PAGE)),
        **_each("dep", (a_half, ROW, PAGE)),
        **_each("pic", (a_half,)),
    },
    "rep": {
        **_each("half more", (a_half,)),
        **_each("versions", (a_half,), (a_half, PAGE)),
        **_each("file album", (a_half, PAPER, VERSION)),
        **_each("photos", (a_half, VERSION)),
        **_each("version", (a_half, VERSION), (a_half, VERSION, VERSION)),
    },
    "aud": _each("state", ()) | _each("reads", (PAGE,)),
    "trc": {
        **_each("lines", (a_half, VERSION, PAGE)),
        **_each("line", (a_half, VERSION, MARK)),
        **_each("past", (a_half, VERSION, MARK, AT, PAGE)),
    },
    "pledge": {
        **_each("show name dept all join columns usual", (a_half,)),
        **_each("one next mend leave", (a_half, MARK)),
        **_each("undo", (a_half, one_of(("people", "term")))),
    },
    "repw": {
        **_each("blocks", (a_half,)),
        **_each("lines", (a_half, ROW, PAGE)),
        **_each("line reword", (a_half, ROW, LINE)),
        **_each("up down hide unhide part forget slash comma", (a_half, ROW, LINE)),
        **_each("add", (a_half, ROW, LINE), (a_half, ROW, one_of("-"))),
    },
    "repv": {
        **_each("draft submit confirm confirmed", (a_half,)),
        **_each("claims", (a_half, PAGE)),
        **_each("claim accept", (a_half, CLAIM)),
        **_each("alike", (a_half, SORT, FLAG, PAGE)),
        **_each("acceptall", (a_half, SORT)),
        **_each("because", (a_half, SORT, ROW)),
        **_each("since settle", (a_half, CLAIM, ROW)),
        **_each("askall", (a_half, SORT)),
        **_each("askone", (a_half, CLAIM)),
        **_each("submitted", (a_half, FLAG)),
    },
    "asked": _each("see reply right", (ROW,)),
    "repp": {
        **_each("show", (a_half,)),
        **_each("set", (a_half, one_of(PlansPrinted))),
        **_each("quota", (a_half, one_of(QuotaPrinted))),
    },
    "repl": {
        **_each("list", (a_half, PAGE)),
        **_each("sums", (a_half,)),
        **_each("sum", (a_half, FIGURE, PAGE)),
    },
    "late": {**_each("next version", (ROW,)), **_each("again", (a_half,))},
    "repf": {**_each("form sample back", (a_half,)), **_each("take", (ROW,))},
    "inc": {
        **_each("list", (a_half, HALVES, PAGE)),
        **_each("one", (a_half, HALVES, ROW, PAGE)),
        **_each("ask", (a_half, HALVES, ROW)),
        **_each("points", (a_half, HALVES)),
        **_each("join names part", (ROW,)),
        **_each("point", (whole(1, len(Merit)),)),
    },
    # people and departments
    "enrol": _each("right wrong", ()),
    "me": _each("yes no", ()),
    "first": _each("show list round", ()),
    "place": {**_each("list", (PAGE,)), **_each("in", (ROW,))},
    "people": {
        **_each("list", (PAGE,)),
        **_each("card yes no roles drop gone name hand dep take", (ROW,)),
        **_each("agree refuse do", (ROW,), (ROW, one_of(("card",)))),
        **_each("role", (ROW, ROLE)),
        **_each("depts", (ROW, PAGE)),
        **_each("dept handok depto depx", (ROW, ROW)),
        **_each("handto", (ROW, ROW_OR_NONE)),
        **_each("handin", (ROW, ROW_OR_NONE, PAGE)),
        **_each("handat", (ROW, ROW_OR_NONE, LEAVING, ROW_OR_NONE)),
        **_each("handon", (ROW, ROW_OR_NONE, LEAVING, ROW_OR_NONE, WHEN)),
        **_each("moves", ()),
        **_each("move movex", (ROW,)),
        **_each("moveto", (ROW, ROW)),
        **_each("inv", ()),
        **_each("invd", (ROLE, PAGE)),
        **_each("invt", (ROLE, ROW_OR_NONE)),
        **_each("invn invq make", (ROLE, ROW_OR_NONE, DAYS)),
    },
    "roster": {
        **_each("start ask each miss match", ()),
        **_each("came", (PAGE,)),
        **_each("until", (ROW, a_day)),
        **_each("day", (ROW,)),
    },
    "handover": _each(OF_LETTERS, (ROW,)),
    "depts": {
        **_each("add paste", ()),
        **_each("list", (PAGE,)),
        **_each("card up down stop use steps chains name take merge", (ROW,)),
        **_each([f"chain{at}" for at in range(len(CHAINS))], (ROW,)),
    },
    "deptmerge": _each("yes", (ROW, ROW)),
}
