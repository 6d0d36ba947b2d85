"""How somebody gives up a post, and what became of the order that says so (인사발령)."""

from storage.rules.terms import Term


class Leaving(Term):
    """Where the one goes whose work another takes over."""

    OUT = "out", "등록 해제"
    MOVE = "move", "다른 부서로"
    STAY = "stay", "업무만 인계"


class OrderState(Term):
    """What became of an order."""

    PLANNED = "planned", "예정"
    DONE = "done", "마침"
    WITHDRAWN = "withdrawn", "거둠"
    FALLEN = "fallen", "하지 못함"
