"""Choosing which of many an act is to hit: a list whose entries are ticked, page by page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handlers.chat import texts
from handlers.chat.buttons import MOST_LABEL, in_rows
from handlers.chat.paging import page_of
from storage.rules.errors import Gone
from storage.rules.names import clipped
from storage.traffic.messages import Button, Row, Screen, view

VIEW = "mass"
OFFERED = "offered"
PER_PAGE = 20
Given = Mapping[str, Any]


@dataclass(frozen=True)
class Option:
    """What an act may hit: its key as JSON, its name, and whether it is to be looked at."""

    key: Any
    label: str
    marked: bool = False


def offering(given: Given, options: Sequence[Option]) -> dict[str, Any]:
    """What is to be done, with what may be chosen from: it stays as it was first shown."""
    return {**given, OFFERED: [[one.key, one.label, one.marked] for one in options]}


def ticked(given: Given, picks: str, at: int) -> dict[str, Any]:
    """With the entry of this place chosen, or no more; Gone where there is none."""
    offered = given.get(OFFERED, ())
    if at >= len(offered):
        raise Gone
    key, chosen = offered[at][0], list(given[picks])
    chosen = [one for one in chosen if one != key] if key in chosen else [*chosen, key]
    return {**given, picks: chosen}


def every(given: Given, picks: str) -> dict[str, Any]:
    """With all that are offered, or with none where all were chosen."""
    keys = [one[0] for one in given.get(OFFERED, ())]
    all_of_them = all(key in given[picks] for key in keys)
    return {**given, picks: [] if all_of_them else keys}


def screen(number: int, given: Given, picks: str, page: int) -> Screen:
    """The list with its ticks; what is chosen goes on to the question."""
    offered, chosen = given.get(OFFERED, ()), given[picks]
    shown = page_of(offered, page, PER_PAGE)
    here = sum(one[0] in chosen for one in offered)
    lines = [texts.PICK_HEAD.format(chosen=here, count=len(offered), mark=shown.mark)]
    if any(marked for _key, _label, marked in offered):
        lines.append(texts.PICK_MARKED)
    keys = [
        Button(_label(one, chosen), view(VIEW, "tick", number, at, shown.number))
        for at, one in enumerate(shown.items, shown.first)
    ]
    rows: list[Row] = [*in_rows(keys), *shown.turning(VIEW, "pick", number)]
    whole = texts.PICK_NONE if here == len(offered) else texts.PICK_ALL
    rows.append([Button(whole, view(VIEW, "every", number, shown.number))])
    go = Button(texts.PICK_GO.format(count=here), view(VIEW, "chosen", number), style="primary")
    rows.append([*([go] if here else []), Button(texts.PICK_STOP, view(VIEW, "no", number))])
    return Screen("\n".join(lines), rows)


def _label(one: Sequence[Any], chosen: Sequence[Any]) -> str:
    key, label, marked = one
    words = (texts.PICK_WARNED if marked else texts.PICK_PLAIN).format(label=label)
    return clipped(texts.PICKED.format(label=words) if key in chosen else words, MOST_LABEL)
