"""A register as text with commas, which every program of tables reads."""

import csv
import io
from collections.abc import Mapping
from typing import Any

from storage.facts.registers.wording_registers import KEY
from storage.rules.names import clean_text

MARK = "\ufeff"  # by which spreadsheets know that it is UTF-8
RECKONED = ("=", "+", "-", "@")


def written(given: Mapping[str, Any]) -> bytes:
    """`given` holds the `heading` of the key, the `headings` and the `rows`."""
    kept = io.StringIO(newline="")
    sheet = csv.writer(kept)
    sheet.writerow([given["heading"] if one == KEY else one for one in given["headings"]])
    sheet.writerows([_text(cell) for cell in row] for row in given["rows"])
    return f"{MARK}{kept.getvalue()}".encode()


def _text(said: str) -> str:
    """Nothing that a spreadsheet would reckon: the blank before it goes when it is read."""
    plain = clean_text(said)
    return f" {plain}" if plain.startswith(RECKONED) else plain
