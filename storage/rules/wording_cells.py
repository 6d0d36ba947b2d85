"""A cell of a table that somebody filled in: what says that there is nothing, and plain words."""

import re

from storage.rules import errors
from storage.rules.names import clean_text, josa
from storage.rules.personal_data import find_personal_data, was_hidden

_DASH = re.compile(r"[-–—―‐−ㅡ─·∙.]{1,3}")
_NOTHING = re.compile(
    r"[(（\[]?(?:해당(?:사항)?없음|해당(?:사항)?無|없음|무|비해당|미해당)[)）\]]?\.?"
)


def is_dash(said: str) -> bool:
    """Whether a cell holds only the stroke that offices put into an empty one."""
    return bool(_DASH.fullmatch(clean_text(said)))


def is_nothing(said: str) -> bool:
    """Whether a cell says that there is nothing: 해당없음, 해당 사항 없음, 없음, or a stroke."""
    return is_dash(said) or bool(_NOTHING.fullmatch("".join(clean_text(said).split())))


def read_words(said: str, most: int, example: str) -> str:
    """The words of a cell; Unreadable for what is a person's own, and for too many letters."""
    words = clean_text(said)
    found = find_personal_data(words) or was_hidden(words)
    if found:
        reason = f"{josa(found, '이/가')} 들어 있어 받지 않았습니다."
        raise errors.Unreadable("", "개인정보를 뺀 내용", example, reason)
    if len(words) > most:
        raise errors.Unreadable(f"{words[:20]}…", f"{most}자 이내의 글", example)
    return words


def row_name(line: int) -> str:
    """How a row is called, where no cell of it is meant."""
    return f"{line}행"


def placed(place: str, sentence: str) -> str:
    """A fault with the cell or row it is in."""
    return f"{place}: {sentence}"


def no_department(name: str) -> str:
    """For a name that is no department."""
    if not name:
        return "부서가 비어 있습니다. 예: 도로건설과"
    return f"{josa(f'‘{name}’', '은/는')} 없는 부서입니다. 예: 도로건설과"
