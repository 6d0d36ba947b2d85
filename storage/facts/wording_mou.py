"""How agreements, contacts about them and what was promised in them become report lines."""

from datetime import date

from storage.facts.shapes import FollowUpFacts, Line, MouFacts, PromiseFacts
from storage.facts.wording_headings import MOU_HEADINGS
from storage.facts.wording_parts import (
    DETAIL,
    HEADING,
    ITEM,
    bracket,
    ending,
    listed,
    placed,
    printed_date,
    target,
    words,
)
from storage.rules.dates import write_period
from storage.rules.names import company_key, josa
from storage.rules.period import Period, Precision, Span
from storage.rules.terms import ContactKind, DatePlace, MouShape, PromiseStatus

CITY = frozenset({"고양시", "고양시청", "고양특례시"})
"""The city's own names among the parties."""

OUTCOMES = ("합의", "협의 중", "응답 없음", "거절")
"""What usually comes of a contact: for the office; a report prints what was said beyond it."""
_HIRES = ("채용", "고용", "취업")
_AGREEMENT = "업무협약"
_AGREEMENT_WORDS = ("협약", "협정", "MOU")
_CONTACT_DEEDS = {
    ContactKind.CALL: "전화 협의",
    ContactKind.VISIT: "방문 협의",
    ContactKind.ROUND_TABLE: "간담회 실시",
    ContactKind.LETTER: "공문 발송",
    ContactKind.CONFERENCE: "회의 개최",
    ContactKind.OTHER: "협의",
}


def mou_lines(facts: MouFacts) -> tuple[Line, ...]:
    """The agreement in its shape."""
    shape = facts.shape or usual_shape(facts)
    if shape is MouShape.SENTENCE:
        return _sentence(facts)
    head = Line(HEADING, words(facts.heading) or MOU_HEADINGS[0])
    if shape is MouShape.UNDER_COMPANY and (partner := partners(facts)):
        return (head, *_under_company(facts, partner))
    title, when = mou_title(facts), printed_date(facts.period)
    if shape is MouShape.TITLE_PARTIES and (parties := listed(facts.parties, "-")):
        title = f"{words(facts.title) or _AGREEMENT} : {parties}"
    return (head, Line(ITEM, placed(title, when, DatePlace.AFTER)), *_aims(facts))


def usual_shape(facts: MouFacts) -> MouShape:
    """The shape when nobody chose, by who takes part.

    Without the city the parties are named; three or more make a sentence; a single partner with
    a stated purpose gets a line of its own; all else is one line.
    """
    parties = _parties(facts)
    if len(parties) > 1 and not CITY.intersection(parties):
        return MouShape.TITLE_PARTIES
    if len(parties) > 2:
        return MouShape.SENTENCE
    if words(facts.purpose) and partners(facts):
        return MouShape.UNDER_COMPANY
    return MouShape.TITLE


def partners(facts: MouFacts) -> str:
    """The parties other than the city, as printed."""
    return listed(party for party in _parties(facts) if party not in CITY)


def mou_title(facts: MouFacts) -> str:
    """The title, led by the partner when it names none of them: 코레일테크 업무협력협약."""
    title = words(facts.title) or _AGREEMENT
    others = [party for party in _parties(facts) if party not in CITY]
    within = company_key(title)
    named = any(key in within for key in map(company_key, others) if key)
    return title if named else words(listed(others), title)


def follow_up_lines(facts: FollowUpFacts, parent: MouFacts | None = None) -> tuple[Line, ...]:
    """A contact, on a · line below its agreement; alone, on a - line."""
    when, text = printed_date(facts.period), _contact(facts)
    above = _above(parent)
    if not above:
        alone = Line(ITEM, placed(text, when, DatePlace.AFTER))
        return (Line(HEADING, MOU_HEADINGS[0]), alone)
    return (*above, Line(DETAIL, placed(text, when, DatePlace.BEFORE)))


