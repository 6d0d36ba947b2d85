"""Every button of the bot on one screen: views, what is done there, and with what arguments.

The names and the order of the arguments stand in messages that were sent long ago: they are
added to, not changed. A view that is not here cannot be given a handler (`access.tap`).
"""

from collections.abc import Mapping
from datetime import date

from handlers.chat.codes import (
    FLAG,
    LONG_ROW,
    MOST_PAGES,
    PAGE,
    ROW,
    ROW_OR_NONE,
    Rest,
    a_day,
    a_half,
    one_of,
    read,
    whole,
    words,
)
from handlers.chat.tap_kinds import (
    AT,
    CLAIM,
    COMMAND,
    DAYS,
    EARLIER,
    FIGURE,
    FORM,
    HALVES,
    KIND,
    LEAVING,
    LINE,
    LISTED,
    MARK,
    NAME,
    NUMBER,
    OF_RECORD,
    PAPER,
    REMINDER,
    ROLE,
    SAID,
    SHOWN,
    SINCE,
    SORT,
    SPAN,
    STEP,
    VERSION,
    WAY,
    WHEN,
    Acts,
    a_spec,
    each,
)
from storage.report.formats import OF_LETTERS
from storage.rules.incentive import Merit
from storage.rules.quota import RuleKey
from storage.rules.setting_kinds import SECTION_TITLES, SettingSort, WordField
from storage.rules.steps import CHAINS
from storage.rules.terms import (
    BudgetKind,
    EventKind,
    Measure,
    OutcomeKind,
    PlansPrinted,
    QuotaPrinted,
)


def _way_back(word: str, today: date) -> str:
    """The code of the list from which a record was opened, without its `v1`."""
    read(TAPS, f"v1:{word}", today)
    return word


