"""The appendix that describes the simulation model in the order of the STRESS-DES guideline."""

from quickscan.domain.base import Noun
from quickscan.domain.scan import Scan
from quickscan.report.wording import Wording


class ModelPart(Noun):
    """A heading of the guideline."""

    title: str
    """The heading."""
    text: str
    """What there is to say, as running text."""


class Model(Noun):
    """The description of the model."""

    parts: tuple[ModelPart, ...]
    """The headings; none where the model was not described."""


def model(scan: Scan, wording: Wording) -> Model:
    """The description of the model that a scan was simulated with."""
    parts = scan.model.parts if scan.model else ()
    return Model(
        parts=tuple(
            ModelPart(title=wording.of(part.title), text=" ".join(wording.of(item) for item in part.items)) for part in parts
        )
    )
