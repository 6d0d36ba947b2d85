"""HTML to text and entities, with Telegram's complaints."""

from typing import Any

import pytest

from bot.simulator.wire.entities import detect, formatted
from bot.simulator.world.refusal import Refused


def kinds(text: str, mode: str = "HTML") -> list[tuple[str, str]]:
    """Each entity with the piece of text that it covers."""
    plain, entities = formatted(text, mode, None)
    units = plain.encode("utf-16-le")
    return [
        (e["type"], units[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le"))
        for e in entities
    ]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<b>굵게</b> 보통", [("bold", "굵게")]),
        ("😀<i>기울임</i>", [("italic", "기울임")]),
        ("<b>가<i>나</i></b>", [("bold", "가나"), ("italic", "나")]),
        ("<b>가<i>나</></>", [("bold", "가나"), ("italic", "나")]),
        ("<u>밑줄</u><s>지움</s>", [("underline", "밑줄"), ("strikethrough", "지움")]),
        ('<span class="tg-spoiler">가림</span>', [("spoiler", "가림")]),
        ("<blockquote expandable>접음</blockquote>", [("expandable_blockquote", "접음")]),
        ('<tg-time unix="1785488400" format="r">7. 31.</tg-time>', [("date_time", "7. 31.")]),
        ("<b></b>글", []),
        ("<code>/help</code>", [("code", "/help")]),
    ],
)
def test_tags_become_entities(source: str, found: list[tuple[str, str]]) -> None:
    assert kinds(source) == found


def test_a_link_a_mention_and_a_language_keep_what_they_point_to() -> None:
    source = (
        '<a href="https://a.kr/?x=1&amp;y=2">고리</a> <a href="tg://user?id=7">사람</a>'
        ' <pre><code class="language-python">x</code></pre>'
    )
    link, person, code = formatted(source, "html", None)[1]
    assert link["url"] == "https://a.kr/?x=1&y=2"
    assert (person["type"], person["user"]["id"]) == ("text_mention", 7)
    assert (code["type"], code["language"]) == ("pre", "python")


def test_escaped_signs_are_read() -> None:
    assert formatted("&lt;주&gt; &amp; &#44032;&#xAC01; &unknown;", "HTML", None) == (
        "<주> & 가각 &unknown;",
        [],
    )


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("(주)가 < 나", 'Unsupported start tag "" at byte offset 9'),
        ("<h1>", 'Unsupported start tag "h1" at byte offset 0'),
        ("<b>굵게", 'Can\'t find end tag corresponding to start tag "b"'),
        ("</b>", "Unexpected end tag at byte offset 0"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<a href="x>고리</a>', "Unclosed start tag at byte offset 0"),
    ],
)
def test_broken_markup_is_refused_with_telegrams_words(source: str, complaint: str) -> None:
    with pytest.raises(Refused) as refusal:
        formatted(source, "HTML", None)
    assert refusal.value.description == f"Bad Request: can't parse entities: {complaint}"


def test_without_a_mode_signs_stay_signs() -> None:
    assert formatted("<b>글</b>", "", None) == ("<b>글</b>", [])


def test_spaces_around_are_cut_and_entities_move() -> None:
    text, entities = formatted("  \n<b> 굵게 </b> ", "HTML", None)
    assert (text, entities) == ("굵게", [{"offset": 0, "length": 2, "type": "bold"}])


def test_commands_links_mentions_and_hashtags_are_found() -> None:
    text = "/status@quota_bot 뒤 https://a.kr/x, @someone #고용 a@b.kr 7/3 1/2"
    found: list[dict[str, Any]] = detect(text, [])
    assert [(e["type"], text[e["offset"] :][: e["length"]]) for e in found] == [
        ("bot_command", "/status@quota_bot"),
        ("url", "https://a.kr/x"),
        ("mention", "@someone"),
        ("hashtag", "#고용"),
        ("email", "a@b.kr"),
    ]


def test_at_most_a_hundred_entities_are_kept() -> None:
    assert len(formatted("<b>가</b> " * 120, "HTML", None)[1]) == 100
