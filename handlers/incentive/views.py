"""The screens of the ranking: pure, from what was found to words and buttons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from handlers.chat.buttons import in_rows, numbered, record_code
from handlers.chat.paging import Page, page_of
from handlers.incentive import texts
from storage.facts.wording_letter import official_day
from storage.incentive.wording_incentive import WORDS, how
from storage.records.record_union import Hits
from storage.rules.half_year import HalfYear, far_from
from storage.rules.incentive import Merit, Ranked, halves_until
from storage.traffic.messages import Button, Row, Screen, view

VIEW = "inc"
PER_PAGE = 10
SPANS = (1, 2, 4)


@dataclass(frozen=True)
class Span:
    """So many half-years, the last one named."""

    last: HalfYear
    count: int

    @property
    def halves(self) -> list[HalfYear]:
        """Each of them, oldest first."""
        return halves_until(self.last, self.count)

    @property
    def label(self) -> str:
        """2021년 하반기, or 2020년 상반기부터 2021년 하반기까지."""
        first = self.halves[0]
        if first == self.last:
            return self.last.label
        return texts.SINCE.format(first=first.label, last=self.last.label)

    @property
    def code(self) -> tuple[str, int]:
        """As arguments of a button."""
        return self.last.code, self.count


def ranking(
    span: Span, everyone: Sequence[Ranked], asked: Mapping[int, date], number: int, today: date
) -> Screen:
    """One page of the companies, best first, each with how its sum came about."""
    shown = page_of(everyone, number, PER_PAGE)
    lines = [texts.HEAD.format(mark=shown.mark, halves=span.label), ""]
    for at, one in enumerate(shown.items, shown.number * PER_PAGE + 1):
        day = asked.get(one.company_id)
        told = texts.ASKED.format(day=official_day(day)) if day else ""
        lines.append(
            texts.LINE.format(
                at=at, rank=one.rank, name=escape(one.name), total=f"{one.total:,}", asked=told
            )
        )
        lines.append(texts.HOW.format(how=how(one.parts)))
    lines += ["", texts.OPEN_COMPANY, texts.NOT_COUNTED] if everyone else [texts.NOBODY]
    codes = [view(VIEW, "one", *span.code, one.company_id, 0) for one in shown.items]
    rows: list[Row] = [*numbered(codes, shown.number * PER_PAGE + 1)]
    rows += shown.turning(VIEW, "list", *span.code)
    return Screen("\n".join(lines), [*rows, *_spans(span, today), [_formula(span)]])


def _spans(span: Span, today: date) -> list[Row]:
    sides = ((span.last.previous(), "◀ {half}"), (span.last.next(), "{half} ▶"))
    beside = [
        Button(label.format(half=half.short), view(VIEW, "list", half.code, span.count, 0))
        for half, label in sides
        if not far_from(half, today)
    ]
    others = [
        Button(
            texts.ONE if count == 1 else texts.MANY.format(count=count),
            view(VIEW, "list", span.last.code, count, 0),
        )
        for count in SPANS
        if count != span.count
    ]
    return [beside, others]


def _formula(span: Span) -> Button:
    return Button(texts.FORMULA, view(VIEW, "points", *span.code))


def company(span: Span, one: Ranked, spellings: Sequence[str], hits: Hits, number: int) -> Screen:
    """One company: its place, its sum, and the records behind it."""
    name = escape(one.name)
    head = texts.COMPANY_HEAD.format(
        name=name, rank=one.rank, total=f"{one.total:,}", halves=span.label
    )
    lines = [head, how(one.parts)]
    others = [escape(other) for other in spellings if other != one.name]
    lines += [texts.SPELLINGS.format(names=", ".join(others))] if others else []
    shown = Page(hits.rows, number, max(1, -(-hits.total // PER_PAGE)))
    lines += ["", texts.RECORDS_HEAD.format(total=hits.total, mark=shown.mark)]
    first = number * PER_PAGE + 1
    for at, hit in enumerate(hits.rows, first):
        lines.append(texts.RECORD.format(at=at, kind=hit.kind.label, title=escape(hit.title)))
    here = (VIEW, "one", *span.code, one.company_id, number)
    rows: list[Row] = [
        *numbered([record_code(hit.kind, hit.id, *here) for hit in hits.rows], first)
    ]
    rows += shown.turning(VIEW, "one", *span.code, one.company_id)
    ask = Button(texts.ASK_TO_BUY, view(VIEW, "ask", *span.code, one.company_id), style="primary")
    union = [Button(texts.JOIN, view(VIEW, "join", one.company_id))]
    if others:
        union.append(Button(texts.PART, view(VIEW, "names", one.company_id)))
    return Screen("\n".join(lines), [*rows, [ask], union, [_to_list(span)]])


def _to_list(span: Span) -> Button:
    return Button(texts.TO_LIST, view(VIEW, "list", *span.code, 0))


def formula(span: Span, points: Mapping[Merit, int], notice: str = "") -> Screen:
    """What each deed weighs, one button each."""
    lines = [notice, ""] if notice else []
    lines += [texts.POINTS_HEAD, ""]
    for at, (merit, value) in enumerate(points.items(), 1):
        label, unit = WORDS[merit]
        lines.append(texts.POINT_LINE.format(at=at, label=label, unit=unit, points=f"{value:,}"))
    codes = [view(VIEW, "point", at) for at in range(1, len(points) + 1)]
    return Screen("\n".join(lines), [*numbered(codes), *in_rows([_to_list(span)])])
