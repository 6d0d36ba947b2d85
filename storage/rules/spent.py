"""How often something was done and how long it took, summed up."""

from dataclasses import dataclass


@dataclass
class Spent:
    """Counts since the start of the process; seconds."""

    count: int = 0
    seconds: float = 0.0
    most: float = 0.0

    def add(self, seconds: float) -> None:
        """It was done once more."""
        self.count += 1
        self.seconds += seconds
        self.most = max(self.most, seconds)
