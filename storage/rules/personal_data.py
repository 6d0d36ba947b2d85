"""Finding what belongs to a person in free text, which this product must never keep.

Sources: 개인정보 보호법 제24조의2 (주민등록번호) and 제3조 (collect the least). Office telephones,
dates, sums, company and contract numbers are the daily bread of the office and pass. Meant for
what a person typed; machine text such as raw updates holds long ids of its own.

Every pattern is bounded: no text takes longer than its length.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from storage.rules.names import clean_text
from storage.rules.personal_names import is_name, persons

NAME = "이름"
REST = "개인정보"
"""Said when what is left after hiding still reads as somebody's."""

_GAP = r"[\s\-._,:()/~·*|]{0,3}"
_DAY = r"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_SPACED_DAY = r"\d ?\d ?(?:0 ?[1-9]|1 ?[0-2]) ?(?:0 ?[1-9]|[12] ?\d|3 ?[01])"
_SPOKEN = r"[공영일이삼사오육칠팔구]"
_DATE = (
    rf"(?:(?:19|20)?\d{{2}}[.\-/년]\s?\d{{1,2}}[.\-/월]\s?\d{{1,2}}(?!\d)|(?:19|20)?{_DAY}(?!\d))"
)
_BORN = r"(?:19[3-9]\d|200\d|201[0-2]|(?<!\d)[3-9]\d|(?<!\d)0\d)"
_BORN_ON = (
    rf"(?:{_BORN}[.\-/년]\s?\d{{1,2}}[.\-/월]\s?\d{{1,2}}(?!\d)"
    rf"|{_BORN}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d))"
)
_HOME = "자택|집|댁"
_PERSONAL = (
    f"{_HOME}|본인|보호자|배우자|가족|어머니|아버지|남편|아내|자녀|개인"
    "|구직자|민원인|근로자|신청인|신청자|참여자|참가자"
)
_LANDLINE = r"0\d{1,2}[)\-. ]{1,2}\d{3,4}[\-. ]\d{4}(?!\d)"
_OFFICE_PHONE = re.compile(rf"(?<![\d-])(?!01[016789]|050){_LANDLINE}", re.ASCII)
_PLATE_PLACE = (
    "서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주"
)
_PLATE = "가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주하허호바사아자배"
_PLATE_OR_WORD = "도로보소오조고구부수주하호바사아자저서"
"""Letters of a plate that are words as well: beside a year they are no plate."""
_UNIT = "[명원만억천백건회개년호번대매부장팀인곳㎡m%월일시석세가톤쪽주점]|kg"
_BANK = "은행|뱅크|농협|수협|신협|새마을금고|우체국|토스|예금주|입금|송금|통장"
_OFFICIAL = re.compile(
    r"(?:법인|사업자|계약|공고|문서|접수|입찰|관리|공사|사건|고유)(?: ?등록)? ?번호[ :]{0,3}$|제$"
)
_LOOK_BACK = 14  # letters before a number in which its name can stand

Check = Callable[[str, re.Match[str]], bool]


def _always(_text: str, _found: re.Match[str]) -> bool:
    return True


def _resident(text: str, found: re.Match[str]) -> bool:
    """A day of birth and a sign of the sex that belong to one century, and no official number.

    1, 2, 5 and 6 were born before 2000. A company's number (법인등록번호) begins with the code of
    a court, which may look like a day; few people are a hundred.
    """
    digits = [sign for sign in found[0] if sign.isdigit()]
    if len(digits) < 7:
        return True
    if found[0].startswith("100") and text[max(0, found.start() - 1) : found.start()] == "-":
        return False  # a group of Telegram's
    year = int(digits[0] + digits[1])
    old = digits[6] in "1256"
    return (year >= 27 if old else year <= 26) and not _OFFICIAL.search(
        text[max(0, found.start() - _LOOK_BACK) : found.start()]
    )


def _young_enough(text: str, found: re.Match[str]) -> bool:
    """Seven digits of thirteen: as `_resident`, of nobody younger than fourteen."""
    return _resident(text, found) and (found[0][0] in "3456789" or int(found[0][:2]) <= 12)


