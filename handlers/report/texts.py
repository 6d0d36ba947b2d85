"""What `/report` says: the card, its lines, what to check, and its versions."""

from datetime import datetime
from html import escape

from storage.report.report_shapes import ReportLine
from storage.rules.dates import show_moment
from storage.rules.half_year import HalfYear
from storage.rules.terms import PlansPrinted, QuotaPrinted, VersionStage

MARKS = {1: "○", 2: "-", 3: "·"}
INDENT = "  "

HEAD = "<b>{half} 고용할당제 보고서</b>\n{at} 기준"
STAGE = "단계: {stage}"
NO_VERSION = "작성 중 (저장한 보고서본 없음)"
FIGURES = "줄 {lines}개 · 원본 기록이 변경된 수정 문구 {stale}건 · 확인할 것 {open}건"
FILES_BELOW = "아래에서 고르시면 그 형식의 파일을 보내 드립니다."
PAGE_CAPTION = "{half} 보고서 첫 쪽 ({version})"
DRAFT, VERSION = "초안", "v{number}"
LINES, CLAIMS, VERSIONS = "줄 고치기", "확인할 것", "보고서본"
CLAIMS_COUNTED = "확인할 것 ({count})"
PLAN_TABLE, REGISTERS = "취합표", "대장"
MORE, MORE_HEAD = "더 보기 »", "<b>{half} 고용할당제 보고서</b>\n무엇을 하시겠습니까?"
BACK, TO_CARD, TO_LINES, TO_BLOCKS = "« 뒤로", "« 보고서", "« 줄 목록", "« 칸 목록"
FORM = "보고서 서식"
FORM_HEAD = "<b>보고서 서식 (HWPX)</b>\n지금 쓰는 서식: {name}"
BUILT_IN = "기본 서식"
FORM_HELP = (
    "우리 과의 서식을 쓰시려면\n"
    "1. 한글에서 서식의 칸마다 이름을 적습니다. 표의 칸은 ‘셀 속성 → 필드 이름’, 글 가운데는 "
    "누름틀의 이름입니다.\n"
    "2. HWPX로 저장하여 이 대화방에 파일로 보냅니다(5MB까지).\n"
    "3. ‘보고서 서식으로 쓰기’를 누르시면 채운 모습을 먼저 보여 드립니다.\n\n"
    "꼭 있어야 할 이름: 과제명, 기간, 내용 (기간과 내용은 같은 줄의 칸)\n"
    "더 쓸 수 있는 이름: 과제코드, 반기, 소관부서, 직위, 성명, 연락처, 과장, 팀장, 담당자, "
    "과장 연락처, 팀장 연락처, 담당자 연락처, 비고, 문제점, 투자계획, 확보액\n\n"
    "· ‘기간’이 있는 줄은 기간마다 되풀이됩니다. 두 줄로 합쳐진 칸도 됩니다.\n"
    "· ‘내용’ 칸에 제목, 내용, 세부 줄을 하나씩 적어 두시면 그 글머리표(○ - ·, ㅇ ▸ * 등)와 "
    "글자 모양을 따릅니다.\n"
    "· ‘투자계획’과 ‘확보액’은 금액표의 왼쪽 위 칸(‘계’ 줄의 ‘계’ 칸)에 적습니다."
)
FORM_SAMPLE, FORM_BACK = "견본 받기", "기본 서식으로 되돌리기"
FORM_SAMPLE_NAME, FORM_SAMPLE_CAPTION = "보고서_서식_견본.hwpx", "보고서 서식 견본"
FORM_READ = "<b>‘{name}’을(를) 읽었습니다.</b>\n{half} 보고서로 채우면 이렇게 됩니다."
FORM_GETS = "· {name} → {words}"
FORM_GETS_MORE = "· {name} → {words} 등 {count}줄"
FORM_GETS_NOTHING = "(적힌 것 없음)"
FORM_LOST = "⚠ 이 서식에 자리가 없어 싣지 못하는 것: {names}"
FORM_LOST_ONE = "{name} {count}줄"
FORM_LACKING = "이 서식에 없는 이름: {names}"
FORM_UNKNOWN = "알 수 없어 그대로 두는 이름: {names}"
FORM_MORE = " 외 {count}개"
FORM_NEAR = "‘{name}’ → ‘{near}’?"
FORM_FILLED = "이렇게 채워집니다."
FORM_ASK = "앞으로 HWPX 보고서를 이 서식으로 만드시겠습니까? PDF, DOCX, XLSX는 그대로입니다."
FORM_TAKE = "이 서식으로 쓰기"
FORM_TAKEN = "서식을 바꾸었습니다. 이제 HWPX 보고서는 이 서식으로 나옵니다."
FORM_PUT_AWAY = "기본 서식으로 되돌렸습니다."
PHOTOS = "사진대지 넣은 파일 ({count}장)"
PHOTOS_HEAD = (
    "<b>{half} 보고서 {version} · 사진대지</b>\n"
    "이 반기 기록의 증빙 사진 {count}장을 날짜, 기록 이름, 설명과 함께 보고서 끝에 붙입니다.\n"
    "촬영 위치 같은 사진 속 정보는 지우고 넣습니다. XLSX에는 넣지 않습니다."
)
NO_PHOTOS = "이 반기 기록에 붙은 사진이 없습니다."
PHOTOS_COMING = "사진을 모아 파일을 만들고 있습니다. 조금 걸립니다."
WITH_ALBUM = " · 사진대지 포함"
FILE_COMING = "파일을 만들고 있습니다."

