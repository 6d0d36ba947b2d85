"""What an officer is told, or asked, of words that were not read to the letter."""

from storage.rules.names import cut, josa

MOST_READ_BACK = 30
SURE = "맞습니까?"
TIME_LEFT_OUT = "시각은 적지 않습니다."


def _said(text: str) -> str:
    return f"‘{cut(' '.join(text.split()), MOST_READ_BACK)}’"


def read_as(text: str, shown: str) -> str:
    """Words were read as this value."""
    return f"{josa(_said(text), '을/를')} {josa(shown, '으로/로')} 읽었습니다."


def without_bracket(inside: str, shown: str) -> str:
    """What stood in a bracket is not kept."""
    left = cut(inside, MOST_READ_BACK)
    return f"{josa(shown, '으로/로')} 읽었습니다. 괄호 안({left})은 저장하지 않습니다."


def added_up(text: str, shown: str) -> str:
    """Parts were added up."""
    return f"{josa(_said(text), '을/를')} 더해 {josa(shown, '으로/로')} 읽었습니다."


def other_unit(text: str, shown: str) -> str:
    """A figure in another counting word than the question's."""
    return f"{josa(_said(text), '으로/로')} 적으셨습니다. {josa(shown, '이/가')} {SURE}"


def adds_up_to(text: str, together: int, shown: str) -> str:
    """The parts in a bracket are not the whole before it."""
    left = f"{_said(text)}: 괄호 안의 수를 더하면 {josa(f'{together:,}', '이/가')} 됩니다."
    return f"{left} {josa(shown, '이/가')} {SURE}"


def one_of_several(text: str, shown: str) -> str:
    """Of several figures, the one that answers the question."""
    return f"{_said(text)}에서 {josa(shown, '으로/로')} 읽었습니다. {SURE}"


def among_words(text: str, shown: str) -> str:
    """A figure with words beside it."""
    return f"{_said(text)}에서 {josa(shown, '으로/로')} 읽었습니다. {SURE}"


def without_time(text: str, shown: str) -> str:
    """The time of day behind a date is not kept."""
    return f"{_said(text)}에서 {josa(shown, '으로/로')} 읽었습니다. {TIME_LEFT_OUT}"


def other_weekday(reason: str, shown: str) -> str:
    """The weekday typed is another one; the reason tells which it is."""
    return f"{reason} {josa(shown, '이/가')} {SURE}"


def which_day(text: str) -> str:
    """Words that may mean several days."""
    return f"{josa(_said(text), '은/는')} 어느 날입니까?"


def without_mark(marks: str) -> str:
    """Marks of a list at the head of what was pasted are not kept."""
    return f"앞의 글머리표({marks})는 빼고 적었습니다."
