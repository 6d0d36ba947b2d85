"""The 인계인수서 on paper: each thing by its name, agreements with their stories; both sign."""

import io
from datetime import UTC, date, datetime
from pathlib import Path

import pypdf
import pytest
from dochan import Dochan

from bot.documents import handover_paper
from storage.report.formats import OF_LETTERS
from storage.rules.leaving_kinds import Leaving
from storage.rules.terms import Role
from storage.transfers.shapes import Handover, Post, Story, Work, from_json, to_json
from tests.helpers.hwpx_checks import faults

pytestmark = pytest.mark.long

STORY = Story(
    "고양산업진흥원 고양시민 우선고용 업무협약 2021.7.3.",
    date(2021, 7, 3),
    date(2021, 10, 12),
    date(2022, 1, 14),
    date(2023, 7, 2),
    ("시민 100명 채용(목표 100명, 이행 35명)",),
    ("2021.8.20. 채용 규모 방문 협의(연 100명)", "2021.10.12. 채용 계획 전화 협의"),
    ("채용박람회 2021.10.5.",),
)
TOLD = Handover(
    Post("담○○", Role.STAFF, "일자리정책과"),
    Post("주○○", Role.SENIOR, "일자리정책과"),
    Leaving.MOVE,
    "도로건설과",
    date(2022, 1, 1),
    datetime(2021, 12, 31, 15, tzinfo=UTC),
    plan_of="일자리정책과",
    checks=("2022년 상반기",),
    questions=("‘찾아가는 취업버스’ 목표 인원을 적어 주십시오.",),
    drafts=("행사 기록 · 일자리버스 · 2021. 12. 6.(월)",),
    agreements=(STORY,) * 12,
    promises=(Work("시민 5명 채용", "", date(2021, 11, 15)),),
    events=(Work("잡투어 2022.2.3.", "2022. 2. 3.(목)", date(2022, 2, 3)),) * 30,
    contracts=(Work("향동천 정비공사 ((주)가나건설)", "착공", date(2022, 1, 20)),),
    head="담당자 담○○ → 주○○ (8075-0003)",
)
SAID = (
    "인계자 일자리정책과 담당 담○○",
    "인수자 일자리정책과 주무팀장 주○○",
    "도로건설과로 옮김",
    "일자리정책과 반기 추진계획 제출 담당",
    "보고서 머리: 담당자 담○○ → 주○○ (8075-0003)",
    *TOLD.questions,
    *TOLD.drafts,
    f"이행사항: {STORY.promises[0]}",
    f"연락: {STORY.contacts[1]}",
    f"행사: {STORY.events[0]}",
    "2 잡투어 2022.2.3. 2022. 2. 3.(목)",
    "향동천 정비공사 ((주)가나건설) 착공 2022. 1. 20.(목)",
    "위와 같이 업무를 인계·인수합니다.",
)


def close(text: str) -> str:
    return "".join(text.split()).replace("|", "")


@pytest.mark.parametrize("form", OF_LETTERS)
def test_every_format_says_all_that_goes_over(form: str, tmp_path: Path) -> None:
    told = from_json(to_json(TOLD))
    body = handover_paper.written({"handover": to_json(told), "format": form})
    if form == "pdf":
        text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(body)).pages)
    else:
        assert not faults(body)
        path = tmp_path / f"handover.{form}"
        path.write_bytes(body)
        text = Dochan(str(path)).to_plain_text()
    for line in SAID:
        assert close(line) in close(text)
    assert close(text).count(close(STORY.contacts[0])) == 12
    assert close(text).count("(서명)") == 3


def test_who_has_nothing_to_hand_over_has_a_paper_that_says_so() -> None:
    nothing = Handover(
        TOLD.leaver, Post(department="일자리정책과"), Leaving.OUT, "", TOLD.day, TOLD.made_at
    )
    blocks = handover_paper.paper(nothing).blocks
    assert handover_paper.NOTHING in [getattr(one, "text", "") for one in blocks]
