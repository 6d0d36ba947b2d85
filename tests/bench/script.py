"""The form that both bots guide through, word for word the same."""

CHOICES: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    (
        "kind",
        "어떤 행사입니까?",
        (
            ("job_fair", "채용박람회"),
            ("hiring_event", "기업 채용행사"),
            ("online_briefing", "온라인 채용설명회"),
            ("outreach", "찾아가는 채용행사"),
        ),
    ),
    ("role", "시가 열었습니까, 도왔습니까?", (("host", "개최"), ("support", "지원"))),
    (
        "format",
        "어떻게 만났습니까?",
        (("offline", "현장"), ("online", "온라인"), ("both", "온·오프라인 병행")),
    ),
)
DAY_ASK = "언제입니까?"
TITLE_ASK = "행사 이름을 적어 주십시오."
FIGURE_ASK = "몇 명이 참여했습니까?"
SAVE, SAVED = "저장", "저장했습니다."
