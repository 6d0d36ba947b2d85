"""Reading a date or a period the way Korean officers type it. Public names are in `dates`."""

import re
from dataclasses import replace
from datetime import date

from storage.rules import errors
from storage.rules.date_edge import Edge, Unclear
from storage.rules.date_words import (
    NOT_KNOWN,
    WEEKDAYS,
    peel_year,
    read_words,
    reason_against,
    without_weekday,
)
from storage.rules.half_year import FIRST_YEAR, LAST_YEAR
from storage.rules.names import clean_text
from storage.rules.period import (
    SHORT_UNTIL,
    DateStyle,
    Period,
    Precision,
    Span,
    unit_end,
    unit_start,
)

LONGEST = 200
MOST_SPANS = 20
LONGEST_ROLL = 184
"""Days a period without a year may reach over New Year: 12월~2월 does, 7.5.~7.3. is a slip."""

_FULL_WIDTH = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: " "}
_BRACKETED = re.compile(r"[(\[「『<〔【](.*)[)\]」』>〕】]", re.DOTALL)
_TILDES = re.compile(r"\s*(?:[~∼〜–—―−]|부터)\s*")
_LIST = re.compile(r"\s*(?:[,;·、&\n]|및)\s*")
_SLASH_DATE = re.compile(
    rf"(?:[^\d/]*|\d{{2,4}}년도?)\s*\d{{1,4}}/\d{{1,2}}(?:/\d{{1,2}})?일?\.?"
    rf"(?:\s*\([{WEEKDAYS}](?:요일)?\)|\s*\.?[{WEEKDAYS}](?:요일)?)?",
    re.ASCII,
)
_HYPHEN_DATE = re.compile(
    r"'?\d{1,4}-\d{1,2}(?:-\d{1,2})?|(?:\d{4}|'\d{2})-\d{1,2}월(?:\d{1,2}일?)?", re.ASCII
)
_WEEKDAY = re.compile(
    rf"(?<!주)(?:\((?P<short>[{WEEKDAYS}])(?:요일)?\)|(?P<long>[{WEEKDAYS}])요일"
    rf"|(?<=\.)(?P<bare>[{WEEKDAYS}])|(?<=\d)(?P<after>[화수목금토])|(?<=일)(?P<spoken>[월화수목금토]))$"
)
_SLASHED = re.compile(
    rf"(?<![\d/])((?:\d{{4}}/)?\d{{1,2}}/\d{{1,2}}(?:\s*\([{WEEKDAYS}]\)|\s*[{WEEKDAYS}](?:요일)?)?)\s*-\s*"
    r"(?=\d{1,4}(?:/\d{1,2}){0,2}(?![\d-]))",
    re.ASCII,
)
_YEAR = re.compile(
    r"'?(?P<year>\d{4}|\d{2})(?:년도?|[.\-]?(?=[상하전후]|[1-4]분기)|[.\-](?=\d{1,2}월))", re.ASCII
)
_SPOKEN = re.compile(
    r"(?P<half>[상하전후])반기|(?P<quarter>[1-4])분기"
    r"|(?:(?P<month>\d{1,2})월)?(?:(?P<day>\d{1,2})일|(?P<late>\d{1,2}))?"
    r"|(?P<ending>\d{1,2})월(?:말일?)",
    re.ASCII,
)
_NUMBERS = re.compile(r"(?P<mark>')?(\d{1,4})(?:([.\-/])(\d{1,2})(?:\3(\d{1,2}))?)?일?", re.ASCII)
_RUN = re.compile(r"\d{4}|\d{6}|\d{8}", re.ASCII)


def read_period(text: str, today: date) -> Period:
    """Read what was typed, as exactly as it was typed. Unreadable says what is missing.

    A date without a year gets the year that brings it closest to today.
    """
    plain = _plain(text)
    try:
        if len(plain) > LONGEST:
            raise Unclear(errors.TOO_LONG)
        if re.sub(r"[\s.!?]", "", plain) in NOT_KNOWN:
            return Period(())
        return _read(plain, today)
    except Unclear as why:
        reason = reason_against(plain, str(why))
        raise errors.unreadable_period(text, reason) from None


def read_day(text: str, today: date) -> date:
    """Read exactly one full day. Unreadable says what is missing or too much."""
    try:
        period = read_period(text, today)
    except errors.Unreadable as why:
        raise errors.unreadable_day(text, why.reason) from None
    if not period.known:
        raise errors.unreadable_day(text, errors.DAY_MISSING)
    if len(period.spans) > 1 or (period.precision is Precision.DAY and period.start != period.end):
        raise errors.unreadable_day(text, errors.ONE_DAY_ONLY)
    if period.precision is not Precision.DAY:
        raise errors.unreadable_day(text, errors.DAY_MISSING)
    return period.spans[0].start


