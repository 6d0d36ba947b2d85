"""What is kept about people, and until when: the one table, from which both pages are made.

Every table of the database stands in one row of it, or among those that tell of nobody.
"""

from dataclasses import dataclass

from storage.rules import retention


@dataclass(frozen=True)
class Kept:
    """One kind of what is kept, for both languages; `tables` hold it."""

    name: str
    tables: tuple[str, ...]
    what: str
    until: str
    english: str
    english_until: str


RECORDS = (
    *("event", "mou", "mou_promise", "follow_up", "contract", "subcontract", "hire_report"),
    *("plan_item", "budget_row", "problem", "incentive", "late_result", "listed_contract"),
    *("plan", "plan_return", "plan_outcome", "plan_result", "plan_reopening", "results_answer"),
    *("report_version", "report_edit", "report_form", "report_import", "report_block"),
    *("claim_acceptance", "claim_question", "responsible", "calendar_change", "setting"),
    *("audit_entry", "audit_head"),
)
DUTIES = ("plan_duty", "deputy", "transfer_order", "role_grant", "reminder")
OF_NOBODY = frozenset(
    {
        *("accepted_year", "collection_round", "company", "company_name", "department"),
        *("figure", "figure_sum", "holiday_override", "incentive_point", "lockdown"),
        *("origin", "own_hook", "pace", "pledge", "record_company", "report_choice"),
        *("trouble", "write_test"),
    }
)
"""Tables that say nothing of any person."""


def _days(kept: object) -> int:
    return getattr(kept, "days", 0)


TABLE: tuple[Kept, ...] = (
    Kept(
        "officers",
        ("officer",),
        "직원: 텔레그램 번호, 이름, 소속, 역할, 사무실 전화, 마지막으로 쓴 날",
        f"등록을 해제하고 {_days(retention.ACCOUNT)}일 뒤 텔레그램 번호, 전화, 마지막으로 쓴 날을"
        " 지웁니다. 이름은 기록의 작성자로 남으며 `person erase`로 지웁니다",
        "officers: Telegram id, name, department, role, office telephone, day of last use",
        f"{_days(retention.ACCOUNT)} days after they were removed id, telephone and day go;"
        " the name stays as the author of records until `person erase`",
    ),
    Kept(
        "inbox",
        ("inbox",),
        "보내신 글의 원문",
        "처리하면 바로 비웁니다. 처리하지 못해 따로 둔 것은 글을 길이만 남기고 가린 뒤"
        f" {_days(retention.INBOX)}일",
        "the words of a message as they came",
        "emptied once worked on; what fails for good keeps only its lengths, for"
        f" {_days(retention.INBOX)} days",
    ),
    Kept(
        "asked",
        ("prompt", "mass_act"),
        "봇이 드린 질문, 여럿에 미치는 일의 사유와 되돌리는 데 필요한 것",
        f"{_days(retention.ASKED)}일. 답하신 글은 질문에 남기지 않으며, 단추를 기다리는 말은"
        f" {int(retention.MEANT.total_seconds()) // 60}분 뒤 비웁니다",
        "questions of the bot, the reason of an act that hits many and what taking it back needs",
        f"{_days(retention.ASKED)} days; answers are not kept with their question, and words that"
        f" wait for a button {int(retention.MEANT.total_seconds()) // 60} minutes",
    ),
    Kept(
        "outbox",
        ("outbox", "card"),
        "봇이 한 말",
        f"{_days(retention.OUTBOX)}일. 초대 링크와 초대장은 보내는 즉시 비웁니다",
        "what the bot said",
        f"{_days(retention.OUTBOX)} days; the link of an invite only until it is sent",
    ),
    Kept(
        "invites",
        ("roster", "invite"),
        "초대할 명단, 초대에 적은 이름",
        "명단은 초대장을 만들면 비우고, 만들지 않은 것은"
        f" {_days(retention.ASKED)}일. 이름은 링크가 끝나고 {_days(retention.INVITED)}일",
        "lists of people to invite, and the name in an invite",
        f"a list until its links are made, else {_days(retention.ASKED)} days; the name"
        f" {_days(retention.INVITED)} days after its link has ended",
    ),
    Kept(
        "drafts",
        ("draft",),
        "작성 중인 기록",
        f"{_days(retention.DRAFT)}일 동안 손대지 않으면 내용을 비웁니다. 그 전에 한 번 알려"
        f" 드립니다. 끝난 것은 {_days(retention.DRAFT)}일 뒤 지웁니다",
        "a form that is being filled in",
        f"emptied once untouched for {_days(retention.DRAFT)} days, after one notice; a finished"
        f" one goes after {_days(retention.DRAFT)} days",
    ),
    Kept(
        "uploads",
        ("upload",),
        "읽으라고 보내신 파일에서 읽은 것",
        f"저장하거나 그만두면 바로 비웁니다. 그대로 두시면 {_days(retention.UPLOAD)}일",
        "what was read from a file that was sent to be read",
        f"until it is saved or dropped, else {_days(retention.UPLOAD)} days",
    ),
    Kept(
        "evidence",
        ("evidence", "evidence_file", "evidence_bag"),
        "증빙 사진·파일(사진은 위치·기기·촬영 시각 없이), 번호, 파일 이름, 설명",
        f"기록과 함께. 뺀 것은 {_days(retention.TAKEN_OFF)}일, 붙일 기록을 고르지 않은 것은"
        f" {int(retention.UNPLACED.total_seconds()) // 3600}시간",
        "photos and files of evidence (pictures without place, device and hour), name and caption",
        f"with the record; {_days(retention.TAKEN_OFF)} days once taken off, "
        f"{int(retention.UNPLACED.total_seconds()) // 3600} hours if nobody names their record",
    ),
    Kept(
        "records",
        RECORDS,
        "기록과 바뀐 내역(누가 어떤 문서를 받았는지, 다른 부서의 것을 누가 열었는지 포함)",
        "지우지 않습니다. 바뀐 내역은 앞줄의 지문을 품고 있어, 고치거나 빼면 드러납니다",
        "records and their history, with who was handed which paper and who opened what"
        " another department wrote",
        "for good; each line of the history holds the hash of the one before it",
    ),
    Kept(
        "duties",
        DUTIES,
        "담당, 업무대행, 인사이동, 역할 승인, 알림을 받은 사람의 직원 번호",
        "지우지 않습니다",
        "who answers for what, stood in, moved, agreed to a role or was reminded, by number",
        "for good",
    ),
    Kept(
        "strangers",
        ("stranger",),
        "초대받지 않은 사람: 텔레그램 번호, 말을 건 횟수, 틀린 초대 횟수",
        f"마지막으로 말을 걸고 {_days(retention.STRANGER)}일. 하신 말씀은 남기지 않습니다",
        "people who were not invited: Telegram id and counts, nothing of what they said",
        f"{_days(retention.STRANGER)} days since they last wrote",
    ),
    Kept(
        "backups",
        (),
        "밤 백업: 위의 것이 그날 있던 그대로",
        f"{retention.NIGHTS}일(BACKUP_NIGHTS에 적은 날수). 가장 새로운 3개는 더 오래되어도 둡니다",
        "the backup of each night: all of the above as it was that day",
        f"{retention.NIGHTS} days (as BACKUP_NIGHTS says); the newest 3 stay longer",
    ),
)
