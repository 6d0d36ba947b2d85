"""Marks of a list, which come along when a line of an older paper is pasted."""

import re

from storage.rules.names import clean_text

_MARK = re.compile(
    r"\s*(?:(?P<sign>[○●◯◎◦▪▫■□◆◇▶▷►•∙⋅‧ㆍ·・❍❖☐✓✔➢➤])(?!(?P=sign))\s*"
    r"|(?P<stroke>[-–—]|\*(?=\s))\s*(?=[^\d\s-])|(?P<letter>[ㅇㅁ])\s+"
    r"|(?P<number>\(\d{1,2}\)\s+|\d{1,2}\)\s*(?=[^\W\d])|\d{1,2}\.\s+(?=[^\W\d])|[①-⑳]\s*"
    r"|[가나다라마바사아자차카타파하](?:\)\s*|\.\s+)))",
)


def unmarked(text: str) -> tuple[str, str]:
    """The text without the marks at the heads of its lines, and these marks, each once.

    A text of nothing but marks stays: "-" says that there is nothing. ○○로 is a name, -5 a number.
    """
    lines, marks = [], []
    for line in text.split("\n"):
        found = _MARK.match(line)
        rest = line[found.end() :] if found else ""
        if found and rest.strip():
            marks.append(found[0].strip())
        lines.append(rest if rest.strip() else line)
    return "\n".join(lines), " ".join(dict.fromkeys(marks))


def split_names(text: str) -> list[str]:
    """Names split at commas and new lines, not inside brackets, without the marks of a list.

    A name typed twice is one.
    """
    parts, depth, part = [], 0, ""
    for letter in unmarked(text)[0].replace("、", ",").replace("，", ","):
        depth += (letter == "(") - (letter == ")")
        if letter in ",\n" and depth <= 0:
            parts.append(part)
            part = ""
        else:
            part += letter
    named = (clean_text(part) for part in (*parts, part))
    return [one for one in dict.fromkeys(named) if one]
