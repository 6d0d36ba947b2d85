"""Cuts the phone page's typeface to what is said: `python -m tests.letters PYFTSUBSET`.

Of each weight there are three files: `words` holds every letter of our own words, `common` the
other syllables of KS X 1001, and the whole file what nobody expected; the last two are fetched
only when such a letter is shown. PYFTSUBSET is that program of fonttools 4.68.0, which needs
brotli beside it; `bot/simulator/page/fonts/README.md` tells how to get both.
"""

import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "bot" / "simulator" / "page"
FONTS = PAGE / "fonts"
SHEET = PAGE / "letters.css"
ROOMS = ("bot", "handlers", "scheduler", "storage")
WORDS = {".py", ".csv", ".play", ".json", ".js", ".html", ".txt"}
WEIGHTS = {"regular": "400", "semibold": "600 700"}
SYLLABLES = range(0xAC00, 0xD7A4)
MARKS = (
    (0x20, 0x7F),
    (0xA0, 0x100),
    (0x2010, 0x2028),
    (0x20A9, 0x20AA),
    (0x2190, 0x219A),
    (0x2460, 0x2474),
    (0x25A0, 0x2714),
    (0x3000, 0x3012),
)
"""Letters of every page that are no syllables: Latin, digits, punctuation, arrows, signs."""
FEATURES = "ccmp,locl,kern,mark,mkmk,tnum"
HEAD = "/* Made by `python -m tests.letters`: for which letters each file is fetched. */"
FACE = """
@font-face {{
  font-family: "Goyang Sans";
  font-weight: {weight};
  font-display: swap;
  src: url("fonts/goyang-sans-{name}.woff2") format("woff2");{range}
}}
"""


def said() -> set[int]:
    """Every syllable that stands in the product's sources and data."""
    files = (file for room in ROOMS for file in (ROOT / room).rglob("*") if file.suffix in WORDS)
    letters = {letter for file in files for letter in file.read_text(encoding="utf-8")}
    return {ord(letter) for letter in letters if ord(letter) in SYLLABLES}


def common() -> set[int]:
    """The 2,350 syllables of KS X 1001, which ordinary Korean is written with."""
    return {one for one in SYLLABLES if len(chr(one).encode("euc_kr")) == 2}


def ranges(letters: Iterable[int]) -> Iterator[str]:
    """The letters as a style sheet names them."""
    runs: list[list[int]] = []
    for one in sorted(letters):
        if runs and one == runs[-1][1] + 1:
            runs[-1][1] = one
        else:
            runs.append([one, one])
    for first, last in runs:
        yield f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}"


def sheet(words: set[int]) -> str:
    """The faces: of two that hold a letter, a browser takes the later one."""
    every = f"U+{SYLLABLES[0]:X}-{SYLLABLES[-1]:X}"
    faces = [HEAD]
    for name, weight in WEIGHTS.items():
        faces.append(FACE.format(weight=weight, name=name, range=""))
        faces.append(_face(weight, f"{name}-common", every))
        faces.append(_face(weight, f"{name}-words", ", ".join(ranges(words))))
    return "".join(faces)


def _face(weight: str, name: str, letters: str) -> str:
    return FACE.format(weight=weight, name=name, range=f"\n  unicode-range: {letters};")


def main(program: str) -> None:
    """Writes the four files and the style sheet, and says how many bytes each has."""
    words = said() | {one for first, end in MARKS for one in range(first, end)}
    for name in WEIGHTS:
        _cut(program, name, f"{name}-words", words)
        _cut(program, name, f"{name}-common", common() - words)
    SHEET.write_text(sheet(words), encoding="utf-8")
    for file in sorted(FONTS.glob("goyang-sans-*.woff2")):
        sys.stdout.write(f"{file.name} {file.stat().st_size:,}\n")


def _cut(program: str, whole: str, part: str, letters: set[int]) -> None:
    subprocess.run(
        [
            program,
            FONTS / f"goyang-sans-{whole}.woff2",
            f"--output-file={FONTS / f'goyang-sans-{part}.woff2'}",
            f"--unicodes={','.join(f'{one:x}' for one in sorted(letters))}",
            f"--layout-features={FEATURES}",
            "--flavor=woff2",
            "--no-hinting",
            "--name-IDs=*",
        ],
        check=True,
    )


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
