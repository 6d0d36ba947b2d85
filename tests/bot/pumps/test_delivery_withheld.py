"""What its receiver may no longer have is not sent, now or later, and holds nothing else up."""

from storage import audit
from storage.rules.trail import Subject
from tests.helpers.offices import seat
from tests.helpers.post import ONE, Post
from tests.helpers.trail import recent

PAPERS = (Subject.PAPER_REPORT, Subject.PAPER_LETTER)


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


async def test_the_trail_says_who_was_handed_a_file_and_who_was_not(post: Post) -> None:
    """D09, D12: 개인정보의 안전성 확보조치 기준 제8조."""
    async with post.db.begin() as session:
        office = await seat(session)
    asked = {"officer": office.viewer.id, "half": "2021-2", "format": "pdf", "at": "never told"}
    await post.put(ONE, "", "document", render="report", given=asked)
    await post.put(ONE, "", "document", render="letter", given=asked)
    await post.put(ONE, "", "picture", render="square", given={"text": "a QR code for anybody"})
    await post.settled()
    async with post.db.read() as session:
        lines = [one for one in await recent(session) if one.subject in PAPERS]
        assert await audit.verify(session) is None
    assert [(one.action, one.officer_id, one.after) for one in reversed(lines)] == [
        ("hand_out", office.viewer.id, {"half": "2021-2", "format": "pdf"}),
        ("withhold", office.viewer.id, {"half": "2021-2", "format": "pdf"}),
    ]
