"""Who may run the half-year: asked before every act of a round."""

from storage.models.office import Officer
from storage.office import texts
from storage.rules import errors, permission
from storage.rules.names import clean_text
from storage.rules.permission import Action


def refuse_outside_office(actor: Officer) -> None:
    """NotAllowed unless this person runs rounds (총괄 or 관리자)."""
    if actor.state != "active" or not permission.may(actor.role, Action.RUN_ROUND):
        raise errors.NotAllowed(texts.OFFICE_ONLY)


def reason_of(text: str, missing: str = texts.REASON_NEEDED) -> str:
    """The reason as one line. Refusal, in the words `missing`, when there is none."""
    clean = " ".join(clean_text(text).split())
    if not clean:
        raise errors.Refusal(missing)
    return clean