def _passes_luhn(_text: str, found: re.Match[str]) -> bool:
    """The check digit of payment cards: keeps rows of years and sums from looking like one."""
    digits = [int(sign) for sign in found[0] if sign.isdigit()][::-1]
    doubled = sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + doubled) % 10 == 0


def _is_plate(text: str, found: re.Match[str]) -> bool:
    year = 1900 <= int(found["number"]) < 2100
    article = text[max(0, found.start() - 1) : found.start()] == "제"
    return not article and not (year and found["letter"] in _PLATE_OR_WORD)


def _of_a_name(_text: str, found: re.Match[str]) -> bool:
    return is_name(found["name"])


def _kind(
    kind: str, *patterns: str, check: Check = _always
) -> Iterator[tuple[str, re.Pattern[str], Check]]:
    for pattern in patterns:
        yield kind, re.compile(pattern, re.IGNORECASE), check


_PATTERNS = (
    *_kind(
        "주민등록번호",
        rf"(?<!\d){_DAY}{_GAP}[1-8][\d*●○x]{{6}}(?!\d)",
        rf"(?<!\d){_SPACED_DAY} ?-? ?[1-8](?: ?\d){{6}}(?! ?\d)",
        rf"(?<!\d){_DAY}[^\d]{{0,6}}뒷?자리[^\d]{{0,5}}[1-8]\d{{6}}(?!\d)",
        check=_resident,
    ),
    *_kind(
        "주민등록번호",
        rf"(?<!\d){_DAY}-[*●○x]{{6,7}}",
        r"(?:주민|외국인)[^\d]{0,12}[1-8]\d{6}(?![\d,명원])",
    ),
    *_kind("주민등록번호", rf"(?<![\d-]){_DAY}-[1-8](?![\d-])", check=_young_enough),
    *_kind(
        "휴대전화번호",
        rf"(?<!\d)(?:\+|00)?82{_GAP}0?{_GAP}1[016789]{_GAP}\d{{3,4}}{_GAP}\d{{4}}(?!\d)",
        rf"(?<![\dA-Za-z])[0oㅇ]1[0oㅇ16789]{_GAP}\d{{3,4}}{_GAP}\d{{4}}(?!\d)",
        r"(?<!\d)0[ .\-]{1,3}1[ .\-]{1,3}[016789](?:[ .\-]{1,3}\d){7,8}(?!\d)",
        r"(?<!\d)01[016789](?:[ .\-]{0,2}\d){7,8}(?!\d)",
        r"(?<![\d-])10[.\- ]\d{4}[.\- ]\d{4}(?![\d-])",
        rf"[공영0][일1][공영일육칠팔구](?:{_GAP}(?:{_SPOKEN}|\d)){{7,8}}",
        rf"(?<!\d)01[016789]{_GAP}\d{{0,4}}{_GAP}{_SPOKEN}(?:{_GAP}(?:{_SPOKEN}|\d)){{3,7}}(?![가-힣])",
        rf"(?<!\d)010{_GAP}(?:\d{{3,4}}|[*x○●]{{3,4}}){_GAP}\d{{4}}(?!\d)",
    ),
    *_kind(
        "전화번호",
        rf"(?<![가-힣])(?:{_PERSONAL})의?[ :(]{{0,2}}(?:전화|연락처|tel)?(?:번호)?[ :(]{{0,3}}"
        rf"{_LANDLINE}",
        rf"(?<!\d){_LANDLINE}[ (]{{1,3}}(?:{_HOME})(?![가-힣])",
        r"(?<![\d-])050\d[\-. ]?\d{3,4}[\-. ]?\d{4}(?![\d-])",
    ),
    *_kind(
        "전화번호",
        r"(?<![가-힣])(?P<name>[가-힣]{3,4})[ :(,/]{1,3}"
        rf"{_LANDLINE}",
        check=_of_a_name,
    ),
    *_kind(
        "전자우편 주소",
        r"(?<![\w.%+-])[a-z0-9][\w.%+-]{0,63} ?(?:@|\(at\)|\[at\]|골뱅이) ?[a-z0-9-]{1,63}"
        r" ?(?:\.|\(dot\)|점) ?[a-z]{2,10}",
    ),
    *_kind(
        "생년월일",
        rf"(?:생년월일|생년|출생일?|생일|태어난 ?날|birth|\bdob)[^\d]{{0,8}}{_DATE}",
        r"(?:생년월일|생일)[^\d]{0,8}\d{1,2}[.월] ?\d{1,2}[.일]",
        rf"(?<!\d){_DATE}[.일]?\s?\)?\s?(?:생|출생|生)(?![가-힣])",
        rf"(?<![가-힣])(?:남자?|여자?)[ ,/:(]{{1,3}}{_BORN_ON}",
        rf"(?<!\d){_BORN_ON}[.]?[ ,/]{{1,3}}(?:남자?|여자?)(?![가-힣])",
        rf"[가-힣][○●*OX]{{2}}[ (,/]{{1,3}}{_BORN_ON}",
    ),
    *_kind(
        "생년월일",
        rf"(?<![가-힣])(?P<name>[가-힣]{{3,4}})[ (,/:]{{1,3}}{_BORN_ON}",
        rf"(?<!\d){_BORN_ON}[.]?[ ,/)]{{1,3}}(?P<name>[가-힣]{{3,4}})(?![가-힣])",
        r"(?<!\d)(?:19|20)?\d{2}년 ?생[ ,/)]{1,3}(?P<name>[가-힣]{3,4})(?![가-힣])",
        r"(?<![가-힣])(?P<name>[가-힣]{3,4})[ (,/:]{1,3}(?:19|20)?\d{2}년 ?생(?![가-힣])",
        check=_of_a_name,
    ),
    *_kind(
        "차량번호",
        rf"(?:(?:{_PLATE_PLACE}) ?)?(?<!\d)\d{{2,3}} ?(?P<letter>[{_PLATE}]) ?(?P<number>\d{{4}})"
        rf"(?![\d,-]|\.\d| ?(?:{_UNIT}))",
        check=_is_plate,
    ),
    *_kind(
        "여권번호",
        r"(?:여권|passport).{0,10}?[MSRODG] ?\d{3}[\dA-Z]\d{4}(?!\d)",
        r"(?<![A-Z\d])[MSRODG]\d{3}[A-Z]\d{4}(?![A-Z\d])",
    ),
    *_kind(
        "운전면허번호",
        r"면허.{0,12}?\d{2}-?(?:\d{2}-?)?\d{6}-?\d{2}(?!\d)",
        r"(?<![\d-])(?:1[1-9]|2[0-8])-\d{2}-\d{6}-\d{2}(?![\d-])",
    ),
    *_kind(
        "계좌번호",
        r"계좌.{0,12}?(?<!\d)\d(?:-?\d){9,15}(?![\d,원])",
        rf"(?:{_BANK}).{{0,10}}?(?<![\d-])(?!0\d{{1,2}}-\d{{3,4}}-\d{{4}}(?!\d)|(?:19|20)\d\d-|\d{{3}}-\d\d-\d{{5}}(?!\d))"
        r"\d(?:[ -]?\d){9,15}(?![\d,원-])",
    ),
    *_kind(
        "계좌번호",
        r"(?:국민|신한|우리|하나|기업|카카오|케이|산업|씨티|제일) ?"
        r"(?!0\d{1,2}-|(?:19|20)\d\d-|\d{3}-\d\d-\d{5}(?!\d))\d{3,6}-\d{2,6}-\d{3,7}(?![\d-])",
    ),
    *_kind("카드번호", r"카드.{0,8}?(?<!\d)\d{4}[ -]?\d{4}[ -]?\d{4}[ -]?\d{4}(?!\d)"),
    *_kind(
        "카드번호",
        r"(?<!\d)\d{4}([ \-]?)\d{4}\1\d{4}\1\d{4}(?!\d)",
        r"(?<!\d)3\d{3}([ \-])\d{6}\1\d{5}(?!\d)",
        check=_passes_luhn,
    ),
    *_kind("건강보험증 번호", r"건강 ?보험.{0,8}?(?<!\d)\d-?\d{10}(?!\d)"),
    *_kind("군번", r"군번.{0,4}?\d{2}-?\d{5,8}(?!\d)"),
    *_kind(
        "집 주소",
        r"(?<!\d)\d{3,4}동 ?\d{3,4}호",
        r"(?:자택|거주지|집 ?주소|주소지|주민등록지).{0,30}?(?:로|길|동|리) ?\d{1,4}",
    ),
    *_kind(
        "메신저 계정",
        r"(?:카톡|카카오톡|인스타(?:그램)?|텔레그램) ?(?:id|아이디|계정)"
        r"[ :]{0,3}[a-z0-9_.@]{4,30}",
        r"(?:카톡|카카오톡|인스타(?:그램)?|텔레그램)[ :]{0,3}(?:@[a-z0-9_.]{4,30}"
        r"|[a-z0-9_.]{4,30} ?(?:id|아이디|계정))",
    ),
)


