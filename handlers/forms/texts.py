"""What forms say, whatever they ask."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from storage.records.wording_evidence import counted
from storage.rules.names import clipped, josa
from storage.rules.personal_data import hidden_in

BACK = "뒤로"
SKIP = "건너뛰기"
KEEP, EMPTY = "그대로 두기", "비우기"
STOP = "그만두기"
CHANGE = "{label} 바꾸기"
SAVE = "저장"
EDIT = "고치기"
TO_CARD = "요약으로"
LIKE_LAST = "지난번과 같이"
LIKE_LAST_DONE = "지난번 내용을 채웠습니다."
CALENDAR = "달력에서 고르기"
CLOSE_CALENDAR = "달력 닫기"
RESUME = "이어서 입력"
ERASE = "지우기"
NEXT_MONTH = "다음 달 ›"
LAST_MONTH = "‹ 지난달"
YES, NO = "예", "아니요"
YES_WORDS = ("예", "네", "응", "맞음", "ㅇㅇ")
NO_WORDS = ("아니요", "아니오", "아뇨", "아님", "ㄴㄴ")
KEEP_AS_IS, KEEP_WORDS = "맞습니다", "그대로 쓰기"
TYPE_AGAIN = "다시 입력"

OTHER_ANSWER, LEAVE_EMPTY = "직접 입력", "비워 두기"
OTHER_CHOICE, OTHER_DATE = "다른 것", "다른 날짜"
LEFT = "남은 말: {words}"

TYPED_BACK = ("뒤로", "이전")
TYPED_SKIP = ("건너뛰기", "넘김", "패스")
TYPED_EMPTY = ("비우기",)
TYPED_KEEP = ("그대로 두기", "그대로")
TYPED_CANCEL = ("그만두기", "취소", "그만")
TYPED_SAVE = ("저장",)
TYPED_NONE = ("없음", "없습니다", "해당없음")
TYPED_OPEN = (*TYPED_NONE, "모름", "몰라", "모르겠음", "모르겠습니다", "미정", "-")

WANTED_TEXT = "글자"
NO_LETTER = "수나 기호만 적혀 있습니다."
WANTED_NO_PERSON = "개인정보를 뺀 내용"
WANTED_SHORTER = "{most}자 이내의 글"
WANTED_FEWER = "{most}개 이하"
WANTED_CHOICE = "보기 가운데 하나"
TOO_MANY_BEGUN = (
    "작성 중인 기록이 {count}건 있어 더 시작할 수 없습니다."
    " /todo 에서 이어 쓰시거나 지우신 뒤 다시 해 주십시오."
)
NOT_OFFERED, MANY_OFFERED = "보기에 없습니다.", "보기 여럿에 들어 있는 말입니다."
WANTED_COUNT, ZERO_OR_UNKNOWN = "수", "0인지 세지 않았는지 알 수 없습니다."
FIGURES_HINT = "{example}. 세지 않은 것은 빼고 적습니다."
WANTED_DATE = "날짜"
WANTED_COMPANY = "업체·기관 이름"
EXAMPLE_TEXT = "쿠팡채용박람회"
EXAMPLE_TEXTS = "일산테크노타운, 유니테크빌"
EXAMPLE_DATE = "7/3, 어제, 2021.7.~12."
EXAMPLE_COMPANY = "(주)가나테크"

UNKNOWN_DATE = "날짜 모름"
NOTHING = "없음"
DISTANCES = {
    1: "한 달 뒤",
    3: "3개월 뒤",
    6: "6개월 뒤",
    12: "1년 뒤",
    24: "2년 뒤",
    36: "3년 뒤",
}
MONTHS = "{year}.{first}.~{last}."
HALF_END = "{half} 말"
TODAY, YESTERDAY, THIS_MONTH = "오늘", "어제", "이번 달"
UNKNOWN = "모름"

SAME_AS = "같음: {name}"
NEW_COMPANY = "다른 곳(새로 등록)"
SURE = "맞습니까?"
UNIT_LABEL, UNIT_ASK, UNIT_HINT = "단위", "목표를 무엇으로 셉니까?", "회, 명, 건"
WRITE_AGAIN = "다시 적어 주십시오."
VERY_MANY = "{now}입니다. 맞습니까?"
FAR_YEAR = "{year}년의 날짜입니다. 맞습니까?"
FAR_FROM_LAST = "지난번은 {last}, 이번은 {now}입니다. 맞습니까?"

OTHER_MONTH = "·"
PROGRESS, LAST_QUESTION = "{title} · 남은 질문 {left}개", "{title} · 마지막 질문"
NOW = "지금 {label}: {value}"
EDITING = "{title} · 고치기"
EXAMPLE = "예: {hint}"
CARD_HEAD = "{title} · 확인"
SENTENCE_HEAD = "보고서에 실릴 문장"
IN_HALF = "[{half}]"
BEFORE, AFTER, TAKEN_OUT = "전", "후", "뺌"
STALE_NOW = "(수정한 문구라 그대로 둡니다. ‘기록이 바뀜’으로 표시됩니다.)"
NOTHING_CHANGES = "보고서에서 바뀌는 줄이 없습니다."
ONCE_HANDED_IN = "제출하면 실릴 문장:"
NO_SENTENCE = "아직 보고서 문장이 되지 않습니다."
CHOOSE_FIRST = "고칠 항목을 먼저 골라 주십시오. 그대로 저장하시려면 ‘저장’이라고 적으셔도 됩니다."
PICK_HEAD = "무엇을 고치시겠습니까?"
EVIDENCE = "증빙: {said}"
MISSING = "저장하려면 필요한 항목: {labels}"
NO_BACK = "첫 질문입니다."
WORDS_WANTED = "이 질문에는 글자로 답해 주십시오. 사진은 증빙으로 언제든 보낼 수 있습니다."
OLD_SCREEN = "이전 화면입니다. 최신 화면으로 바꾸었습니다."
SAVED_ALREADY = "이미 저장했습니다."
ENDED = "끝난 입력입니다. 새로 시작하려면 명령을 다시 보내 주십시오."
NOT_YOURS = "다른 사람의 입력 화면입니다."
RELEASED = "입력 항목이 새로워져 확인이 필요한 질문부터 이어 갑니다."
TAKE_CORRECTION = "바꾸기"
LEAVE_IT = "그대로"
TAKE_CAPTION, LEAVE_CAPTION = "답으로 쓰기", "사진 설명으로만 두기"
HOLIDAY = "{day}일 {name}"
WEEKEND = ("토요일", "일요일")  # the columns say so already
HOLIDAY_LINE = "쉬는 날: {days}"
MONTH_HEAD = "{year}년 {month}월"

LATER = "나중에"
ONE_QUESTION = "{title} · 보완요청"

CANCELLED = "입력을 그만두었습니다. 저장한 것은 없습니다."
PUT_OFF = "나중에 답하셔도 됩니다. 보완요청은 /todo 에 남아 있습니다."
UNCHANGED = "고치기를 그만두었습니다. 저장된 기록은 그대로입니다."
PARKED = (
    "입력을 그만두었습니다. 지금까지 적은 내용은 임시 저장했습니다.\n"
    "이어서 쓰려면 아래 단추를 누르거나 /todo 를 보내 주십시오."
)
ERASED = "임시 저장한 내용을 지웠습니다."
BACK_AGAIN = (
    "봇이 잠시 멈추었다가 다시 켜졌습니다. 누르신 단추에 답이 없었다면 아래에서 이어 주십시오."
)
SAVED = "저장했습니다."
NAMED, MOST_NAME = "{title} · {said}", 60
PHOTOS_WELCOME = "사진이나 문서가 있으면 이어서 보내 주십시오."
CHANGED = "고쳤습니다."
UNDO = "되돌리기"
OPEN_RECORD = "기록 보기"
OPEN_ABOVE = {"mou": "협약 보기", "contract": "계약 보기", "plan": "추진계획 보기"}
LETTER = "기안 초안 {format}"
LETTER_DRAFT = (
    "공문은 아직 초안입니다. 온나라에서 결재받은 뒤 ‘고치기’에서 문서번호를 적으시면 "
    "보고서에 실립니다."
)
ONE_MORE = "한 건 더 기록"
NO_TIE = "협약과 관계없음"
AGREEMENT_UNNAMED = "이름 없는 협약"
KEEPS_ONE_OF = "이 업체와 맺은 협약이 있습니다. 어느 협약에 따른 행사입니까?"
KEEPS_ANOTHER = " 그 밖에 {count}건은 [고치기]의 ‘따른 협약’에서 고르실 수 있습니다."
WANTED_AGREEMENT, NO_SUCH_AGREEMENT = "협약 이름의 일부", "그런 협약이 없습니다."
EVENTS_STAY = "이 협약에 따른 행사 {count}건은 지우지 않고 그대로 둡니다."
LAST_HEAD_COUNT = (
    "같은 공사의 고용 인원은 더하지 않습니다. 보고서와 현황에는 그 반기의 마지막 인원을 씁니다."
)
PART_OF_TOTAL = "이 기록은 그 합계에 포함된 것입니까, 더해지는 것입니까?"
TOTAL_OF_PARTS = "이 합계에 포함된 것입니까, 더해지는 것입니까?"
MOST_BESIDE = 3
CLOSED_TOLD = "{half} 보고서가 확정된 뒤의 기록이라 총괄에게 알렸습니다."
CLOSED_VIEW = (
    "{half} 보고서는 이미 확정되었습니다. 고치거나 지우시면 다음 보고서에 적고 총괄에게 알립니다."
)
SIMILAR_HEAD, SIMILAR_ASK = "비슷한 기록이 있습니다.", "어떻게 하시겠습니까?"
EQUAL_HEAD, EQUAL_MARK = "같은 기록이 이미 있습니다.", " (내용이 같습니다)"
MORE_ALIKE = "그 밖에 비슷한 기록 {count}건이 더 있습니다. /find 로 찾아보실 수 있습니다."
OPEN_ALIKE, JOIN_ALIKE, SAVE_ANYWAY = "열기", "합치기", "그래도 저장"
DIFFERS_HEAD = "기존 기록과 다른 항목이 있습니다."
DIFFERS = "{label}: 기존 {old} · 새로 적은 값 {new}"
DIFFERS_ASK = "어느 쪽을 남기시겠습니까? 빈 항목은 어느 쪽이든 채웁니다."
KEEP_STANDING, TAKE_NEWEST = "기존 값을 남기고 합치기", "새로 적은 값으로 합치기"
JOINED_REASON = "같은 기록과 합침"
JOINED = "합쳤습니다."
NOTHING_NEW = "기존 기록에 이미 있는 내용이어서 새로 저장하지 않았습니다."
FILLED = "채운 항목: {said}"
KEPT_STANDING = "남긴 기존 값: {said}"
TOOK_NEWEST = "바꾼 항목: {said}"


def progress(title: str, left: int) -> str:
    """The head of a question: how many are still to come, this one included."""
    if left == 1:
        return LAST_QUESTION.format(title=title)
    return PROGRESS.format(title=title, left=left)


def needed(label: str) -> str:
    """Why a question cannot be skipped."""
    return f"{josa(f'‘{label}’', '은/는')} 꼭 필요한 항목입니다."


def evidence(files: Sequence[Mapping[str, Any]]) -> str:
    """How many photos and documents wait for the save, each under its own name."""
    return EVIDENCE.format(said=counted(str(one["media"]) for one in files))


def caption_offered(label: str, value: str) -> str:
    """The question after a photo came with words that may be the answer."""
    return f"사진에 적으신 {josa(f'‘{value}’', '을/를')} ‘{label}’의 답으로 쓰시겠습니까?"


DAYS_AGO = {0: "오늘", 1: "어제", 2: "그저께"}


def day_said(shown: str, day: date, days_ago: int) -> str:
    """A day as people say it: 어제(7.4.); one that lies further back by its date."""
    word = DAYS_AGO.get(days_ago)
    return f"{word}({day.month}.{day.day}.)" if word else shown


def planned_on(date: str) -> str:
    """The button for a day that lies ahead, of what is planned then."""
    return f"{date} 예정"


def placed(label: str, value: str) -> str:
    """What a shared place was taken for."""
    return f"보내신 위치를 {label}에 적었습니다: {value}"


def leave_as(value: str) -> str:
    """The button that leaves an answer as it was read."""
    return f"{value} 그대로"


def corrected(label: str, value: str) -> str:
    """The question after a message that was already used has been edited."""
    what, new = josa(f"‘{label}’", "을/를"), josa(f"‘{value}’", "으로/로")
    return f"보낸 글을 고치셨습니다. {what} {new} 바꾸시겠습니까?"


def personal_data_inside(kind: str) -> str:
    """Why words with a person's number in them are not taken; `kind` names the number."""
    return f"{josa(kind, '이/가')} 들어 있어 받지 않았습니다."


