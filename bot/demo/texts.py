"""The words of the demo: its people, and the words by which its player reads a screen."""

from storage.rules.terms import Role

CARD, PICK, SENTENCE = "· 확인", "무엇을 고치시겠습니까?", "보고서에 실릴 문장"
SAVE, SAVE_ANYWAY, EDIT, SKIP = "저장", "그래도 저장", "고치기", "건너뛰기"
SAVED, SAVED_CARD = "저장했습니다.", "고쳤습니다."
SAME, KEEP = "같음", ("맞습니다", "그대로 쓰기")
ADD_ITEM, ADD_ROW = "항목 추가", "금액 적기"

BOT_NAME = "고용할당제 도우미"
OFFICE = "일자리정책과"
PEOPLE: tuple[tuple[int, str, Role, str], ...] = (
    (1001, "홍○○", Role.STAFF, OFFICE),
    (1002, "김○○", Role.STAFF, "도로건설과"),
    (1003, "이○○", Role.OFFICE, OFFICE),
    (1004, "박○○", Role.HEAD, OFFICE),
    (1005, "최○○", Role.ADMIN, OFFICE),
)
HEAD_PEOPLE = (("과장", "박○○"), ("팀장", "정○○"), ("담당자", "홍○○"))
"""Who answers for the pledge in the head of the report."""
PHONE = "000-0000"
EVIDENCE, DRAWN, BOOTH, WORKS_SIGN = "증빙", "고양시 일자리 한마당", "면접 {number}관", "안전제일"
"""How a script says how many pictures are drawn for a record, and what stands on them."""
STRANGER = (1009, "처음 온 사람")

READY = """
준비되었습니다. 브라우저로 여십시오. 끝내려면 Ctrl-C 를 누르십시오.
Ready: open this page in a browser. Stop with Ctrl-C.

  {url}
"""
FROM_OUTSIDE = """
같은 망의 다른 기기에서도 http://(이 컴퓨터의 주소):{port} 로 열립니다.
주소를 아는 사람은 누구나 열 수 있으니 다 쓰시면 끄십시오.
Other devices of this network can open it as well; whoever knows the address may."""
STEP_SERVER = "텔레그램을 흉내 내는 서버 (a stand-in for Telegram)"
STEP_TABLES = "자료의 틀 (tables)"
STEP_OFFICE = "44개 부서와 한 반기의 기록 (44 departments, half a year of records)"
STEP_BOT = "봇 (the bot)"
STEP_MORNING = "2021. 12. 20. 아침 알림 (that morning's reminders)"
LASTED = "{seconds:.1f}초\n"
PLAYED = "기록 {records}건, 보낸 글과 누른 단추 {steps}번, {seconds:.1f}초"
NO_PLACE = "전화기 화면을 {host}:{port}에 열지 못했습니다: {why}\n--host와 --port를 고쳐 주십시오."
PORT_TAKEN = "{port}번 포트를 다른 프로그램이 쓰고 있어 빈 포트를 골랐습니다."
BYE = "껐습니다."

OTHER_PLANS: dict[str, tuple[str, ...]] = {
    "건설정책과": ("대규모공사 계약 시 관내 업체 하도급 및 고양시민 우선고용 권장",),
    "도로건설과": ("도로 확장공사 보통인부 고양시민 우선고용 추진",),
    "기업지원과": ("입주기업 채용 시 고양시민 고용할당제 안내",),
    "공원관리과": (),
}
LATE = "도로건설과"
"""Of these, the one that came after the due day."""

BLOCKS = (
    ("past", "그동안 추진실적 (2018. ~ 2020.)", "2018-1", "2020-1"),
    ("past", "그동안 추진실적 (2018. ~ 2021.6.)", "2020-2", "2020-2"),
    ("past", "그동안 추진실적 (2018. ~ 2021.6.)", "2021-1", "2021-1"),
    ("result", "2021년도 하반기 추진실적 (21. 7월~12월 실적)", "2021-2", "2021-2"),
    ("plan", "2022년도 상반기 추진계획 (향후 추진 계획)", "2022-1", "2022-1"),
)
"""Rows of the report: kind, label, first and last half-year whose records they print."""

TOGETHER = {"장애인일자리박람회": "/", "맥도날드채용박람회": "/", "경비짱 2기": ", "}
"""Lines printed on the line before them, with this mark between."""

STATUS = "고용할당제 현황"
QUESTIONS = ("/status", "/find 쿠팡")

ROUND, BOARD, BOARD_DUE = "추진계획 취합", "현황판 보내기", "제출 기한"
NUDGE, NUDGED, NOT_ARRIVED = "미제출만 독려", "개 부서에 보냈습니다", "아직 도착하지 않았습니다"
NUDGE_ASKED, YES = "지금 보내시겠습니까?", "예"
NOTHING, SAID_NOTHING = "추진계획 해당없음", "해당없음 · 총괄 검토 대기"
DIGEST = "살펴봐 주실 일"
MORNING = ("취합 요청", DIGEST)
PLAN, HAND_IN, HANDED_IN = "고용할당제 추진계획", "제출", "제출 · 총괄 검토 대기"
REVIEW, ASK_AGAIN, FIELD = "검토하기", "한 칸 되묻기", "목표"
CLERK_PLAN, BUILDER_PLAN = "일자리정책과 · 제출", "도로건설과 · 제출"
ONE_ASKED = "한 가지만 보완을 요청했습니다"
ASKED_TARGET, TARGET, ANSWERED = "목표는 얼마입니까?", "20", "보완완료로"
ANSWER_CAME, SEE_PLAN, CONFIRM, CONFIRMED = "보완완료", "추진계획 보기", "확정", "확정되었습니다"
CAME_IN, PLAN_CONFIRMED = "목표: ‘없음’ → ‘20’", "2022년 상반기 · 확정"
ON_THE_BOARD = "이번 반기 추진계획 완료"
OUTCOMES, SETTLE, OUTCOME_HEAD = "결과", "결과 정하기", "계획의 결과"
ALL_SETTLED = "모든 항목의 결과를 정했습니다"
FIRST, WHAT_BECAME, DONE, CARRIED = "1번", "어떻게 되었습니까", "실적 있음", "다음 반기로 이월"
WHICH_RECORD, IN_WORDS, WHAT_WAS_DONE = "어느 기록이", "직접 적기", "한 문장으로 적어 보내"
IN_FIGURES = "계획 실적 수치"
WAS_DONE = "44개 부서 추진계획 취합, 신속집행 대상 사업에 고양시민 우선 고용 안내"
"""The words by which the demo's round is played."""

PICTURED_LINE = "오늘 쿠팡 채용박람회 킨텍스 면접 120 채용 35 시민 20"
PICTURED_QUESTION, PICTURED_REPORT = "/status", "/report"
"""What is said for the pictures of the documents."""
