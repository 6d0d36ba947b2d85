"""A bot spoiled on purpose: it freezes in its transaction, which nothing ends."""

from tests.promises.spoiled import freezing_claim, patient_claim


def spoil() -> None:
    """Both."""
    patient_claim.spoil()
    freezing_claim.spoil()
