"""What a list of contracts may leave open."""

from storage.rules.terms import Term


class ListedState(Term):
    """What became of a contract that a list has and the records have not."""

    OPEN = "open", "기록 없음"
    EXCUSED = "excused", "기록하지 않음"
