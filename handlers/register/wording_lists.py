"""What is said of contracts that should be covered and have no record yet."""

NO_CONTRACTS = (
    "계약 목록이 아닙니다. ‘공사명’이나 ‘계약명’, ‘계약금액’, ‘계약일’이나 ‘공고일’ 칸이 있는 표를"
    " 보내 주십시오."
)
READ = "<b>계약 목록</b>을 기록과 대조했습니다. ({rows}행)"
COVERED = "대상 공사 {covered}건: 기록 있음 {recorded} · 기록 없음 {lacking}"
KNOWN = "이미 알려 드렸거나 사유를 적은 것 {count}건은 다시 묻지 않습니다."
SMALL = "기준금액 미만 {count}건은 대상이 아닙니다."
OTHERS = "공사가 아닌 계약 {count}건은 대조하지 않았습니다."
FAULTS = "<b>읽지 못한 행 {count}건</b>"
LINE = "{department} {title} {amount} · {day} — {rule}"
NOTICED, MADE = "공고 {day}", "계약 {day}"
LIST = "부서에 알리기 ({count}건)"
ASK = "기록이 없는 것을 담당 부서에 알려 기록하거나 사유를 적게 하시겠습니까?"
NOTHING = "부서에 알릴 것이 없습니다."
SURE = "<b>기록이 없는 대상 공사 {count}건을 부서에 알립니다.</b>\n{departments}"
LISTED = "대상 공사 {count}건을 목록에 올렸습니다. 알린 부서 {told}곳"
UNLISTED = "목록에서 내렸습니다. {count}건"
TOLD = (
    "공고일 기준으로 고용할당제 대상인데 아직 기록이 없는 공사계약이 {count}건 있습니다."
    " 기록하시거나 기록하지 않는 사유를 적어 주십시오."
)
SEE = "대상 공사 보기 ({count})"
OPEN_HEAD = (
    "<b>기록이 없는 대상 공사 {count}건</b>{mark}\n번호를 누르시면 기록하거나 사유를 적습니다."
)
OPEN_LINE = "{at}. {department} {title} {amount}"
NONE_LEFT = "기록이 없는 대상 공사가 없습니다."
CARD = (
    "<b>{title}</b>\n{department} · {company}\n{amount} · {day}\n대상으로 본 기준: {rule}\n\n아직"
    " 기록이 없습니다."
)
MAKE, WHY_BUTTON = "이 공사 기록하기", "기록하지 않는 사유"
WHY = "기록하지 않는 사유\n‘{title}’을 기록하지 않는 까닭은 무엇입니까? 다시 여쭙지 않습니다."
WHY_HINT = "다른 부서에서 발주하여 그 부서가 기록함"
EXCUSED = "‘{title}’을 기록하지 않는 사유를 남겼습니다: {reason}"
REOPEN = "사유 거두기"
BACK = "« 목록"
OPEN_BUTTON = "기록이 없는 대상 공사 ({count})"
