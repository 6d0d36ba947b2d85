"""Why the data cannot be used, and what to do: a sentence for each cause there is."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage.ailments import Ailment

CURES = {
    "missing": "자료가 아직 없습니다: {place}\n먼저 python3 -m bot init 을 해 주십시오.",
    "older": (
        "자료의 틀({found})이 이 프로그램({known})보다 오래되었습니다."
        " 봇을 끄고 python3 -m bot migrate 를 해 주십시오. 바꾸기 전의 백업부터 남깁니다."
    ),
    "newer": (
        "더 새로운 버전에서 만든 자료입니다(틀 {found}). 이 프로그램은 {known}까지 압니다."
        " 프로그램을 새 버전으로 바꾸어 주십시오. 자료는 그대로 두었습니다."
    ),
    "shape": (
        "자료의 틀이 이 프로그램과 다릅니다. 봇을 끄고 python3 -m bot migrate 를 해 주십시오."
        " 그래도 같으면 자료를 그대로 두고 백업에서 되살려 주십시오."
    ),
    "damaged": (
        "자료가 손상되었습니다: {place}\n그대로 따로 옮겨 두고,"
        " 가장 새 백업으로 python3 -m bot restore 백업파일 을 해 주십시오."
    ),
    "foreign": (
        "데이터베이스가 아닌 파일입니다: {place}\nDATA_DIR와 DATABASE_URL이 가리키는 곳을"
        " 확인해 주십시오. 맞는 곳이면 백업에서 되살려 주십시오(python3 -m bot restore 백업파일)."
    ),
    "closed": (
        "자료 파일을 열지 못했습니다: {place}\n파일이 그 자리에 있는지, 봇을 돌리는 계정의 것인지"
        " 확인해 주십시오(ls -l)."
    ),
    "read-only": (
        "자료에 쓸 수 없습니다(읽기 전용): {place}\n디스크가 읽기 전용으로 걸렸는지, 파일의 주인이"
        " 맞는지 확인해 주십시오."
    ),
    "full": "디스크가 가득 찼습니다: {place}\n자리를 비운 뒤 다시 해 주십시오(df -h).",
    "disk": (
        "디스크가 읽기나 쓰기에 실패했습니다: {place}\n디스크를 확인하고 백업부터 남겨 주십시오."
    ),
    "busy": (
        "다른 프로그램이 자료를 붙들고 있습니다: {place}\n자료를 연 도구를 닫고 다시 해 주십시오."
    ),
    "away": (
        "데이터베이스 서버에 닿지 못했습니다: {place}\nPostgreSQL이 켜져 있는지, DATABASE_URL의"
        " 주소와 방화벽을 확인해 주십시오."
    ),
    "starting": (
        "데이터베이스 서버가 켜지거나 꺼지는 중입니다: {place}\n잠시 뒤 다시 해 주십시오."
    ),
    "crowded": (
        "데이터베이스 서버의 접속 자리가 찼습니다: {place}\n다른 접속을 줄이거나"
        " max_connections 를 늘려 주십시오."
    ),
    "refused": (
        "데이터베이스 서버가 들여보내지 않습니다: {place}\nDATABASE_URL의 사용자와 비밀번호,"
        " 서버의 pg_hba.conf 를 확인해 주십시오."
    ),
    "no database": (
        "서버에 그 이름의 데이터베이스가 없습니다: {place}\ncreatedb 로 만들거나 DATABASE_URL의"
        " 이름을 고쳐 주십시오."
    ),
    "forbidden": (
        "데이터베이스 사용자에게 권한이 없습니다: {place}\nDATABASE_URL의 사용자를 그"
        " 데이터베이스의 주인으로 해 주십시오."
    ),
    "unknown": "자료에 닿지 못했습니다: {place} ({kind})",
}
"""What each cause is called, with what to do about it."""


def of_error(error: BaseException, url: str) -> str:
    """The sentence for what the database raised."""
    from storage import ailments

    return told(ailments.of_error(error), url, kind=type(error).__name__)


def told(ailment: "Ailment", url: str, *, found: str | None = None, kind: str = "") -> str:
    """The sentence for a cause: data of the version `found`, an error of this `kind`."""
    from storage import ailments, schema

    place = ailments.place(url)
    return CURES[ailment].format(place=place, found=found, known=schema.known(), kind=kind)
