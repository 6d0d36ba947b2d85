"""The sheet of those who are invited by a list: for each a card with QR and link, to hand out.

As PDF and HWPX it is cards to be cut apart, as XLSX a row for each. Pure; nothing here is kept.
"""

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import segno
import xlsxwriter

from bot.documents import hwpx, qr, typesetting
from bot.documents.given import Json
from bot.documents.outline import Cell, Look, Paper, Paragraph, Picture, Table
from storage.rules.names import clean_text

TEMPLATE = "invite.typ"
TITLE = "고용할당제 봇 초대"
STEPS = (
    "전화기 카메라로 QR을 비춥니다",
    "텔레그램에서 ‘시작’을 누릅니다",
    "승인되면 대화로 알려 드립니다",
)
UNTIL = "{until}까지 한 번만 쓸 수 있음"
REMARK = "본인에게만 전해 주십시오."
ALT = "{who}의 초대 QR 코드"
COLUMNS = ("순번", "부서", "이름", "역할", "QR", "링크", "쓸 수 있는 날")
LETTERS = (6, 22, 12, 10, 14, 78, 20)
ROW_POINTS, HEAD_POINTS = 84.0, 24.0
QR_PIXELS = 104
FONT, SHADE = "함초롬돋움", "#E5EAF3"
WIDTHS = (36.0, 49.0, 36.0, 49.0)
QR_MM, CARD_MM = 33.0, 46.0
PER_ROW, PER_PAGE = 2, 10


def written(given: Mapping[str, Any]) -> bytes:
    """`given` holds `format`, `at`, `until` and `cards` (department, name, role, link)."""
    writers: Mapping[str, Callable[[Mapping[str, Any]], bytes]] = {
        "pdf": _pdf,
        "hwpx": _hwpx,
        "xlsx": _xlsx,
    }
    return writers[given["format"]](given)


def _pdf(given: Mapping[str, Any]) -> bytes:
    made_at = datetime.fromisoformat(given["at"])
    return typesetting.to_pdf(TEMPLATE, data(given), made_at=made_at)


def data(given: Mapping[str, Any]) -> dict[str, Json]:
    """All that stands on the cards, as the template takes it."""
    return {
        "title": TITLE,
        "remark": REMARK,
        "until": UNTIL.format(until=given["until"]),
        "steps": STEPS,
        "cards": [
            {
                "department": one["department"],
                "name": one["name"],
                "role": one["role"],
                "link": one["link"],
                "alt": ALT.format(who=_who(one)),
                "qr": typesetting.Ready(_drawn(one["link"])),
            }
            for one in given["cards"]
        ],
    }


def _who(card: Mapping[str, str]) -> str:
    return " ".join(filter(None, (card["department"], card["name"])))


def _drawn(link: str) -> str:
    """The code as SVG with its quiet zone."""
    kept = io.BytesIO()
    segno.make(link, error="m", micro=False).save(kept, kind="svg", border=qr.QUIET, xmldecl=False)
    return kept.getvalue().decode()


def _hwpx(given: Mapping[str, Any]) -> bytes:
    cards, blocks = given["cards"], list[Table | Paragraph]()
    for first in range(0, len(cards), PER_PAGE):
        head = f"{TITLE} · {REMARK}"
        blocks.append(Paragraph(head, Look.CAPTION, fresh=first > 0))
        blocks.append(_page(cards[first : first + PER_PAGE], given["until"]))
    return hwpx.render(Paper(TITLE, datetime.fromisoformat(given["at"]), tuple(blocks)))


def _page(cards: Sequence[Mapping[str, str]], until: str) -> Table:
    rows = -(-len(cards) // PER_ROW)
    cells: list[Cell] = []
    for at in range(rows * PER_ROW):
        row, column = at // PER_ROW, at % PER_ROW * 2
        if at >= len(cards):
            cells += [Cell(row, column), Cell(row, column + 1)]
            continue
        side = (4 * PER_PAGE,) * 2
        picture = Picture(qr.render({"text": cards[at]["link"]}), "", QR_MM, side)
        cells.append(Cell(row, column, (Paragraph("", Look.CAPTION),), picture=picture))
        cells.append(Cell(row, column + 1, _said(cards[at], until)))
    return Table(WIDTHS, rows, tuple(cells), whole_rows=True, least=(CARD_MM,) * rows)


def _said(card: Mapping[str, str], until: str) -> tuple[Paragraph, ...]:
    steps = (Paragraph(f"{at}. {step}", Look.PLAIN, size=8) for at, step in enumerate(STEPS, 1))
    return (
        Paragraph(card["department"], Look.NAME, size=_size(card["department"])),
        Paragraph(" · ".join(filter(None, (card["name"], card["role"]))), Look.NAME, size=11),
        *steps,
        Paragraph(UNTIL.format(until=until), Look.PLAIN, size=7),
        Paragraph(card["link"], Look.PLAIN, size=5),
    )


def _size(department: str) -> int:
    return next((size for most, size in ((8, 14), (12, 12)) if len(department) <= most), 10)


def _xlsx(given: Mapping[str, Any]) -> bytes:
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True})
    made = datetime.fromisoformat(given["at"]).replace(tzinfo=None)
    book.set_properties({"title": TITLE, "created": made})
    sheet = book.add_worksheet(TITLE)
    look = {"font_name": FONT, "font_size": 11, "border": 1, "text_wrap": True}
    look |= {"valign": "vcenter", "align": "center"}
    plain, head = book.add_format(look), book.add_format(look | {"bold": True, "bg_color": SHADE})
    small = book.add_format(look | {"font_size": 8, "align": "left", "underline": 0})
    for at, (column, letters) in enumerate(zip(COLUMNS, LETTERS, strict=True)):
        sheet.set_column(at, at, letters)
        sheet.write_string(0, at, column, head)
    sheet.set_row(0, HEAD_POINTS)
    for row, card in enumerate(given["cards"], 1):
        sheet.set_row(row, ROW_POINTS)
        told = (str(row), card["department"], card["name"], card["role"], "")
        for at, said in enumerate(told):
            sheet.write_string(row, at, clean_text(said), plain)
        picture = io.BytesIO(qr.render({"text": card["link"]}))
        sheet.insert_image(row, 4, "qr.png", _placed(picture, _who(card)))
        sheet.write_url(row, 5, card["link"], small, string=card["link"])
        sheet.write_string(row, 6, given["until"], plain)
    _to_print(sheet, len(given["cards"]))
    book.close()
    return kept.getvalue()


def _placed(picture: io.BytesIO, who: str) -> dict[str, Any]:
    scale = QR_PIXELS / qr.SIDE
    return {
        "image_data": picture,
        "x_scale": scale,
        "y_scale": scale,
        "x_offset": 2,
        "y_offset": 4,
        "object_position": 1,
        "description": ALT.format(who=who),
    }


def _to_print(sheet: Any, rows: int) -> None:
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    sheet.print_area(0, 0, rows, len(COLUMNS) - 1)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&C{REMARK}  &P / &N")
