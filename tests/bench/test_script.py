"""The form that the peers guide through asks what the product's own asks of a job fair."""

from handlers.event.form import EVENT
from handlers.forms.dated import Dates
from handlers.forms.fields import Aids, Choice
from storage.rules.terms import EventKind
from tests.bench import script
from tests.helpers.offices import NOW

DAY = NOW.date()
GIVEN = {"kind": EventKind.JOB_FAIR.value}


def test_the_peers_ask_what_the_product_asks_in_its_words_and_order() -> None:
    answers: dict[str, object] = {}
    for field in script.FIELDS:
        (asked, *_later) = EVENT.to_ask(answers)
        assert asked.name == field.name
        if field.name != "figures":
            assert asked.question(answers)[0] == field.ask
        if isinstance(asked, Choice):
            options = [*asked.choices(answers), *([("", script.SKIP)] if not asked.needed else [])]
            assert [(str(value), label) for value, label in options] == [*field.options]
        given = asked.of_day(DAY) if isinstance(asked, Dates) else GIVEN.get(field.name)
        answers |= asked.spread(given)
    assert EVENT.to_ask(answers | {"figures": None}) == []


def test_the_groups_that_may_be_tapped_are_those_of_the_product() -> None:
    (target,) = (one for one in script.FIELDS if one.name == "target")
    chips = EVENT["target"].chips(GIVEN, Aids(today=DAY))
    shown = [label for _value, label in target.options if label != script.SKIP]
    assert [chip.label for chip in chips] == shown
