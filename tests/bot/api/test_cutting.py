"""Words longer than a message: as much as fits, and how much is left out."""

from hypothesis import given
from hypothesis import strategies as st

from bot.api.cutting import MOST, cut, length

LINE = st.text(st.sampled_from("가나 a&😀"), max_size=300).map(
    lambda words: f"<b>{words.replace('&', '&amp;')}</b>"
)


@given(st.lists(LINE, min_size=1, max_size=20).map(lambda lines: "\n".join(lines * 30)))
def test_it_fits_and_begins_as_it_was_written(html: str) -> None:
    made = cut(html)
    assert length(made) <= MOST
    if length(html) <= MOST:
        assert made == html
    else:
        kept = made.split("\n")[:-1]
        assert kept == html.split("\n")[: len(kept)]
        assert f"외 {len(html.splitlines()) - len(kept)}줄" in made


def test_one_line_that_is_too_long_by_itself_is_cut_in_itself() -> None:
    made = cut("<i>" + "&lt;😀" * 3000 + "</i>")
    assert length(made) <= MOST
    assert made.endswith("…")