def promise_lines(facts: PromiseFacts, parent: MouFacts | None = None) -> tuple[Line, ...]:
    """A promise with its target, what came of it and its due day, below its agreement."""
    above = _above(parent)
    text = words(facts.text) or "협약사항 이행"
    done = (
        ""
        if facts.delivered is None
        else target("이행", facts.measure, facts.delivered, facts.unit)
    )
    status = "" if facts.status is PromiseStatus.OPEN else facts.status.label
    facts_said = bracket(
        target("목표", facts.measure, facts.target, facts.unit), done, _due(facts.due), status
    )
    if not above:
        return (Line(HEADING, MOU_HEADINGS[0]), Line(ITEM, text + facts_said))
    return (*above, Line(DETAIL, text + facts_said))


def tells_of_hires(promised: str) -> bool:
    """Whether what is promised can be confirmed by the hires that events count."""
    return any(word in promised for word in _HIRES)


def _sentence(facts: MouFacts) -> tuple[Line, ...]:
    """The title as heading and one sentence below; a chosen heading moves both one step down."""
    title, when = words(facts.title) or _AGREEMENT, printed_date(facts.period)
    head = placed(ending(title, "체결"), when, DatePlace.AFTER)
    with_whom = words("기관 간") + bracket(listed(facts.parties)) if _parties(facts) else ""
    purpose = _for_purpose(facts.purpose)
    if effect := words(facts.effect):
        body = words(purpose, with_whom, "협약을 체결하여", _as_effort(effect))
    else:
        body = words(purpose, with_whom, "협약 체결")
    if heading := words(facts.heading):
        return (Line(HEADING, heading), Line(ITEM, head), Line(DETAIL, body))
    return (Line(HEADING, head), Line(ITEM, body))


def _under_company(facts: MouFacts, partner: str) -> tuple[Line, ...]:
    """The partner on -, and on · what was agreed for which purpose."""
    title, purpose = words(facts.title) or _AGREEMENT, words(facts.purpose)
    if purpose:
        last = title.split()[-1]
        agreement = last if last.endswith(_AGREEMENT_WORDS) else _AGREEMENT
        title = ending(purpose, agreement)
    text = placed(ending(title, "체결"), printed_date(facts.period), DatePlace.BEFORE)
    return (Line(ITEM, partner), Line(DETAIL, text), *_effect(facts))


def _aims(facts: MouFacts) -> tuple[Line, ...]:
    """Purpose and effect below a one-line agreement; nothing when neither was given."""
    purpose = words(facts.purpose)
    return (*((Line(DETAIL, purpose),) if purpose else ()), *_effect(facts))


def _effect(facts: MouFacts) -> tuple[Line, ...]:
    effect = words(facts.effect)
    return (Line(DETAIL, _as_effort(effect)),) if effect else ()


def _as_effort(effect: str) -> str:
    """The hoped-for effect as an effort, unless it ends on a noun of doing already."""
    return (
        effect if effect.endswith(("노력", "추진", "유도", "모색", "유지")) else f"{effect} 노력"
    )


def _for_purpose(purpose: str) -> str:
    """재창출 as 재창출을 위해; a purpose typed with 위해 or 위한 stays."""
    said = words(purpose)
    for typed in ("위해", "위한", "위하여"):
        said = said.removesuffix(typed).rstrip()
        if said != words(purpose):
            return f"{said} 위해"
    return f"{josa(said, '을/를')} 위해" if said else ""


def _contact(facts: FollowUpFacts) -> str:
    """What was talked about and how, with the outcome in a bracket."""
    about, deed = words(facts.text), _CONTACT_DEEDS[facts.contact]
    noun, verb = deed.split()[0], deed.split()[-1]
    if about.endswith(verb):
        text = about
    elif about.endswith(noun):
        text = words(about, verb)
    else:
        text = words(about, deed)
    return text + bracket("" if facts.result in OUTCOMES else facts.result)


def _above(parent: MouFacts | None) -> tuple[Line, ...]:
    """The heading and - line under which a contact or promise stands."""
    if parent is None:
        return ()
    return tuple(line for line in mou_lines(parent) if line.level < DETAIL)


def _due(day: date | None) -> str:
    """The day by which, in the dense style of figures in a bracket."""
    if day is None:
        return ""
    return f"기한 {write_period(Period((Span(day, day, Precision.DAY),)))}"


def _parties(facts: MouFacts) -> tuple[str, ...]:
    return tuple(said for party in facts.parties if (said := words(party)))
