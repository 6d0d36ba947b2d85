"""A register that somebody sends: an XLSX, CSV, HWPX or HWP, from bytes to rows of text. Pure."""

from typing import Any

from bot.documents.reading import kinds, table_file
from bot.documents.reading.table_file import Way
from bot.documents.register_columns import head_of, told
from storage.facts.registers.wording_registers import ENDS, LISTS, REGISTERS

MOST_ROWS = 5_100  # 5,000 records, and what stands around them

NO_TABLE = (
    "대장을 찾지 못했습니다. 한 줄에 ‘일시’, ‘행사명’처럼 칸 이름이 있는 표여야 합니다. 업무협약은"
    " ‘협약기관’과 ‘협약일’, 공사계약은 ‘공사명’과 ‘계약금액’이 있으면 알아봅니다. 빈 대장은"
    " /registers 에서 받으실 수 있습니다."
)
TWO_TABLES = (
    "대장이 시트 여러 곳에 서로 다르게 있습니다: {names}. 어느 것이 맞는지 알 수 없으니 하나만"
    " 남겨 다시 보내 주십시오."
)
WAY = Way(
    wanted=kinds.REGISTER,
    head_of=head_of,
    told=told,
    what="대장",
    none=NO_TABLE,
    two=TWO_TABLES,
    most_rows=MOST_ROWS,
    own_lists=(LISTS,),
    own_notes=frozenset(
        one.note
        for one in (*ENDS.values(), *(each for r in REGISTERS.values() for each in r.columns))
        if one.note
    ),
)


def read(_name: str, body: bytes) -> dict[str, Any]:
    """The `kind` of register, the `heading` of its key where it is ours, `columns` (name to
    letter), `printed` (name to the heading as it stands), `rows` ([line, cells by column]),
    `hidden` sheets, and `notes`. Raises Refusal in words for the officer."""
    return table_file.read(WAY, body)
