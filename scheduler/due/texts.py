"""The days of a round after its due day, as a reminder names them."""

MILESTONES = {"draft_on": "총괄 초안", "panel_on": "평가단 제출", "final_on": "확정"}
MILESTONE = "{half} 취합 {names}"