BLOCKS_HEAD = "<b>{half} 보고서 줄 고치기</b>\n고치실 칸을 고르십시오."
NO_BLOCKS = "아직 칸이 없습니다."
BLOCK_LINE = "{at}. {label} · 줄 {count}개{frozen}"
FROZEN = " · 확정됨"
LINES_HEAD = "<b>{label}</b>{mark}"
NO_LINES = "이 칸에는 줄이 없습니다."
LINE_IN_LIST = "{at}. {text}{flags}"
OPEN_LINE = "번호를 누르면 그 줄이 열립니다."
EDITED, STALE, HIDDEN, JOINED = "고침", "기록이 바뀜", "숨김", "앞줄에 붙음"
STALE_LINE = "고친 뒤에 기록이 바뀌었습니다. 지금 기록대로 쓰면:\n{composed}"
COMPOSED_LINE = "기록대로 쓰면:\n{composed}"
RECORDS = "이 줄의 기록 {count}건"
RECORD = "기록 {at}"
BASIS = "근거 보기"

REWORD, HIDE, SHOW, UP, DOWN = "문구 고치기", "숨기기", "보이기", "위로", "아래로"
JOIN_SLASH, JOIN_COMMA, PART = "앞줄과 합치기 (/)", "앞줄과 합치기 (,)", "나누기"
ADD, FORGET = "아래에 줄 넣기", "되돌리기"
ADD_FIRST = "줄 넣기"
DONE = {
    "hide": "이 줄을 숨겼습니다. 보고서에 나오지 않습니다.",
    "unhide": "이 줄을 다시 보입니다.",
    "up": "한 칸 위로 옮겼습니다.",
    "down": "한 칸 아래로 옮겼습니다.",
    "slash": "앞줄과 합쳤습니다.",
    "comma": "앞줄과 합쳤습니다.",
    "part": "앞줄에서 나누었습니다.",
    "forget": "기록대로 되돌렸습니다.",
}
REWORDED, ADDED = "문구를 고쳤습니다.", "줄을 넣었습니다."
FROZEN_BLOCK = "확정된 칸의 줄은 고칠 수 없습니다. 확정본 그대로 남습니다."
REWORD_QUESTION = (
    "{half} 보고서 문구 고치기\n"
    "지금: {text}\n"
    "새 문구를 적어 보내 주십시오. 예: 채용박람회 3회 개최"
)
REWORD_HINT = "새 문구"
ADD_QUESTION = (
    "{half} 보고서 줄 넣기 · {label}\n"
    "넣을 줄을 적어 보내 주십시오.\n"
    "맨 앞에 ○, -, · 가운데 하나를 적으면 그 단계가 됩니다. 예: - 기업 채용행사 2회 개최"
)
ADD_HINT = "- 기업 채용행사 2회 개최"
WORDING_EXAMPLE = "채용박람회 3회 개최"

