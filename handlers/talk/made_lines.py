"""What one record of a message is before it is a draft."""

from dataclasses import dataclass

from handlers.forms.form import Form
from handlers.forms.session import Sitting


@dataclass(frozen=True)
class Made:
    """Its filled form, what it hangs on, and what is told of it."""

    form: Form
    sitting: Sitting
    parent: int | None
    told: str
