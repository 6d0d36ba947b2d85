"""What `/find` says."""

from storage.rules.names import josa

ASK = "무엇을 찾습니까? 업체·행사 이름과 연도를 적어 보내 주십시오. 예: 쿠팡 2019"
HINT = "쿠팡 2019"
FIND = "‘{words}’ 찾기"
HEAD = "<b>‘{words}’ 찾은 기록 {total}건</b>"
LINE = "{at}. {kind} · {title}\n    {department} {half}"
OPEN = "번호를 누르면 기록이 열립니다."
MORE, LESS = "다음 ›", "‹ 이전"


def none(words: str) -> str:
    """Nothing was found; `words` are escaped already."""
    what = josa(f"‘{words}’", "으로/로")
    return f"{what} 찾은 기록이 없습니다. 낱말을 줄여 다시 찾아 주십시오.\n예: /find 쿠팡"
