"""What `/settings` says, and how its answers are read."""

HEAD = (
    "<b>설정</b>\n규칙과 말을 여기에서 바꿉니다. 바꾸기 전에 무엇이 달라지는지 먼저 보여 드립니다."
)
SECTION = "<b>{name}</b> {now}"
BY = "  {officer} · {day}"
AS_IT_COMES = "  처음 그대로"
SERVER = "서버"
RULES_BUTTON = "규칙"
HOLIDAYS_BUTTON, PLEDGE_BUTTON = "휴일", "보고서 머리"
HOLIDAYS_NOW = "쉬는 날과 일하는 날"
PLEDGE_NOW = "공약 · 담당 · 사업비 칸"
TO_HOME, TO_RULES = "« 설정", "« 규칙"
HISTORY = "바뀐 내역"
HISTORY_HEAD = "<b>바뀐 내역 · {sort}</b>"
HISTORY_LINE = "{at} {officer}\n<b>{name}</b>\n전: {before}\n후: {after}"
NO_HISTORY = "아직 바꾸신 것이 없습니다."
NOTHING = "없음"
GONE = "그사이에 바뀌었습니다. 지금 모습을 보여 드립니다."

# rules
RULES_HEAD = "<b>규칙</b> · {day} 현재\n번호를 누르면 시행일별로 보고 바꿀 수 있습니다."
JUDGING = "<b>계약을 판단하는 규칙</b>"
KNOWN = "<b>알려 두는 규칙</b>"
RULE_LINE = "{at}. {name} {value}"
RULE_NONE = "없음"
RULE_HEAD = "<b>{name}</b>"
RULE_USE = "계약마다 공고일에 시행 중인 규칙으로 판단합니다."
RULE_ONLY_KNOWN = "셈에는 쓰지 않고 알려 두는 규칙입니다."
ENTRY = "{at}. {since} {value} · {force}\n    {basis}"
ENTRY_ENDS = "{at}. {since} 규칙 없음\n    {basis}"
SINCE_EVER, SINCE, NOW_MARK = "시행일 모름", "{day}부터", " ◀ 지금"
BUILT_IN = "처음부터 있는 규칙"
ADD, END = "새 규칙 적기", "이 규칙 끝내기"
EDIT, DROP = "{at}번 고치기", "{at}번 빼기"

HUNDREDS, MYRIADS = "{:,}억", "{:,}만"
VALUE_WORDS = {"won": "1억 5천만원", "rate": "60%", "area": "5,000㎡"}
ADD_QUESTION = (
    "<b>{name}</b>\n값, 시행일, 성격(권장·특수조건·협약·조례), 근거를 한 줄에 적어 주십시오.\n"
    "지금: {now}"
)
ADD_HINT = "60% 2022. 1. 1. 권장 특수조건 개정"
END_QUESTION = "<b>{name}</b>\n언제부터 이 규칙이 없습니까? 그날과 근거를 적어 주십시오."
END_HINT = "2022. 1. 1. 조례 폐지"
WANTED_RULE, WANTED_END = "값과 시행일", "그날과 근거"
NO_DAY = "시행일이 없습니다."
NO_VALUE = "값이 없습니다."
NOT_A_VALUE = "‘{words}’은 {unit} 값이 아닙니다."
TOO_HIGH = "100%가 넘습니다."
NO_BASIS = "근거가 없습니다."
DAY = r"(?:\d{4}|'?\d{2})\s*[.년/-]\s*\d{1,2}\s*[.월/-]\s*\d{1,2}\s*(?:\.|일)?(?:\s*부터)?"
SINCE_TAIL = r"\s*부터$"
PERCENT = r"(\d{1,3}(?:\.\d{1,2})?)\s*(?:%|퍼센트|프로)"
AREA = r"([\d,]{1,12})\s*(?:㎡|m2|제곱미터|평방미터)"
LONGEST_BASIS = 80

