"""Names in printed lines: of an event, a company, a body."""

import re

_DONE = re.compile("박람회|행사|설명회|운영|프로그램|교육|협약|간담회|회의|추진|계획|특강|버스")
_COUNTED = re.compile(r"\d ?(?:회|명|개사|개소|개 업체|건|기|차|개 기업|개 기관)(?![가-힣])")
_FORM = r"\((?:주|유|재|사|합)\)|㈜|주식회사 "
FIRM = rf"(?:(?:{_FORM}) ?\S+|\S+(?:\((?:주|유|재|사)\)|㈜))"
_RUN_OF = re.compile(r"(?P<name>.+)\((?P<no>\d+)차\)")
FIRM_WITH_NAME = re.compile(rf"(?P<company>{FIRM}) (?P<name>.+(?:채용행사|박람회|설명회))")


def plain_name(text: str) -> bool:
    """Whether a text may be one name: it joins nothing, and its brackets close."""
    outside = re.sub(r"\([^()]*\)", "", text)
    return (
        bool(text.strip())
        and not re.search(r"[/()]|, | \+ | : ", outside)
        and not _COUNTED.search(outside)
        and not outside.strip().endswith(("개최", "지원", "체결", "실시", "운영", "노력", "유도"))
    )


def names_a_body(text: str) -> bool:
    """Whether a line is the name of a company or body rather than something done."""
    bare = re.sub(r"\([^()]*\)", "", text)
    return plain_name(text) and not _DONE.search(bare)


def with_round(name: str) -> tuple[str, int | None]:
    """쿠팡채용박람회(1차) as name and round."""
    found = _RUN_OF.fullmatch(name)
    return (found["name"], int(found["no"])) if found else (name, None)