KINDS = frozenset({NAME, REST, *(kind for kind, _, _ in _PATTERNS)})
_HIDDEN = re.compile(rf"\[({'|'.join(map(re.escape, sorted(KINDS)))})\]")


def find_personal_data(text: str) -> str | None:
    """The Korean name of the first kind of personal data in the text, or None."""
    for kind, _, _ in _matches(_folded(clean_text(text))):
        return kind
    return None


def find_beyond_office(text: str) -> str | None:
    """As `find_personal_data`, of what a person types about the office's own staff.

    Their names with office telephones stand in its papers; any other number stays personal.
    """
    return find_personal_data(_OFFICE_PHONE.sub(" 000-0000 ", text))


def redact(text: str) -> str:
    """The text with everything personal replaced by the name of its kind in brackets."""
    hidden = _hide(text)
    if find_personal_data(hidden) is None:
        return hidden
    hidden = _hide(clean_text(hidden))
    return hidden if find_personal_data(hidden) is None else f"[{REST}]"


def redacted(value: Any) -> Any:
    """Strings, and lists and mappings of them, with everything personal replaced."""
    match value:
        case str():
            return redact(value)
        case list() | tuple():
            return [redacted(one) for one in value]
        case dict():
            return {name: redacted(one) for name, one in value.items()}
    return value


