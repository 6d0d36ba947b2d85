"""How `test` runs the suite: beside each other what may share the machine, alone what may not."""

import os
import subprocess
import sys
from collections.abc import Sequence
from typing import NoReturn

# What a newcomer's machine can run at once: no server, no browser, nothing of minutes.
QUICK = "not postgres and not browser and not slow and not long"
BESIDE = "not browser and not slow"  # what may share the machine with other tests
SCREENS = "browser and not slow"  # what drives a screen shares the machine with its like only
ALONE = "slow"  # what measures or kills wants the machine alone
WORKERS = (os.cpu_count() or 1) + 1  # one more: who waits for an answer leaves a processor idle
ABREAST = ("-n", str(WORKERS), "--dist", "worksteal")  # neighbours stay together: shared rooms
PROMISES = ("--full-size", "-ra", "tests/promises")


def quick(words: Sequence[str]) -> tuple[str, ...]:
    """What leaves out all that takes long, unless one of the words names a file or a test."""
    named = any(word.partition("::")[0].endswith(".py") for word in words)
    return () if named else ("-m", QUICK)


def run(words: Sequence[str], *, everything: bool, promises: bool = False) -> NoReturn:
    """Hands over to pytest; exits with the code of the first part that fails.

    Where a file or a test is named, nothing is left out: who names it wants to see it run.
    With `promises` their experiments run in full size, and what they counted goes to its page.
    """
    pytest = [sys.executable, "-m", "pytest"]
    if promises:
        code = subprocess.call([*pytest, *PROMISES, *words])
        subprocess.call([sys.executable, "-m", "tests.promises"])
        sys.exit(code)
    if words:
        os.execv(sys.executable, [*pytest, *(() if everything else quick(words)), *words])
    parts = [[*ABREAST, "-m", BESIDE], ["-n", "auto", "--dist", "loadfile", "-m", SCREENS]]
    for part in parts if everything else ():
        code = subprocess.call([*pytest, *part])
        if code:
            sys.exit(code)
    last = ["-m", ALONE] if everything else [*ABREAST, "-m", QUICK]
    # Replaced, not called: pytest then owns the terminal, Ctrl-C and the exit code.
    os.execv(sys.executable, [*pytest, *last])
