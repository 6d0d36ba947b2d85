"""The product itself, with the bench's form standing in the place of the event form.

Everything else is as in production: the start with its check of the tables, all handlers, the
gate, drafts, records, the audit trail, the outbox, and every pump.
"""

import sys
from pathlib import Path

from bot import logs, running
from bot.config import load
from handlers import install
from handlers.forms.dated import Dates
from handlers.forms.fields import Choice, Count, Text
from handlers.forms.form import Form
from storage.rules import pacing
from storage.rules.terms import RecordKind
from tests.bench import script

UNPACED = 1_000_000
FORM = Form(
    kind=RecordKind.EVENT,
    version=1,
    title="행사",
    fields=(
        *(Choice(name=name, label=ask, ask=ask, options=o) for name, ask, o in script.CHOICES),
        Dates(name="period", label="날짜", ask=script.DAY_ASK, hint="7/3"),
        Text(name="title", label="행사 이름", ask=script.TITLE_ASK, hint="쿠팡채용박람회"),
        Count(name="counts.visitors", label="참여", unit="명", ask=script.FIGURE_ASK, hint="120"),
    ),
)


def run(address: str, token: str, path: str) -> int:
    """Runs the product until a signal; returns its exit code."""
    pacing.MOST = UNPACED  # the bot is measured here, not the patience of Telegram
    install.FORMS = tuple(FORM if form.name == FORM.name else form for form in install.FORMS)
    settings = load(
        bot_token=token,
        bot_api_url=address,
        data_dir=Path(path).parent,
        database_url=f"sqlite:///{path}",
    )
    logs.set_up(settings.log_format)
    return running.run(settings)


if __name__ == "__main__":
    sys.exit(run(*sys.argv[1:]))
