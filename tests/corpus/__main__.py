"""How well the loose grammar reads: `python -m tests.corpus [others] [misread] [held] …`.

Prints precision and recall of each corpus by field, and the misses of those that are named.
`python -m tests.corpus typed [misses]` does the same of messages as officers type them;
`typed given tuning misses` of some of their corpora alone.
"""

import sys
import time

from tests.corpus.cases import lines_of, nothing, rewordings
from tests.corpus.scoring import by_fact, reads_of, score
from tests.corpus.typed import given, none, typed
from tests.corpus.typed_pasted import read_pasted, seed
from tests.corpus.typed_scoring import read_of_none, typed_score


def typed_report(shown: list[str]) -> str:
    """The figures of what officers type; of all corpora, or of those that are named."""
    corpora = {
        "given": given(),
        "tuning": typed("tuning"),
        "held": typed("held"),
        "fresh": typed("fresh"),
        "last": typed("last"),
        "seed": seed(),
    }
    told: list[str] = []
    for name, cases in corpora.items():
        if name in shown or not corpora.keys() & set(shown):
            made = typed_score([one for one in cases if one.right])
            told += [f"== {name}: {len(cases)} messages", made.table()]
            told += [*made.fields.misses, *made.lost] if "misses" in shown else []
    if "retold" in shown or not corpora.keys() & set(shown):
        retold = score(rewordings(), read_pasted)
        told += [f"== retold: {len(rewordings())} items pasted", retold.table()]
        told += retold.misses if "misses" in shown else []
    amiss = read_of_none(none())
    told += [f"== none: {len(none())} messages, something is read of {len(amiss)}", *amiss]
    return "\n".join(told)


def report(shown: list[str]) -> str:
    """The figures of every corpus, in lines."""
    told: list[str] = []
    corpora = {
        "others": lines_of("others"),
        "misread": lines_of("misread"),
        "held": lines_of("others_held"),
        "fresh": lines_of("fresh"),
        "rewordings": rewordings(),
    }
    for name, cases in corpora.items():
        made = score(cases)
        told += [f"== {name}: {len(cases)} items", made.table()]
        told += made.misses if name in shown else []
    for fact, (read, wrong, count) in by_fact().items():
        told.append(f"{read:3} of {count} read, {wrong} wrong: {fact}")
    amiss = [f"{one.shown}: {extra}" for one in nothing() if (extra := reads_of(one))]
    told += [f"== nothing: {len(nothing())} lines, something is read of {len(amiss)}", *amiss]
    cases = (*rewordings(), *nothing())
    started = time.perf_counter()
    for one in cases:
        reads_of(one)
    return "\n".join((*told, f"{1000 * (time.perf_counter() - started) / len(cases):.2f} ms each"))


if __name__ == "__main__":
    told = typed_report if "typed" in sys.argv else report
    sys.stdout.write(told(sys.argv[1:]) + "\n")
