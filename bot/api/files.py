"""Files that people have sent, fetched from the Bot API where they lie."""

from telegram.error import BadRequest

from bot.api.transport import AiohttpRequest, TooLarge

MOST_BYTES = 20 << 20  # what the Bot API hands out (its documentation of getFile)


class Unfetchable(Exception):
    """The file can never be had: it is gone, too large, or lies where we do not go."""


class Files:
    """Downloads over one transport, from the configured server alone."""

    def __init__(self, api_url: str, token: str, request: AiohttpRequest) -> None:
        self._calls = f"{api_url}/bot{token}"
        self._files = f"{api_url}/file/bot{token}"
        self._request = request

    async def get(self, file_id: str, most: int = MOST_BYTES) -> bytes:
        """The bytes of a file; raises Unfetchable for good, TelegramError when later may do."""
        try:
            told = await self._request.call(f"{self._calls}/getFile", {"file_id": file_id})
            if int(told.get("file_size") or 0) > most:
                raise TooLarge(f"a file of {told['file_size']} bytes")
            return await self._request.download(f"{self._files}/{_path(told)}", most)
        except BadRequest as error:
            raise Unfetchable(error.message) from error


def _path(told: dict[str, object]) -> str:
    """The place under the server; an address or a way out of it is no place (I15)."""
    path = str(told.get("file_path") or "")
    plain = path and not path.startswith("/") and "://" not in path and "\\" not in path
    if not plain or ".." in path.split("/") or "?" in path or "#" in path:
        raise BadRequest("the file lies outside the server's folder")
    return path
