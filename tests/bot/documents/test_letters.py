"""Every letter an officer may type is printed, or shown to be missing."""

from itertools import chain

import pytest
import typst

from bot.documents.letters import FONTS, printable

SYLLABLES = [chr(code) for code in range(0xAC00, 0xD7A4)]
PLAIN = [chr(code) for code in chain(range(0x20, 0x7F), range(0x3131, 0x3164))]
MARKS = "□○·※→←↑↓–—‘’“”…%㎡△▲▽▼●■◆◇①②⑩㈜「」『』【】《》〈〉×÷±≤≥～￦°℃"
PANGRAM = "키스의 고유조건은 입술끼리 만나야 하고 특별한 기술은 필요치 않다"


@pytest.mark.parametrize("family", ["Quota Gothic", "Quota Myeongjo"])
@pytest.mark.parametrize("weight", ["regular", "bold"])
def test_each_font_alone_prints_all_syllables_letters_and_marks(family: str, weight: str) -> None:
    every = "".join([*SYLLABLES, *PLAIN, *MARKS])
    source = (
        f'#set text(font: "{family}", weight: "{weight}", fallback: false)\n'
        "#set page(height: auto)\n#sys.inputs.words"
    )
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS]
    )
    compiler = typst.Compiler(source.encode(), font_paths=fonts, ignore_system_fonts=True)

    # PDF/A refuses a letter that the font lacks, so having a file is the proof.
    pdf = compiler.compile(format="pdf", sys_inputs={"words": every}, pdf_standards="a-2b")

    assert isinstance(pdf, bytes)
    assert pdf.startswith(b"%PDF")


@pytest.mark.parametrize("text", ["".join(SYLLABLES), PANGRAM, MARKS, "✓〓◎☎", "2022. 6. 30."])
def test_what_the_fonts_hold_stays_as_it_is(text: str) -> None:
    assert printable(text) == text


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("참 잘했어요😀", "참 잘했어요〓"),
        ("👍🏽", "〓"),
        ("✉️ 메일", "〓 메일"),
        ("高陽市", "〓〓〓"),
        ("안\x00내\x1b\x7f", "안내"),
        ("\u1100\u1161\u11a8", "각"),
        ("첫 줄\r\n둘째 줄", "첫 줄\n둘째 줄"),
        ("가∙나・다", "가·나·다"),
        ("✔ 확인", "✓ 확인"),
        ("\ud83d", ""),
        ("\u202e뒤집기", "뒤집기"),
        ("", ""),
    ],
)
def test_what_they_lack_is_shown_as_missing(text: str, printed: str) -> None:
    assert printable(text) == printed
