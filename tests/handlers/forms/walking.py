"""Walks any form by plausible answers, so that one test serves every form there is."""

from collections.abc import Iterator
from datetime import date

from handlers.budget.amounts import Amounts, Term
from handlers.forms import engine
from handlers.forms.dated import Dates, Day, Half
from handlers.forms.fields import Aids, Choice, Count, Field, Flag, Money, Numbers
from handlers.forms.figures import Figures
from handlers.forms.form import Form
from handlers.forms.kept_agreement import KeptAgreement
from handlers.forms.named import Company, Texts
from handlers.forms.session import Mode, Sitting, Typed
from handlers.forms.texts import NO_TIE
from storage.rules.tenure import OLDEST

AIDS = Aids(today=date(2021, 8, 3), columns=OLDEST.columns)
TYPED: dict[type[Field], str] = {
    Day: "2021.7.3.",
    Dates: "2021.7.~12.",
    Half: "2021 하반기",
    Count: "12",
    Numbers: "3,4,5기",
    Money: "1억 2천만원",
    Term: "7기",
    Amounts: "'19 120백만원, '20 1억 2천만원",
    Company: "(주)가나테크",
    Texts: "화정역 광장, 주엽역",
    Flag: "",
}


def typed_answer(form: Form, name: str, sitting: Sitting, turn: int = 0) -> str:
    """What an officer would type to this field; choices take their `turn`-th option."""
    field = form[name]
    if isinstance(field, Choice):
        options = field.choices(sitting.answers)
        return options[turn % len(options)][1]
    if isinstance(field, KeptAgreement):
        return NO_TIE
    if isinstance(field, Flag):
        return field.no if turn == 0 else field.yes
    if isinstance(field, Figures):
        return " ".join(f"{one.words[0]} 12{one.unit}" for one in field.meant(sitting.answers))
    for kind, text in TYPED.items():
        if isinstance(field, kind):
            return text
    return "고양시민 우선고용 안내 및 참여 유도"


def steps(form: Form, turn: int = 0) -> Iterator[Sitting]:
    """Every sitting of a guided chain, before each answer, up to and including the card."""
    sitting = engine.start(form, {})
    for _ in range(60):
        yield sitting
        if sitting.mode is Mode.CARD:
            return
        text = typed_answer(form, sitting.asked, sitting, turn)
        engine.step(form, sitting, Typed(text), AIDS)
        if sitting.doubt is not None:
            engine.step(form, sitting, Typed(sitting.doubt["options"][0][0]), AIDS)
    raise AssertionError(f"{form.name} does not come to its card")
