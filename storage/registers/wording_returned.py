"""What is said of a register that came back, row by row."""

from datetime import datetime

from storage.rules.dates import show_moment
from storage.rules.names import josa

KEY_GONE = "이 기록은 지워졌거나 이 대장의 것이 아닙니다. 대장을 새로 받아 고쳐 주십시오."
HANDED_DOWN = "다른 부서로 옮길 수 없습니다. 부서 이름을 그대로 두어 주십시오."
OTHERS = "다른 부서({department})의 기록이라 고치실 수 없습니다."
NO_RIGHT = "이 기록을 적으실 권한이 없습니다. 총괄 담당에게 말씀해 주십시오."
OTHERS_NEW = "다른 부서({department})의 기록은 적으실 수 없습니다."
NEAR_IN_TABLE = "{line}행과 같은 내용"
NOT_OF_KIND = "‘{kind}’ 기록에는 {column} 적지 않습니다. 칸을 비워 주십시오."


def old(name: str, at: datetime) -> str:
    """For a row of which somebody changed the record meanwhile."""
    who = f"{name} 님이" if name else "다른 분이"
    return (
        f"대장을 받은 뒤 {who} {show_moment(at)}에 이 기록을 고쳤습니다. 대장을 새로 받아 고쳐"
        " 주십시오."
    )


TOUCHED_SINCE = "그 뒤에 다시 바뀌어 그대로 두었습니다."


def gone(title: str) -> str:
    """Where a removed record would have stood."""
    return f"대장에 없는 ‘{title}’"


def quoted(title: str) -> str:
    """A record by its title."""
    return f"‘{title}’"


def no_key(said: str) -> str:
    """For a key that nobody gave."""
    return (
        f"{josa(f'‘{said[:20]}’', '은/는')} 관리번호가 아닙니다. 받은 그대로 두시거나, "
        "새 행이면 비워 주십시오."
    )


def key_twice(first: int) -> str:
    """For a row that was copied with its key."""
    return f"{first}행과 관리번호가 같습니다. 새 행이면 이 칸을 비워 주십시오."


def not_of_kind(kind: str, column: str) -> str:
    """For a figure or a word that records of a kind never have."""
    return NOT_OF_KIND.format(kind=kind, column=josa(f"‘{column}’", "을/를"))


def unguessed(said: str, heading: str) -> str:
    """For a row that says one of its facts in no cell, and whose name does not tell it."""
    wanted = josa(f"‘{heading}’", "을/를")
    return (
        f"이름 ‘{said[:30]}’만으로는 {wanted} 알 수 없습니다. ‘{heading}’ 열에 적어 주십시오."
        " 예: 채용박람회"
    )
