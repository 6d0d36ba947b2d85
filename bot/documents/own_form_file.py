"""Whether a file that was sent as the office's own form may be opened, and what it is else."""

import re

from bot.documents.reading import kinds
from bot.documents.reading.guard import Archive
from bot.documents.reading.kinds import Kind
from storage.rules.errors import Refusal

OLD_HANGUL = (
    "한글 파일(.hwp)은 보고서 서식으로 쓸 수 없습니다. 한글에서 ‘다른 이름으로 저장하기’로 HWPX"
    " 문서(.hwpx)를 골라 저장한 뒤 다시 보내 주십시오. 칸에 적어 두신 이름은 그대로 남습니다."
    " 찾은 이름: {names}"
)
NONE = "없음"
WORD = (
    "워드 문서(.docx)는 보고서 서식으로 쓸 수 없습니다. 서식은 한글 HWPX 문서만 됩니다. 한글에서"
    " 그 문서를 열어 칸마다 이름을 적고 HWPX 문서(.hwpx)로 저장하여 보내 주십시오. 견본은"
    " /report 의 ‘보고서 서식’에 있습니다."
)
SCRIPTED = (
    "매크로(스크립트)가 든 서식은 쓰지 않습니다. 한글에서 ‘도구 → 스크립트 매크로’의 내용을 지우고"
    " 다시 저장하여 보내 주십시오."
)
_NOTHING = re.compile(
    r"//[^\r\n]*|/\*.*?\*/|function\s+\w+\s*\(\s*\)\s*\{\s*\}|var\s+\w+\s*=\s*[\w.]+\s*;", re.S
)
"""What 한글 writes of scripts into every file: names, and functions that do nothing."""


def opened_archive(body: bytes) -> Archive:
    """The archive, every part of it sound; Refusal that says what the file is else."""
    file = kinds.opened(body, kinds.FORM)
    if file.hwp is not None:
        names = ", ".join(file.hwp.names()) or NONE
        raise Refusal(OLD_HANGUL.format(names=names))
    if file.kind is Kind.DOCX or file.archive is None:
        raise Refusal(WORD)
    for name in file.archive.names:
        if name.endswith((".xml", ".hpf", ".rdf")):
            file.archive.xml(name)
    return file.archive


def refuse_macros(archive: Archive) -> None:
    """Refusal for scripts that do anything: they would go out with every report."""
    for name in archive.names:
        if name.startswith("Scripts/"):
            script = _decoded(archive.read(name))
            for _ in range(2):  # a comment inside a function, then the function
                script = _NOTHING.sub("", script)
            if script.strip():
                raise Refusal(SCRIPTED)


def _decoded(script: bytes) -> str:
    """한글 writes UTF-16 without saying so."""
    wide = script.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in script
    return script.decode("utf-16" if wide else "utf-8", errors="replace").strip("\ufeff\0")