LEFT, LEFT_COUNTED, SUMS = "싣지 않은 것", "싣지 않은 것 ({count})", "세 합계"
LEFT_HEAD = "<b>{half} 보고서에 싣지 않은 것</b> {count}건{mark}"
LEFT_REASON = "<b>{label}</b>{way}"
NO_RESULT = "실적 아님 · {label}"
LEFT_LINE = "{at}. {title}{figures}"
LEFT_FIGURES = " ({figures})"
NOTHING_LEFT = "적으신 것이 모두 보고서에 있습니다."
OPEN_RECORD = "번호를 누르면 그 기록이 열립니다."
SUMS_HEAD = "<b>{half} 보고서의 세 합계</b>"
SUMS_RULE = "적은 것 = 실은 것 + 싣지 않은 것"
NO_SUMS = "이 반기에 센 것이 없습니다."
SUM_NUMBERED, SUM_LINE = "{at}. {said}", "· {said}"
SUM_DIFFERS = "    ※ 보고서에 찍힌 수의 합 {read}과(와) 다릅니다. 그 줄을 확인해 주십시오."
SUM_HEAD = "<b>{half} · {said}</b>{mark}"
SUM_RECORD = "{at}. {title} · {figure}"
SUM_NOT_PRINTED = "    싣지 않음: {why}"
LEFT_NAMED = "싣지 않은 것 {count}건:"
LEFT_SHORT = "· {title} ({why})"
LEFT_MORE = "외 {count}건"
PLANS_CHOSEN = "추진계획: {choice}"
PLANS_HEAD = "<b>{half} 추진계획을 보고서에 싣는 기준</b>"
PLANS_NOW = {
    PlansPrinted.HANDED_IN: "지금: 부서가 제출한 계획을 모두 싣습니다(제출, 보완완료, 확정).",
    PlansPrinted.CONFIRMED: "지금: 우리 과가 확정한 계획만 싣습니다.",
}
QUOTA_NOW = {
    QuotaPrinted.SHOWN: "고용할당제 표: 채용 실적이 있으면 보고서에 싣습니다.",
    QuotaPrinted.HIDDEN: "고용할당제 표: 보고서에 싣지 않습니다.",
}
QUOTA_TURN = {
    QuotaPrinted.SHOWN: "할당제 표 싣지 않기",
    QuotaPrinted.HIDDEN: "할당제 표 싣기",
}
PLANS_ALL = "쓰신 계획은 모두 보고서에 실립니다."
PLANS_LEFT = "싣지 않는 계획 {count}건:"
PLAN_LEFT = "· {name} ({state}, 항목 {count}건)"
PLANS_MORE = "외 {count}건"
OWN_PLAN_LEFT = (
    "※ 우리 부서의 {half} 추진계획(항목 {count}건)은 지금 ‘{state}’ 단계라 이 보고서에 없습니다."
)

CLAIMS_HEAD = "<b>{half} 보고서에서 확인할 것</b>{mark}"
NO_CLAIMS = "확인할 것이 없습니다. 보고서의 수치가 기록과 맞습니다."
CLAIM_LINE = "{at}. {text}"
ALIKE = {
    "results": "추진실적을 확인하지 않은 부서 {count}개",
    "unrecorded": "대상인데 기록이 없는 공사계약 {count}건",
    "evidence": "증빙 사진이나 파일이 없는 기록 {count}건",
    "evidence-lost": "보관하지 못한 증빙이 있는 기록 {count}건",
    "evidence-print": "사진첩에 인쇄하지 못하는 증빙이 있는 기록 {count}건",
    "evidence-day": "증빙을 다른 날 찍은 기록 {count}건",
    "evidence-same": "여러 기록에 함께 붙은 증빙 {count}건",
    "dates": "날짜가 이 반기 밖에 있는 기록 {count}건",
    "lacks": "일부만 센 합계 {count}건",
    "totals": "다른 합계와 겹치는 합계 {count}건",
    "money": "확보액이 계획보다 많은 칸 {count}건",
}
ALIKE_OTHERS = "같은 종류의 확인할 것 {count}건"
ALIKE_FIRST = "    예: {text}"
ALIKE_ASKED = "    담당에게 물은 것 {count}건"
ALIKE_ACCEPTED = " (그대로 둠)"
GROUP_HEAD = "<b>{head}</b>{mark}\n{half} 보고서에서 확인할 것"
ACCEPT_ALL = "{count}건 모두 그대로 두기"
ACCEPT_ALL_QUESTION = (
    "{count}건을 모두 그대로 두기\n{text}\n그대로 두는 사유를 적어 보내 주십시오. "
    "예: 사진 없이 공문으로 확인"
)
ACCEPTED_ALL = "{count}건을 그대로 두었습니다."
SETTLE_HEAD = "<b>{half} 보고서에서 확인할 것 {count}건을 그대로 둡니다.</b>"
SETTLE_LINE = "- {text}"
SETTLE_REASON, SETTLE_SURE = "사유: {reason}", "이 사유로 모두 그대로 두시겠습니까?"
SETTLE_BACK, TO_CLAIMS = "{count}건을 다시 확인할 것으로 돌렸습니다.", "« 확인할 것"
FIRST_RECORDS = "\n관계된 기록 {count}건 가운데 처음 {shown}건의 단추입니다."
CLAIM_ACCEPTED = "    그대로 둠: {reason}"
OPEN_CLAIM = "번호를 누르면 관계된 기록과 ‘그대로 둠’이 나옵니다."
CLAIM_HEAD = "<b>확인할 것</b> · {half}\n\n{text}"
ACCEPT = "그대로 둠"
TO_CONTRACT = "기록하거나 사유 적기"
ACCEPT_QUESTION = (
    "{half} 보고서에서 확인할 것\n"
    "{text}\n"
    "그대로 두는 사유를 적어 보내 주십시오. 예: 제출 부서가 확인한 수치임"
)
ACCEPT_HINT = "그대로 두는 사유"
ACCEPTED = "그대로 두기로 적었습니다."
REASON_EXAMPLE = "제출 부서가 확인한 수치임"

