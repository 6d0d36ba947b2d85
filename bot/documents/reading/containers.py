"""A compound file (CFB): whether it is whole, locked, a .hwp document, or of another program."""

from dochan.cfb import OleFileIO

from bot.documents.reading.guard import DAMAGED, ENCRYPTED, TOO_BIG
from bot.documents.reading.hwp import HwpDocument
from bot.documents.reading.hwp_file import HEADER, HwpFile
from bot.documents.reading.kinds import CONTAINED, OTHER_CONTAINER, Kind, Opened, Wanted
from storage.rules.errors import Refusal


def opened(body: bytes, wanted: Wanted) -> Opened:
    """Raises Refusal for all but a .hwp document, in words of what it is."""
    try:
        container = OleFileIO(body, strict_recovery=True)
    except (OSError, ValueError) as error:
        raise Refusal(TOO_BIG if "limit" in str(error) else DAMAGED) from error
    if container.exists("EncryptedPackage"):
        raise Refusal(ENCRYPTED)
    if container.exists(HEADER):
        return Opened(Kind.HWP, hwp=HwpDocument(HwpFile(container)))
    for name, foreign in CONTAINED:
        if container.exists(name):
            raise foreign.refused(wanted)
    raise OTHER_CONTAINER.refused(wanted)