TAPS: Mapping[str, Acts] = {
    # forms, records, files
    "new": {"": [(FORM,), (FORM, ROW_OR_NONE)]},
    "more": {"": [(FORM, ROW)]},
    "edit": {"": [(FORM, ROW), (FORM, ROW, NAME)]},
    "go": {"": [(LONG_ROW,)]},
    "photo": {"": [(ROW, one_of(("new",))), (ROW, KIND, ROW)]},
    "evid": {
        **each("list one ask drop", (ROW,)),
        **each("move", (ROW,), (ROW, PAGE)),
        **each("to", (ROW, KIND, ROW)),
        **each("back", (ROW,), (ROW, KIND, ROW)),
    },
    "rec": {"": [(KIND, ROW), (KIND, ROW, Rest(_way_back))]},
    **{name: {"": OF_RECORD} for name in ("del", "delyes", "restore", "undo", "proof", "seal")},
    "hist": {"": [*OF_RECORD, (KIND, ROW, PAGE)]},
    "hung": {"": [(KIND, ROW, PAGE)]},
    "find": {"": [(PAGE, words)]},
    "sought": {"": [(PAGE, LONG_ROW)]},
    "co": each("show", (PAGE, Rest(a_spec))),
    "do": {"": [(COMMAND,)]},
    "todo": each("first", ()) | each("all", (PAGE,)),
    "moved": {"": [()]},
    "help": each("all show", ()),
    "either": each("ask make", (LONG_ROW,)),
    "words": {**each("seek make", (LONG_ROW,)), **each("begin", (LONG_ROW, FORM))},
    "file": each(
        "drop departments reportform plan_table register contracts import roster", (ROW,)
    ),
    "letter": each(OF_LETTERS, (ROW,)),
    "budget": {**each(BudgetKind, (), (a_half,)), **each("add term", (a_half,))},
    "imp": {
        **each("sum save sure yes", (ROW,)),
        **each("near lost gone reads", (ROW, PAGE)),
        **each("diff read", (ROW, NUMBER)),
        **each("fact", (ROW, NUMBER, one_of(("read", "words")))),
        **each("doubt", (ROW, NUMBER, AT, AT, AT)),
        **each("say", (ROW, NUMBER, one_of(("mend", "new", "skip")))),
        **each("list", (ROW, one_of(("all", "check", "words")), PAGE)),
        **each("unit", (ROW, NUMBER)),
        **each("set", (ROW, NUMBER, one_of(("record", "words", "drop")))),
        **each("cut", (ROW, NUMBER, FLAG)),
        **each("freeze", (ROW, FLAG)),
    },
    # a department's plan
    "plan": {
        **each("show", (a_half,), (a_half, PAGE)),
        **each("none submit of", (ROW,)),
        **each("reopen", (ROW,), (ROW, ROW_OR_NONE)),
    },
    "behalf": {
        **each("open", (a_half, ROW), (a_half, ROW, PAPER)),
        **each("none plan", (a_half, ROW), (a_half, ROW, WAY)),
        **each("back", (ROW, NUMBER)),
        **each("many", (a_half,)),
        **each("turn", (LONG_ROW, ROW, PAGE)),
        **each("page every nobody clear papers", (LONG_ROW, PAGE)),
        **each("go", (LONG_ROW,), (LONG_ROW, WAY)),
    },
    "fix": {"": [(ROW,), (ROW, one_of(("plan",)))]},
    "review": {
        **each("plan", (ROW,), (ROW, PAGE)),
        **each("item check back unlock", (ROW,)),
        **each("field", (ROW, AT)),
        **each("ok up", (ROW,), (ROW, NUMBER)),
    },
    "outcome": {
        **each("show", (a_half,), (a_half, PAGE)),
        **each("item words figures", (ROW,)),
        **each("take", (ROW, one_of(("records", "words")))),
        **each("set", (ROW, one_of(OutcomeKind))),
        **each("proof", (ROW, PAGE)),
        **each("pick", (ROW, KIND, ROW, PAGE)),
    },
    "results": {
        **each("show of", (a_half,), (a_half, ROW, PAGE)),
        **each("ok", (a_half, ROW, MARK)),
        **each("none add open", (a_half, ROW)),
        **each("hear", (a_half, ROW, SAID), (a_half, ROW, SAID, WAY)),
        **each("back", (ROW,)),
    },
    "snooze": {"": [(a_day,)]},
    "hours": {**each("show usual", ()), **each("at day", (whole(0, 8),))},
    "along": {"": [(REMINDER, ROW)]},
    "handoff": {"": [(ROW,), (ROW, ROW)]},
    # the round and its office
    "round": {
        **each("now", ()),
        **each(
            "show rungs open start close board draw pic nudge days whole letter number", (ROW,)
        ),
        **each("day type", (ROW, AT)),
        **each("move", (ROW, AT, STEP)),
        **each("waiting all lw la", (ROW, PAGE)),
        **each("paper", (ROW, one_of(("all", "away", "form")), PAPER)),
    },
    "rehearse": {
        **each("now", (ROW,)),
        **each("show", (ROW, PAGE)),
        **each("day", (ROW, a_day, PAGE)),
    },
    "holiday": {
        **each("rest work", ()),
        **each("drop", (whole(1, 3_652_059),)),  # a day's ordinal
        **each("accept keep", (MARK,)),
    },
    "set": {
        **each("home rules kinds patterns titles words ladders units", ()),
        **each("title up", (one_of(SECTION_TITLES),)),
        **each("say", (one_of(WordField),)),
        **each("unsay", (ROW,)),
        **each("unit asusual", (one_of(Measure),)),
        **each("usual", (one_of([*SECTION_TITLES, "order"]),)),
        **each("ladder restep", (REMINDER,)),
        **each("try rung", (REMINDER, whole(0, 2**18 - 1), FLAG)),
        **each("wait", (whole(1, 60),)),
        **each("kind rename retire", (ROW,)),
        **each("new", (one_of(EventKind),)),
        **each("rule add end", (one_of(RuleKey),)),
        **each("edit drop", (ROW,)),
        **each("hist", (one_of(SettingSort), PAGE)),
    },
    "table": {
        **each("get", (a_half,)),
        **each("take sure sum fixes news how name", (ROW,)),
        **each("all near gone", (ROW, PAGE)),
        **each("fix new skip whose", (ROW, ROW)),
        **each("out", (ROW, ROW, PAGE)),
        **each("by", (ROW, WAY)),
    },
    "regin": {
        **each("sum take fixes news", (ROW,)),
        **each("all near gone", (ROW, PAGE)),
        **each("fix new skip", (ROW, ROW)),
        **each("out", (ROW, ROW, PAGE)),
    },
    "conl": {
        **each("list one make why again", (ROW,)),
        **each("show", (ROW_OR_NONE, PAGE)),
    },
    "reg": {
        **each("show", (a_half, SPAN, ROW_OR_NONE)),
        **each("depts", (a_half, SPAN, ROW_OR_NONE, PAGE)),
        **each("get", (a_half, SPAN, ROW_OR_NONE, LISTED, one_of(("xlsx", "csv")))),
    },
    "line": each("all stop back", (LONG_ROW,)),
    "mass": {
        **each("yes sure no other back chosen", (LONG_ROW,)),
        **each("pick every", (LONG_ROW, PAGE)),
        **each("tick", (LONG_ROW, whole(0, MOST_PAGES), PAGE)),
    },
    "queue": {
        **each("now", ()),
        **each("start plain pick", (ROW,)),
        **each("see", (ROW, SINCE), (ROW, SINCE, PAGE)),
        **each("next back ask item", (ROW, SINCE)),
        **each("ok", (ROW, NUMBER, SINCE)),
        **each("put field", (ROW, AT, SINCE)),
    },
    # the report and its readers
    "st": {
        **each("half pic", (a_half,)),
        **each("deps exc", (a_half, PAGE)),
        **each("dep", (a_half, ROW_OR_NONE, PAGE)),
        **each("why", (a_half, ROW_OR_NONE)),
        **each("rows", (a_half, ROW_OR_NONE, SHOWN, PAGE)),
        **each("then", (a_half, SHOWN, EARLIER, PAGE)),
        **each("who", (a_half, ROW, PAGE)),
        **each("ask flt", (PAGE, Rest(a_spec))),
    },
    "quota": {
        **each("show", (a_half, PAGE)),
        **each("dep", (a_half, ROW, PAGE)),
        **each("pic", (a_half,)),
    },
    "rep": {
        **each("half more", (a_half,)),
        **each("versions", (a_half,), (a_half, PAGE)),
        **each("file album", (a_half, PAPER, VERSION)),
        **each("photos", (a_half, VERSION)),
        **each("version", (a_half, VERSION), (a_half, VERSION, VERSION)),
    },
    "aud": each("state", ()) | each("reads", (PAGE,)),
    "trc": {
        **each("lines", (a_half, VERSION, PAGE)),
        **each("line", (a_half, VERSION, MARK)),
        **each("past", (a_half, VERSION, MARK, AT, PAGE)),
    },
    "pledge": {
        **each("show name dept all join columns usual", (a_half,)),
        **each("one next mend leave", (a_half, MARK)),
        **each("undo", (a_half, one_of(("people", "term")))),
    },
    "repw": {
        **each("blocks", (a_half,)),
        **each("lines", (a_half, ROW, PAGE)),
        **each("line reword", (a_half, ROW, LINE)),
        **each("up down hide unhide part forget slash comma", (a_half, ROW, LINE)),
        **each("add", (a_half, ROW, LINE), (a_half, ROW, one_of("-"))),
    },
    "repv": {
        **each("draft submit confirm confirmed", (a_half,)),
        **each("claims", (a_half, PAGE)),
        **each("claim accept", (a_half, CLAIM)),
        **each("alike", (a_half, SORT, FLAG, PAGE)),
        **each("acceptall", (a_half, SORT)),
        **each("because", (a_half, SORT, ROW)),
        **each("since settle", (a_half, CLAIM, ROW)),
        **each("askall", (a_half, SORT)),
        **each("askone", (a_half, CLAIM)),
        **each("submitted", (a_half, FLAG)),
    },
    "asked": each("see reply right", (ROW,)),
    "repp": {
        **each("show", (a_half,)),
        **each("set", (a_half, one_of(PlansPrinted))),
        **each("quota", (a_half, one_of(QuotaPrinted))),
    },
    "repl": {
        **each("list", (a_half, PAGE)),
        **each("sums", (a_half,)),
        **each("sum", (a_half, FIGURE, PAGE)),
    },
    "late": {**each("next version", (ROW,)), **each("again", (a_half,))},
    "repf": {**each("form sample back", (a_half,)), **each("take", (ROW,))},
    "inc": {
        **each("list", (a_half, HALVES, PAGE)),
        **each("one", (a_half, HALVES, ROW, PAGE)),
        **each("ask", (a_half, HALVES, ROW)),
        **each("points", (a_half, HALVES)),
        **each("join names part", (ROW,)),
        **each("point", (whole(1, len(Merit)),)),
    },
    # people and departments
    "enrol": each("right wrong", ()),
    "me": each("yes no", ()),
    "first": each("show list round", ()),
    "place": {**each("list", (PAGE,)), **each("in", (ROW,))},
    "people": {
        **each("list", (PAGE,)),
        **each("card yes no roles drop gone name hand dep take", (ROW,)),
        **each("agree refuse do", (ROW,), (ROW, one_of(("card",)))),
        **each("role", (ROW, ROLE)),
        **each("depts", (ROW, PAGE)),
        **each("dept handok depto depx", (ROW, ROW)),
        **each("handto", (ROW, ROW_OR_NONE)),
        **each("handin", (ROW, ROW_OR_NONE, PAGE)),
        **each("handat", (ROW, ROW_OR_NONE, LEAVING, ROW_OR_NONE)),
        **each("handon", (ROW, ROW_OR_NONE, LEAVING, ROW_OR_NONE, WHEN)),
        **each("moves", ()),
        **each("move movex", (ROW,)),
        **each("moveto", (ROW, ROW)),
        **each("inv", ()),
        **each("invd", (ROLE, PAGE)),
        **each("invt", (ROLE, ROW_OR_NONE)),
        **each("invn invq make", (ROLE, ROW_OR_NONE, DAYS)),
    },
    "roster": {
        **each("start ask each miss match", ()),
        **each("came", (PAGE,)),
        **each("until", (ROW, a_day)),
        **each("day", (ROW,)),
    },
    "handover": each(OF_LETTERS, (ROW,)),
    "depts": {
        **each("add paste", ()),
        **each("list", (PAGE,)),
        **each("card up down stop use steps chains name take merge", (ROW,)),
        **each([f"chain{at}" for at in range(len(CHAINS))], (ROW,)),
    },
    "deptmerge": each("yes", (ROW, ROW)),
}