def was_hidden(text: str) -> str | None:
    """The kind of the first thing that `redact` took out of the text, or None."""
    found = _HIDDEN.search(text)
    return found[1] if found else None


def hidden_in(file: Mapping[str, Any]) -> str | None:
    """The kind of what `redact` took out of a file's caption or name, or None."""
    return was_hidden(f"{file.get('caption') or ''} {file.get('file_name') or ''}")


def _hide(text: str) -> str:
    """Replace what is found, last first so that positions stay true."""
    for kind, start, end in sorted(_matches(_folded(text)), key=lambda m: m[1], reverse=True):
        text = f"{text[:start]}[{kind}]{text[end:]}"
    return text


def _matches(folded: str) -> Iterator[tuple[str, int, int]]:
    """Kind, start and end of all that is found; overlapping finds are given once."""
    taken: list[tuple[int, int]] = []
    for kind, start, end in (*_numbers(folded), *((NAME, *one) for one in persons(folded))):
        if all(end <= first or last <= start for first, last in taken):
            taken.append((start, end))
            yield kind, start, end


def _numbers(folded: str) -> Iterator[tuple[str, int, int]]:
    for kind, pattern, check in _PATTERNS:
        for found in pattern.finditer(folded):
            if check(folded, found):
                yield kind, *found.span()


def _folded(text: str) -> str:
    """The same text, sign by sign, with any script's digits and dashes as ASCII."""
    return "".join(map(_fold, text))


def _fold(sign: str) -> str:
    """One sign for one sign, so that places in the folded text are places in the original."""
    if sign.isascii():
        return sign
    if unicodedata.category(sign) in ("Pd", "Sm"):
        return "-"
    digit = unicodedata.decimal(sign, None)
    if digit is not None:
        return str(digit)
    if sign == "ㅡ":  # the letter that phones put where a dash was meant
        return "-"
    plain = unicodedata.normalize("NFKC", sign)
    return plain if len(plain) == 1 else sign
