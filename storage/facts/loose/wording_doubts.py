"""What an officer is asked of words that may be a fact and were not taken for one."""

WHICH_YEAR = "‘{text}’: 어느 해입니까?"
WHICH_DATE = "‘{text}’: 날짜가 여럿입니다. 어느 것입니까?"
WHICH_KIND = "‘{text}’: 어떤 행사입니까?"
COMPANY = "어느 업체입니까?"


def outside_block(text: str) -> str:
    """A date that does not lie in the time of its block."""
    return f"‘{text}’: 이 칸의 기간 밖입니다. 언제입니까?"


def unlike_date(text: str) -> str:
    """What looks like a date and is none, or whose weekday is another."""
    return f"‘{text}’: 달력에 없는 날짜이거나 요일이 다릅니다. 언제입니까?"


def approximate(text: str) -> str:
    """A figure that was not counted exactly."""
    return f"‘{text}’: 어림수는 적지 않았습니다. 정확한 수는 몇입니까?"


def what_counted(text: str) -> str:
    """A figure of which it is not plain what it counts."""
    return f"‘{text}’: 무엇을 센 수입니까?"


def without_unit(text: str) -> str:
    """A number behind a word, without a counting word of its own."""
    return f"‘{text}’: 단위가 적혀 있지 않습니다. 이 수가 맞습니까?"


def said_twice(text: str) -> str:
    """Two figures of one thing."""
    return f"‘{text}’: 같은 항목의 수가 둘 이상입니다. 어느 것입니까?"


def only_wanted(text: str) -> str:
    """A figure that was a goal."""
    return f"‘{text}’: 목표로 적힌 수라 실적으로 읽지 않았습니다. 실적은 몇입니까?"


def not_of_kind(text: str) -> str:
    """A figure that this kind of record does not have."""
    return f"‘{text}’: 이 종류의 기록에는 없는 항목입니다."


def in_parts(text: str) -> str:
    """Parts of a whole that was not told."""
    return f"‘{text}’: 나누어 적힌 수입니다. 모두 몇입니까?"


def others_too(text: str) -> str:
    """Companies that are not named."""
    return f"‘{text}’: 이름이 적히지 않은 업체가 있습니다."
