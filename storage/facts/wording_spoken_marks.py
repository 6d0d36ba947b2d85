"""The marks of a report's lines, in which some is pasted: ○ heading, - item, · detail. Pure."""

import re

HEADING = re.compile(r"\s*[○ㅇ〇●□◯]\s*(?=\S)")
ITEM = re.compile(r"\s*[-–—―]\s*(?=\S)")
DETAIL = re.compile(r"\s*[·ㆍ∙•‧*]\s*(?=\S)")
