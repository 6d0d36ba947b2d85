"""업무 인계인수서 as a paper: who hands what to whom, how it stands, and where both sign."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.documents.outline import Block, Cell, Look, Paper, Paragraph, Table
from bot.documents.report_files import in_format
from storage.rules.dates import show_day
from storage.rules.leaving_kinds import Leaving
from storage.transfers import wording_transfer
from storage.transfers.shapes import Handover, Story, Work, from_json

TITLE = "업무 인계인수서"
LEAVER, SUCCESSOR, CHECKER = "인계자", "인수자", "확인자"
DAY, AFTER = "인계일", "인계자 거취"
DUTIES, OPEN_DRAFTS = "맡은 일", "작성 중인 기록"
NUMBER, NAME, STANDING, DUE = "연번", "이름", "상태", "기한"
SIGNED, CONTACT, PROMISE, EVENT = "체결", "연락", "이행사항", "행사"
OATH = "위와 같이 업무를 인계·인수합니다."
SIGN = "(서명)"
PLAN = "{department} 반기 추진계획 제출 담당"
NOTHING = "넘길 일이 없습니다."
PEOPLE_WIDTHS = (24.0, 61.0, 24.0, 61.0)
WORK_WIDTHS = (14.0, 92.0, 32.0, 32.0)
SIGN_WIDTHS = (30.0, 100.0, 40.0)


def written(given: Mapping[str, Any]) -> bytes:
    """`given` holds the handover as JSON and a format."""
    return in_format(paper(from_json(given["handover"])), given["format"])


def paper(told: Handover) -> Paper:
    """It ready for any writer."""
    body = [*_body(told)] or [Paragraph(NOTHING)]
    blocks: list[Block] = [
        Paragraph(TITLE, Look.TITLE),
        Paragraph(""),
        _people(told),
        Paragraph(""),
        *body,
        Paragraph(""),
        Paragraph(OATH, Look.PLAIN),
        Paragraph(show_day(told.day), Look.PLAIN),
        Paragraph(""),
        _signatures(told),
    ]
    return Paper(f"{TITLE} {told.leaver.name}", told.made_at, tuple(blocks))


def _people(told: Handover) -> Table:
    after = "" if told.leaving is Leaving.STAY else wording_transfer.goes(told.leaving, told.into)
    rows = (
        (
            LEAVER,
            wording_transfer.post(told.leaver),
            SUCCESSOR,
            wording_transfer.post(told.successor),
        ),
        (DAY, show_day(told.day), AFTER, after or wording_transfer.goes(told.leaving, "")),
    )
    return _table(PEOPLE_WIDTHS, rows, shaded=(0, 2))


def _body(told: Handover) -> Iterator[Block]:
    duties = [PLAN.format(department=told.plan_of)] if told.plan_of else []
    duties += [wording_transfer.CHECK.format(half=half) for half in told.checks]
    if told.head:
        duties.append(wording_transfer.HEAD.format(head=told.head))
    yield from _lines(DUTIES, duties)
    yield from _lines(wording_transfer.QUESTIONS, told.questions)
    yield from _lines(OPEN_DRAFTS, told.drafts)
    if told.agreements:
        yield _section(wording_transfer.AGREEMENTS, told.agreements)
        for story in told.agreements:
            yield from _story(story)
    for over, works in wording_transfer.works_of(told):
        if works:
            yield _section(over, works)
            yield _works(works)


def _section(over: str, things: Sequence[object]) -> Paragraph:
    return Paragraph(f"{over} ({len(things)}건)", Look.SECTION)


def _lines(over: str, lines: Sequence[str]) -> Iterator[Block]:
    if lines:
        yield _section(over, lines)
        yield from (Paragraph(line, Look.CIRCLE) for line in lines)


def _story(one: Story) -> Iterator[Paragraph]:
    """The agreement, on what days it hangs, and all that came of it."""
    days = [f"{SIGNED} {show_day(one.signed)}"] if one.signed else []
    days += wording_transfer.days_of(one)
    yield Paragraph(f"{one.title} ({', '.join(days)})" if days else one.title, Look.CIRCLE)
    for word, lines in ((PROMISE, one.promises), (CONTACT, one.contacts), (EVENT, one.events)):
        yield from (Paragraph(f"{word}: {line}", Look.DASH) for line in lines)


def _works(works: Sequence[Work]) -> Table:
    rows = [(NUMBER, NAME, STANDING, DUE)]
    rows += [
        (str(at), one.title, one.standing, show_day(one.due) if one.due else "")
        for at, one in enumerate(works, 1)
    ]
    return _table(WORK_WIDTHS, rows, headed=True)


def _signatures(told: Handover) -> Table:
    rows = (
        (LEAVER, wording_transfer.post(told.leaver), SIGN),
        (SUCCESSOR, wording_transfer.post(told.successor), SIGN),
        (CHECKER, "", SIGN),
    )
    return _table(SIGN_WIDTHS, rows, shaded=(0,), signed=True)


def _table(
    widths: tuple[float, ...],
    rows: Sequence[Sequence[str]],
    *,
    shaded: Sequence[int] = (),
    headed: bool = False,
    signed: bool = False,
) -> Table:
    """With `signed`, rows have room for a hand and stay on one page."""
    cells = []
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            label = column in shaded or (headed and at == 0)
            look = Look.NAME if label else Look.PLAIN
            said = Paragraph(text, look)
            room = (Paragraph("", look), said, Paragraph("", look)) if signed else (said,)
            cells.append(Cell(at, column, room, shaded=label))
    return Table(
        widths,
        len(rows),
        tuple(cells),
        header_rows=1 if headed else 0,
        whole=signed,
        whole_rows=True,
    )