def _plain(text: str) -> str:
    """The text in ASCII digits and signs, out of its brackets, with ~ for every range."""
    plain = clean_text(text).translate(_FULL_WIDTH)
    plain = re.sub("[’‘`´]", "'", plain).strip()
    while inner := _BRACKETED.fullmatch(plain):
        plain = inner[1].strip()
    return re.sub(r"([1-4])/4분기", r"\1분기", plain)


def _read(plain: str, today: date) -> Period:
    """Read every span; later ones take from earlier ones what they leave out."""
    if re.search(r"부터\s*\d+일$", plain):
        raise Unclear(errors.TWO_WAYS_FROM)
    ranged = _TILDES.sub("~", _SLASHED.sub(r"\1~", re.sub(r"\s*까지$", "", plain)))
    pieces = _pieces(ranged.replace("~~", "~"))
    if len(pieces) > MOST_SPANS:
        raise Unclear(errors.TOO_LONG)
    spans: list[Span] = []
    before: Edge | None = None
    short = False
    for number, piece in enumerate(pieces):
        span, last = _read_span(piece, before, today)
        short = last.short if number == 0 else short
        spans.append(span)
        before = last
    return Period(tuple(spans), _style(plain, short))


def _style(plain: str, short: bool) -> DateStyle:
    """The print style shows in how the year was typed."""
    if short:
        return DateStyle.SHORT
    spaced = re.search(r"\d{4}\.\s+\d", plain, re.ASCII)
    return DateStyle.SPACED if spaced else DateStyle.REPORT


def _pieces(plain: str) -> list[str]:
    """The single spans of a list; a slash parts them unless it stands inside a date."""
    pieces: list[str] = []
    for piece in _LIST.split(plain):
        slashed = [edge for edge in piece.split("~") if "/" in edge]
        inside = all(_SLASH_DATE.fullmatch(edge.strip()) for edge in slashed)
        pieces += [piece] if inside else piece.split("/")
    return pieces


def _read_span(piece: str, before: Edge | None, today: date) -> tuple[Span, Edge]:
    """Read one span, and the edge from which the next one may take its year and month."""
    edges = [_read_edge(edge, today) for edge in _edges(piece)]
    if not 1 <= len(edges) <= 2:
        raise Unclear
    left, right = edges[0], edges[-1]
    if len(edges) == 2:
        left = left.with_unit(right)
        if left.year is None and before is None:
            left = replace(left, year=right.year)
    if before is not None:
        left = left.after(before)
    guessed = left.year is None
    if guessed:
        left = left.in_nearest_year(today)
    first = left.span()
    if len(edges) == 1:
        return first, replace(left, bare=None)
    right = right.after(left)
    return _join(first, right, guessed and edges[1].year is None), replace(right, short=left.short)


def _join(first: Span, right: Edge, may_roll: bool) -> Span:
    """One span from its first unit to its last."""
    last = right.span()
    if last.end < first.start and may_roll and right.year is not None:
        rolled = replace(right, year=right.year + 1).span()
        if (rolled.end - first.start).days <= LONGEST_ROLL:
            last = rolled
    if last.end < first.start:
        raise Unclear(errors.ends_before_start(first.start, last.end))
    if last.start < first.start:
        raise Unclear(errors.EDGES_DIFFER)
    precision = first.precision
    if last.precision is not precision:
        if Precision.DAY in (precision, last.precision):
            raise Unclear(errors.EDGES_DIFFER)
        precision = Precision.MONTH
    start = unit_start(first.start, precision)
    return Span(start, unit_end(last.end, precision), precision)


def _edges(piece: str) -> list[str]:
    """The ends of a span: parted by ~, or by a hyphen that is not inside a date."""
    edges, bare = piece.split("~"), without_weekday(piece)
    if len(edges) > 1 or "-" not in piece or not re.search("[.년월일]", bare):
        return edges
    inside = _HYPHEN_DATE.fullmatch(_tight(bare).rstrip("."))
    return edges if inside else re.split(r"\s*-\s*", piece)


def _tight(text: str) -> str:
    """Without spaces; between two numbers a space becomes the dot that was meant."""
    return re.sub(r"\s", "", re.sub(r"(?<=\d)\s+(?=\d)", ".", text.strip()))