# what a change does
PROPOSED = "<b>{name}</b>"
FROM_TO = "<b>지금</b> {before}\n<b>바꾸면</b> {after}"
MOVED = "<b>판단이 달라지는 계약 {count}건</b>"
NONE_MOVED = "판단이 달라지는 계약은 없습니다."
MOVED_LINE = "{at}. {title} (공고 {day})\n    {how}"
BECOMES_LARGE, NO_LONGER_LARGE = "대규모공사가 됨", "대규모공사가 아니게 됨"
SHARE = "{before} → {after}"
NO_SHARE = "비율 없음"
STILL = "대규모공사 여부는 그대로, 기준금액만 다름"
MORE = "그 밖에 {count}건"
KEPT = "확정된 반기의 계약 {count}건은 그때의 판단 그대로입니다."
LINES_HEAD = "<b>보고서에서 달라지는 줄 {count}개</b>"
NO_LINES = "보고서에서 달라지는 줄은 없습니다."
WORKS_HEAD = "<b>현황 · {half}</b>"
LARGE_WORKS = "대규모공사 {before}건 → {after}건"
RATE = "관내 하도급률 {before} → {after}"
RECOMMENDED = "권장 비율 {before} → {after}"
UNDER = "권장 비율에 못 미친 계약 {before}건 → {after}건"
UNDER_NEW = "  새로: {names}"
UNDER_GONE = "  빠짐: {names}"
NOTHING_YET = "‘예’를 누르시기 전에는 아무것도 바뀌지 않습니다."
DONE = "바꾸었습니다."
UNDONE = "되돌렸습니다."
REASON = "설정: {name}"

# kinds of event
KINDS_HEAD = (
    "<b>행사 종류</b>\n우리 부서의 행사에 이름을 붙이면 입력, 찾기, 현황, 보고서가 함께 압니다."
)
KINDS_USUAL = "<b>처음부터 있는 종류</b>\n{names}"
KINDS_OWN = "<b>우리가 만든 종류</b>"
KINDS_NONE = "아직 만드신 종류가 없습니다."
KIND_LINE = "{at}. {name}{retired}"
RETIRED_MARK = " (더 쓰지 않음)"
KINDS_NOW = "처음부터 {usual}가지 · 우리가 만든 {own}가지"
NEW_KIND, TO_KINDS = "새 종류 만들기", "« 행사 종류"
PATTERNS_HEAD = (
    "<b>새 종류 만들기</b>\n보고서에 어떤 문장으로 나오면 좋겠습니까? 번호를 눌러 주십시오.\n"
    "묻는 것도 그 종류와 같습니다."
)
PATTERN_LINE = "{at}. <b>{name}</b>처럼\n{sample}"
SAMPLE_NAME, SAMPLE_FIRM = "○○행사", "(주)가나테크"
NEW_QUESTION = (
    "<b>{base}처럼 쓰는 새 종류</b>\n이름을 적어 주십시오. 더 정하시려면 빗금(/)으로 나누어\n"
    "이름 / 제목 줄 / 대상 / 알아들을 말 / 묻는 수치\n차례로 적어 주십시오.\n"
    "묻는 수치: {figures}"
)
NEW_HINT = "거리상담 / 찾아가는 취업지원 / 청년 / 길거리상담 / 상담, 운영"
EDIT_QUESTION = (
    "<b>{name}</b>\n이름 / 제목 줄 / 대상 / 알아들을 말 / 묻는 수치 차례로 적어 주십시오.\n"
    "지금: {now}\n묻는 수치: {figures}"
)
WANTED_KIND = "종류의 이름"
KIND_HEAD = "<b>{name}</b>{retired}"
KIND_FACTS = (
    "문장: {base}처럼\n제목 줄: {heading}\n대상: {target}\n알아들을 말: {words}\n"
    "묻는 수치: {figures}\n기록 {events}건"
)
KIND_SENTENCE = "<b>보고서에는</b>"
CHANGE_KIND, RETIRE, REVIVE = "이름·말 바꾸기", "그만 쓰기", "다시 쓰기"
SAYS_KIND = "{name} · {base}처럼 · 제목 {heading}{more}{retired}"
SAYS_TARGET, SAYS_WORDS, SAYS_FIGURES = " · 대상 {one}", " · 말 {one}", " · 수치 {one}"
KIND_EVENTS = "이와 닿는 기록 {count}건"
NONE_RENAMED = "글이 바뀌는 기록은 없습니다."
RENAMED = "<b>글이 바뀌는 기록 {count}건</b>"
RENAMED_LINE = "{at}. {title}"
KEPT_EVENTS = "확정된 반기의 기록 {count}건은 그때 적은 그대로입니다."
RETIRING = "지금까지의 기록은 그대로 두고, 새 기록에서만 고를 수 없게 됩니다."
HAS_EVENTS = "이 종류로 적은 기록이 {count}건 있어 지우지 않았습니다. ‘그만 쓰기’를 눌러 주십시오."
SAME_NAME = "‘{name}’이라는 종류가 이미 있습니다."
NO_SUCH_FIGURE = "‘{name}’은 이 종류에서 세지 않습니다."
TOO_SHORT = "알아들을 말은 두 글자보다 길어야 합니다."
MOST_NAME, MOST_HEADING = 30, 40

