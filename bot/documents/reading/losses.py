"""What of a file was left behind, or read in another way: where it stands, and its words.

A reader either hands words on or tells of them here. `told` makes the sentences, one for each kind
and place; nothing is dropped for being too much.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LONGEST, MOST_LETTERS = 160, 320
"""Letters of one loss, and of all that share a sentence: eight sentences fit into a message."""
BETWEEN = len("‘’, ")
CLIPPED = "{text}… (모두 {count:,}자)"
CELL = "{table}{row}행 {column}열{label}"
ROW = "‘{label}’ 칸"
BELOW = "‘{title}’ 아래"
OPENING = "보고서 첫머리"
OUTSIDE = "표 밖 {number}째 문단"
TABLE = "표 {number}"
LABEL_LETTERS = 24


@dataclass(frozen=True)
class Kind:
    """What happened to words; `left`: they are nowhere in what was read.

    `placed`: it is told by place; else once for the whole file.
    """

    sentence: str
    left: bool = True
    placed: bool = True


NESTED = Kind("표 안의 표 {count}개를 읽지 않았습니다")
BOX = Kind("글상자·도형 안의 글 {count}곳을 읽지 않았습니다")
BOX_READ = Kind("글상자·도형 안의 글 {count}곳을 그 자리의 글로 읽었습니다", left=False)
FRAME_READ = Kind("표 안의 한 줄짜리 표 {count}개를 그 자리의 글로 읽었습니다", left=False)
AUTOMATIC = Kind(
    "자동 글머리표로 쓴 문단 {count}개의 단계를 그 표시와 들여 쓴 깊이로 정했습니다",
    left=False,
    placed=False,
)
HIDDEN = Kind("숨긴 글 {count}곳을 읽지 않았습니다")
SYMBOL = Kind("기호 글꼴로 넣은 기호 {count}개를 읽지 못했습니다", left=False)
NOTE = Kind("각주·미주 {count}개를 읽지 않았습니다")
PAGE = Kind("머리말·꼬리말 {count}개를 읽지 않았습니다")
MEMO = Kind("메모 {count}개를 읽지 않았습니다")
SMALL = Kind("덧말 {count}곳은 본말만 읽었습니다")
COMPOSED = Kind("겹친 글자 {count}곳을 읽지 못했습니다", left=False)
DELETED = Kind("변경 내용 추적에서 지운 것으로 표시된 글 {count}곳을 뺐습니다")
ADDED = Kind("변경 내용 추적에서 더한 것으로 표시된 글 {count}곳도 읽었습니다", left=False)
TRACKED = Kind(
    "변경 내용 추적이 남아 있습니다. 지운 것으로 표시된 글은 빼고 읽었습니다", left=False
)
FORMULA = Kind("수식 {count}개를 읽지 않았습니다")
PICTURE = Kind("그림 {count}개는 글로 읽지 못했습니다", left=False)
OBJECT = Kind("끼워 넣은 개체 {count}개를 읽지 않았습니다")
COVERED = Kind("합친 칸에 가려진 글 {count}곳을 읽지 않았습니다")
OUT_OF_PLACE = Kind("표 밖의 글 {count}줄을 읽지 않았습니다")
OTHER_TABLE = Kind("보고서의 표가 아닌 표의 글 {count}줄을 읽지 않았습니다")
ASIDE = Kind("추진실적 표의 다른 열에 있는 글 {count}칸을 읽지 않았습니다")
REPEATED = Kind("같은 비고를 {count}번 더 읽지 않았습니다")
TITLE = Kind("제목 {count}개가 서식과 달라 비슷한 제목으로 읽었습니다", left=False)
ABOVE = Kind("제목이 없는 표 {count}개를 바로 위의 글로 알아보고 읽었습니다", left=False)
NON_BUDGET = Kind(
    "사업비가 비예산이라는 글 {count}줄을 사업비 표의 비예산으로 읽었습니다", left=False
)
HEAD = Kind("보고서 머리의 다른 칸 {count}곳을 읽지 않았습니다")
MONEY = Kind("사업비 표의 줄 {count}개를 읽지 않았습니다")
NO_AMOUNT = Kind("‘{words}’는 금액으로 읽지 못했습니다")
OTHER_COLUMN = Kind("‘{words}’ 열은 사업비 칸의 이름이 아니어서 읽지 않았습니다")
OTHER_ROW = Kind("이 봇의 표에 없는 줄 {count}개를 읽지 않았습니다")
SEVERAL = Kind("한 칸 아래에 금액이 둘 이상이라 {count}칸을 읽지 않았습니다")
MONTH = Kind(
    "열 이름 ‘{words}’을 1월로 읽었습니다. 10월이면 ‘2022.10.’처럼 적어 다시 보내 주십시오",
    left=False,
)
SPLIT = Kind("나뉜 칸의 금액 {count}개를 그 위의 이름으로 읽었습니다", left=False)
JOINED = Kind("표시 없이 시작하는 줄 {count}개를 바로 앞줄에 이어 붙였습니다", left=False)
GUESSED = Kind("○, -, · 표시가 없는 줄 {count}개를 · 줄로 읽었습니다", left=False)
LEARNED = Kind(
    "○, -, ·가 아닌 글머리표나 번호로 시작하는 줄 {count}개의 단계를 나온 차례로 정했습니다",
    left=False,
    placed=False,
)


@dataclass(frozen=True)
class Loss:
    """One of them. Tabs in the words part cells of a table, ends of lines its rows."""

    kind: Kind
    place: str = ""
    words: str = ""


class Told:
    """The losses of one file, each with the place where the reading stands."""

    def __init__(self) -> None:
        self.found: list[Loss] = []
        self.place = ""

    def tell(self, kind: Kind, words: str = "") -> None:
        """A loss at this place."""
        self.found.append(Loss(kind, self.place, words.strip()))

    def left(self, kind: Kind, words: str) -> None:
        """A loss, where there are words to lose."""
        if words.strip():
            self.tell(kind, words)


def cell_place(table: str, row: int, column: int, label: str = "") -> str:
    """A cell of a table by its row and column, counted from 0, and the name of its row."""
    table = f"{table}의 " if table else ""
    said = " ".join(label.split())
    named = f"(‘{_shortened(said, LABEL_LETTERS)}’)" if said else ""
    return CELL.format(table=table, row=row + 1, column=column + 1, label=named)


def row_place(label: str) -> str:
    """A row of the report by its label; a section by its title."""
    return ROW.format(label=_shortened(label, LABEL_LETTERS)) if label else ""


def below(section: str) -> str:
    """What stands under a title, outside of tables."""
    return BELOW.format(title=section) if section else OPENING


def told(found: Iterable[Loss | str]) -> list[str]:
    """A sentence for each kind and place: what was left behind, then what was read otherwise."""
    groups: dict[tuple[Kind, str] | str, list[str]] = {}
    for one in found:
        if isinstance(one, str):
            groups[one] = []
        else:
            place = one.place if one.kind.placed else ""
            groups.setdefault((one.kind, place), []).append(one.words)
    said: list[str] = []
    for about in sorted(groups, key=lambda one: not isinstance(one, str) and not one[0].left):
        said += [about] if isinstance(about, str) else _sentences(*about, groups[about])
    return said


def _sentences(kind: Kind, place: str, words: list[str]) -> Iterator[str]:
    """One, or more where the words of all would be too long to read."""
    if "{words}" in kind.sentence:
        yield from (_sentence(kind, place, 1, [_shown(one)]) for one in words)
        return
    part: list[str] = []
    count = room = 0
    for shown in map(_shown, words):
        if count and room + len(shown) > MOST_LETTERS:
            yield _sentence(kind, place, count, part)
            part, count, room = [], 0, 0
        count, room = count + 1, room + len(shown) + (BETWEEN if shown else 0)
        part += [shown] if shown and (kind.left or shown not in part) else []
    yield _sentence(kind, place, count, part)


def _sentence(kind: Kind, place: str, count: int, words: list[str]) -> str:
    said = kind.sentence.format(count=count, words="".join(words))
    at = f"{place}: " if place else ""
    shown = "" if "{words}" in kind.sentence else ", ".join(f"‘{one}’" for one in words)
    return f"{at}{said}: {shown}" if shown else f"{at}{said}."


def _shown(words: str) -> str:
    """On one line, clipped where it is long; then its length is said."""
    rows = (" | ".join(" ".join(cell.split()) for cell in row.split("\t")) for row in _rows(words))
    said = " / ".join(rows)
    if len(said) <= LONGEST:
        return said
    return CLIPPED.format(text=said[:LONGEST].rstrip(), count=len(said))


def _rows(words: str) -> list[str]:
    return [row for row in words.split("\n") if row.strip()]


def _shortened(said: str, most: int) -> str:
    return said if len(said) <= most else said[: most - 1] + "…"
