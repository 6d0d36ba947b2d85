"""What an officer is asked about a line of their own."""

from storage.facts.loose.wording_doubts import unlike_date as unlike_date

NO_DATE = "날짜가 적혀 있지 않습니다. 언제입니까?"
NO_KIND = "어떤 행사입니까?"
NO_TITLE = "어느 과정·행사입니까? 이름을 적어 주십시오."
PUT_OFF = "‘{text}’: 취소입니까, 예정입니까?"
WHICH_AGREEMENT = "어느 기관과 맺은 협약입니까?"
WHICH_PARTIES = "협약 기관을 모두 적어 주십시오."
WHICH_HALF = "어느 반기의 보고서에 싣습니까?"
WHICH_WORKS = "어떤 공사입니까?"
WHICH_COMPANY = "어느 업체와 계약했습니까?"
WHICH_AMOUNT = "계약 금액은 얼마입니까?"
WHICH_NOTICE = "입찰 공고일은 언제입니까?"
WHICH_TRADE = "어떤 종류의 공사입니까?"
WHICH_STAGE = "지금 어느 단계입니까?"
WHICH_DATE = "‘{text}’: 날짜가 여럿입니다. 어느 것입니까?"


def which_day(text: str) -> str:
    """A day that was named vaguely: 엊그제, 지난주."""
    return f"‘{text}’: 며칠입니까?"


def ahead_or_past(text: str) -> str:
    """A date that lies ahead in a line that tells what was."""
    return f"‘{text}’: 아직 오지 않은 날입니다. 지난해입니까, 앞으로 할 일입니까?"


def not_yet(text: str) -> str:
    """A day that lies ahead of what is kept only when it has been done."""
    return f"‘{text}’: 아직 오지 않은 날입니다. 언제 하셨습니까?"


def other_weekday(text: str) -> str:
    """A date and the weekday of another one."""
    return f"‘{text}’: 날짜와 요일이 다릅니다. 어느 날입니까?"


def last_corrected(text: str) -> str:
    """Figures that are put right without the record that they are of."""
    return f"‘{text}’: 방금 저장한 기록의 수를 고치시겠습니까?"


def each_time(text: str) -> str:
    """So many each time: 2회 15명씩."""
    return f"‘{text}’: 회마다 센 수입니다. 모두 몇 명입니까?"


def about(text: str) -> str:
    """A figure that was not counted exactly."""
    return f"‘{text}’: 어림수입니다. 정확한 수는 몇입니까?"


def is_company(text: str) -> str:
    """A word that may be the name of a company."""
    return f"‘{text}’: 업체 이름입니까?"


def other_sum(text: str, parts: str) -> str:
    """A whole and parts of it that add up to another one."""
    return f"‘{text}({parts.strip()})’: 나눈 수의 합이 다릅니다. 모두 몇 명입니까?"
