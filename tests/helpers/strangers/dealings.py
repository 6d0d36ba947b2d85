"""Agreements with what was promised and came of it, works with their subcontracts and heads."""

from datetime import date, timedelta
from random import Random

from tests.helpers.strangers import names, times
from tests.helpers.strangers.events import Told, typed
from tests.helpers.strangers.times import Half
from tests.helpers.strangers.truth import PRINTED_PROMISES

OPEN, KEPT = "이행중", "이행 완료"
REACHED = ("이행 완료로 적기", "이행중으로 두기")
PROMISED = (OPEN, KEPT, "일부 이행", "기한 경과", "이행 불가")
CONTACTS = ("전화", "방문", "간담회", "공문", "회의", "기타")
STAGES = ("착공", "기성", "준공")
TENDER = ("종합", "전문", "전기·기타")
AMOUNTS = (9_900_000, 99_999_999, 100_000_000, 250_500_000, 1_234_567_890, 9_876_543_210_000)


def agreement(dice: Random, half: Half, today: date) -> Told:
    """Of two to four, the city among them or not."""
    others = list(dict.fromkeys(names.company(dice) for _ in range(dice.randint(1, 3))))
    city = dice.random() < 0.6 or len(others) == 1
    parties = ["고양시", *others] if city else others
    when = times.some_time(dice, half, today)
    title = dice.choice(("업무협약", names.title(dice)))
    answers = {"협약 기관": ", ".join(parties), "협약 이름": title}
    answers["체결일"] = when.answers.pop("날짜")
    answers |= {label: words for label, words in when.answers.items() if label == "반기"}
    if dice.random() < 0.5:
        answers["목적"] = names.words(dice)
    if dice.random() < 0.6:
        ends = today + timedelta(days=dice.randint(-40, 900))
        if ends > when.last:
            answers["만료일"] = times.written(dice, ends)
    if dice.random() < 0.5:
        answers["연락 주기"] = f"{dice.choice((1, 3, 6, 12))}개월"
    words = (title, answers.get("목적", ""), *parties)
    return Told(
        answers,
        true={"half": when.half.code, "words": words, "first": when.first, "last": when.last},
    )


def promise(dice: Random, half: Half, of: str) -> Told:
    """What a party promised, and how far it has come; without a day it is of its agreement.

    It is a result once it is said to be kept, or something of it was counted.
    """
    text, state = names.title(dice), dice.choice(PROMISED)
    answers, settles = {"이행사항": text}, (dice.choice(REACHED),)
    true = {"half": of, "words": (text,)}
    if dice.random() < 0.6:
        due = times.day_in(dice, half)
        answers["기한"] = times.written(dice, due)
        true["half"] = Half.of(due).code
    if dice.random() < 0.6:
        target, delivered = dice.randint(1, 90), dice.randint(0, 120)
        answers["목표"] = typed(dice, target)
        if dice.random() < 0.6:
            answers["지금까지"] = str(delivered)
            if delivered >= target and state == OPEN and settles == (REACHED[0],):
                state = KEPT  # as he agrees when he is asked
    if state not in (OPEN, KEPT) or "지금까지" not in answers:
        answers |= {"이행": state} if state != OPEN else {}
    came = state in PRINTED_PROMISES or int(answers.get("지금까지", "0")) > 0
    return Told(answers, settles, {**true, "result": came, "why": state})


def contact(dice: Random, half: Half, today: date) -> Told:
    """Somebody was called, visited, written to."""
    when, text = times.some_day(dice, half, today), names.title(dice)
    answers = {"날짜": when.typed, "방법": dice.choice(CONTACTS), "내용": text}
    answers["결과"] = names.words(dice)
    if dice.random() < 0.4:
        ahead = today + timedelta(days=dice.randint(1, 200))
        answers["다음 연락"] = times.written(dice, ahead)
    words = (text, answers["결과"])
    return Told(
        answers,
        true={"half": when.half.code, "words": words, "first": when.first, "last": when.last},
    )


def contract(dice: Random, half: Half, today: date) -> Told:
    """Works, large or not."""
    day, amount = times.day_in(dice, half, today), dice.choice(AMOUNTS)
    title = names.title(dice)
    answers = {
        "공사 이름": title,
        "계약 업체": names.company(dice),
        "계약 금액": f"{amount:,}원",
        "공고일": times.written(dice, day),
        "공사 종류": dice.choice(TENDER),
        "단계": dice.choice(STAGES),
    }
    if dice.random() < 0.4:
        answers["권장에 못 미친 사유"] = names.words(dice)
    words = (title, answers.get("권장에 못 미친 사유", ""), answers["계약 업체"])
    return Told(
        answers,
        true={
            "half": half.code,
            "amount": amount,
            "first": day,
            "last": day,
            "words": words,
        },
    )


def subcontract(dice: Random, of: str, most: int) -> Told:
    """A part of works given on, to somebody here or elsewhere."""
    amount, local = dice.randint(most // 10 + 1, most // 4 + 2), dice.random() < 0.5
    answers = {
        "하도급 업체": names.company(dice),
        "업체 소재": "관내" if local else "관외",
        "하도급 금액": f"{amount:,}원",
    }
    return Told(
        answers,
        true={
            "half": of,
            "amount": amount,
            "local": local,
            "words": (answers["하도급 업체"],),
        },
    )


def heads(dice: Random, half: Half, today: date) -> Told:
    """How many worked there at a time, and how many of them live here."""
    when = times.some_day(dice, half, today)
    if dice.random() < 0.5:
        when = times.some_months(dice, half, today)
    everybody = dice.randint(1, 300)
    citizens = dice.randint(0, everybody)
    answers = {"기간": when.typed, "전체 인원": typed(dice, everybody)}
    answers["고양시민"] = typed(dice, citizens)
    return Told(
        answers,
        true={
            "half": when.half.code,
            "counts": {"전체 인원": everybody, "고양시민": citizens},
            "words": (),
            "first": when.first,
            "last": when.last,
        },
    )
