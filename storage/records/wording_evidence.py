"""Photos and documents in words."""

from collections.abc import Iterable

PHOTO = "photo"
PHOTOS, DOCUMENTS = "사진 {count}장", "문서 {count}건"


def counted(media: Iterable[str]) -> str:
    """How many photos and documents, each under its own name; nothing for none."""
    kinds = list(media)
    photos = kinds.count(PHOTO)
    parts = ((PHOTOS, photos), (DOCUMENTS, len(kinds) - photos))
    return " · ".join(words.format(count=count) for words, count in parts if count)
