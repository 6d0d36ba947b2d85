"""The formats in which a paper leaves the office; each is drawn by `bot/documents/<format>.py`."""

from enum import StrEnum


class Format(StrEnum):
    """Stands as `NAME = "ending", photos, form, letters` in the order of the buttons."""

    photos: bool  # whether the album of photos can stand behind the report
    form: bool  # whether the office's own form is filled
    letters: bool  # whether letters of the office are written in it

    def __new__(
        cls, value: str, photos: bool = False, form: bool = False, letters: bool = False
    ) -> "Format":
        """Make the member compare as its ending, which stands in buttons and file names."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.photos, member.form, member.letters = photos, form, letters
        return member

    HWPX = "hwpx", True, True, True
    PDF = "pdf", True, False, True
    DOCX = "docx", True, False, False
    XLSX = "xlsx", False, False, False  # a workbook is for figures

    @property
    def label(self) -> str:
        """The word on a button."""
        return self.value.upper()


WITH_PHOTOS = tuple(one for one in Format if one.photos)
OF_LETTERS = tuple(one for one in Format if one.letters)
EVERY = "all"
"""What the command line takes for all of them."""
