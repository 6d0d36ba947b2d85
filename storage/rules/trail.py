"""What the trail tells of, and what it says was done: every word that stands in a stored line.

Their values never change. A line of a later release, or of a wrong hand, may hold another word:
it is read as it stands.
"""

from collections.abc import Mapping
from enum import StrEnum

from storage.rules.terms import RecordKind


class Subject(StrEnum):
    """What a line is about; its number is that of the row."""

    # the records, by their kind
    EVENT = "event"
    MOU = "mou"
    PROMISE = "promise"
    FOLLOW_UP = "follow_up"
    CONTRACT = "contract"
    SUBCONTRACT = "subcontract"
    HIRE = "hire"
    PLAN_ITEM = "plan_item"
    BUDGET = "budget"
    PROBLEM = "problem"
    INCENTIVE = "incentive"
    EVIDENCE = "evidence"
    KEPT_FILE = "kept_file"  # the bytes of evidence came to the disk; numbered as evidence is
    LATE_RESULT = "late_result"
    INCENTIVE_POINT = "incentive_point"
    COMPANY = "company"
    LISTED_CONTRACT = "listed_contract"

    # the office
    OFFICER = "officer"
    INVITE = "invite"
    ROSTER = "roster"  # a list by which many are invited
    ROLE_GRANT = "role_grant"
    DEPUTY = "deputy"
    TRANSFER = "transfer"
    TRANSFER_ORDER = "transfer_order"
    DEPARTMENT = "department"
    HOLIDAY = "holiday"
    LOCKDOWN = "lockdown"
    ORIGIN = "origin"  # the data came from a copy
    SETTING = "setting"  # what the office has set by itself
    TAP = "tap"  # a forged, foreign or old button

    # the plans and their rounds
    ROUND = "round"
    PLAN = "plan"
    PLAN_DUTY = "plan_duty"
    PLAN_RETURN = "plan_return"
    PLAN_OUTCOME = "plan_outcome"
    RESULTS = "results_answer"

    # the report
    PLEDGE = "pledge"
    RESPONSIBLE = "responsible"
    REPORT_BLOCK = "report_block"
    REPORT_EDIT = "report_edit"
    REPORT_VERSION = "report_version"
    REPORT_FORM = "report_form"
    REPORT_IMPORT = "report_import"
    CLAIM_ACCEPTANCE = "claim_acceptance"
    CLAIM_QUESTION = "claim_question"
    REPORT_CHOICE = "report_choice"

    # what was read of another department: never a subject of acts, whose last line undo looks at
    READING_EVENT = "reading_event"
    READING_MOU = "reading_mou"
    READING_PROMISE = "reading_promise"
    READING_FOLLOW_UP = "reading_follow_up"
    READING_CONTRACT = "reading_contract"
    READING_SUBCONTRACT = "reading_subcontract"
    READING_HIRE = "reading_hire"
    READING_PLAN_ITEM = "reading_plan_item"
    READING_BUDGET = "reading_budget"
    READING_PROBLEM = "reading_problem"
    READING_INCENTIVE = "reading_incentive"
    READING_PLAN = "reading_plan"
    READING_PAPERS = "reading_papers"

    # the papers that were asked for, by what makes them; their number is that of the parcel
    PAPER_REPORT = "report"
    PAPER_REPORT_PAGE = "report_page"
    PAPER_LETTER = "letter"
    PAPER_PLAN_TABLE = "plan_table"
    PAPER_REGISTER = "register"
    PAPER_INVITE_SHEET = "invite_sheet"
    PAPER_HANDOVER = "handover"
    PAPER_REQUEST = "request_letter"
    PAPER_FORM = "plan_form"


OF_RECORD: Mapping[RecordKind, Subject] = {kind: Subject(kind.value) for kind in RecordKind}
"""The subject of each kind of record; ValueError at the start for one that has none."""


class Verb(StrEnum):
    """What was done to it."""

    CREATE = "create"
    CHANGE = "change"
    REMOVE = "remove"
    RESTORE = "restore"
    UNDO = "undo"
    MOVE = "move"

    # a plan, from hand to hand
    SUBMIT = "submit"
    DECLARE_NONE = "declare_none"
    HAND_UP = "hand_up"
    PASS_UP = "pass_up"
    HAND_BACK = "hand_back"
    SEND_BACK = "send_back"
    ACCEPT = "accept"
    CHECK = "check"
    CONFIRM = "confirm"
    REOPEN = "reopen"
    REOPEN_CONFIRMED = "reopen_confirmed"
    REOPEN_CLOSED = "reopen_closed"
    REOPENING_OVER = "reopening_over"
    SETTLE = "settle"
    COUNT = "count"
    LINK = "link"
    UNLINK = "unlink"

    # a round
    OPEN = "open"
    NUDGE = "nudge"
    CLOSE = "close"
    TAKE_BACK_CLOSE = "take_back_close"

    # the office
    APPROVE = "approve"
    DECLINE = "decline"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    FALLEN = "fallen"
    CARRIED_OUT = "carried_out"
    TRANSFER = "transfer"
    TAKE_BACK = "take_back"
    STEPS = "steps"
    MERGE = "merge"
    PART = "part"  # of a company: a spelling became one of its own
    LOAD = "load"
    TAKE_BACK_LOAD = "take_back_load"
    KEEP = "keep"  # of the calendar: as it was, against the new table of holidays
    BEGIN = "begin"
    END = "end"
    FORGET = "forget"  # of a person: account and name

    # what changes nothing
    READ = "read"
    REFUSE = "refuse"
    HAND_OUT = "hand_out"
    WITHHOLD = "withhold"
