"""How a month and a figure are typed into a search."""

MONTH = r"(?P<month>1[0-2]|0?[1-9])월"
COUNTED = r"(?P<figure>\d{1,3}(?:,\d{3})+|\d{2,9})(?:명|건|회|개사|개|원)?"
