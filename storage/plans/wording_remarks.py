"""What a reviewer is told of a plan before 확정, and the question that each remark may become."""

from storage.rules.names import josa

NO_FIGURES = "목표 수치가 하나도 없습니다."
LACKING = "{at}번에 목표 수치가 없습니다."
LACKING_NOW = "{at}번에 목표 수치가 없습니다(지난 반기 {before})."
DOUBLE = "{at}번이 {other}번과 같은 내용입니다."
ODD = "{at}번 {label} {now}: 지난 반기 {before}"
NONE_PLANNED = "{at}번 {label} 0{unit}"
ANSWERED = "보완한 칸 {count}개를 확인해 주십시오."
WAITING = "답을 기다리는 보완요청이 {count}건 있습니다."
TARGET, CITIZENS, PEOPLE = "목표", "고용할 시민", "명"
ASK_LACKING = "목표 수치를 적어 주십시오."
ASK_DOUBLE = "{other}번과 같은 내용인지 확인해 주십시오."


def ask_odd(label: str, before: str) -> str:
    """Asks for a figure that differs much from the last half's."""
    told = f"지난 반기 {label} {josa(before, '과/와')} 차이가 큽니다."
    return f"{told} 맞는 수치인지 확인해 주십시오."


def ask_none(label: str) -> str:
    """Asks for a figure that was given as nought."""
    return f"{josa(label, '이/가')} 0으로 적혀 있습니다. 맞는 수치인지 확인해 주십시오."
