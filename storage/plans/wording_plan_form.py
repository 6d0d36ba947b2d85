"""제출 서식: the form of one department's plan, which comes back as a file. Pure words."""

from storage.plans.wording_plan_table import BUDGET, DEPARTMENT, MONTHS, TARGET, TEXT
from storage.rules.half_year import HalfYear

FORM = "서식"
COLUMNS = (
    DEPARTMENT,
    TEXT,
    "지표",
    TARGET,
    "고용 인원(관내)",
    "고용 인원(전체)",
    BUDGET,
    MONTHS,
    "비고",
)
"""Columns of the 취합표 that a department fills in; the last one of the form tells its half."""
BLANK_ROWS = 6
TITLE = "{half} 고용할당제 추진계획 제출 서식"
OF_DEPARTMENT = "부서명: {department}"
DUE = "제출 기한: {due}까지"
HOW = (
    "추진할 일을 한 줄에 하나씩 적어 주십시오. 칸이 모자라면 줄을 늘려 쓰시면 됩니다.",
    "추진계획이 없는 부서는 ‘추진계획’ 칸에 ‘해당없음’이라고 적어 보내 주십시오.",
    "칸 이름과 맨 오른쪽 칸은 그대로 두시고, 개인정보(성명·전화번호)는 적지 마십시오.",
)
EXAMPLE = (
    "예: 채용박람회 개최 시 고양시민 우선 채용 안내 · 지표 개최 횟수 · 목표 3회 · "
    "예산 5,000,000 · 기간 {year}.1.~6."
)
PAST = "참고: {half} 추진계획"
PAST_COLUMNS = (TEXT, TARGET, "결과")
FILE = "{half}_추진계획_제출서식_{department}.{ending}"
EVERY = "공통"


def key_heading(half: HalfYear) -> str:
    """The heading of the last column, by which the form is known again."""
    return f"{FORM}(수정 금지) {half.code}"


def how(half: HalfYear) -> tuple[str, ...]:
    """What stands above the table: how it is filled in, with an example of that half."""
    months = "1.~6." if half.half == 1 else "7.~12."
    example = EXAMPLE.format(year=half.year).replace("1.~6.", months)
    return (*HOW, example)
