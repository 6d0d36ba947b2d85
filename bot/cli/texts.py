"""Sentences of the command line that depend on what was found."""

CHECKED = {
    "folder": ("자료 폴더", "init으로 폴더를 만들거나, chmod 700 으로 본인만 쓰게 하십시오."),
    "folder_shared": (
        "자료 폴더",
        "네트워크로 나누어 쓰는 폴더라 SQLite가 온전하지 못합니다. DATA_DIR을 이 컴퓨터의 디스크로"
        " 옮기거나 PostgreSQL을 쓰십시오.",
    ),
    "tables": ("자료의 틀", "python3 -m bot migrate 를 하십시오. 처음이면 init 입니다."),
    "disk": (
        "디스크 (빈 자리 / 자료)",
        "빈 자리가 모자랍니다. 자리를 비워 주십시오. 가득 차면 저장할 수 없습니다.",
    ),
    "backlog": (
        "처리할 글 / 보낼 글 / 따로 둔 글 / 보내지 못한 글",
        "오래 기다리거나 따로 둔 것이 있습니다. 봇이 켜져 있는지 보고"
        " python3 -m bot stuck list 를 하십시오.",
    ),
    "places": (
        "다른 컴퓨터에서 닿는 곳",
        "STATUS_LISTEN은 누구에게나 상태와 수치를 보여 줍니다. 127.0.0.1로 바꾸거나, 지켜보는"
        " 컴퓨터만 방화벽으로 들이십시오.",
    ),
    "token": ("봇 토큰", "Telegram이 받아들이지 않습니다. BotFather에서 토큰을 다시 받으십시오."),
    "telegram": ("텔레그램", "Bot API 서버에 닿지 못했습니다. 주소와 방화벽을 확인하십시오."),
    "webhook": (
        "웹훅",
        "이 봇이 걸지 않은 웹훅입니다. 아는 곳이면 python3 -m bot unhook 으로 지우고, "
        "아니면 BotFather에서 토큰을 바꾸십시오.",
    ),
    "webhook_own": (
        "웹훅",
        "이 봇이 전에 건 웹훅이 남아 있습니다. 봇을 켜면 자동으로 지우거나 다시 겁니다.",
    ),
    "webhook_gone": (
        "웹훅",
        "WEBHOOK_URL이 있으나 텔레그램에 등록되어 있지 않습니다. 봇을 켜면 자동으로 겁니다.",
    ),
    "webhook_failure": (
        "웹훅",
        "텔레그램이 글을 전하지 못하고 있습니다. 주소와 인증서, 방화벽을 확인하십시오.",
    ),
    "backup": (
        "밤 백업 (며칠 전 / 파일)",
        "남기지 못하고 있습니다. 관리자에게 온 알림과 BACKUP_DIR의 자리를 보시고, 우선"
        " python3 -m bot backup 으로 남기십시오.",
    ),
    "trail": (
        "바뀐 내역 (줄 / 맞는 머리)",
        "봇이 적은 그대로가 아닙니다. 파일을 그대로 두고 python3 -m bot audit verify 를 하십시오.",
    ),
    "ledger": (
        "수치 장부가 기록과 같음",
        "기록과 다릅니다. python3 -m bot migrate --ledger 로 기록에서 새로 만드십시오.",
    ),
    "evidence": (
        "증빙 파일 (보관 / 받는 중)",
        "없거나 내용이 달라진 파일입니다. 남아 있으면 지우십시오. 봇이 한 시간 안에 텔레그램에서"
        " 다시 받습니다.",
    ),
    "lockdown": (
        "비상 잠금",
        "조회만 되고 알림도 멈춰 있습니다. 풀려면 python3 -m bot lockdown --off 를 하십시오.",
    ),
    "files": (
        "읽는 파일 / 쓰는 파일",
        "파일을 읽는 프로세스가 뜨지 않습니다. 패키지를 다시 설치하십시오.",
    ),
    "calendar": ("공휴일 달력", "내년 공휴일을 알지 못합니다. 패키지를 새 버전으로 바꾸십시오."),
}
SUMS = "합계 {count:,}개"
"""What each part of the check-up is called, and what to do when it is not well."""

NO_FILE = "파일을 읽지 못했습니다: {reason}: {file}"
SAY_YES = "아직 저장하지 않았습니다. 그대로 저장하시려면 --yes 를 붙여 주십시오."
TAKE_FACTS = "읽은 사실까지 기록으로 남기시려면 --facts 를 함께 붙여 주십시오."
NOTHING_NEW = "새로 저장할 것이 없습니다 (0건)."
DECIDE_IN_CHAT = (
    "다른 줄은 명령으로는 더하지도 고치지도 않습니다. 이 파일을 봇 대화방에 보내시면 한 곳씩"
    " ‘고침’, ‘새 기록’, ‘무시’를 고르실 수 있습니다."
)

DEMO_BEGINS = """체험판을 켭니다. 이 컴퓨터 안에서만 돌고, 토큰도 인터넷도 쓰지 않습니다.
Starting the demo: on this computer only, no token, no network."""
DEMO_PROGRAM = "프로그램 읽기 (program)"
DEMO_PLAYS = "가상의 한 반기를 처음부터 끝까지 채팅으로 합니다. 30초쯤 걸립니다."
DEMO_PICTURES = "체험판을 열어 화면과 보고서의 그림을 찍습니다."
NO_PICTURE_PACKAGE = "그림은 시험용 패키지({missing})가 있어야 찍을 수 있습니다."
NO_BROWSER = "그림을 찍을 브라우저가 없습니다. 설치해 주십시오: {missing}"
