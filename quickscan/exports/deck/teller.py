"""How figures are said on slides: rounded as people say them, with their range and the letter of where they come from."""

from quickscan.domain.result import Estimate, as_known
from quickscan.domain.scan import Scan
from quickscan.exports.deck.short import shortened
from quickscan.report.numbers import Numbers
from quickscan.report.wording import Wording

LONGEST_NAME = 50


class Teller:
    """A scan with the words for it."""

    def __init__(self, scan: Scan, wording: Wording) -> None:
        self.scan, self.wording = scan, wording

    @property
    def numbers(self) -> Numbers:
        """How figures are written."""
        return self.wording.numbers

    def say(self, key: str, **values: object) -> str:
        """Words of the deck, by the key without its beginning."""
        return self.wording.say(f"deck_{key}", **values)

    def percent(self, estimate: Estimate) -> str:
        """A simulated share with its interval."""
        both = self._with_range(self.numbers.percent(estimate.mean, 0), self.share_range(estimate.low, estimate.high))
        return both + self.wording.mark("simulated")

    def share_range(self, low: float, high: float) -> str:
        """From one share to another."""
        return self.wording.span(self.numbers.percent(low, 0), self.numbers.percent(high, 0))

    def euro(self, estimate: Estimate) -> str:
        """Simulated money with its interval."""
        low, high = (self.euros(end) for end in (estimate.low, estimate.high))
        return self._with_range(self.euros(estimate.mean), self.wording.span(low, high)) + self.wording.mark("simulated")

    def euros(self, amount: float) -> str:
        """Money as precise as it is known."""
        return self.numbers.euro(as_known(amount))

    def cost(self, amount: float | None) -> str:
        """What something costs, by assumption; says so where nobody knows."""
        return self.wording.say("unknown") if amount is None else self.euros(amount) + self.wording.mark("assumed")

    def sales(self, estimate: Estimate) -> str:
        """Simulated sales a year with their interval."""
        low, high = (self.numbers.rounded(end) for end in (estimate.low, estimate.high))
        both = self._with_range(self.numbers.rounded(estimate.mean), self.wording.span(low, high))
        return both + self.wording.mark("simulated")

    def hours(self, estimate: Estimate) -> str:
        """A simulated duration with its interval."""
        low, high = (self.numbers.rounded(end) for end in (estimate.low, estimate.high))
        both = self._with_range(self.numbers.rounded(estimate.mean), self.wording.span(low, high))
        return self.wording.say("unit_hours", value=both) + self.wording.mark("simulated")

    def run(self) -> str:
        """How the simulation was run, for the speaker's notes."""
        result = self.scan.simulation
        return self.say(
            "note_run",
            calibration=self.calibration(result.calibration),
            replications=self.numbers.number(result.replications),
            seed=str(result.seed),
            version=result.version,
        )

    def calibration(self, name: str) -> str:
        """The words for a calibration; one of the consultancy's own is called by its id."""
        key = f"calibration_{name}"
        return self.wording.say(key) if self.wording.knows(key) else name

    def sheets(self, *names: str) -> str:
        """Where the figures stand in the workbook, for the speaker's notes."""
        quoted = [self.say("sheet_quoted", name=self.wording.say(f"sheet_{name}")) for name in names]
        return self.say("note_sheets", sheets=self.wording.list_of(quoted))

    def measure(self, measure_id: str) -> str:
        """What a measure is called."""
        valued = self.scan.recommendations
        found = next(one for one in (*valued.recommendations, *valued.prerequisites) if one.id == measure_id)
        return self.wording.of(found.title)

    def about(self, name: str) -> str:
        """What a measure or a cause is called, by its id."""
        causes = {cause.id: cause.short_name for cause in self.scan.knowledge.causes}
        return self.wording.of(causes[name]) if name in causes else shortened(self.measure(name), LONGEST_NAME)

    def owner(self, measure_id: str) -> str:
        """Who should lead a measure, as a role."""
        own = self.scan.engagement.programme.of(measure_id).owner_role
        return own or self.wording.of(self.scan.knowledge.recommendation(measure_id).owner_role)

    def _with_range(self, middle: str, span: str) -> str:
        return middle if middle == span else self.say("with_range", middle=middle, range=span)
