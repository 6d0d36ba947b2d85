"""What lies in a PDF beside its words: the fonts that it brings, what it says of itself."""

from collections.abc import Mapping

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, PdfObject, StreamObject


def fonts_in(file: PdfReader) -> set[str]:
    """The families that its pages use, without the mark of a subset and without the weight."""
    return {
        str(_within(font, "/BaseFont")).split("+")[-1].split("-")[0]
        for page in file.pages
        for font in _dictionary(_within(page, "/Resources", "/Font")).values()
    }


def metadata_of(file: PdfReader) -> bytes:
    """The XML in which it says what it is."""
    found = _within(file.trailer, "/Root", "/Metadata")
    assert isinstance(found, StreamObject)
    return found.get_data()


def _within(held: PdfObject, *names: str) -> PdfObject:
    for name in names:
        found = _dictionary(held)[name].get_object()
        assert found is not None
        held = found
    return held


def _dictionary(held: PdfObject) -> Mapping[str, PdfObject]:
    found = held.get_object()
    assert isinstance(found, DictionaryObject)
    return found
