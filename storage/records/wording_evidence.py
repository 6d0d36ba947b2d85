"""Photos and documents in words."""

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape

from storage.models.evidence import CLEAN, KEPT, LOST, NOTHING, EvidenceFile
from storage.rules.dates import show_day
from storage.rules.names import josa

PHOTO = "photo"
PRINTED = (".jpg", ".jpeg", ".png", ".webp")
"""A file of such a name is a photo that was sent uncompressed, and is printed in the album."""
UNPRINTED = (".heic", ".heif", ".avif")
"""These are photos too; no page can be made of them here."""
PICTURES = PRINTED + UNPRINTED
NOT_PRINTED = (
    "{file} 사진첩에 인쇄하지 못하는 형식입니다. JPG로 바꾸어 올리거나 파일이 아닌"
    " 사진으로 보내 주십시오."
)
PHOTOS, DOCUMENTS = "사진 {count}장", "문서 {count}건"
FACES = "얼굴이 보이는 사진은 동의를 받으셨는지 확인해 주십시오."
"""Said once to each person."""
ELSEWHERE = "다른 부서의 기록"
ALSO_AT = "같은 {what} ‘{places}’에도 있습니다."
TAKEN_ON = "{day}에 찍은 사진입니다. 기록의 날짜와 다릅니다."
NOT_KEPT = {
    "gone": "텔레그램에서 받아 오지 못했습니다. 다시 올려 주십시오.",
    "large": "20MB보다 커서 보관하지 못했습니다.",
}
HOW_KEPT = "보관: {size} · {notes}\n지문(SHA-256): <code>{mark}</code>"
COMING = "보관: 텔레그램에서 받는 중입니다."
NOTES = {
    CLEAN: "위치·기기 정보를 지움",
    NOTHING: "위치·기기 정보 없음",
    "left": "받은 그대로 (파일 안의 작성자·위치 정보는 지우지 못함)",
}
MARK_LETTERS = 16
SEALING = "<b>지문 대조</b> {title}\n보관한 파일을 지금 다시 읽어 SHA-256과 견주었습니다."
SEALED = "{at}. {what}: {said}"
AS_KEPT, OTHERWISE = "보관한 그대로입니다.", "※ 없거나 내용이 달라졌습니다."
NOT_HERE, NO_EVIDENCE = "아직 보관하지 않았습니다.", "증빙이 없습니다."


def is_photo(media: str, file_name: str) -> bool:
    """Whether people may be seen on it: a photo, or one that was sent as a file."""
    return media == PHOTO or file_name.lower().endswith(PICTURES)


def is_unprinted(file_name: str) -> bool:
    """Whether it is a photo that the album cannot print."""
    return file_name.lower().endswith(UNPRINTED)


def unprinted(file_name: str) -> list[str]:
    """That it cannot be printed, and what helps; nothing of all others."""
    if not is_unprinted(file_name):
        return []
    return [NOT_PRINTED.format(file=josa(f"‘{file_name}’", "은/는"))]


def counted(media: Iterable[str]) -> str:
    """How many photos and documents, each under its own name; nothing for none."""
    kinds = list(media)
    photos = kinds.count(PHOTO)
    parts = ((PHOTOS, photos), (DOCUMENTS, len(kinds) - photos))
    return " · ".join(words.format(count=count) for words, count in parts if count)


def also_at(media: str, places: Sequence[str]) -> list[str]:
    """That the same photo or file stands under other records; nothing where it does not."""
    what = "사진이" if media == PHOTO else "파일이"
    return [ALSO_AT.format(what=what, places="’, ‘".join(places))] if places else []


def lost(why: str) -> str:
    """That its bytes could not be had, and what helps."""
    return NOT_KEPT[why]


def taken_on(day: date) -> str:
    """That a camera says another day than the record."""
    return TAKEN_ON.format(day=show_day(day))


def how_kept(file: EvidenceFile) -> str:
    """In HTML: what lies here of it, what was taken out, and the beginning of its hash."""
    if file.state == KEPT:
        notes = NOTES.get(file.stripped, NOTES["left"])
        size = size_of(file.size or 0)
        return HOW_KEPT.format(size=size, notes=notes, mark=file.sha256[:MARK_LETTERS])
    return lost(file.why) if file.state == LOST else COMING


def size_of(count: int) -> str:
    """Bytes as people say them: 340KB, 2.1MB."""
    return f"{count / (1 << 20):.1f}MB" if count >= 1 << 20 else f"{max(count >> 10, 1)}KB"


def sealing(title: str, told: Sequence[str]) -> str:
    """What was found of the evidence of a record."""
    return "\n".join([SEALING.format(title=escape(title)), *(told or [NO_EVIDENCE])])


def sealed(at: int, media: str, name: str, file: EvidenceFile | None, whole: bool | None) -> str:
    """One file: whether its bytes are those that were kept, and its whole hash."""
    what = " · ".join(filter(None, ("사진" if media == PHOTO else "문서", escape(name))))
    if file is None or whole is None:
        return SEALED.format(at=at, what=what, said=NOT_HERE)
    said = AS_KEPT if whole else OTHERWISE
    return SEALED.format(at=at, what=what, said=said) + f"\n<code>{file.sha256}</code>"
