"""What a spreadsheet shows of a number: 39회, 12%, 50,000 of 50,000,000, 2022.3. of a day. Pure.

A cell keeps a number, and its format says more in letters. What stands on the screen is what its
writer meant; where that cannot be told from the number alone, it is said so.
"""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import Element

STYLES = "xl/styles.xml"
BUILT_IN = {
    **{9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??"},
    **{17: "mmm-yy", 16: "d-mmm", 27: 'yyyy"年"m"月"', 36: 'yyyy"年"m"月"'},
    **{55: 'yyyy"年"m"月"', 57: 'yyyy"年"m"月"', 50: 'yyyy"年"m"月"'},
}
"""Of those that every program knows by number, the ones that show more than the number itself."""
GENERAL = ("General", "G/표준")
PLAIN = frozenset({*GENERAL, "@", ""})
WON = re.compile(r"[₩￦\\]")  # said before an amount; any other currency stays
THOUSAND = Decimal(1000)
_PART = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[\$(?P<money>[^\]-]*)[^\]]*\]'
    r"|\[(?P<bracket>[^\]]*)\]|(?P<figures>[#0?][#0?,.]*)|(?P<other>.)",
    re.S,
)
_COLOUR = re.compile(
    r"(?i)(?:black|blue|cyan|green|magenta|red|white|yellow|color ?\d+|[가-힣]+\d*)"
)
_DAY = re.compile(r"[ymdhs]", re.I)
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


class Styles:
    """The looks of a workbook's cells, by the number that a cell names."""

    def __init__(self, root: Element | None) -> None:
        self.codes: list[str] = []
        self.struck: set[int] = set()
        if root is None:
            return
        own = {
            whole(one.get("numFmtId")): one.get("formatCode") or ""
            for one in _below(root, "numFmts")
        }
        struck = {at for at, font in enumerate(_below(root, "fonts")) if _is_struck(font)}
        for at, one in enumerate(_below(root, "cellXfs")):
            number = whole(one.get("numFmtId"))
            code = own.get(number, BUILT_IN.get(number, ""))
            self.codes.append("" if code in PLAIN or not says_more(code) else code)
            if whole(one.get("fontId")) in struck:
                self.struck.add(at)

    @property
    def plain(self) -> bool:
        """Whether no cell can show anything but its number."""
        return not (self.struck or any(self.codes))

    def code(self, number: str | None) -> str:
        """The format of a cell's look; empty where it shows the number alone."""
        at = whole(number)
        return self.codes[at] if at < len(self.codes) else ""


def whole(said: str | None) -> int:
    """A number of the file; 0 where it is none."""
    return int(said) if said and said.isascii() and said.isdecimal() else 0


def _below(root: Element, name: str) -> Sequence[Element]:
    found = next((one for one in root if one.tag.rpartition("}")[2] == name), None)
    return list(found) if found is not None else []


def _is_struck(font: Element) -> bool:
    return any(
        one.tag.rpartition("}")[2] == "strike" and one.get("val", "1") not in ("0", "false")
        for one in font
    )


def says_more(code: str) -> bool:
    """Whether a format adds letters to a number, scales or hides it, or leaves out a day."""
    if is_day(code):
        return "d" not in _bare(code) or "y" not in _bare(code)
    return shown(1234567, code) not in ("1234567", "1,234,567") or shown(-1, code) != "-1"


def is_day(code: str) -> bool:
    """Whether a format is one of dates or times."""
    return bool(_DAY.search(_bare(code)))


def _bare(code: str) -> str:
    return _QUOTED.sub("", code.partition(";")[0]).lower()


def shown(value: float, code: str) -> str | None:
    """The number as it is shown; empty where it is hidden, None where that cannot be told."""
    parts = _sections(code)
    number = Decimal(repr(value))
    section = parts[0]
    if number < 0 and len(parts) > 1:
        section, number = parts[1], -number
    elif number == 0 and len(parts) > 2:
        section = parts[2] if _figures(parts[2]) else parts[0]
    if section in PLAIN:
        return f"{number:f}" if section else ""
    return _filled(number, section)


def text_shown(text: str, code: str) -> str:
    """Words as they are shown: with what their format adds to them."""
    section = next((one for one in _sections(code) if "@" in one), "@")
    said = ""
    for one in _PART.finditer(section):
        said += text if one["other"] == "@" else one["quoted"] or one["escaped"] or ""
    return said


def _sections(code: str) -> list[str]:
    parts, at, quoted = [""], 0, False
    while at < len(code):
        letter = code[at]
        quoted ^= letter == '"'
        if letter == "\\" and not quoted:
            parts[-1] += code[at : at + 2]
            at += 2
            continue
        if letter == ";" and not quoted:
            parts.append("")
        else:
            parts[-1] += letter
        at += 1
    return parts


def _figures(section: str) -> bool:
    return any(one["figures"] for one in _PART.finditer(section))


def _filled(number: Decimal, section: str) -> str | None:
    before, after, figures, percent = "", "", "", False
    for general in GENERAL:
        section = section.replace(general, "0")
    for one in _PART.finditer(section):
        said = one["quoted"] or one["escaped"] or one["money"] or ""
        if one["figures"]:
            if figures:
                return None
            figures = one["figures"]
        elif one["bracket"] is not None:
            if not _COLOUR.fullmatch(one["bracket"]):
                return None
        elif one["other"]:
            if one["other"] == "%":
                percent = True
            elif (one["other"].isascii() and one["other"].isalpha()) or one["other"] in "/@":
                return None
            said = one["other"]
        if figures:
            after += said
        else:
            before += said
    if not figures:
        return None
    said_number = _number(number * (100 if percent else 1), figures)
    return None if said_number is None else f"{WON.sub('', before)}{said_number}{after}".strip()


def _number(number: Decimal, figures: str) -> str | None:
    """The figures of a number; None where what is shown leaves out a part of it by its scale."""
    bare = figures.rstrip(",")
    scale = len(figures) - len(bare)
    number /= THOUSAND**scale
    whole, _, rest = bare.replace("?", "#").partition(".")
    fraction = max(0, -int(number.normalize().as_tuple().exponent)) if number else 0
    if scale and fraction > len(rest):
        return None
    digits = max(fraction, rest.count("0"))
    said = f"{number:,.{digits}f}" if "," in whole else f"{number:.{digits}f}"
    sign, said = ("-", said[1:]) if said.startswith("-") else ("", said)
    return sign + ("0" * (whole.count("0") - len(said.partition(".")[0]))) + said


def day_shown(value: date, code: str) -> str:
    """What of a day is shown, as offices write it: 2022.3. or 3월 4일; empty when all of it is."""
    bare = _bare(code)
    if "y" in bare and "d" not in bare:
        return f"{value.year}.{value.month}."
    if "y" not in bare and "d" in bare:
        return f"{value.month}월 {value.day}일"
    return ""


def two_ways(value: object) -> tuple[str, str] | None:
    """Two months, or two days, that a number may be: 2022.1 of 2022.1. and 2022.10."""
    found = re.fullmatch(r"(\d{1,4})\.([1-3])", repr(value)) if type(value) is float else None
    if found is None:
        return None
    first, second = int(found[1]), int(found[2])
    if 1990 <= first <= 2100 and second == 1:
        return f"{first}.1.", f"{first}.10."
    if 1 <= first <= 12:
        return f"{first}.{second}.", f"{first}.{second}0."
    return None