def hidden(kind: str) -> str:
    """A file was taken without what its words said of a person; `kind` names that."""
    return f"파일과 함께 온 글에서 {josa(kind, '은/는')} 지우고 받았습니다."


def hidden_in_file(file: Mapping[str, Any]) -> str:
    """As `hidden`, for a file as it is kept; nothing when nothing was taken out."""
    kind = hidden_in(file)
    return hidden(kind) if kind else ""


def to_come(date: str) -> str:
    """The question about a date that lies ahead, of what has usually happened."""
    return f"{josa(f'‘{date}’', '은/는')} 아직 오지 않은 날짜입니다. 맞습니까?"


def gone_by(day: str) -> str:
    """The question about a day that lies behind, of what usually lies ahead."""
    return f"{josa(f'‘{day}’', '은/는')} 이미 지난 날짜입니다. 맞습니까?"


def same_company(name: str) -> str:
    """The question about a name that looks like one the office knows."""
    return f"{josa(f'‘{name}’', '과/와')} 이름이 비슷한 곳이 있습니다. 같은 곳입니까?"


def named(form: str, title: str) -> str:
    """A record by what tells it from others of its form."""
    return NAMED.format(title=form, said=clipped(title, MOST_NAME))


def more_than(part: str, whole: str) -> str:
    """A part that is larger than its whole, each with its figure."""
    return f"{josa(part, '이/가')} {whole}보다 많습니다. {WRITE_AGAIN}"


def closed_department(name: str) -> str:
    """For who belongs to a department that the office no longer uses."""
    return (
        f"소속 부서({name})가 사용 중지되었습니다. 저장하시면 그 부서의 기록으로 남습니다."
        " 소속이 바뀌었으면 /start 에서 알려 주십시오."
    )


def beside(titles: Sequence[str], *, totals: bool) -> str:
    """Records of the job bus in the same time as the one on the card: totals, or others."""
    named = ", ".join(f"‘{one}’" for one in titles[:MOST_BESIDE])
    rest = len(titles) - MOST_BESIDE
    more = f" 외 {rest}건" if rest > 0 else ""
    what = "이 기간의 합계 기록이" if totals else "이 기간에 따로 적은 기록이"
    return f"{what} 있습니다: {named}{more}."


def keeps(agreement: str) -> str:
    """The question about the one agreement that an event's company has."""
    return f"‘{agreement}’ 협약이 있습니다. 이 협약에 따른 행사입니까?"
