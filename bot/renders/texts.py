"""What stands beside a paper about what it lacks."""

NO_PHOTOS = "사진대지에 실을 사진이 없어 사진 없이 만들었습니다."
PHOTOS_LOST = "사진 {all}장 가운데 {lost}장은 불러오지 못해 사진대지에 빠졌습니다."
NO_LETTERS = (
    "글꼴에 없는 글자 {count}가지는 〓로 인쇄했습니다: {letters}. 한글(HWPX) 파일에는 그대로"
    " 있습니다."
)

FORM_LEFT = "쓰시는 보고서 서식에 자리가 없어 싣지 못한 것: {names}"
LEFT_LINES = "{name} {count}줄"

QUOTA_TITLE, QUOTA_WHOLE, QUOTA_UNIT = "고용할당제 표", "시 전체", "고양시민/전체 고용 (명)"
QUOTA_OF_PLAN = "고양시민 계획 {planned:,}명 가운데 {done:,}명"
QUOTA_PARTLY = "실적은 {partly}한 수입니다."
QUOTA_MORE = "그 밖의 {count}개 부서는 ‘할당제 표’에서 보실 수 있습니다."
AS_OF = "{at} 기준"
EVIDENCE_NAME = "증빙사진.jpg"
TREND_TITLE = "최근 5개 반기 추이"
TREND_UNIT = "(단위: {unit})"
TREND_HALF = "{year:02d}년 {half}"
NOT_COUNTED, RUNNING = "집계 없음", "진행 중"


def handover(order: int, ending: str) -> str:
    """A name made of nothing that anybody typed."""
    return f"업무_인계인수서_{order}.{ending}"
