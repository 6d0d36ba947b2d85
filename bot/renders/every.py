"""All that the outbox may name to be drawn or written."""

from bot.api.files import Files
from bot.renders import (
    handover,
    invite_sheet,
    letter,
    pictures,
    plan_form,
    plan_table,
    register,
    report,
)
from bot.renders.rendered import Render
from storage.safekeeping.vault import Vault


def renders(files: Files, vault: Vault) -> dict[str, Render]:
    """By name; a paper is named as its subject in the trail."""
    return {
        **pictures.RENDERS,
        **report.renders(files, vault),
        **letter.RENDERS,
        **invite_sheet.RENDERS,
        **handover.RENDERS,
        **plan_table.RENDERS,
        **plan_form.RENDERS,
        **register.RENDERS,
    }
