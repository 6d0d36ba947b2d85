"""What is said about a message, a picture or a file that could not be sent."""

UNSENT = {
    "picture": (
        "요청하신 그림을 만들지 못했습니다. 관리자에게 알렸습니다. 잠시 뒤 다시 눌러 주십시오."
    ),
    "document": (
        "요청하신 파일을 만들지 못했습니다. 관리자에게 알렸습니다. 잠시 뒤 다시 눌러 주십시오."
    ),
    "errand": (
        "보내 주신 파일을 처리하지 못했습니다. 저장된 것은 없습니다."
        " 관리자에게 알렸습니다. 파일을 다시 보내 주십시오."
    ),
    "evidence": (
        "증빙 가운데 보내지 못한 파일이 있습니다. 텔레그램에 더는 없는 파일일 수 있습니다."
        " 관리자에게 알렸습니다. 원본이 있으면 기록에 다시 올려 주십시오."
    ),
    "message": (
        "답을 화면에 보내지 못했습니다. 관리자에게 알렸습니다. 같은 명령을 다시 보내 주십시오."
    ),
}
"""To whoever asked for what cannot be made or sent, by what it was."""
UNSENT_LINE = (
    "요청받았으나 보내지 못한 것이 있습니다.\n"
    "보낼 것 번호 <code>{row}</code> · 무엇 <code>{what}</code> · 오류 종류 <code>{kind}</code>\n"
    "서버 기록에서 원인을 확인해 주십시오. 같은 일은 오늘 다시 알리지 않습니다."
)

UNDERWAY = {
    "report": "보고서를 만들고 있습니다. 잠시만 기다려 주십시오.",
    "report_page": "보고서 첫 쪽을 그리고 있습니다. 잠시만 기다려 주십시오.",
    "plan_table": "취합표를 만들고 있습니다. 잠시만 기다려 주십시오.",
    "invite_sheet": "초대장을 만들고 있습니다. 잠시만 기다려 주십시오.",
    "letter": "공문 초안을 만들고 있습니다. 잠시만 기다려 주십시오.",
    "request_letter": "공문 초안을 만들고 있습니다. 잠시만 기다려 주십시오.",
    "plan_form": "제출 서식을 만들고 있습니다. 잠시만 기다려 주십시오.",
    "status": "현황 그림을 그리고 있습니다. 잠시만 기다려 주십시오.",
    "board": "현황판을 그리고 있습니다. 잠시만 기다려 주십시오.",
    "picture": "그림을 그리고 있습니다. 잠시만 기다려 주십시오.",
    "document": "파일을 만들고 있습니다. 잠시만 기다려 주십시오.",
}
"""While it is being made, by its render, else by what it becomes."""
READING = "자료를 모으고 있습니다. 잠시만 기다려 주십시오."


def underway(render: str, kind: str) -> str:
    """That a picture or paper is being made."""
    return UNDERWAY.get(render) or UNDERWAY[kind]
