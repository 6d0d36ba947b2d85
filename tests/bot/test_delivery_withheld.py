"""What its receiver may no longer have is not sent, now or later, and holds nothing else up."""

from tests.helpers.post import ONE, Post


async def test_what_is_withheld_is_never_sent_and_says_why(post: Post) -> None:
    await post.put(ONE, "", "document", render="withheld", given={})
    await post.put(ONE, "다음 말")
    await post.settled()
    assert post.texts(ONE) == ["다음 말"]
    assert post.calls("sendDocument") == 0
    first, second = await post.rows()
    assert (first.state, first.error) == (
        "failed",
        "Withheld: the receiver may not have it any more",
    )
    assert second.state == "sent"
