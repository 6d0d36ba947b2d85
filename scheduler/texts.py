"""What the clock says."""

DRAFT_ENDS_SOON = (
    "쓰다 만 입력이 있습니다. 3일 안에 이어 쓰지 않으시면 지웁니다.\n"
    "이어서 쓰려면 /todo 를 보내 주십시오."
)
