"""A script of records, as a clerk would write them on paper: what is said, and what must appear.

The file format stands at its own head (`assets/seed.play`).
"""

from dataclasses import dataclass, field
from pathlib import Path

ASSETS = Path(__file__).parent / "assets"
SEED, WORKS, CITY = (ASSETS / f"{name}.play" for name in ("seed", "works", "city"))


@dataclass
class Entry:
    """One record: how it begins, the answer to each field by its label, the expected lines."""

    begins: str  # "/event 제도개선", or "^ 이행 기록" for a child of the entry before
    answers: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    department: str = ""  # whose record it is; empty for that of whoever enters the script

    @property
    def is_child(self) -> bool:
        """Whether it hangs on the record before it."""
        return self.begins.startswith("^")


def read(path: Path = SEED) -> list[Entry]:
    """The entries of a script; raises ValueError with the line that is not understood."""
    entries: list[Entry] = []
    department = ""
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("@"):
            department = line[1:].strip()
        elif line.startswith(("/", "^")):
            entries.append(Entry(line, department=department))
        elif line.startswith("="):
            entries[-1].lines.append(line[1:].strip())
        elif ": " in line:
            label, _, answer = line.partition(": ")
            entries[-1].answers[label] = answer
        else:
            raise ValueError(f"{path.name}:{number}: {line}")
    return entries
