"""The one list of commands: what each does, in both languages, and who may."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from storage.records.wording_evidence import counted
from storage.report.formats import Format
from storage.rules.clock import kst
from storage.rules.names import josa
from storage.rules.permission import Action


@dataclass(frozen=True)
class CommandLine:
    """A command as menus and help show it, and the right that it needs."""

    name: str
    korean: str
    english: str
    action: Action
    how: str = ""  # one line more in /help


COMMANDS: tuple[CommandLine, ...] = (
    CommandLine(
        "event",
        "행사·일자리버스·교육 기록",
        "log an event",
        Action.LOG_EVENT,
        "예: /event 일자리버스",
    ),
    CommandLine(
        "plan",
        "우리 부서 고용할당제 추진계획",
        "our department's plan",
        Action.WRITE_PLAN,
        "항목 추가 · 해당없음 · 제출",
    ),
    CommandLine(
        "mou", "업무협약 기록", "record an agreement", Action.WRITE_MOU, "이행사항과 연락까지"
    ),
    CommandLine(
        "contract",
        "공사계약 기록",
        "record a works contract",
        Action.WRITE_CONTRACT,
        "관내 하도급과 시민 고용까지",
    ),
    CommandLine("budget", "사업비 두 표", "the two money tables", Action.WRITE_BUDGET),
    CommandLine("problem", "문제점·개선대책", "problems and measures", Action.WRITE_PROBLEM),
    CommandLine("status", "한눈에 보는 현황", "status at a glance", Action.VIEW_STATUS),
    CommandLine("quota", "고용할당제 표", "planned and achieved hires", Action.VIEW_STATUS),
    CommandLine("find", "기록 찾기", "find a record", Action.FIND, "예: /find 쿠팡 2021"),
    CommandLine(
        "registers",
        "대장: 행사·업무협약·공사계약",
        "registers to take out and send back",
        Action.SEE_RECORD,
        "엑셀로 받아 고쳐서 다시 보내기",
    ),
    CommandLine("todo", "내가 할 일, 작성 중인 기록", "what waits for me", Action.SEE_TODO),
    CommandLine("round", "반기 취합: 일정·현황판·검토", "run the half-year", Action.RUN_ROUND),
    CommandLine(
        "report",
        f"반기 보고서: 첫 쪽과 {'·'.join(one.label for one in Format)}",
        "the half-year report",
        Action.READ_REPORT,
        "예: /report 2021 하반기",
    ),
    CommandLine(
        "pledge",
        "보고서 머리: 공약·담당자·사업비 칸",
        "the head of the report",
        Action.MAKE_REPORT,
        "인사이동은 미리 적어 두실 수 있습니다",
    ),
    CommandLine(
        "incentive",
        "참여우수기업 순위·우선구매 협조요청",
        "rank companies, ask to buy from them",
        Action.GIVE_INCENTIVE,
        "예: /incentive 2021 하반기, /incentive 4반기",
    ),
    CommandLine("rehearse", "누가 언제 무엇을 받는지 미리 보기", "rehearse", Action.RUN_ROUND),
    CommandLine("holidays", "쉬는 날과 일하는 날", "the office's calendar", Action.RUN_ROUND),
    CommandLine(
        "settings",
        "설정: 규칙·행사 종류·단위·제목·자주 쓰는 말",
        "rules, kinds, units, headings, words",
        Action.SET_OFFICE,
        "바꾸기 전에 무엇이 달라지는지 보여 드립니다",
    ),
    CommandLine("people", "사람·초대 관리", "people and invitations", Action.MANAGE_PEOPLE),
    CommandLine("departments", "부서 목록", "departments", Action.MANAGE_DEPARTMENTS),
    CommandLine(
        "audit",
        "감사: 변조 없음, 열람 기록",
        "whether the trail is whole, and who read what",
        Action.AUDIT,
        "보고서의 줄을 적어 보내시면 근거를 보여 드립니다",
    ),
    CommandLine("cancel", "입력 멈추기", "stop the form", Action.TAKE_PART),
    CommandLine("help", "도움말", "help", Action.HELP),
)

HEAD = "<b>고양시 고용할당제 도우미</b>\n{name} 님 · {role}"
FORM_HINT = (
    "\n입력하다가도 /status 와 /help 를 쓸 수 있고, 자리는 그대로 남습니다.\n"
    "사진은 입력하는 동안 언제든 보내 주십시오.\n"
    "‘뒤로’ ‘건너뛰기’ ‘그만두기’ ‘저장’은 글자로 보내도 됩니다.\n"
    "구직자의 이름·전화번호는 적지 않습니다. 인원수만 적습니다."
)
READER_HINT = "\n기록과 현황을 볼 수 있습니다. 고치려면 총괄 담당에게 말씀해 주십시오."
NEW_EVENT = "새 행사로 기록"
OPEN_RECORD = "기록 보기"
WORDS_ONLY = "글자나 사진으로 보내 주십시오. 무엇을 기록하시겠습니까?"
NO_FORM_TO_CANCEL = "쓰고 있는 입력이 없습니다."
FILES_FOR = "{files} 받았습니다. 어디에 붙이시겠습니까?"
FILE_FOR = "파일을 받았습니다. 어느 기록에 증빙으로 붙이시겠습니까?"
FILE_READ_OR_FOR = "파일을 받았습니다. 무엇에 쓰시겠습니까? 기록을 고르시면 증빙으로 붙입니다."
BAG_ENDS = "{at}까지 고르지 않으시면 지웁니다."
THANKED = "네, 고맙습니다. 필요하실 때 언제든 적어 보내 주십시오."
NOT_HERE = "이 명령은 없습니다. /help 에서 쓸 수 있는 명령을 볼 수 있습니다."


def files_for(media: Sequence[str], ends_at: datetime, *, readable: bool) -> str:
    """The question after what came without a form, and until when it waits for an answer.

    `readable` when the last of it could be read instead.
    """
    lone = len(media) == 1 and media[0] != "photo"
    if readable and media[-1:] != ["photo"]:
        asked = FILE_READ_OR_FOR
    else:
        asked = FILE_FOR if lone else FILES_FOR.format(files=josa(counted(media), "을/를"))
    end = kst(ends_at)
    return f"{asked}\n{BAG_ENDS.format(at=f'{end.month}. {end.day}. {end:%H:%M}')}"


def files_placed(media: Sequence[str], title: str = "") -> str:
    """What became of photos and files that waited for a place."""
    where = f"‘{escape(title)}’에 " if title else ""
    return f"{where}{josa(counted(media), '을/를')} 붙였습니다."
