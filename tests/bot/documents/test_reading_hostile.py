"""Files that do harm are refused in one sentence, before a library or a disk meets them."""

import json
import re
import signal
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable

import pytest

from bot.documents.reading import report
from bot.renders import own_process
from storage.rules.errors import Refusal
from tests.helpers import hostile
from tests.helpers.imported import SEED, seed_file

pytestmark = pytest.mark.long

SENTENCE = re.compile(r"[^\n]+(?:다|오)\.( [^\n]+(?:다|오)\.)*")

BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "I01 four million cells": (hostile.cell_bomb, "너무 커지는 파일"),
    "I01 packed a thousandfold": (hostile.packed_thin, "너무 커지는 파일"),
    "I02 lying sizes": (hostile.lying_sizes, "온전하지 않습니다"),
    "I02 nested": (hostile.nested, "다른 압축 파일"),
    "I02 overlapping": (hostile.overlapping, "짜임이 정상이 아니어서"),
    "I02 many entries": (hostile.very_many, "너무 커지는 파일"),
    "I03 billion laughs": (hostile.laughing, "짜임이 정상이 아니어서"),
    "I03 quadratic": (hostile.quadratic, "짜임이 정상이 아니어서"),
    "I03 a file": (lambda: hostile.reaching_out("file:///etc/passwd"), "짜임이 정상이 아니어서"),
    "I03 an address": (lambda: hostile.reaching_out("http://127.0.0.1:1/"), "정상이 아니어서"),
    "I03 a type": (lambda: hostile.outside_type("http://127.0.0.1:1/"), "정상이 아니어서"),
    "I04 up": (lambda: hostile.named("../../etc/x"), "짜임이 정상이 아니어서"),
    "I04 absolute": (lambda: hostile.named("/etc/x"), "짜임이 정상이 아니어서"),
    "I04 a drive": (lambda: hostile.named("C:/x"), "짜임이 정상이 아니어서"),
    "I04 twice": (hostile.twice, "짜임이 정상이 아니어서"),
    "I04 a link": (hostile.link, "짜임이 정상이 아니어서"),
    "I05 xls": (lambda: hostile.old_office("Workbook"), "옛 엑셀 파일(.xls)"),
    "I05 doc": (lambda: hostile.old_office("WordDocument"), "옛 워드 파일(.doc)"),
    "I05 a password": (lambda: hostile.old_office("EncryptedPackage"), "암호가 걸린 파일"),
    "I05 a password in HWPX": (hostile.locked_hwpx, "암호가 걸린 파일"),
    "I05 xlsm": (hostile.with_macros, "매크로가 든 파일"),
    "I05 a picture": (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "그림 파일은 읽지 못합니다"),
    "I05 pdf": (lambda: b"%PDF-1.7\n", "PDF는 읽지 못합니다"),
    "I06 cut off": (lambda: seed_file("docx")[:20_000], "온전하지 않습니다"),
    "I06 cut in a part": (lambda: seed_file("hwpx")[:-400], "온전하지 않습니다"),
    "I07 no text": (lambda: b"\x00\x81\xff\xfe" * 9, "읽을 수 있는 파일이 아닙니다"),
    "I12 long": (hostile.long_sheet, "표가 너무 큽니다"),
    "I12 wide": (hostile.wide_sheet, "표가 너무 큽니다"),
    "I12 far corner": (hostile.dense_corner, "표가 너무 큽니다"),
    "another letter": (lambda: "안녕하세요\n회의록입니다".encode(), "표를 찾지 못했습니다"),
    "a line without end": (
        lambda: SEED.replace("39회".encode(), b"9" * 600),
        "보고서가 너무 깁니다",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_it_is_refused_in_one_sentence(case: str) -> None:
    made, said = BAD[case]
    with pytest.raises(Refusal) as refused:
        report.read("보고서.docx", made())
    assert said in refused.value.sentence
    assert SENTENCE.fullmatch(refused.value.sentence), refused.value.sentence


async def test_a_reader_that_breaks_ends_with_its_own_process() -> None:
    with pytest.raises(own_process.TooComplex, match="RecursionError"):
        await own_process.read("import", "보고서.docx", hostile.deep())


def test_a_reader_whom_nobody_waits_for_any_more_ends_by_itself() -> None:
    asked = {"name": "보고서.docx", "body": b64encode(hostile.many_elements()).decode()}
    child = subprocess.run(
        [sys.executable, "-m", "bot.documents", "import"],
        input=json.dumps(asked | {"seconds": 1.5}).encode(),
        stdout=subprocess.DEVNULL,
        check=False,
    )
    assert child.returncode == -signal.SIGXCPU


async def test_a_reader_that_wants_too_much_memory_or_work_is_ended() -> None:
    with pytest.raises(own_process.TooLarge, match="MemoryError"):
        await own_process.read(
            "import", "보고서.docx", hostile.heavy_elements(), seconds=40, patience=50
        )
    with pytest.raises(own_process.TooComplex, match="ended with"):
        await own_process.read("import", "보고서.docx", hostile.many_elements(), seconds=1)
    told = await own_process.read("import", "보고서.txt", SEED)
    assert len(told["rows"]) == 4


async def test_a_refusal_of_the_child_reaches_the_officer() -> None:
    with pytest.raises(Refusal, match="너무 커지는 파일"):
        await own_process.read("import", "보고서.xlsx", hostile.cell_bomb())
