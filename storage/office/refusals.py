"""What is refused in every subject: acts of a round by others, and words that say nothing."""

from storage.models.office import Officer
from storage.office import texts
from storage.rules import errors, permission
from storage.rules.names import clean_text
from storage.rules.permission import Action
from storage.rules.wording_receipt import Receipt


def refuse_outside_office(actor: Officer) -> None:
    """NotAllowed unless this person runs rounds (총괄 or 관리자)."""
    if actor.state != "active" or not permission.may(actor.role, Action.RUN_ROUND):
        raise errors.NotAllowed(texts.OFFICE_ONLY)


def refuse_unheard(actor: Officer, department_id: int, receipt: Receipt | None) -> None:
    """Refusal where somebody answers for another department and does not say how it was heard."""
    if receipt is None and actor.department_id != department_id:
        raise errors.Refusal(texts.UNHEARD)


def one_line(text: str, missing: str = texts.REASON_NEEDED) -> str:
    """What was typed, as a rule a reason, on one line. Refusal in the words `missing` of none."""
    clean = " ".join(clean_text(text).split())
    if not clean:
        raise errors.Refusal(missing)
    return clean
