"""Every door to what a department keeps to itself: what it may show to somebody from outside.

A view that is new has to be given its rule here, or the tests of reading fail.
"""

from collections.abc import Mapping

from tests.handlers.reading_office import EVIDENCE, HISTORY

_NOTHING = """
along asked aud behalf budget co conl del delyes deptmerge depts do edit either enrol evid file
find first fix go handoff handover help holiday hours hung imp inc late letter line mass me more
moved new outcome people photo place plan pledge queue quota rec reg regin rehearse rep repf
repl repp repv repw restore results review roster round seal set snooze sought st table todo
undo words
"""
DOORS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(_NOTHING.split(), frozenset()),
    "hist": frozenset({HISTORY}),
    "proof": frozenset({EVIDENCE}),
    "trc": frozenset({HISTORY}),
}
"""By view: the words of which an outsider who may read them is shown some. Never a draft, never
what was removed: those are for the department, the office and the administrator alone."""
