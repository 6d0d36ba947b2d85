"""Letters that only hang on what was read: particles, verb ends, and words that say nothing."""

import re
from dataclasses import replace

from storage.facts.loose.proposed import Place
from storage.facts.loose.slate import Slate

_PARTICLE = re.compile(
    r"(?:에서는|에서도|에서|으로|에는|에도|에|이랑|랑|하고|이고|이며|이|가|은|는|을|를|와|과"
    r"|의|도|로|이요|요"
    r"|입니다|이에요|예요|했습니다|하였습니다|했음|했고|했는데|했어요|했다|함|됐습니다|됐음"
    r"|됨|됐고)(?![가-힣])"
)
_IDLE = re.compile(
    r"[\s.,;:!~()\[\]·/-]*(?:(?:[ㄱ-ㅎㅏ-ㅣ^]+|입니당|및|총|계|합계|모두|전부|다|와|과|중"
    r"|그리고|또|등|에|이요|요|입니다"
    r"|임|이고|거|것"
    r"|에서|나가서|가서|해서|했습니다|했음|했고|함|드립니다|합니다)[\s.,;:!~()\[\]·/-]*)+"
)


def close(slate: Slate) -> None:
    """Gives such letters to the fact that they hang on, so that they are not left over."""
    taken = sorted(slate.taken, key=lambda one: (one.place.start, one.place.end))
    made = []
    for at, one in enumerate(taken):
        end = one.place.end
        following = taken[at + 1].place.start if at + 1 < len(taken) else len(slate.text)
        if (found := _PARTICLE.match(slate.plain, end)) and found.end() <= max(following, end):
            end = found.end()
        if following > end and _IDLE.fullmatch(slate.plain[end:following]):
            end = following
        place = Place(slate.line, one.place.start, end)
        made.append(replace(one, place=place, text=slate.text[place.start : end]))
    slate.taken = made