VERSIONS_HEAD = "<b>{half} 보고서본</b>"
NO_VERSIONS = "저장한 보고서본이 없습니다."
VERSION_LINE = "v{number} · {stage} · {at} · {name}"
PROVISIONAL = " (잠정)"
SAVE_DRAFT, SUBMIT, CONFIRM = "초안 저장", "제출", "확정"
OPEN_VERSION = "보고서본을 누르면 그때의 파일과 바뀐 곳이 나옵니다."
VERSION_HEAD = (
    "<b>{half} 보고서 v{number}</b>\n{stage} · {at} · {name}\nSHA-256 <code>{sha256}</code>"
)
COMPARE = "비교: v{number}"
FIRST_VERSION = "첫 판입니다."
CHANGES_HEAD = "v{before}에서 v{after}까지 바뀐 곳"
NO_CHANGES = "v{before}에서 v{after}까지 바뀐 곳이 없습니다."
CHANGE = "· {text}"
SURE_CONFIRM = (
    "<b>{half} 보고서를 확정하시겠습니까?</b>\n"
    "확정하면 이 반기의 추진실적은 그 문구 그대로 고정되고, 다음 보고서부터 지난 실적이 됩니다."
)
CONFIRM_BLOCK = "· {label}: {count}줄"
CONFIRM_TAKEN_BACK = (
    "확정을 되돌렸습니다. 확정본은 보고서본 목록에 남고, 보고서는 다시 고칠 수 있습니다."
)
MADE = "v{number}({stage})을 저장했습니다."
LATE_NEXT = "{half}의 이 기록은 {next} 보고서에 늦은 실적으로 싣습니다."
LATE_COUNTED = "※ 확정한 뒤에 바뀐 기록이 {count}건 있습니다. 확정한 보고서에는 없는 내용입니다."
RENEW = "새 보고서본 만들기"
RECORD_OPEN = "기록 보기"
SURE_SUBMIT = "<b>{half} 보고서를 제출본으로 남기시겠습니까?</b>\n그 모습 그대로 저장됩니다."
YES_SUBMIT, YES_PROVISIONAL = "예, 제출합니다", "잠정치로 제출"
UNKNOWN_OFFICER = "알 수 없음"


def file_name(half: HalfYear, version: int | None, ending: str) -> str:
    """The name under which a file arrives: 2021-2_고용할당제_v3.hwpx.

    Made of digits and fixed words alone, so no typed word can reach a folder through it.
    """
    mark = DRAFT if version is None else VERSION.format(number=version)
    return f"{half.code}_고용할당제_{mark}.{ending}"


def version_word(version: int | None) -> str:
    """초안, or the number of a version."""
    return DRAFT if version is None else VERSION.format(number=version)


def stage_word(stage: str, provisional: bool) -> str:
    """제출 (잠정)."""
    return VersionStage(stage).label + (PROVISIONAL if provisional else "")


HEADLESS = "※ 보고서 머리의 과장·팀장·담당자를 아직 적지 않아 홍○○로 나옵니다."
FILL_HEAD = "보고서 머리 적기"
HEAD_BUTTON = "보고서 머리"


def card(
    half: HalfYear,
    at: datetime,
    stage: str,
    *,
    lines: int,
    stale: int,
    open_claims: int,
    late: int = 0,
    own_plan: str = "",
    headless: bool = False,
) -> str:
    """The report on one screen; `late` records changed after it was closed.

    `own_plan` tells a reader that the plan of the own department is not in it. `headless` when
    nobody has said yet who answers for the pledge.
    """
    return "\n".join(
        [
            HEAD.format(half=half.label, at=show_moment(at)),
            "",
            STAGE.format(stage=stage),
            FIGURES.format(lines=lines, stale=stale, open=open_claims),
            *([LATE_COUNTED.format(count=late)] if late else []),
            *([own_plan] if own_plan else []),
            *([HEADLESS] if headless else []),
            "",
            FILES_BELOW,
        ]
    )


def first_records(count: int, shown: int) -> str:
    """Said where not every record of a line can have a button."""
    return FIRST_RECORDS.format(count=count, shown=shown) if count > shown else ""


def without_mark(words: str) -> tuple[int | None, str]:
    """The level of a mark that was typed before a line, if any, and the line without it."""
    for level, mark in MARKS.items():
        if words.startswith(mark):
            return level, words.removeprefix(mark).lstrip()
    return None, words


def printed(line: ReportLine) -> str:
    """A line as the paper has it, its mark before it."""
    return f"{INDENT * (line.level - 1)}{MARKS[line.level]} {escape(line.text)}"
