"""What was found of the trail, in the words of the office."""

import re
from collections.abc import Mapping

from storage.rules.names import josa
from storage.rules.terms import RecordKind
from storage.rules.trail import Subject
from storage.tracing.breach import Breach, Sort

SUBJECTS: Mapping[str, str] = {
    **{kind.value: kind.label for kind in RecordKind},
    Subject.EVIDENCE: "증빙",
    Subject.KEPT_FILE: "보관한 증빙 파일",
    Subject.LATE_RESULT: "늦은 실적",
    Subject.INCENTIVE_POINT: "점수 기준",
    Subject.COMPANY: "업체",
    Subject.OFFICER: "사람",
    Subject.INVITE: "초대",
    Subject.ROLE_GRANT: "역할 승인 요청",
    Subject.DEPUTY: "업무대행",
    Subject.TRANSFER: "인계",
    Subject.DEPARTMENT: "부서",
    Subject.HOLIDAY: "쉬는 날",
    Subject.LOCKDOWN: "비상 잠금",
    Subject.ORIGIN: "자료의 자리",
    Subject.TAP: "맞지 않는 단추",
    Subject.ROUND: "취합",
    Subject.PLAN: "부서의 추진계획",
    Subject.PLAN_DUTY: "추진계획 담당",
    Subject.PLAN_RETURN: "되물은 칸",
    Subject.PLAN_OUTCOME: "추진계획의 결과",
    Subject.PLEDGE: "보고서 머리",
    Subject.RESPONSIBLE: "보고서 머리의 담당자",
    Subject.REPORT_BLOCK: "보고서의 칸",
    Subject.REPORT_EDIT: "수정한 문구",
    Subject.REPORT_VERSION: "보고서의 판",
    Subject.REPORT_FORM: "보고서 서식",
    Subject.REPORT_IMPORT: "읽은 보고서",
    Subject.CLAIM_ACCEPTANCE: "그대로 둔 확인할 것",
    Subject.REPORT_CHOICE: "보고서의 선택",
    "listed_contract": "계약 대장의 줄",
    "roster": "초대 명단",
    "transfer_order": "예정한 인사이동",
    "setting": "사무실의 설정",
    "results_answer": "추진실적의 답",
    "claim_question": "확인할 것의 질문",
    "register": "대장",
    "invite_sheet": "초대장",
    "handover": "인계인수서",
    "request_letter": "취합 요청 공문",
    "plan_form": "추진계획 서식",
    Subject.READING_PLAN: "부서의 추진계획",
    Subject.READING_PAPERS: "모든 부서의 것이 든 파일",
    Subject.PAPER_REPORT: "보고서 파일",
    Subject.PAPER_REPORT_PAGE: "보고서 첫 쪽",
    Subject.PAPER_LETTER: "공문 초안",
    Subject.PAPER_PLAN_TABLE: "취합표",
    **{f"reading_{kind.value}": kind.label for kind in RecordKind},
}
FIELDS: Mapping[str, str] = {
    "facts": "내용",
    "removed_at": "지움·되살림",
    "department_id": "부서",
    "frozen": "닫은 줄",
    "state": "상태",
    "role": "역할",
    "name": "이름",
    "desks": "담당자",
    "reason": "사유",
    "text": "문구",
    "sha256": "해시",
    "record_id": "붙은 기록",
    "record_kind": "붙은 기록",
    "file_unique_id": "파일",
}
NUMBERED = re.compile(r"(?:보고서 ?)?(\d{1,5}) ?(?:번 ?줄?|줄)?")
"""The number of a printed line, as it is typed."""
HEAD, NON_BUDGET = "보고서 머리", "비예산"
SOUND = "변조 없음"
UNSOUND = "적힌 그대로가 아닙니다"
_OF_LINES: Mapping[Sort, str] = {
    Sort.CHANGED: "내역 {lines}이 적힌 뒤에 바뀌었습니다.",
    Sort.REMOVED: "내역 {lines}이 빠졌거나 자리를 옮겼습니다.",
    Sort.INSERTED: "내역 {lines}은 봇이 적지 않은 줄입니다.",
    Sort.CUT: "내역의 끝이 잘렸습니다: {lines}이 없습니다.",
    Sort.REWRITTEN: "따로 둔 머리와 다릅니다. 내역 {lines} 사이가 통째로 다시 적혔습니다.",
    Sort.END: "내역의 끝({lines})을 적어 둔 값이 맞지 않습니다.",
    Sort.HEADS_CHANGED: "머리를 적은 파일의 {lines}이 바뀌었습니다.",
    Sort.HEADS_CUT: "머리를 적은 파일의 {lines}이 없습니다.",
    Sort.UNSAID_RESTORE: "내역 {lines}은 되살렸다는데, 머리를 적은 파일은 모르는 일입니다.",
}
_OF_ROWS: Mapping[Sort, str] = {
    Sort.DIFFERS: "{what}의 {field} 값이 내역과 다릅니다.",
    Sort.GONE: "{what}: 내역에는 있으나 자료에서 사라졌습니다.",
    Sort.UNTOLD: "{what}: 내역 없이 자료에 들어와 있습니다.",
    Sort.SEAL: "{what}: 내용이 적어 둔 해시와 다릅니다.",
    Sort.BYTES: "{what}: 파일이 없거나 내용이 바뀌었습니다. 해시 {field}",
    Sort.FIGURES: "{what}: 수치 장부가 기록과 다릅니다.",
}


def told(one: Breach) -> str:
    """One thing that is wrong, as a sentence."""
    if one.sort in _OF_LINES:
        return _OF_LINES[one.sort].format(lines=lines(one.first, one.last))
    what = row(one.subject, one.number) if one.subject else one.detail
    field = FIELDS.get(one.detail, one.detail)
    said = _OF_ROWS[one.sort].format(what=what, field=field)
    return f"{said} (내역 {one.first:,}번)" if one.first else said


def lines(first: int, last: int) -> str:
    """7번 줄, 7~9번 줄."""
    return f"{first:,}번 줄" if first >= last else f"{first:,}~{last:,}번 줄"


def row(subject: str, number: int) -> str:
    """행사 12번."""
    return f"{SUBJECTS.get(subject, subject)} {number}번"


def head(seq: int, sealed: str) -> str:
    """A head as it leaves the office, and as `--head` takes it."""
    return f"{seq}:{sealed}"


def head_line(seq: int, sealed: str) -> str:
    """The one short line for administrators."""
    said = f"바뀐 내역 {seq:,}줄의 머리입니다. 지우지 말고 두십시오."
    return f"{said}\n<code>{head(seq, sealed)}</code>"


def restored(day: str, seq: int, left: int) -> str:
    """A restore that shortened the trail, told with every look."""
    end = josa(f"{left:,}번", "이/가")
    return f"{day} 백업을 되살려 {end} 끝이던 내역이 {seq:,}번에서 이어집니다."


def department(name: str) -> str:
    """The department of the head, as a line."""
    return f"소관부서 {name}"


def person(position: str, name: str, phone: str) -> str:
    """Somebody of the head, as a line."""
    return " ".join(one for one in (position, name, phone) if one)
