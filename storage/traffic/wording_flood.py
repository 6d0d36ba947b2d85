"""What somebody hears who sends more than is answered."""

SHED = (
    "보내신 것이 {most}건 넘게 쌓여, 그 뒤의 것은 받지 못했습니다."
    " 답이 모두 온 다음에 나머지를 다시 보내 주십시오."
)
