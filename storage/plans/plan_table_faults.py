"""A row of a 취합표 that cannot be taken, with the place of the cell that is at fault."""


class Fault(Exception):
    """In one sentence with its place."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
