"""The words of a list of people to be invited: its headings, titles and roles, and what is said
of a row that is not taken."""

import re
from collections.abc import Mapping, Sequence

from storage.rules.names import josa
from storage.rules.terms import Role

DEPARTMENT_HEADS = (
    *("부서", "부서명", "소속", "소속부서", "담당부서", "소관부서", "과명", "실과소", "부서이름"),
    *("실과", "실과명", "소관", "주관부서"),
)
NAME_HEADS = (
    "이름",
    "성명",
    "성함",
    "담당자",
    "담당자명",
    "담당자성명",
    "직원명",
    "직원",
    "대상자",
)
ROLE_HEADS = ("역할", "직위", "직책", "구분", "권한", "역할구분", "직위직책", "담당구분")
TOTALS = ("계", "합계", "총계", "소계")

ROLES: Mapping[str, Role] = {
    **{word: Role.STAFF for word in ("담당", "담당자", "주무관", "실무자", "실무관", "실무담당")},
    **{word: Role.STAFF for word in ("서기보", "서기", "주사보", "주사", "업무담당", "직원")},
    **{word: Role.SENIOR for word in ("주무팀장", "주무계장", "선임팀장")},
    **{word: Role.LEAD for word in ("팀장", "계장")},
    **{word: Role.HEAD for word in ("과장", "담당관", "소장", "관장", "실장", "단장", "센터장")},
    **{word: Role.HEAD for word in ("부서장", "동장", "구청장")},
    **{word: Role.OFFICE for word in ("총괄", "총괄담당", "총괄담당자", "취합담당", "취합담당자")},
    **{word: Role.ADMIN for word in ("관리자", "봇관리자")},
    **{word: Role.VIEWER for word in ("열람", "열람자", "감사", "감사담당")},
}
"""What lists call them, without spaces; a longer word is known by its end (일자리정책과장)."""
ENDINGS = tuple(
    sorted(
        (
            word
            for word, role in ROLES.items()
            if role in (Role.STAFF, Role.SENIOR, Role.LEAD, Role.HEAD) and len(word) > 1
        ),
        key=len,
        reverse=True,
    )
)

OF_DEPARTMENT = re.compile(r"[가-힣\d·]{2,}(?:과|담당관|관|실|소|센터|단|국|원|구청|동)")
NAME = re.compile(r"[가-힣]{2,5}|[가-힣]{1,2}[○◯〇●*Oo]{1,3}|[A-Za-z][A-Za-z.'-]*")
STUCK = re.compile(
    r"(?P<name>[가-힣][가-힣○◯〇]{1,3}?)(?P<title>주무팀장|팀장|과장|주무관|계장|담당자|담당)?"
)
HONOUR = "님"
LEADING = re.compile(r"^(?:[-·•○□*]|\d{1,3}[.)]|[가-하][.)])\s+")
IGNORED = re.compile(
    r"[\d()\-–.,:/~ ]+|(?:\S{0,6})[1-9]급|님|선생님|[\w.+-]+@[\w.-]+|\(?내선\)?|☎|\[[^\]]*\]"
)
"""Numbers, grades, telephones and addresses: nothing of them is kept."""

ROLE_WORDS = ", ".join(role.label for role in Role)

EMPTY = "명단에 읽을 줄이 없습니다. 한 줄에 한 분씩 부서, 이름, 역할을 적어 주십시오."
TOO_MANY = "한 번에 {most}명까지 초대하실 수 있습니다. 받은 줄: {count}줄"
UNREAD_HEAD = (
    "<b>{count}줄을 읽지 못해 아직 아무도 초대하지 않았습니다.</b>\n"
    "그 줄을 고쳐 명단 전체를 다시 보내 주십시오."
)


def no_department(line: int, said: str) -> str:
    """For a row that names no department."""
    return f"{line}행 ‘{said}’: 부서를 찾지 못했습니다. 예: 자치행정과, 홍○○, 담당"


def not_a_name(line: int, said: str) -> str:
    """For what stands where a name should."""
    return f"{line}행: {josa(f'‘{said}’', '을/를')} 이름으로 읽지 못했습니다. 예: 홍○○"


def several_names(line: int, names: Sequence[str]) -> str:
    """For a row in which more than one word may be the name."""
    told = ", ".join(names)
    return f"{line}행: 어느 것이 이름인지 알 수 없습니다({told}). 한 줄에 한 분만 적어 주십시오."


def not_a_role(line: int, said: str) -> str:
    """For a role that the bot does not have."""
    return (
        f"{line}행: {josa(f'‘{said}’', '을/를')} 역할로 읽지 못했습니다."
        f" {ROLE_WORDS} 가운데 하나를 적어 주십시오."
    )


def whose(department: str, name: str) -> str:
    """A row in one word or two."""
    return f"{department} {name}" if name else f"{department} (이름 없음)"


def twice(line: int, who: str, first: int) -> str:
    """For a person who stands in the list already."""
    return f"{line}행 {who}: {first}행과 같은 분이어서 한 번만 초대합니다."


def is_in(line: int, who: str, role: str) -> str:
    """For a person of the office."""
    return f"{line}행 {who}: 이미 등록된 직원입니다({role})."


def is_waiting(line: int, who: str) -> str:
    """For a person who has opened a link and waits."""
    return f"{line}행 {who}: 이미 링크를 열고 승인을 기다립니다."


def not_yours_to_give(line: int, who: str, role: str) -> str:
    """For a role that this officer may not give."""
    return f"{line}행 {who}: {josa(role, '은/는')} 관리자만 초대하실 수 있습니다."


def unknown_department(line: int, name: str, like: str) -> str:
    """For a department that the office does not have."""
    meant = f" {josa(f'‘{like}’', '을/를')} 뜻하셨으면 고쳐서 다시 보내 주십시오." if like else ""
    return f"{line}행 ‘{name}’: 부서 목록에 없습니다.{meant}"


def closed_department(line: int, name: str) -> str:
    """For a department that is out of use."""
    return f"{line}행 ‘{name}’: 사용 중지된 부서입니다."


def namesake(who: str, elsewhere: str) -> str:
    """For a name that a person of another department bears."""
    return (
        f"{who}: 같은 이름이 {elsewhere}에 등록되어 있습니다."
        " 부서를 옮기신 분이면 링크 대신 /people 에서 소속을 바꿔 주십시오."
    )


def in_two(name: str, places: Sequence[str]) -> str:
    """For one name in two departments of the list."""
    return (
        f"{josa(name, '이/가')} {', '.join(places)}에 있습니다. 다른 분으로 보고 따로 초대합니다."
    )
