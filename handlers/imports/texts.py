"""What is said about a report that came as a file, until it is taken over."""

from storage.report.reading.changes import Way
from storage.report.reading.proposal import Answer, Fate

HEAD = "<b>{half} 보고서를 읽었습니다</b>\n{name}"
READ = "{rows}칸 {lines}줄을 읽었습니다. (□ 제목 {sections}줄 포함)"
FATES = "기록으로 {record}줄 · 문구로만 {words}줄 · 빼기 {drop}줄"
TO_CHECK = "확인할 것 {count}"
ROWS_HEAD = "<b>칸</b>"
ROW = "{at}. {label} · {lines}줄{known}"
KNOWN = " (이미 있는 줄 {count})"
CLOSED = " (고정된 칸이라 그대로 둠, 다른 줄 {count})"
CHANGES_HEAD = "<b>바뀌는 것</b>"
CHANGE = "· {what}: {old} → {new}"
PROBLEMS = "· 문제점 및 개선대책: 새 줄 {count}"
PROBLEMS_LABEL = "문제점 및 개선대책"
LOSSES_HEAD = "<b>읽지 못한 것 {count}건</b>"
LOSSES_PAGE = "<b>읽지 못한 것 {count}건</b>{mark}"
LOSS = "· {text}"
MORE_LOSSES = "외 {count}건은 아래 ‘읽지 못한 것’에 있습니다."
NEAR_HEAD = "<b>이미 있는 줄과 조금 다른 줄 {count}곳</b>"
NEAR_NOTE = "골라 주시기 전에는 더하지도 고치지도 않습니다. 정하지 않은 줄 {left}곳"
NEAR_LINE = "· {said}"
MORE_NEAR = "외 {count}곳은 아래 ‘다른 줄’에 있습니다."
GONE = "보고서에는 있으나 이 파일에 없는 줄 {count}개는 그대로 둡니다."
MORE_GONE = "외 {count}개는 아래 ‘파일에 없는 줄’에 있습니다."
GONE_LIST = "<b>보고서에는 있으나 이 파일에 없는 줄</b>{mark}"
GONE_NOTE = "그대로 둡니다. 빼시려면 그 기록을 지우시거나 /report 의 줄 고치기에서 가려 주십시오."
FIXED = (
    "고정된 칸에서 다른 줄 {count}곳은 고치지 않습니다. 바로잡으시려면 그 기록을 고쳐 주십시오."
)
BEFORE = "같은 파일을 {at}에 이미 저장했습니다."
NOTHING = "모두 이미 있는 내용입니다. 새로 저장할 것이 없습니다 (0건)."
NEAR_ONLY = "새로 더할 줄은 없습니다. ‘다른 줄’을 눌러 어떻게 할지 골라 주십시오."
NOT_YET = "아직 아무것도 저장하지 않았습니다. 줄을 살펴보신 뒤 ‘저장’을 눌러 주십시오."
CODE, TITLE, DEPARTMENT, PEOPLE = "번호", "공약명", "소관부서", "담당자"
COLUMNS = "사업비 칸"
LABEL = "{at}번 칸 이름"
EMPTY, NON_BUDGET = "비어 있음", "비예산"
CELL, IN_MILLION = "{source} {column} {amount}", "{amount}백만원"

SHOW_LINES, SHOW_CHECKS, SHOW_WORDS = "줄 보기", "확인할 것 ({count})", "문구로만 ({count})"
SHOW_GONE = "파일에 없는 줄 ({count})"
SHOW_NEAR, SHOW_LOSSES = "다른 줄 ({count})", "읽지 못한 것 ({count})"
SAVE = "저장"
FREEZE_ON, FREEZE_OFF = "지난 칸: 기록대로", "지난 칸: 문구 고정"
FREEZE_NOTICE = "지난 칸은 기록이 바뀌어도 이 문구 그대로 둡니다."
THAW_NOTICE = "지난 칸도 기록이 바뀌면 그 줄이 바뀝니다."
TO_SUMMARY, TO_LIST = "« 요약", "« 줄 목록"
LIST_HEAD = "<b>{title}</b>{mark}"
ALL_LINES, CHECK_LINES, WORD_LINES = "읽은 줄", "확인할 것", "문구로만 남길 줄"
NO_LINES = "해당하는 줄이 없습니다."
OPEN_LINE = "번호를 누르면 기록의 내용과 문장이 나옵니다."
IN_LIST = "{at}. {state} {text}"

STATE = {
    Fate.RECORD: "[기록]",
    Fate.READ: "[읽음]",
    Fate.WORDS: "[문구]",
    Fate.DROP: "[뺌]",
}
KNOWN_STATE, CLOSED_STATE = "[있음]", "[고정된 칸]"
AS_RECORD, AS_WORDS, LEAVE_OUT = "기록으로", "문구로만", "빼기"
CHOSEN = "● {label}"
RECORD_HEAD = "<b>{at}. {title}</b>"
SENTENCE_HEAD = "<b>보고서 문장</b>"
WORDS_ONLY = "기록 없이 이 문구만 보고서에 남깁니다."
LEFT_OUT = "보고서에 넣지 않습니다."
NOT_SURE = "기록으로 확실히 읽지 못해 문구로만 남길 수 있습니다."
IS_KNOWN = "이미 있는 줄이라 다시 저장하지 않습니다."
JOINED = "한 줄에 ‘{mark}’로 이어 씁니다."
HALF = "반기"
MENDED = "쪽이 바뀌며 끊긴 ‘{cut}’ → ‘{whole}’로 붙여 읽었습니다."
AS_PRINTED = "‘{cut}’ 그대로 둡니다."
KEEP_CUT, MEND = "끊긴 그대로 두기", "붙여 쓰기"
PREVIOUS, NEXT = "◀ 앞", "뒤 ▶"

