"""Photos, documents, albums and downloads in both directions."""

import aiohttp
import pytest
from PIL import Image

from bot.simulator.people.phone import Phone
from tests.bot.simulator.client import Client
from tests.bot.simulator.pictures import jpeg, png, size
from tests.helpers.backstage import Backstage


async def download(client: Client, file_id: str) -> bytes:
    link = await client.call("getFile", file_id=file_id)
    async with client.session.get(f"/file/bot{client.token}/{link['file_path']}") as answer:
        assert answer.status == 200
        return await answer.read()


async def upload(client: Client, method: str, **fields: object) -> aiohttp.FormData:
    form = aiohttp.FormData()
    for name, value in fields.items():
        named = {"filename": f"{name}.bin"} if isinstance(value, bytes) else {}
        form.add_field(name, value if isinstance(value, bytes) else str(value), **named)
    return form


async def send(client: Client, method: str, **fields: object) -> dict[str, object]:
    form = await upload(client, method, **fields)
    async with client.session.post(f"/bot{client.token}/{method}", data=form) as answer:
        content: dict[str, object] = await answer.json()
    return content


async def test_a_photo_of_a_person_arrives_in_sizes_and_downloads_as_jpeg(
    client: Client, officer: Phone
) -> None:
    await officer.photo(png(2000, 1000), "현장")
    message = (await client.call("getUpdates"))[-1]["message"]
    assert message["caption"] == "현장"
    assert [photo["width"] for photo in message["photo"]] == [90, 320, 1280]
    data = await download(client, message["photo"][-1]["file_id"])
    assert size(data) == ("JPEG", 1280, 640)
    assert message["photo"][-1]["file_size"] == len(data)


async def test_where_a_picture_was_taken_is_not_passed_on(client: Client, officer: Phone) -> None:
    secret = Image.Exif()
    secret[0x010E] = "home"
    await officer.photo(jpeg(exif=secret))
    photo = (await client.call("getUpdates"))[-1]["message"]["photo"]
    assert b"home" not in await download(client, photo[-1]["file_id"])


async def test_a_plain_small_jpeg_stays_as_it_is(client: Client, officer: Phone) -> None:
    data = jpeg()
    await officer.photo(data)
    photo = (await client.call("getUpdates"))[-1]["message"]["photo"]
    assert await download(client, photo[-1]["file_id"]) == data


async def test_album_pictures_are_messages_of_one_group(client: Client, officer: Phone) -> None:
    await officer.album([jpeg(), jpeg(), jpeg()], "채용박람회")
    messages = [update["message"] for update in (await client.call("getUpdates"))[1:]]
    assert len({message["media_group_id"] for message in messages}) == 1
    assert [message.get("caption") for message in messages] == ["채용박람회", None, None]


async def test_a_document_keeps_name_kind_and_bytes(client: Client, officer: Phone) -> None:
    await officer.document("계획".encode(), "추진계획.hwpx")
    document = (await client.call("getUpdates"))[-1]["message"]["document"]
    assert (document["file_name"], document["file_size"]) == ("추진계획.hwpx", 6)
    assert await download(client, document["file_id"]) == "계획".encode()


async def test_the_bot_uploads_and_sends_again_by_file_id(client: Client, officer: Phone) -> None:
    first = await send(client, "sendDocument", chat_id=officer.user, document=b"%PDF")
    document = first["result"]["document"]  # type: ignore[index] # JSON
    again = await client.call("sendDocument", chat_id=officer.user, document=document["file_id"])
    assert again["document"] == document
    assert await officer.file(document["file_id"]) == b"%PDF"


async def test_the_bot_replaces_a_picture(client: Client, officer: Phone) -> None:
    first = await send(client, "sendPhoto", chat_id=officer.user, photo=jpeg(), caption="전")
    number = first["result"]["message_id"]  # type: ignore[index] # JSON
    media = '{"type": "photo", "media": "attach://new", "caption": "후"}'
    place = {"chat_id": officer.user, "message_id": number}
    answer = await send(client, "editMessageMedia", **place, media=media, new=png(300, 300))
    edited = answer["result"]
    assert (edited["caption"], edited["photo"][-1]["width"]) == ("후", 300)  # type: ignore[index] # JSON
    text = await client.refusal("editMessageText", **place, text="글")
    assert text == "Bad Request: there is no text in the message to edit"


async def test_a_link_lives_for_an_hour(
    client: Client, officer: Phone, backstage: Backstage
) -> None:
    sent = await send(client, "sendDocument", chat_id=officer.user, document=b"%PDF")
    file_id = sent["result"]["document"]["file_id"]  # type: ignore[index] # JSON
    link = await client.call("getFile", file_id=file_id)
    await backstage.advance(3601)
    async with client.session.get(f"/file/bot{client.token}/{link['file_path']}") as answer:
        assert answer.status == 404


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"photo": b"text"}, "IMAGE_PROCESS_FAILED"),
        ({"photo": b""}, "file must be non-empty"),
        ({}, "there is no photo in the request"),
        ({"photo": "AgACxyz"}, "wrong file identifier/HTTP URL specified"),
        ({"photo": "https://a.kr/x.jpg"}, "failed to get HTTP URL content"),
        ({"photo": "attach://no"}, "file not found in the request: attach://no"),
        ({"photo": jpeg(2100, 100)}, "PHOTO_INVALID_DIMENSIONS"),
        ({"photo": jpeg(), "caption": "가" * 1025}, "message caption is too long"),
        ({"photo": jpeg(), "extra": b"x"}, "simulator: unknown file part extra"),
    ],
)
async def test_photos_that_telegram_refuses(
    client: Client, officer: Phone, fields: dict[str, object], refusal: str
) -> None:
    answer = await send(client, "sendPhoto", chat_id=officer.user, **fields)
    assert answer["description"] == f"Bad Request: {refusal}"


async def test_files_over_20_mb_cannot_be_downloaded(client: Client, officer: Phone) -> None:
    await officer.document(b"0" * ((20 << 20) + 1), "큰파일.zip")
    document = (await client.call("getUpdates"))[-1]["message"]["document"]
    refusal = await client.refusal("getFile", file_id=document["file_id"])
    assert refusal == "Bad Request: file is too big"


async def test_albums_have_2_to_10_of_a_kind(client: Client, officer: Phone) -> None:
    await officer.photo(jpeg())
    await officer.document(b"x", "x.txt")
    messages = [update["message"] for update in await client.call("getUpdates")]
    photo = {"type": "photo", "media": messages[1]["photo"][-1]["file_id"]}
    paper = {"type": "document", "media": messages[2]["document"]["file_id"]}
    for media in ([photo], [photo] * 11):
        refusal = await client.refusal("sendMediaGroup", chat_id=officer.user, media=media)
        assert refusal == "Bad Request: media must include 2-10 items"
    mixed = await client.refusal("sendMediaGroup", chat_id=officer.user, media=[photo, paper])
    assert "can't use the media" in mixed
    sent = await client.call("sendMediaGroup", chat_id=officer.user, media=[paper] * 10)
    assert len(sent) == 10
