"""What the office remembers that helps with the step in hand: loaded fresh, handed in as data."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from handlers.chat.context import OfficeContext
from handlers.forms import kept_agreement, own_kinds, own_words, seating
from handlers.forms.fields import Aids, Chip, Count, Field
from handlers.forms.figures import Figures
from handlers.forms.form import Form
from handlers.forms.kept_agreement import KeptAgreement
from handlers.forms.named import Company
from handlers.forms.session import Attached, DayPicked, Given, Picked, Sitting, Typed
from storage.office import holidays
from storage.records import companies, record_lookup, tenures
from storage.rules.half_year import HalfYear
from storage.rules.tenure import Tenure
from storage.rules.terms import RecordKind

MOST_REMEMBERED = 6


async def aids(
    context: OfficeContext,
    form: Form,
    sitting: Sitting,
    parent_id: int | None,
    given: Given | None = None,
) -> Aids:
    """The aids for the screen that is open, or for the input just given to it.

    A caption is read as if it had been typed.
    """
    if isinstance(given, Attached) and given.words:
        given = Typed(given.words)
    above = await record_lookup.above(context.session, form.kind, parent_id)
    open_field = sitting.asked or (seating.of_line(sitting) or {}).get("field", "")
    if not open_field:
        return Aids(today=context.today, above=above)
    field = form[open_field]
    known: dict[str, int] = {}
    namesakes: dict[str, Sequence[tuple[str, int]]] = {}
    if isinstance(field, Company) and given is not None:
        known, namesakes = await _companies(context, field, sitting, given)
    return Aids(
        today=context.today,
        chips=await _remembered(context, form, field, sitting, given),
        last=await _last(context, form, field, sitting, given),
        above=above,
        known=known,
        namesakes=namesakes,
        holidays=await _holidays(context, sitting.month),
        beside=sitting.answers,
        columns=await _columns(context, sitting),
    )


async def _columns(context: OfficeContext, sitting: Sitting) -> Sequence[str]:
    """The columns of the term whose money is written; nothing for what is no money."""
    term = sitting.answers.get("tenure")
    if term is None:
        return ()
    return await tenures.columns(context.session, Tenure(HalfYear.parse(term)))


async def _last(
    context: OfficeContext, form: Form, field: Field, sitting: Sitting, given: Given | None
) -> dict[str, Any] | None:
    """The answers of the last record like it: offered by one question, and what a figure is
    compared with."""
    if not form.like_last:
        return None
    answered = isinstance(given, Typed | Picked | DayPicked) and sitting.doubt is None
    offered = field.name == form.like_last and not answered
    compared = isinstance(field, Count | Figures) and given is not None
    if not offered and not compared:
        return None
    kind = sitting.answers.get("kind")
    facts = await record_lookup.latest_like(
        context.session, form.kind, kind, context.officer.department_id
    )
    return form.answers(facts) if facts is not None else None


async def _remembered(
    context: OfficeContext, form: Form, field: Field, sitting: Sitting, given: Given | None
) -> dict[str, Sequence[Chip]]:
    """Recent values of this field as chips; not needed while an input is being read."""
    if isinstance(field, KeptAgreement):
        offered = await kept_agreement.choices(context, form, sitting.answers)
        return {field.name: offered}
    if field.name in own_kinds.FIELDS and form.kind is RecordKind.EVENT:
        return {field.name: await own_kinds.choices(context)}
    usual = await own_words.chips(context, field)
    if not field.remembers or given is not None:
        return {field.name: usual} if usual else {}
    values = await record_lookup.recent_values(
        context.session,
        form.kind,
        context.officer.department_id,
        field.name,
        MOST_REMEMBERED,
        like=None if isinstance(field, Company) else sitting.answers.get("kind"),
    )
    chips = [*usual]
    for value in values:
        answer = field.from_fact(value)
        if field.show(answer) in {chip.label for chip in chips}:
            continue
        if isinstance(field, Company):
            answer = await _linked(context, field, answer)
        chips.append(Chip(field.show(answer), answer))
    return {field.name: chips}


async def _linked(context: OfficeContext, field: Company, answer: Any) -> Any:
    """A remembered company with the id it has, so that nobody is asked about it again."""
    entries = answer if field.many else [answer]
    linked = [
        entry | {"company": await companies.resolve(context.session, entry["printed"])}
        for entry in entries
    ]
    return linked if field.many else linked[0]


async def _companies(
    context: OfficeContext, field: Company, sitting: Sitting, given: Given
) -> tuple[dict[str, int], dict[str, Sequence[tuple[str, int]]]]:
    names: list[str] = []
    if isinstance(given, Typed):
        names = field.typed(given.text)
    elif sitting.doubt is not None:
        for _label, value, *_also in sitting.doubt["options"]:
            entries = value if isinstance(value, list) else [value]
            names += [entry["printed"] for entry in entries if entry]
    return await companies_named(context, names)


async def companies_named(
    context: OfficeContext, names: Iterable[str]
) -> tuple[dict[str, int], dict[str, Sequence[tuple[str, int]]]]:
    """The companies of these names, and for names not known yet those that are called alike."""
    known: dict[str, int] = {}
    namesakes: dict[str, Sequence[tuple[str, int]]] = {}
    for name in dict.fromkeys(names):
        found = await companies.resolve(context.session, name)
        if found is not None:
            known[name] = found
            continue
        near = await companies.candidates(context.session, name)
        namesakes[name] = [(company.name, company.id) for company, _score in near[:4]]
    return known, namesakes


async def _holidays(context: OfficeContext, month: str) -> dict[date, str]:
    """The days off of the month whose days are shown; nothing is loaded without one."""
    if not month:
        return {}
    calendar = await holidays.calendar(context.session)
    day = date(int(month[:4]), int(month[5:7]), 1)
    named: dict[date, str] = {}
    while f"{day:%Y-%m}" == month:
        name = calendar.name(day)
        if name:
            named[day] = name
        day += timedelta(days=1)
    return named
