"""What the office hears when its server locks and unlocks it."""

BEGUN = (
    "<b>비상 잠금</b>\n"
    "서버에서 봇을 잠갔습니다. 풀 때까지 조회(/status /find /todo /report)만 됩니다.\n"
    "아직 쓰지 않은 초대 링크와 승인을 기다리던 역할 요청은 모두 무효가 되었고, 알림은 멈춥니다."
)
ENDED = (
    "<b>비상 잠금 해제</b>\n"
    "다시 저장하고 고칠 수 있습니다. 쓰던 입력은 /todo 에 그대로 있고,"
    " 밀린 알림은 이어서 갑니다.\n"
    "초대는 새로 만들어 주십시오."
)
