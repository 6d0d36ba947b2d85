"""The head of a pledge, as it stands on the report and in letters."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Signer:
    """A person of the head: 과장, 팀장 or 담당자."""

    position: str
    name: str
    phone: str


@dataclass(frozen=True)
class Head:
    """The head of the report: pledge, department, people."""

    code: str
    title: str
    department: str
    people: tuple[Signer, ...] = ()
