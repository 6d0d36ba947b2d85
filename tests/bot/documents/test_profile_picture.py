"""The face of the bot."""

from io import BytesIO

from PIL import Image

from bot.documents import profile_picture


def test_the_profile_picture_is_a_square_that_messengers_take() -> None:
    picture = Image.open(BytesIO(profile_picture.render()))
    assert picture.size == (640, 640)


def test_it_is_the_same_every_time() -> None:
    assert profile_picture.render() == profile_picture.render()
