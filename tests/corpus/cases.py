"""The lines of the corpora with their right values, and the seed's facts in other words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from storage.facts.loose.proposed import Setting
from storage.rules.half_year import HalfYear
from storage.rules.names import josa

FOLDER = Path(__file__).parent
Values = dict[str, tuple[str, ...]]
"""By the name of a fact, the values that are right: any one of them."""
ABOVE = (
    "기타 추진사항",
    "채용박람회 개최",
    "기업 채용행사 지원",
    "찾아가는 일자리버스 운영",
    "찾아가는 채용행사 개최",
    "취업지원 프로그램 운영",
    "기관간 업무협력 방안 마련",
    "기업 간담회 개최",
    "고용할당제 참여대상 확대",
    "공사계약 특수조건 개정",
    "제도개선",
)
SILENT = Setting(HalfYear(2021, 2), HalfYear(2021, 2))


@dataclass(frozen=True)
class Case:
    """One item as it is printed, and the records that it tells of."""

    heading: str
    item: str
    details: tuple[str, ...]
    setting: Setting
    right: tuple[Values, ...]
    of: str = ""  # the fact of the seed that it says in other words

    @property
    def shown(self) -> str:
        """For a list of misses."""
        return " | ".join((self.heading, self.item, *self.details))


@cache
def lines_of(name: str) -> tuple[Case, ...]:
    """The cases of a file of lines."""
    return tuple(_cases((FOLDER / f"{name}.txt").read_text("utf-8")))


def _cases(text: str) -> Iterator[Case]:
    setting = SILENT
    for block in re.split(r"\n\s*\n", text):
        told: dict[str, list[str]] = {"○": [], "-": [], "·": [], "=": []}
        for line in block.splitlines():
            sign, said = line[:1], line[1:].strip()
            if sign == "@":
                setting = setting_of(said)
            elif sign in told:
                told[sign].append(said)
        if told["-"]:
            right = tuple(map(values_of, filter(lambda one: one != "none", told["="])))
            details = [*told["-"][0].split(" | ")[1:], *told["·"]]
            item = told["-"][0].split(" | ")[0]
            yield Case(told["○"][0], item, tuple(details), setting, right)


def setting_of(said: str) -> Setting:
    """2021-2, or 2018-1 2020-2, or 2022-2 plan."""
    words = said.split()
    halves = [HalfYear.parse(one) for one in words if one != "plan"]
    return Setting(halves[0], halves[-1], plan="plan" in words)


def values_of(said: str) -> Values:
    """job_fair; date=2021-09-03; title=one|other."""
    kind, *rest = [one.strip() for one in said.split(";")]
    values: Values = {"kind": tuple(kind.split("|"))}
    for one in rest:
        name, _, value = one.partition("=")
        values[name.strip()] = tuple(value.strip().split("|"))
    return values


@cache
def nothing() -> tuple[Case, ...]:
    """Lines that tell of no fact, below headings of every sort."""
    said = (FOLDER / "nothing.txt").read_text("utf-8").splitlines()
    lines = [one for one in said if one and not one.startswith("#")]
    return tuple(Case(above, one, (), SILENT, ()) for one in lines for above in ABOVE)


@cache
def problems() -> tuple[str, ...]:
    """The lines of the section on problems of the report we know, each in 24 rewordings."""
    said = (FOLDER / "problems.txt").read_text("utf-8").splitlines()
    return tuple(one for one in said if not one.startswith("#"))


@cache
def rewordings() -> tuple[Case, ...]:
    """Each fact of the seed in each of its 24 rewordings."""
    made: list[Case] = []
    for section in re.split(r"\n\s*\n", (FOLDER / "rewordings.txt").read_text("utf-8")):
        rows = [one for one in section.splitlines() if one and not one.startswith("#")]
        if not rows:
            continue
        found = re.fullmatch(r"\[(\w+)\] (.+)", rows[0])
        assert found is not None
        facts = [one[5:] for one in rows[1:] if one.startswith("fact ")]
        templates = [one for one in rows[1:] if not one.startswith("fact ")]
        assert len(templates) == 24, (rows[0], len(templates))
        made += [_reworded(found, fact, one) for fact in facts for one in templates]
    return tuple(made)


def _reworded(section: re.Match[str], fact: str, template: str) -> Case:
    half, _, said = fact.partition(" ")
    known = values_of(f"{section[1]}; {said}")
    words, _, also = template.partition(" @")
    used = {"kind", "contact"}
    title = re.search("«(.+)»", words)
    words = re.sub("[«»]", "", words)
    filled = _filled(words, known, used, section[2]).split(" | ")
    more = [one.strip().removeprefix("- ") for one in filled if one.strip()]
    shown = " ".join(more)
    right = {
        name: value
        for name, value in known.items()
        if name in used or (not value[0].isdigit() and value[0] in shown)
    }
    right |= {name: value for name, value in values_of(f"x; {also}").items() if name != "kind"}
    if "개최" in shown:
        right.setdefault("role", ("host",))
    if re.search("온라인|비대면", shown):
        right.setdefault("format", ("online",))
    right |= {"title": (title[1],)} if title else {}
    setting = setting_of(half.replace("~", " ") + (" plan" if section[1] == "plan_item" else ""))
    told = tuple(_records(right, section[1]))
    return Case(more[0], more[1], tuple(more[2:]), setting, told, of=f"{section[1]} {said}")


def _records(right: Values, kind: str) -> Iterator[Values]:
    """The values of an agreement apart, those of a plan item by their own name."""
    own = {name: value for name, value in right.items() if "." not in name}
    if kind == "plan_item" and "date" in own:
        own["months"] = own.pop("date")
    above = {name: value for name, value in right.items() if "." in name}
    if above:
        yield {"kind": ("mou",)} | {name.partition(".")[2]: one for name, one in above.items()}
    yield own


def _filled(template: str, known: Values, used: set[str], heading: str) -> str:
    """The template with the values of a fact; an optional part without its value is left out."""

    def optional(found: re.Match[str]) -> str:
        names = re.findall(r"\{([\w.]+#?)", found[1])
        return found[1] if all(_key(name) in known for name in names) else ""

    def value(found: re.Match[str]) -> str:
        name, _, form = found[1].partition(":")
        if name == "H":
            return heading
        used.add(_key(name))
        said = known[_key(name)][0]
        if name.endswith("d") and _key(name) != name:
            return written(said, form)
        if not form:
            return said
        if form == "와":
            return josa(said, "와/과")
        if form == "~":
            numbers = said.split(",")
            return numbers[0] if len(numbers) == 1 else f"{numbers[0]}~{numbers[-1]}"
        return form.join(said.split(","))

    whole = re.sub(r"\[((?:[^\[\]]|\{[^{}]*\})*)\]", optional, template)
    return re.sub(r"\{([^{}]+)\}", value, whole).translate({ord("⟦"): "[", ord("⟧"): "]"})


def _key(name: str) -> str:
    return f"{name[:-1]}date" if name in ("d", "mou.d") else name


WEEKDAYS = "월화수목금토일"


def written(said: str, form: str) -> str:
    """A date in one of the forms in which offices write it."""
    if "," in said:
        mark = ", " if form in "km" else "/"
        return mark.join(written(one, form) for one in said.split(","))
    first, _, last = said.partition("/")
    one = _unit(first, form)
    if not last:
        return one
    gap = " ~ " if form in "sf" else "~"
    if form == "n":
        return f"{int(first[5:7])}~{int(last[5:7])}월"
    return (
        one + gap + _unit(last, {"y": "l", "s": "l", "q": "l", "k": "m", "f": "m"}.get(form, form))
    )


def _unit(said: str, form: str) -> str:
    year, month, *day = (int(one) for one in said.split("-"))
    days = f"{day[0]}." if day else ""
    spoken = f" {day[0]}일" if day else ""
    match form:
        case "y":
            return f"{year}.{month}.{days}"
        case "s":
            return f"{year}. {month}." + (f" {days}" if day else "")
        case "q":
            return f"'{year % 100}.{month}.{days}"
        case "k":
            return f"{year}년 {month}월{spoken}"
        case "f":
            return f"{year}. {month}월{spoken}"
        case "z":
            return f"{year}.{month:02d}." + (f"{day[0]:02d}." if day else "")
        case "l":
            return f"{month}.{days}"
        case "m" | "n" if day:
            weekday = WEEKDAYS[date(year, month, day[0]).weekday()]
            return f"{month}. {day[0]}.({weekday})"
    return f"{month}월"
