"""Changes of the rules themselves in running words: what is asked of whom from now on. Pure.

Heading and line have to agree: below a heading that names a change of rules, a line that says
which one. What is only planned, asked for, told around or counted is none.
"""

import re
from typing import Any

from storage.facts.loose.proposed import Read, Setting
from storage.facts.loose.slate import GONE, Slate
from storage.facts.loose.wording_dates import chosen, dates
from storage.facts.shapes import EventFacts
from storage.rules.period import Period
from storage.rules.terms import EventKind, RecordKind

_RULE = (
    r"조례|규칙|지침|규정|훈령|(?:특수|계약|입찰)\s?조건|기준|제도|(?:참여|적용|의무)\s?대상"
    r"|할당제\s?대상"
)
_CHANGED = "개정|제정|신설|정비|변경|조정|완화|강화|개선|확대|하향|상향|인하|인상"
_HEADING = re.compile(
    rf"(?:(?:{_RULE})[^/,]{{0,8}}(?:{_CHANGED})|할당제\s?(?:대상\s?)?확대(?:\s시행)?)$"
)
_OF_WHAT = "기준|대상|범위|조건|비율|조항|하도급|규정|지침|조례"
_TURNED = "조정|완화|하향|상향|인하|인상|변경|개정|신설|명문화|의무화"
_DONE = re.compile(
    rf"(?:{_OF_WHAT})[^/]{{0,30}}?(?:{_TURNED}|낮추어)"
    r"|(?:적용|참여|의무)\s?대상(?:\s공사)?[을를]?\s(?:[^/]{0,15}\s)?확대"
    r"|범위[을를]\s[^/]{0,15}\s?확대"
    r"|(?:이상|계약|참여|비율|하도급|하도록|우선)\S{0,4}\s?(?:\([^()]*\)\s?)?(?:\S{2,5}\s)?"
    r"(?:권장|권고|명시|규정|의무화)"
    r"|하도록\s(?:\S+\s)?(?:개정|변경|신설)|까지\s(?:\S+\s)?대상\s?확대"
    r"|(?:조항|기준|규정|지침)[을를]?\s(?:추가|마련)|대상에\s추가"
)
_ENDED = re.compile(
    rf"(?:확대|{_TURNED}|명시|권장|권고|규정|추가|마련)"
    r"(?:함|하였음|했음|됨)?(?:\s?\([^()]*\))?$"
)
_NOT_YET = re.compile(
    "추진|예정|검토|계획(?!서)|건의|협의|요청|홍보|안내|준비|방안|노력|논의|회의|간담회|설명회"
    "|연구|용역\\s?(?:착수|실시|결과)|필요|유도|독려|교육|목표|요구|시달|공문"
)
_COUNTED = re.compile(r"\d\s?(?:명|개\s?사|개\s?업체|개\s?기업|개소|건|회(?!의))")
_EDGES = " ,/:-"


def rule_changed(heading: Slate, main: Slate, setting: Setting) -> Read | None:
    """The change of a rule that a line tells of; its title is all of the line but the date."""
    if not _HEADING.search(heading.plain.strip()) or _NOT_YET.search(main.plain):
        return None
    dated = dates(main, setting)
    span = _one_piece(main)
    if span is None or len(dated) > 1 or main.doubts or _COUNTED.search(main.plain):
        return None
    when = chosen(main, dated)
    said = main.plain[slice(*span)]
    if not (_DONE.search(said) and _ENDED.search(said)):
        return None
    main.take("title", *span)
    heading.mark("kind", *heading.shrunk(0, len(heading.text)), sure=False)
    title = " ".join(main.text[slice(*span)].split())
    values: dict[str, Any] = {
        "kind": EventKind.REGULATION,
        "period": when or Period(()),
        "title": title,
    }
    facts = EventFacts(**values)
    taken = (*heading.taken, *main.taken)
    return Read(RecordKind.EVENT, facts, values | {"counts": {}}, (main.line,), taken)


def _one_piece(main: Slate) -> tuple[int, int] | None:
    """The words beside a date at one end of the line; None where it stands among them."""
    bare = re.sub(rf"\(\s*{GONE}+\s*\)", lambda one: GONE * len(one[0]), main.left)
    pieces = [one for one in re.finditer(rf"[^{GONE}]+", bare) if one[0].strip(_EDGES)]
    if len(pieces) != 1:
        return None
    start, end = pieces[0].span()
    while main.plain[start] in _EDGES:
        start += 1
    while main.plain[end - 1] in _EDGES:
        end -= 1
    return start, end
