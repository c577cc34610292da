"""Names of measures, and costs and reasons around them, in the words of a report."""

from collections.abc import Iterable

from quickscan.domain.advice import Recommendation
from quickscan.domain.business_case import ValuedMeasure
from quickscan.domain.programme import NotChosen
from quickscan.domain.scan import Scan
from quickscan.report.wording import OF_PROVENANCE, Origin, Wording

CHART_NAME = 40
"""How many characters of a name a chart shows."""


def on_one_line(name: str) -> str:
    """A name as a chart shows it: one that is wrapped may push others off the axis."""
    return name if len(name) <= CHART_NAME else name[: CHART_NAME - 1].rstrip() + "…"


class MeasureWords:
    """The measures of a scan by id."""

    def __init__(self, scan: Scan, wording: Wording) -> None:
        self.scan, self.wording = scan, wording
        found = scan.recommendations
        self.by_id: dict[str, ValuedMeasure] = {one.id: one for one in (*found.recommendations, *found.prerequisites)}
        self.chosen = [self.by_id[one.id] for one in found.portfolio.chosen]
        self.steps = {step.id: step for stage in found.roadmap.stages for step in stage.steps}

    def entry(self, measure: str) -> Recommendation:
        """The entry of the library."""
        return self.scan.knowledge.recommendation(measure)

    def origin(self, measure: str) -> Origin:
        """Where cost, effort and duration of a measure come from."""
        return OF_PROVENANCE[self.entry(measure).provenance.basis]

    def name(self, measure: str) -> str:
        """Code and title."""
        valued = self.by_id[measure]
        return f"{valued.code} {self.wording.of(valued.title)}"

    def short_name(self, measure: str) -> str:
        """Code and title on one line of a chart."""
        return on_one_line(f"{self.by_id[measure].code} {self.wording.of(self.entry(measure).title_in_pictures)}")

    def names(self, measures: Iterable[str]) -> str:
        """Several measures in one sentence."""
        return self.wording.list_of([self.name(measure) for measure in measures])

    def in_order_of_start(self) -> list[ValuedMeasure]:
        """The chosen measures as the roadmap begins them."""
        return [self.by_id[name] for name in sorted(self.steps, key=lambda name: (self.steps[name].starts_month, name))]

    def cost(self, amount: float | None) -> str:
        """A sum of costs, which rest on the library's judgement; says so where it is unknown."""
        if amount is None:
            return self.wording.say("unknown")
        return self.wording.numbers.euro(amount) + self.wording.mark("assumed")

    def days(self, amount: float) -> str:
        """Person-days with their origin."""
        return self.wording.numbers.rounded(amount) + self.wording.mark("assumed")

    def why_not(self, left: NotChosen) -> str:
        """What kept a measure out of the portfolio."""
        reasons = [self.wording.say(f"reason_{reason}") for reason in left.reasons]
        reasons += [self.wording.say("quoted", quote=left.because)] if left.because else []
        if left.with_first and "rejected" not in left.reasons:
            codes = ", ".join(self.by_id[one].code for one in left.with_first)
            reasons.append(self.wording.say("reason_with_first", measures=codes))
        return "; ".join(reasons)