NEAR_LIST = "<b>이미 있는 줄과 조금 다른 줄</b>{mark}"
NEAR_IN_LIST = "{at}. {state} {said}"
NEAR_OPEN = "번호를 누르면 두 줄을 나란히 보고 고르실 수 있습니다."
NEAR_STATE = {
    None: "[정하지 않음]",
    Answer.MEND: "[고침]",
    Answer.NEW: "[새 기록]",
    Answer.SKIP: "[무시]",
}
ANSWERS = {Answer.MEND: "고침", Answer.NEW: "새 기록", Answer.SKIP: "무시"}
SURE_ALL = "확실한 것 모두 고침 ({count})"
SURE_DONE = "{count}곳을 ‘고침’으로 골랐습니다."
NO_NEAR = "이미 있는 줄과 조금 다른 줄이 없습니다."
STANDS_HEAD, COMES_HEAD = "<b>이미 있는 줄</b>", "<b>파일의 줄</b>"
DIFFERS = "다른 곳: {said}"
NOWHERE = "(없음)"
CHANGED = "{old} → {new}"
IN_RECORD = "기록: {label} {said}"
IS_MOVED = "다른 제목 아래에 있는 줄입니다."
WAYS = {
    Way.RECORD: "‘고침’을 고르시면 그 기록을 고칩니다. 문장에 없는 내용은 그대로 둡니다.",
    Way.WORDS: "‘고침’을 고르시면 기록이 아니라 보고서의 문구만 고칩니다.",
    Way.NONE: "여기에서는 고칠 수 없습니다. /report 에서 고치시거나 아래에서 골라 주십시오.",
}
UNTIL_CHOSEN = "고르시기 전에는 아무것도 하지 않습니다."
IS_NEAR = "이미 있는 줄과 조금 다릅니다. 고르시기 전에는 더하지 않습니다."
NEAR_MARK = "[다름]"
TO_NEAR, TO_NEAR_LIST = "이미 있는 줄과 견주기", "« 다른 줄 목록"

READS = "<b>읽은 사실 {count}건</b> (확인 전 {left}건)"
READS_NOTE = (
    "인쇄된 글은 그대로 두고, 확인해 주신 사실만 기록으로 남깁니다. 확인 전에는 글자뿐입니다."
)
SHOW_READS = "읽은 사실 ({count})"
READS_ALL = "읽은 사실 모두 맞음 ({count})"
READS_DONE = "{count}건을 ‘맞음’으로 골랐습니다."
READS_ASKED = " 여쭐 것이 있는 {count}건은 하나씩 열어 봐 주십시오."
READ_LIST = "<b>글에서 읽은 사실</b>{mark}"
READ_LINE = "{at}. {state} □ {text}"
READ_AS = "   → {said}"
FIELD = "{label} {words}"
KIND, PLAIN = "종류", ("종류", "제목 줄(○)", "반기")
OPEN_READ = "번호를 누르면 읽은 내용을 하나씩 보고 고르실 수 있습니다."
NO_READS = "글에서 읽은 사실이 없습니다."
READ_HEAD = "<b>인쇄된 글</b>"
READ_STAYS = (
    "글은 인쇄된 그대로 실립니다. 틀리게 읽었으면 ‘글자로만’을 고르시거나, 저장한 뒤 그 기록에서"
    " 고치실 수 있습니다."
)
READ_STATE = {
    None: "[확인 전]",
    Fate.READ: "[맞음]",
    Fate.WORDS: "[글자로만]",
    Fate.RECORD: "[기록]",
}
READ_ANSWERS = {Fate.READ: "맞음", Fate.WORDS: "글자로만"}
READ_BESIDE = "글은 그대로 두고 읽은 사실을 기록으로 남길 수 있습니다."
TO_READ = "읽은 사실 보기"
ASKED = "※ {question}"
NO_FACT = "아님"
TO_READS = "« 읽은 사실"

SAVED = (
    "<b>{half} 보고서를 저장했습니다</b>\n"
    "새 기록 {records}건 · 문구로만 남긴 줄 {words}개 · 고친 곳 {mended}곳\n"
    "보고서를 열어 그대로 나오는지 확인해 주십시오."
)
LEFT_HEAD = (
    "<b>더하지도 고치지도 않은 줄 {count}곳</b>\n"
    "이미 있는 줄과 조금 다른데 어떻게 할지 고르지 않으셨습니다. 파일을 다시 보내시면 다시"
    " 여쭙니다."
)
OPEN_REPORT = "보고서 열기"

NOBODY = "총괄이나 관리자가 아직 없습니다. 먼저 python3 -m bot init 을 하고 링크를 열어 주십시오."