def _read_edge(text: str, today: date) -> Edge:
    """Read one end of a span, which may leave out year, month or unit."""
    tight = _tight(text)
    if not tight.strip("."):
        raise Unclear
    if (edge := read_words(tight, today)) is not None:
        return edge
    weekday = None
    if named := _WEEKDAY.search(tight):
        weekday = WEEKDAYS.index(next(filter(None, named.groups())))
        tight = tight[: named.start()]
        if not tight:
            raise Unclear(errors.WEEK_MISSING)
    return replace(_read_numbers(tight, today), weekday=weekday)


def _read_numbers(tight: str, today: date) -> Edge:
    """Read digits with or without the words for year, month and day."""
    if spoken := peel_year(tight, today):
        return replace(_read_rest(spoken[1]), year=spoken[0])
    if typed := _YEAR.match(tight):
        year, short = _full_year(typed["year"])
        return replace(_read_rest(tight[typed.end() :]), year=year, short=short)
    if _RUN.fullmatch(tight.rstrip(".")):
        return _read_run(tight.rstrip("."))
    if _NUMBERS.fullmatch(tight.removesuffix(".")):
        return _read_dotted(tight.removesuffix("."))
    return _read_rest(tight)


def _read_rest(rest: str) -> Edge:
    """Read what follows the year: a half, a quarter, a month, a day, or nothing."""
    rest = rest.removesuffix(".")
    if not rest:
        return Edge()
    found = _SPOKEN.fullmatch(rest)
    if found is None:
        if not _NUMBERS.fullmatch(rest):
            raise Unclear
        edge = _read_dotted(rest)
        if edge.year is not None:
            raise Unclear
        return edge
    if found["half"]:
        return Edge(half=1 if found["half"] in "상전" else 2)
    if found["quarter"]:
        return Edge(quarter=int(found["quarter"]))
    if found["ending"]:
        return Edge(month=int(found["ending"]), last=True)
    month, day, late = (int(found[n]) if found[n] else None for n in ("month", "day", "late"))
    if month is None and late is not None:
        return Edge(month=late)
    return Edge(month=month, day=day if late is None else late)


def _read_run(digits: str) -> Edge:
    """Read digits without any sign: 20210804, 210804, 202108, 0804, 2021."""
    if len(digits) == 8:
        return Edge(year=int(digits[:4]), month=int(digits[4:6]), day=int(digits[6:]))
    if len(digits) == 4:
        year = int(digits)
        if FIRST_YEAR <= year <= LAST_YEAR:
            return Edge(year=year)
        return Edge(month=int(digits[:2]), day=int(digits[2:]))
    by_month = Edge(year=int(digits[:4]), month=int(digits[4:]))
    month, day = int(digits[2:4]), int(digits[4:])
    by_day = Edge(year=2000 + int(digits[:2]), month=month, day=day, short=True)
    fits_month, fits_day = _fits(by_month), _fits(by_day)
    if fits_month and fits_day:
        one = f"{by_month.year}.{by_month.month}."
        raise Unclear(errors.two_readings(one, f"{by_day.year}.{month}.{day}."))
    if not fits_month:
        _full_year(digits[:2])
    return by_month if fits_month else by_day


def _fits(edge: Edge) -> bool:
    """Whether the calendar has it."""
    try:
        edge.span()
    except Unclear:
        return False
    return True


def _read_dotted(text: str) -> Edge:
    """Read one to three numbers; how many digits the first has tells whether it is a year."""
    found = _NUMBERS.fullmatch(text)
    if found is None:
        raise Unclear
    mark, first, _, second, third = found.groups()
    is_year = bool(mark or third) or len(first) == 4 or (int(first) > 12 and bool(second))
    if text.endswith("일") and is_year and third is None:
        raise Unclear
    if second is None and not (mark or len(first) == 4):
        if len(first) > 2:
            raise Unclear
        return Edge(day=int(first)) if text.endswith("일") else Edge(bare=int(first))
    if not is_year:
        return Edge(month=int(first), day=int(second))
    year, short = _full_year(first)
    month, day = (int(number) if number else None for number in (second, third))
    return Edge(year=year, month=month, day=day, short=short)


def _full_year(digits: str) -> tuple[int, bool]:
    """The year, and whether it was typed with two digits, which mean this century.

    From 70 on the last century could be meant, and a short print would not show which.
    """
    if len(digits) not in (2, 4):
        raise Unclear
    if len(digits) == 4:
        return int(digits), False
    if int(digits) >= SHORT_UNTIL:
        raise Unclear(errors.two_readings(f"19{digits}년", f"20{digits}년"))
    return 2000 + int(digits), True
