"""A .hwp is read as the HWPX of the same document is, and what is not read is told."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from dochan import Dochan

from bot.documents import own_form
from bot.documents.reading import hwpx as hwpx_reader
from bot.documents.reading import kinds, losses, report
from bot.documents.reading.pieces import Grid, Pieces
from storage.rules.errors import Refusal
from tests.helpers import hostile
from tests.helpers.hwp_writer import FOR_READING, PACKED, hwp_of, saved_as_hwp
from tests.helpers.imported import seed_file
from tests.helpers.made import shapes
from tests.helpers.made.hwpx import hwpx
from tests.helpers.made.reports import made
from tests.helpers.made.shapes import (
    Box,
    Cell,
    Composed,
    Deleted,
    Hidden,
    Memo,
    Note,
    Paper,
    Para,
    Run,
    Said,
    Small,
    Table,
)

pytestmark = pytest.mark.long

FEW = range(0, 66, 5)
SEED = seed_file("hwpx")


def of_hwp(body: bytes) -> Pieces:
    found = kinds.opened(body, kinds.REPORT).hwp
    assert found is not None
    return found.pieces()


def of_hwpx(body: bytes) -> Pieces:
    archive = kinds.opened(body, kinds.REPORT).archive
    assert archive is not None
    return hwpx_reader.read(archive)


def paper(*runs: Run, inside: Iterable[Run] = (), ends: str = "") -> bytes:
    """A .hwp with one paragraph, and a table of one row whose second cell holds another."""
    cells = (Cell(0, 0, (Para((Said("구분"),)),)), Cell(0, 1, (Para((Said("내용"), *inside)),)))
    blocks = (Para(runs), Table(cells))
    return saved_as_hwp(hwpx(Paper(blocks, ends, ends)))


@pytest.mark.parametrize("flags", [0, PACKED])
def test_the_real_report_reads_the_same(flags: int) -> None:
    assert report.read("a.hwpx", saved_as_hwp(SEED, flags=flags)) == report.read("a.hwp", SEED)


@pytest.mark.parametrize("number", FEW)
def test_any_report_has_the_same_pieces(number: int) -> None:
    body = hwpx(made(number).paper)
    assert of_hwp(saved_as_hwp(body)).found == of_hwpx(body).found


def test_the_words_over_a_table_stand_before_it() -> None:
    table = Table((Cell(0, 0, (Para((Said("가"),)),)), Cell(0, 1, ())), caption="(단위: 천원)")
    found = of_hwp(saved_as_hwp(hwpx(Paper((table,))))).found
    assert found[0] == "(단위: 천원)"
    assert isinstance(found[1], Grid)


LEFT: dict[str, tuple[Run, str]] = {
    "a footnote": (Note("각주의 글"), "각주"),
    "a memo": (Memo("메모의 글"), "메모"),
    "a hidden comment": (Hidden("숨은 글"), "숨"),
    "a text box": (Box((Para((Said("상자의 글"),)),)), "글상자"),
    "small letters": (Small("본말", "위의 글"), "덧말"),
    "what was deleted": (Deleted("지운 글"), "변경 내용 추적"),
}


@pytest.mark.parametrize("case", LEFT)
def test_what_stands_beside_the_text_is_told_and_not_read(case: str) -> None:
    run, said = LEFT[case]
    for body in (paper(Said("앞"), run, Said("뒤")), paper(inside=(run,))):
        found = of_hwp(body)
        told = losses.told(found.losses)
        assert sum(said in one for one in told) == 1, told
        texts = shapes.letters(*(text for one in found.found for text in words(one)))
        assert not texts & shapes.letters("각주메모숨상자위지운")
    assert of_hwp(paper(Said("앞"))).losses == []


def test_heads_of_pages_are_told() -> None:
    told = losses.told(of_hwp(paper(ends="쪽의 머리")).losses)
    assert told == ["머리말·꼬리말 2개를 읽지 않았습니다: ‘쪽의 머리’, ‘쪽의 머리’"]


def test_letters_laid_over_each_other_stand_where_they_were() -> None:
    found = of_hwp(paper(Said("박람회 "), Composed("29"), Said("개사")))
    assert found.found[0] == "박람회 29개사"


def words(piece: str | Grid) -> list[str]:
    if isinstance(piece, str):
        return [piece]
    return [text for cell in piece.cells for text in cell.paragraphs]


def test_a_foreign_reader_finds_the_same_words(tmp_path: Path) -> None:
    (tmp_path / "a.hwp").write_bytes(saved_as_hwp(SEED))
    (tmp_path / "a.hwpx").write_bytes(SEED)
    texts = [Dochan(str(tmp_path / f"a.{one}")).to_plain_text() for one in ("hwp", "hwpx")]
    assert texts[0] == texts[1]
    ours = [text for one in of_hwp(saved_as_hwp(SEED)).found for text in words(one)]
    assert shapes.letters(*ours) == shapes.letters(texts[0])


def test_a_name_that_is_wrong_changes_nothing() -> None:
    assert report.read("a.hwp", SEED) == report.read("a.hwpx", saved_as_hwp(SEED))


def test_a_form_of_hwp_is_told_its_names_and_the_way() -> None:
    body = saved_as_hwp(own_form.sample({}))
    with pytest.raises(Refusal) as told:
        own_form.checked("서식.hwp", body)
    assert "찾은 이름: 과제코드, 과제명, 소관부서" in told.value.sentence
    assert "HWPX 문서(.hwpx)를 골라 저장한 뒤" in told.value.sentence


def test_a_file_that_unpacks_to_too_much_is_refused() -> None:
    body = hostile.old_hwp(b"\0" * (60 << 20))
    with pytest.raises(Refusal, match="너무 커지는 파일"):
        report.read("a.hwp", body)


def test_records_that_are_cut_off_are_refused() -> None:
    for wrong in (b"\x42\0\xf0\xff\xff\xff\xff\x7f", b"\x42\0\x80\1\0", b"\x42"):
        with pytest.raises(Refusal, match="온전하지 않습니다"):
            report.read("a.hwp", hostile.old_hwp(wrong))


def test_a_file_of_nothing_but_records_is_refused() -> None:
    with pytest.raises(Refusal, match="너무 커지는 파일"):
        report.read("a.hwp", hostile.old_hwp(b"\x42\0\0\0" * 600_000))


def test_a_document_for_reading_alone_that_cannot_be_opened_is_told_as_one() -> None:
    body = hwp_of({"DocInfo": b"", "ViewText/Section0": bytes(300)}, flags=FOR_READING)
    with pytest.raises(Refusal, match="배포용으로 저장된"):
        report.read("a.hwp", body)


def test_a_document_without_a_body_is_not_whole() -> None:
    with pytest.raises(Refusal, match="온전하지 않습니다"):
        report.read("a.hwp", hwp_of({"DocInfo": b""}))
