"""Risks of the programme, with what they would mean and what is done about them."""

from quickscan.domain.base import Noun
from quickscan.domain.scan import Scan
from quickscan.report.measure_words import MeasureWords
from quickscan.report.wording import Wording

UNSURE_BELOW = 2.0
"""Measures that rest on answers less sure than plausible are a risk of their own."""


class RiskRow(Noun):
    """A risk."""

    risk: str
    """What could happen."""
    meaning: str
    """What it would mean."""
    answer: str
    """What is done about it."""


def risks(scan: Scan, wording: Wording) -> tuple[RiskRow, ...]:
    """The risks of a scan's programme; none without measures."""
    words = MeasureWords(scan, wording)
    if not words.chosen:
        return ()
    unsure = [one.code for one in words.chosen if one.confidence is not None and one.confidence < UNSURE_BELOW]
    names = ["privacy", "works_council", "people", "partners", "effect"]
    if scan.recommendations.portfolio.contribution_gain_eur is None:
        names.append("contribution")
    rows = [_row(name, wording) for name in names]
    return (*rows, _row("unsure", wording, measures=", ".join(unsure))) if unsure else tuple(rows)


def _row(name: str, wording: Wording, **values: str) -> RiskRow:
    return RiskRow(
        risk=wording.say(f"risk_{name}", **values),
        meaning=wording.say(f"risk_{name}_meaning"),
        answer=wording.say(f"risk_{name}_answer"),
    )
