"""How the office heard of a plan outside the bot: 공문, 전화 or 메일, and its number. Pure."""

import re

from storage.rules import errors
from storage.rules.names import clean_text
from storage.rules.personal_data import find_personal_data

LETTER, CALL, MAIL, VISIT = "공문", "전화", "메일", "방문"
WAYS = (LETTER, CALL, MAIL, VISIT)
ALSO = {
    "이메일": MAIL,
    "전자메일": MAIL,
    "전자우편": MAIL,
    "유선": CALL,
    "통화": CALL,
    "문서": LETTER,
}
"""What offices call the same ways."""
MOST_LETTERS = 60
WANTED, EXAMPLE = "공문·전화·메일·방문과 그 번호", "공문 도로건설과-1234"
NO_NUMBER = "공문은 문서번호를 함께 적어 주십시오."
_WAY = re.compile(rf"({'|'.join([*ALSO, *WAYS])})(?:[\s:,(/-]+|(?=\d)|$)(.*)")


def read_receipt(said: str) -> str:
    """The way and what tells it apart, as it is kept: 공문 도로건설과-1234. Raises Unreadable."""
    words = " ".join(clean_text(said).split())
    found = _WAY.fullmatch(words)
    if find_personal_data(words) or len(words) > MOST_LETTERS or found is None:
        raise errors.Unreadable(words[:MOST_LETTERS], WANTED, EXAMPLE)
    way, rest = ALSO.get(found[1], found[1]), found[2].strip()
    if rest.endswith(")") and rest.count("(") < rest.count(")"):
        rest = rest[:-1].strip()
    if way == LETTER and not any(letter.isdigit() for letter in rest):
        raise errors.Unreadable(words, WANTED, EXAMPLE, NO_NUMBER)
    return f"{way} {rest}".strip()
