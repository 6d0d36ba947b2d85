"""What a reminder names: the days of a round after its due day, and how all stands."""

MILESTONES = {"draft_on": "총괄 초안", "panel_on": "평가단 제출", "final_on": "확정"}
MILESTONE = "{half} 취합 {names}"

AND = " · "
ROUND_STANDS = "{half} 취합: {due}개 부서 가운데 {came}개 답함, {missing}개 남음"
RESULTS_STAND = "추진실적 확인 {came}/{due}"
ASLEEP, SILENT = "잠든 협약 {count}건", "결과가 빈 행사 {count}건"
LOST = "알림이 닿지 않는 분 {count}명"
