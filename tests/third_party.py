"""`python -m tests.third_party` writes docs/third-party.md: what others wrote, and on which terms.

Read from the metadata of the installed packages that the lock for a run pins.
"""

import re
from collections.abc import Iterator
from email.message import Message
from importlib import metadata
from typing import cast

from bot.installing import ROOT, RUN_LOCK

PAGE = ROOT / "docs" / "third-party.md"
PIN = re.compile(r"([\w.-]+)==([^\s;]+)")
ELSEWHERE = "sys_platform == 'win32'"
NO_NAME = {"", "UNKNOWN", "Dual License"}
LONGEST_NAME = 60  # a licence's field may hold its whole text instead of its name
CLASSIFIER = "License :: "
HEAD = """# 다른 이들이 만든 것 · Written by others

이 제품이 불러 쓰는 패키지와, 패키지의 메타데이터에 적힌 사용 조건입니다. 고치지 않고 쓰며,
조건의 전문은 설치된 패키지 안에 있습니다. 글꼴은 SIL OFL 1.1입니다
([문서](../bot/documents/assets/fonts/OFL.txt),
[전화기 화면](../bot/simulator/page/fonts/OFL.txt)).
PostgreSQL, nginx, Debian은 이 제품에 들어 있지 않습니다.

The packages that this product imports, unmodified, and their terms as their metadata tell them;
the full texts lie in the installed packages. Fonts are SIL OFL 1.1. PostgreSQL, nginx and Debian
are no part of it. Made by `python -m tests.third_party`.

| package | version | terms |
| --- | --- | --- |
"""


def pins() -> Iterator[tuple[str, str]]:
    """Name and version of each package that a run needs here."""
    for line in RUN_LOCK.read_text("utf-8").splitlines():
        found = PIN.match(line)
        if found and ELSEWHERE not in line:
            yield found[1], found[2]


def terms(name: str) -> str:
    """The terms of an installed package: its expression, its field, or its classifiers."""
    told = cast(Message, metadata.metadata(name))
    for field in ("License-Expression", "License"):
        words = str(told.get(field, "")).strip()
        if words not in NO_NAME and len(words) <= LONGEST_NAME:
            return words
    classes = [one for one in told.get_all("Classifier", []) if one.startswith(CLASSIFIER)]
    return ", ".join(one.rpartition(" :: ")[2] for one in classes)


def page() -> str:
    """The page as it should be; raises if another version is installed than the lock pins."""
    rows = []
    for name, version in pins():
        assert metadata.version(name) == version, f"{name} {version} is not installed"
        rows.append(f"| {name} | {version} | {terms(name)} |\n")
    return HEAD + "".join(sorted(rows))


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
