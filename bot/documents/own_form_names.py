"""The names that the cells and fields of an office's own form may bear, and what each gets."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from difflib import get_close_matches

from bot.documents.report_paper import (
    ADJUSTED,
    NON_BUDGET,
    is_adjusted,
    label_lines,
    money_rows,
    printed,
)
from storage.report.report_shapes import MoneyTable, Report
from storage.rules.errors import Refusal
from storage.rules.names import clean_text, cut
from storage.rules.terms import BudgetKind, LineSection

PERIOD, CONTENT, NOTE = "기간", "내용", "비고"
HALF, PHONE, ROUNDED = "반기", "연락처", "단수조정"
OF_LINES = {one.cell: one for one in LineSection}
NEEDED = ("과제명", PERIOD, CONTENT)
POSITIONS = ("과장", "팀장", "담당자")
ALL_SIGNED = ("직위", "성명", PHONE)
EACH_SIGNED = tuple(name for one in POSITIONS for name in (one, f"{one} {PHONE}"))
SIGNED = (*ALL_SIGNED, *EACH_SIGNED)
WAYS = (ALL_SIGNED, EACH_SIGNED)
MONEY = {"투자계획": BudgetKind.PLAN, "확보액": BudgetKind.SECURED}
"""Names of the upper left cell of the figures: 계 in the row, 계 in the column."""
KNOWN = (
    *("과제코드", "과제명", HALF, "소관부서"),
    *SIGNED,
    *(PERIOD, CONTENT, NOTE, *OF_LINES, *MONEY, ROUNDED),
)
CELLS_ONLY = (PERIOD, CONTENT, NOTE, *OF_LINES, *MONEY)
ALIKE = {
    **{"사업명": "과제명", "공약명": "과제명", "사업코드": "과제코드", "공약번호": "과제코드"},
    **{"담당부서": "소관부서", "부서": "소관부서", "직급": "직위", "이름": "성명"},
    **{"전화": PHONE, "구분": PERIOD, "실적": CONTENT, "계획": CONTENT, "참고": NOTE},
    **{"애로": "문제점", "투자": "투자계획", "사업비": "투자계획", "확보": "확보액"},
}
"""What offices call the same: a part of their name, and the name that is known here."""

MISSING = (
    "서식에 꼭 있어야 할 이름이 없습니다: {missing}\n찾은 이름: {found}{unknown}\n"
    "한글에서 표의 칸을 고르고 ‘셀 속성 → 필드 이름’에 적어 다시 보내 주십시오. 예: {example}"
)
NONE_FOUND = "없음"
UNKNOWN = "\n알 수 없는 이름: {names}"
MOST_TOLD, MOST_LETTERS = 60, 24


def plain(name: str) -> str:
    """A name as it is compared: nobody sees whether a space stands in it."""
    known = {"".join(one.split()): one for one in KNOWN}
    bare = "".join(name.split())
    return known.get(bare, name.strip())


def refuse_without_needed(names: Collection[str]) -> None:
    """Refusal that says what is missing, what was found, and what was found but is not known."""
    missing = [name for name in NEEDED if name not in names]
    if missing:
        found = ", ".join(name for name in KNOWN if name in names) or NONE_FOUND
        told = told_unknown(unknown(names))
        raise Refusal(
            MISSING.format(
                missing=", ".join(missing),
                found=found,
                unknown=UNKNOWN.format(names=told) if told else "",
                example=missing[0],
            )
        )


def unknown(names: Iterable[str]) -> list[tuple[str, str]]:
    """Names that mean nothing here, each with the known one that it is nearest to, or ""."""
    return [(name, nearest(name)) for name in sorted({*names} - {*KNOWN})]


def told_unknown(found: Sequence[tuple[str, str]]) -> str:
    """‘추진실적내용’ → ‘내용’?, 결재."""
    said = [
        f"‘{cut(name, MOST_LETTERS)}’ → ‘{near}’?" if near else cut(name, MOST_LETTERS)
        for name, near in found
    ]
    more = f" 외 {len(said) - MOST_TOLD}개" if len(said) > MOST_TOLD else ""
    return ", ".join(said[:MOST_TOLD]) + more


def nearest(name: str) -> str:
    """The known name that a strange one most likely means; "" where nothing is near."""
    bare = "".join(name.split())
    inside = [one for one in KNOWN if "".join(one.split()) in bare]
    if inside:
        return max(inside, key=lambda one: (len(one), bare.rfind("".join(one.split()))))
    meant = next((known for said, known in ALIKE.items() if said in bare), "")
    return meant or next(iter(get_close_matches(bare, KNOWN, n=1)), "")


def heads(report: Report) -> dict[str, list[str]]:
    """What names of one value get, a line each."""
    head, people = report.head, report.head.people
    told = {
        "과제코드": [head.code],
        "과제명": [head.title],
        HALF: [report.half.label],
        "소관부서": [head.department],
        "직위": [one.position for one in people],
        "성명": [one.name for one in people],
        PHONE: [one.phone for one in people],
        ROUNDED: [ADJUSTED] if any(is_adjusted(one) for one in report.money) else [],
    }
    for position in POSITIONS:
        own = [one for one in people if one.position == position]
        told[position] = [one.name for one in own]
        told[f"{position} {PHONE}"] = [one.phone for one in own]
    return {
        name: [clean_text(line) for line in lines if line] or [""] for name, lines in told.items()
    }


def values(report: Report) -> dict[str, list[str]]:
    """Every line that each known name gets; none where the report says nothing of it."""
    told = {name: [line for line in lines if line] for name, lines in heads(report).items()}
    told[PERIOD] = [" ".join(label_lines(row.label)) for row in report.rows if row.label]
    told[CONTENT] = [line.text for row in report.rows for line in printed(row.lines)]
    told[NOTE] = [row.note for row in report.rows if row.note]
    for name, section in OF_LINES.items():
        told[name] = [line.text for line in report.lines_of(section)]
    for name, kind in MONEY.items():
        table = next(one for one in report.money if one.kind is kind)
        told[name] = _money(table)
    return told


def _money(table: MoneyTable) -> list[str]:
    if table.non_budget:
        return [NON_BUDGET]
    total = money_rows(table)[0][0]
    return [f"계 {total}백만원"] if total else []


def lost(names: Collection[str], report: Report) -> list[tuple[str, int]]:
    """What the report says and a form of these names has no place for, with its lines."""
    told: Mapping[str, list[str]] = values(report)
    without = [name for name in lacking(names) if name not in (HALF, *EACH_SIGNED)]
    return [(name, len(told[name])) for name in without if told[name]]


def lacking(names: Collection[str]) -> list[str]:
    """Known names that a form lacks; of the two ways to name people one is enough."""
    of_people = next(
        (
            other
            for own, other in (WAYS, WAYS[::-1])
            if {*own} & {*names} and not {*other} & {*names}
        ),
        (),
    )
    return [name for name in KNOWN if name not in names and name not in of_people]