# titles of the report
HEADINGS_HEAD = (
    "<b>보고서 제목</b>\n번호를 누르면 이름을 바꿉니다. 서식의 표와 머리는 그대로입니다."
)
HEADING_LINE = "{at}. □ {title}{was}"
USUALLY = " (처음: {title})"
UP, AS_USUAL, USUAL_ORDER = "{at}번 위로", "{at}번 처음 이름으로", "처음 차례로"
ORDER_NAME = "차례"
TITLE_QUESTION = "새 제목을 적어 주십시오.\n지금: {now}"
TITLE_HINT = "추진실적 및 향후계획"
WANTED_TITLE = "40자 이내의 제목"
HEADING_EFFECT = "앞으로 만드는 보고서와 지금 쓰는 보고서에 이렇게 나옵니다."
HEADING_KEPT = "이미 만든 보고서본 {count}개는 그때 그대로입니다."

# usual words
WORDS_HEAD = (
    "<b>자주 쓰는 말</b>\n적을 때 단추로 보여 드리고, 줄임말을 적으셔도 온전한 말로 알아듣습니다."
)
WORDS_NOW = "{count}가지"
WORD_LINE = "{at}. {said}"
SHORT = "{short} = {text}"
NO_WORDS = "아직 적어 두신 말이 없습니다."
ADD_WORD = "{of} 더하기"
WORD_QUESTION = (
    "<b>{of}</b>\n자주 쓰는 말을 적어 주십시오. 줄임말이 있으면 앞에 적고 ‘=’로 이어 주십시오."
)
WORD_HINT = "킨텍스 = 킨텍스 제1전시장"
WANTED_WORD = "자주 쓰는 말"
WORD_TWICE = "이미 적어 두신 말입니다: {said}"
WORD_OFFERED = "적을 때 단추로 보여 드립니다."
WORD_READ = "‘{short}’ 하고 적으시면 ‘{text}’ 하고 읽습니다."
WORD_KEPT = "지금까지의 기록과 보고서는 그대로입니다."
MOST_WORD = 60

# units
UNITS_HEAD = "<b>단위</b>\n보고서 문장에서 수치 뒤에 쓰는 말입니다. 번호를 누르면 바꿉니다."
UNITS_USUAL = "회 · 명 · 개사 · 개 업체"
UNIT_SAID = "{name} {unit}"
UNIT_LINE = "{at}. {name} ○{unit}{was}"
UNIT_USUAL = "{name} 처음 단위로"
UNIT_QUESTION = "<b>{name}</b>의 단위를 적어 주십시오.\n지금: {now}"
UNIT_HINT = "개소"
WANTED_UNIT = "숫자 없이 여섯 글자 이내의 단위"
MOST_UNIT = 6
