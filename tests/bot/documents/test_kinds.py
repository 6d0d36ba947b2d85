"""Whatever is sent, and for whatever purpose, the same true sentence says what it is."""

import re
from collections.abc import Callable

import pytest

from bot.documents import own_form, plan_table_reader
from bot.documents.reading import kinds, report
from storage.rules.errors import Refusal
from tests.helpers import hostile
from tests.helpers.hwp_writer import DRM, LOCKED, PACKED, saved_as_hwp
from tests.helpers.imported import seed_file

pytestmark = pytest.mark.long

PURPOSES: dict[str, Callable[[str, bytes], object]] = {
    "report": report.read,
    "plan table": plan_table_reader.read,
    "form": own_form.checked,
    "list": kinds.only_text,
}
SAME: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "빈 파일(0바이트)입니다"),
    "pdf": (lambda: b"%PDF-1.7\n", "PDF는 읽지 못합니다"),
    "png": (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "그림 파일은 읽지 못합니다"),
    "jpeg": (lambda: b"\xff\xd8\xff\xe0" + b"\0" * 99, "사진 파일은 읽지 못합니다"),
    "rtf": (lambda: b"{\\rtf1 }", "(.rtf)는 읽지 못합니다"),
    "hwp 3": (lambda: b"HWP Document File V3.00 \x1a", "한글 97 이전"),
    "hml": (lambda: b'<?xml version="1.0"?><HWPML Version="2.8"/>', "(.hml)는 읽지 못합니다"),
    "guarded": (lambda: b"\x9b DRMONE  This Document is encrypted", "문서 보안(DRM)"),
    "guarded otherwise": (lambda: b"SCDSA004" + b"\0" * 99, "문서 보안(DRM)"),
    "zip of files": (lambda: hostile.zipped({"보고서.hwpx": b"PK", "a.txt": "x"}), "(.zip)이라"),
    "7z": (lambda: b"7z\xbc\xaf\x27\x1c\0\4", "(.7z)이라"),
    "egg": (lambda: b"EGGA" + b"\0" * 20, "(.egg)이라"),
    "zip in a document": (hostile.nested, "다른 압축 파일"),
    "pptx": (lambda: hostile.zipped({"ppt/presentation.xml": "<p/>"}), "파워포인트 파일(.pptx)"),
    "xlsb": (lambda: hostile.zipped({"xl/workbook.bin": "x"}), "(.xlsb)은 읽지 못합니다"),
    "xls": (lambda: hostile.old_office("Workbook"), "옛 엑셀 파일(.xls)"),
    "doc": (lambda: hostile.old_office("WordDocument"), "옛 워드 파일(.doc)"),
    "ppt": (lambda: hostile.old_office("PowerPoint Document"), "파워포인트 파일(.ppt)"),
    "msi": (lambda: hostile.old_office("\u4840\u3f7f\u4164\u422f\u4836"), "설치 파일(.msi)"),
    "other container": (lambda: hostile.old_office("Contents"), "문서가 아닌 복합 파일"),
    "password of Office": (lambda: hostile.old_office("EncryptedPackage"), "암호가 걸린 파일"),
    "password of HWPX": (hostile.locked_hwpx, "암호가 걸린 파일"),
    "password of HWP": (lambda: hostile.locked_hwp(LOCKED | PACKED), "암호가 걸린 파일"),
    "guarded HWP": (lambda: hostile.locked_hwp(DRM | PACKED), "보안(DRM·인증서)"),
    "HWP before 5": (lambda: _older(), "5.0보다 오래된"),
    "cut HWPX": (lambda: seed_file("hwpx")[:-400], "온전하지 않습니다"),
    "cut DOCX": (lambda: seed_file("docx")[:20_000], "온전하지 않습니다"),
    "cut HWP": (lambda: saved_as_hwp(seed_file("hwpx"))[:4000], "온전하지 않습니다"),
    "macros": (hostile.with_macros, "매크로가 든 파일"),
    "bytes": (lambda: b"\x00\x81\xff\xfe" * 9, "읽을 수 있는 파일이 아닙니다"),
}
SENTENCE = re.compile(r"[^\n]+(?:다|오)\.(?: [^\n]+(?:다|오)\.)*")


def _older() -> bytes:
    return saved_as_hwp(seed_file("hwpx"), version=b"\0\0\0\4")


def refused(purpose: str, body: bytes) -> str:
    """What is said of it; fails when it is taken."""
    with pytest.raises(Refusal) as told:
        PURPOSES[purpose]("파일.hwp", body)
    return told.value.sentence


@pytest.mark.parametrize("case", SAME)
def test_every_purpose_says_the_same_of_it(case: str) -> None:
    made, said = SAME[case]
    body = made()
    first = {purpose: refused(purpose, body).partition(". ")[0] for purpose in PURPOSES}
    assert len(set(first.values())) == 1, first
    for purpose in PURPOSES:
        whole = refused(purpose, body)
        assert said in whole
        assert SENTENCE.fullmatch(whole), whole


def test_what_to_send_instead_is_what_the_purpose_takes() -> None:
    pdf = b"%PDF-1.7"
    assert "HWPX, HWP, DOCX, XLSX 또는 텍스트(.txt) 파일로" in refused("report", pdf)
    assert "XLSX, CSV, HWPX, HWP 또는 DOCX 파일로" in refused("plan table", pdf)
    assert "서식은 한글 HWPX 문서만 됩니다" in refused("form", pdf)
    assert "CSV(.csv) 또는 텍스트(.txt) 파일로" in refused("list", pdf)
    sheet = hostile.old_office("Workbook")
    assert "통합 문서(.xlsx)를 골라" in refused("report", sheet)
    assert "CSV(.csv)" in refused("list", sheet)


def test_a_sound_file_for_the_wrong_purpose_is_told_as_what_it_is() -> None:
    for ending in ("hwpx", "docx", "xlsx"):
        assert f"(.{ending})입니다" in refused("list", seed_file(ending))
    assert "엑셀 통합 문서(.xlsx)입니다" in refused("form", seed_file("xlsx"))
    assert "취합표를 찾지 못했습니다" in refused("plan table", seed_file("docx"))


def test_a_text_that_begins_like_a_picture_is_a_text() -> None:
    assert kinds.opened("BM사업 추진실적".encode(), kinds.REPORT).kind is kinds.Kind.TEXT
