"""Reports with contents that no form was drawn for, each made of a seed."""

from dataclasses import replace
from random import Random

from storage.facts.pledge import Head, Signer
from storage.report.report_shapes import MoneyTable, Report, ReportLine, ReportRow
from storage.rules.terms import BudgetKind, Source
from tests.helpers.printed_report import report

LARGEST = 10**15
POSTS = (
    *("과장", "팀장", "담당자", "주무관", "과장(직무대리)", "일자리정책팀장(직무대리)"),
    *("시간선택제임기제공무원(마급)", "고용할당제 추진단장 직무대리 겸 일자리센터장", ""),
)
NAMES = (
    *(
        "홍○○",
        "김○",
        "남궁○○",
        "홍○○·김○○",
        "가나다라마바사아자차",
        "알렉산드르 이바노비치 페트로프",
    ),
    *("Maria-Fernanda de la Cruz Gonzalez", "가" * 40, "WWWWWWWWWWWWWWWWWWWWWWWW", ""),
)
PHONES = (
    *("000-0000", "031-0000-0000", "02-123-4567", "031-0000-0000(내선 0001)", "010-0000-0000"),
    *("031-0000-0000, 0001", "031-0000-0000~3704", "031-0000-0000 / 팩스 031-0000-1000", ""),
)
CODES = ("1-4-3", "", "가-12-3(신규)", "1-4-3-10-2", "2026-일자리경제국-일자리정책과-17")
TITLES = (
    *("고양시 고용할당제 도입", "", "고용할당제", "고양시민우선고용" * 8),
    "고양시 고용할당제 도입 및 대규모공사·기업입주 연계 고양시민 우선고용 활성화 종합 추진계획 "
    "수립과 이행 점검",
)
DEPARTMENTS = ("일자리정책과", "", "일자리경제국 일자리정책과 고용할당제추진단", "가" * 30)
COLUMNS = ("기투자", "'26.7.", "'27", "'28", "'29", "'30.6.", "'31", "'32", "임기후")
WORDS = (
    *("가" * 200, "A" * 200, "한 줄이 삼백 자가 되도록 " * 21, "1" * 60, "축하 😀 ᄒᆞᆫ글 㐀 李○○"),
    "문의 및 상담은 고양시 일자리센터 일자리정책팀 대표전화:031-0000-0000(내선 0001)로",
    "총사업비1,234,567,890,123원을확보하고국비370,368백만원과시비12,345,678원을집행하였음",
    *('=1+1 <A&B> "q" ]]> #eval(1) $a$ @x', "Ⅷ㎧㎯㈜№ ½ ㎡ ★ ☎ 031-0000-0000"),
)
NOTES = ("", "", "문의 031-0000-0000", "1,234,567,890원", "담당자변경", "W" * 30, "비고 글 " * 20)
LABELS = (
    "그동안 추진실적 (2018. ~ 2021.6.)",
    "대규모공사기업입주고용할당제그동안추진실적" * 2,
    "",
)


def stressed(seed: int) -> Report:
    """The report of that seed; equal seeds are equal reports."""
    dice = Random(seed)
    people = tuple(
        Signer(dice.choice(POSTS), dice.choice(NAMES), dice.choice(PHONES))
        for _ in range(dice.randrange(7))
    )
    title = dice.choice(TITLES)
    head = Head(dice.choice(CODES), title, dice.choice(DEPARTMENTS), people)
    return replace(
        report(),
        head=head,
        rows=tuple(_row(dice) for _ in range(dice.randint(1, 4))),
        money=(_money(dice, BudgetKind.PLAN), _money(dice, BudgetKind.SECURED)),
        problems=tuple(_line(dice) for _ in range(dice.randrange(4))),
    )


def _row(dice: Random) -> ReportRow:
    lines = tuple(_line(dice) for _ in range(dice.randrange(9)))
    return ReportRow(dice.choice(LABELS), lines, dice.choice(NOTES))


def _line(dice: Random) -> ReportLine:
    return ReportLine(dice.randint(1, 3), dice.choice(WORDS))


def _money(dice: Random, kind: BudgetKind) -> MoneyTable:
    columns = COLUMNS[: dice.randint(4, len(COLUMNS))]
    if dice.random() < 0.2:
        return MoneyTable(kind, True, columns=columns)
    digits = dice.randint(0, 15)
    cells = {
        source: {
            column: dice.choice((1, 1, 1, -1)) * dice.randint(0, 10**digits)
            for column in columns
            if dice.random() < 0.8
        }
        for source in Source
        if digits
    }
    return MoneyTable(kind, False, cells, columns)
