"""Plans, money, problems and letters: what the report prints besides results."""

from datetime import date
from random import Random

from tests.helpers.strangers import names, times
from tests.helpers.strangers.events import Told, typed
from tests.helpers.strangers.times import Half

MONEY = (1_000, 500_000, 1_500_000, 250_500_000, 49_499_999, 3_000_000_000, 1_234_567_000_000)


def item(dice: Random, half: Half) -> Told:
    """What a department means to do in a half."""
    text = names.title(dice)
    answers, true = {"내용": text}, {"half": half.code, "words": (text,), "result": False}
    counts: dict[str, int] = {}
    if dice.random() < 0.5:
        counts["목표"] = dice.randint(1, 99)
        answers["목표"] = typed(dice, counts["목표"])
    if dice.random() < 0.6:
        counts["고용할 시민"] = dice.randint(0, 60)
        answers["고용할 시민"] = typed(dice, counts["고용할 시민"])
        if dice.random() < 0.7:
            counts["전체 고용"] = counts["고용할 시민"] + dice.randint(0, 60)
            answers["전체 고용"] = typed(dice, counts["전체 고용"])
    if dice.random() < 0.4:
        answers["예산"] = f"{dice.choice(MONEY):,}원"
    return Told(answers, true={**true, "counts": counts, "why": "추진계획"})


def problem(dice: Random, half: Half) -> Told:
    """A line of the section on problems."""
    text = names.words(dice)
    answers = {"구분": dice.choice(("문제점", "개선대책")), "내용": text, "반기": half.words}
    return Told(answers, true={"half": half.code, "words": (text,), "result": False})


def letter(dice: Random, half: Half, today: date) -> Told:
    """A request to buy from a company; a result once it has its number."""
    day, company = times.day_in(dice, half, today), names.company(dice)
    answers = {
        "대상 기업": company,
        "우선구매 물품": names.title(dice),
        "받는 부서": "전 부서",
        "요청일": times.written(dice, day),
    }
    numbered = dice.random() < 0.6
    if numbered:
        answers["문서번호"] = f"가람과-{dice.randint(1, 9999)}"
    return Told(
        answers,
        true={
            "half": half.code,
            "words": (company,),
            "result": numbered,
            "why": "" if numbered else "문서번호 없음",
            "first": day,
            "last": day,
        },
    )


def money(dice: Random, half: Half, table: str, source: str) -> Told:
    """A row of a money table in the term of a half: some of its columns, one at least."""
    names_of = times.columns(half)
    chosen = dice.sample(names_of, dice.randint(1, len(names_of)))
    cells = {column: dice.choice(MONEY) for column in names_of if column in chosen}
    answers = {"임기": half.words, "표": table, "예산": "예산 있음", "재원": source}
    answers["금액"] = ", ".join(f"{column} {won}원" for column, won in cells.items())
    true = {"half": "", "result": False, "words": (), "counts": cells, "heading": table}
    return Told(answers, true={**true, "sort": source, "first": times.term(half)[0].first})
