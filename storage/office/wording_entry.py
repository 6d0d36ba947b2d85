"""Who it is that opened an invite: what the invite says and what Telegram shows, kept apart."""

import re
from dataclasses import dataclass
from html import escape

from storage.rules.names import clean_text, cut
from storage.rules.personal_data import redact

LONGEST = 40
USER = re.compile("[A-Za-z0-9_]{3,32}")
MOST_WORDS = 3  # of an account that is called by department, name and title
TAIL = 4  # digits of a Telegram number that are shown: enough to compare over the telephone

INVITED = "초대한 이름: {name}"
UNNAMED = "초대한 이름 적지 않음"
SHOWN = "텔레그램 이름: “{name}”"
USERNAME = "텔레그램 아이디: {name}"
NUMBER = "텔레그램 번호 끝 {count}자리: {tail}"
INVITER = "초대한 사람: {name}"
NONE = "없음"
SERVER = "서버"
CONFIRMED = "본인이라고 답했습니다."
DIFFERS = "초대한 이름과 텔레그램 이름이 다릅니다. 본인이 맞는지 전화로 확인해 주십시오."
UNNAMED_WARNING = "이름 없는 초대여서 누가 열었는지 알 수 없습니다. 전화로 확인해 주십시오."


@dataclass(frozen=True)
class Newcomer:
    """A person who came by an invite; only `invited` was written by somebody of the office."""

    invited: str  # the name in the invite, empty when it bears none
    shown: str  # the name on their Telegram account, which anybody may choose
    username: str  # without @, empty when they have none
    number: int
    inviter: str = ""  # empty when the server made the invite
    confirmed: bool = False  # said to be the one whose name the invite bears


def lines(entry: Newcomer) -> list[str]:
    """In HTML, one thing a line: who was invited by whom, and whose account it was that came."""
    name = escape(entry.invited)
    told = [
        INVITED.format(name=name) if name else UNNAMED,
        *account(entry),
        INVITER.format(name=escape(entry.inviter) or SERVER),
    ]
    if not entry.invited:
        return [*told, UNNAMED_WARNING]
    if same_name(entry.invited, entry.shown):
        return told
    return [*told, CONFIRMED, DIFFERS] if entry.confirmed else [*told, DIFFERS]


def same_name(invited: str, shown: str) -> bool:
    """Whether the name on a Telegram account is that of the invite.

    A title or a department may stand beside it, and the given name before the family name, as
    Telegram has two fields for them.
    """
    wanted = _key(invited)
    if not wanted:
        return False
    words = [_key(word) for word in _PARTS.split(harmless(shown)) if word]
    if len(words) > MOST_WORDS:  # a sentence that holds the name is no name
        return "".join(words).startswith(wanted)
    turned = ["".join(reversed(words))] if len(words) == 2 else []
    return any(one.startswith(wanted) for one in ("".join(words), *words, *turned))


def account(entry: Newcomer) -> list[str]:
    """The Telegram account; the name on it stands in quotes that it cannot leave."""
    name = entry.username if USER.fullmatch(entry.username) else ""
    return [
        SHOWN.format(name=escape(harmless(entry.shown))),
        USERNAME.format(name=f"@{name}" if name else NONE),
        number(entry.number),
    ]


def number(telegram_id: int) -> str:
    """The last digits of a Telegram number."""
    return NUMBER.format(count=TAIL, tail=tail(telegram_id))


def tail(telegram_id: int) -> str:
    """Those digits alone."""
    return str(telegram_id)[-TAIL:]


def harmless(shown: str) -> str:
    """A name from Telegram in one short line, without the quotes in which it will stand.

    It is kept while its bearer waits, so numbers of persons are taken out.
    """
    return cut(redact(" ".join(clean_text(shown).translate(_QUOTES).split())), LONGEST)


_PARTS = re.compile(r"[\s()\[\]/|·,._-]+")
_QUOTES = str.maketrans(dict.fromkeys('"“”„‟«»「」『』＂', "'"))


def _key(name: str) -> str:
    return "".join(name.split()).casefold()
