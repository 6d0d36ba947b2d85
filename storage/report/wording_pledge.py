"""Why the head of the report stays as it is."""

SO_MANY = "담당은 한 분에서 {most}분까지 적습니다."
COLUMN_HELD = (
    "‘{column}’ 칸에 금액이 적혀 있어 없앨 수 없습니다. /budget 에서 그 금액을 먼저 지워 주십시오."
)
