"""A 취합표 that somebody sends back: a workbook, text or document, to rows of text. Pure."""

from typing import Any

from bot.documents.plan_table_columns import head_of, told
from bot.documents.reading import kinds, table_file
from bot.documents.reading.table_file import Way

NO_TABLE = (
    "취합표를 찾지 못했습니다. 첫 줄에 ‘부서’, ‘추진계획’, ‘관리번호(수정 금지) 2022-1’ "
    "같은 칸 이름이 있어야 합니다. /round 의 ‘취합표’나 ‘요청 공문’의 제출 서식을 채워 보내"
    " 주십시오."
)
TWO_TABLES = (
    "취합표가 시트 여러 곳에 서로 다르게 있습니다: {names}. 어느 것이 맞는지 알 수 없으니 하나만"
    " 남겨 다시 보내 주십시오."
)
WAY = Way(
    wanted=kinds.PLAN_TABLE,
    head_of=head_of,
    told=told,
    what="취합표",
    none=NO_TABLE,
    two=TWO_TABLES,
)


def read(_name: str, body: bytes) -> dict[str, Any]:
    """`half`, `columns` (name to letter), `rows` ([line, cells by column]), `hidden` sheets, and
    `notes` on all that is not read, or not seen in a spreadsheet.

    Raises Refusal in words for the officer.
    """
    return table_file.read(WAY, body)
