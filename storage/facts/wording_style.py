"""개조식: a report line ends on a noun of doing and carries no full stop."""

import re

NOUN_ENDINGS = (
    "개최",
    "체결",
    "실시",
    "운영",
    "노력",
    "모색",
    "유도",
    "유지",
    "확보",
    "협조요청",
)
"""The ten endings of the report we know, for buttons and hints."""

_DO = "(?:하였|했|합|한|하겠|할 예정입|할 계획입|하고 있|하)"
_DONE_TO = "(?:되었|됐|됩|된|되겠|될 예정입|되고 있|되)"
_SENTENCE_END = re.compile(
    f"(?P<do>{_DO})(?:습니다|니다|다)$"
    f"|(?P<done>{_DONE_TO})(?:습니다|니다|다)$"
    "|(?P<other>습니다|입니다|니다|이다|였다|었다|았다|있다|없다|해요|어요|아요|예요|에요|세요)$"
)
_FULL_STOP = re.compile(r"(?<=[^\d\s.’'])[.。!]+['’”\")\]]*$")
_OBJECT = re.compile(r"(?<=\S)[을를] (?=\S+$)")


def not_report_style(text: str) -> str | None:
    """Why a typed text is no report line, in one Korean sentence with an example; else None.

    A dot behind a figure is a date ("2021. 8. 4.") and stays.
    """
    said = " ".join(text.split())
    bare = _FULL_STOP.sub("", said).rstrip()
    found = _SENTENCE_END.search(bare)
    if found is not None:
        example = _as_noun(bare, found)
        return (
            f"보고서 줄은 ‘{found[0]}’처럼 문장으로 끝맺지 않고 명사로 끝맺습니다. "
            f"{example}쓸 수 있는 끝말: {', '.join(NOUN_ENDINGS)}."
        )
    if bare != said:
        return f"보고서 줄에는 마침표를 찍지 않습니다. 예: ‘{bare}’."
    return None


def _as_noun(bare: str, found: re.Match[str]) -> str:
    """The officer's own words with a noun at the end: 박람회를 개최했습니다 → 박람회 개최."""
    stem = bare[: found.start()].rstrip()
    if not stem or found["other"] or not "가" <= stem[-1] <= "힣":
        return ""
    if stem[-1] in "을를":  # 간담회를 했습니다: the thing itself is the noun
        stem = stem[:-1]
    return f"예: ‘{_OBJECT.sub(' ', stem)}’. "
