"""Sentences about the report: why a request cannot be kept."""

IMPORT_NOT_THE_SAME = (
    "읽은 보고서가 그대로 다시 나오지 않아 저장하지 않았습니다. 걸리는 줄을 ‘문구로만’으로 바꾸고"
    " 다시 저장해 주십시오."
)
