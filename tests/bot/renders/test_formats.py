"""Every format that a button offers is drawn by somebody."""

from bot.renders import report
from storage.report.formats import OF_LETTERS, WITH_PHOTOS, Format


def test_a_format_that_nobody_draws_is_named_at_the_start() -> None:
    assert report.undrawn([*Format, "odt"]) == ["odt"]


def test_a_workbook_is_for_figures_and_a_letter_is_for_the_approval_system() -> None:
    assert [one.label for one in Format] == ["HWPX", "PDF", "DOCX", "XLSX"]
    assert WITH_PHOTOS == ("hwpx", "pdf", "docx")
    assert OF_LETTERS == ("hwpx", "pdf")
