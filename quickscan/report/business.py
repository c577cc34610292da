"""The client's business: what it sells through which channels, in figures that say where they come from."""

from quickscan.domain.base import Noun
from quickscan.domain.process import LeadProcess, ProcessChannel
from quickscan.domain.process_parts import Spread
from quickscan.domain.scan import Scan
from quickscan.report.statements import Statements
from quickscan.report.wording import Wording


class Fact(Noun):
    """A figure with its name."""

    label: str
    """What it is."""
    value: str
    """The figure with its origin."""


class ChannelRow(Noun):
    """A way inquiries come in."""

    name: str
    """The channel."""
    inquiries: str
    """Inquiries a year that the process would attract at most."""
    closing_rate: str
    """The share that buys if no cause loses any."""
    cost: str
    """Cost per inquiry."""


class Business(Noun):
    """The client's business."""

    profile: tuple[str, ...]
    """What the engagement says about the client, paragraph by paragraph."""
    process: str
    """The kind of lead process it was compared with."""
    facts: tuple[Fact, ...]
    """Sales organisation and values."""
    channels: tuple[ChannelRow, ...]
    """The channels with inquiries, biggest first."""
    total: str
    """Inquiries a year over all channels."""


def business(scan: Scan, statements: Statements, wording: Wording) -> Business:
    """The client's business."""
    used = sorted(
        (channel for channel in scan.process.channels if channel.leads_per_year > 0), key=lambda channel: -channel.leads_per_year
    )
    profile = scan.engagement.client.profile or ""
    return Business(
        profile=tuple(paragraph.strip() for paragraph in profile.splitlines() if paragraph.strip()),
        process=wording.say(
            "process_used", process=wording.of(scan.process.name), description=wording.of(scan.process.description)
        ),
        facts=tuple(_Facts(scan.process, statements, wording).all()),
        channels=tuple(_channel(channel, scan, statements, wording) for channel in used),
        total=wording.numbers.number(sum(channel.leads_per_year for channel in used)) + wording.mark("computed"),
    )


def _channel(channel: ProcessChannel, scan: Scan, statements: Statements, wording: Wording) -> ChannelRow:
    names = {known.id: wording.of(known.name) for known in scan.knowledge.channels}
    cost = channel.cost_per_lead_eur
    closing = "cl.close" if "cl.close" in scan.process_notes else "cl.sales"

    def marked(words: str, parameter: str) -> str:
        return words + wording.mark(statements.origin_of_parameter(parameter, channel.provenance))

    return ChannelRow(
        name=names.get(channel.channel, channel.channel),
        inquiries=marked(wording.numbers.number(channel.leads_per_year), "ch.volume"),
        closing_rate=marked(wording.numbers.percent(channel.potential_closing_rate), closing),
        cost="–" if cost is None else marked(wording.numbers.euro(cost), "ch.cost"),
    )


class _Facts:
    """The figures of the sales organisation."""

    def __init__(self, process: LeadProcess, statements: Statements, wording: Wording) -> None:
        self.process, self.statements, self.wording = process, statements, wording

    def all(self) -> list[Fact]:
        number, dealers, centre = self.wording.numbers.number, self.process.dealers, self.process.call_centre
        return [
            self._fact("outlets", number(dealers.outlets), "dl.n"),
            self._fact("sellers", number(dealers.sellers), "dl.reps"),
            self._fact("agents", number(centre.agents), "cc.agents"),
            self._fact("handling", self._spread("minutes", centre.handling_minutes), "cc.handle_min"),
            self._fact("assignment", self._spread("hours", self.process.assignment_delay_hours), "rt.delay_h"),
            self._fact("reaction", self._spread("hours", dealers.reaction_hours), "dl.t_first_h"),
            self._fact("cycle", self._spread("days", self.process.sales_cycle_days), "cl.cycle"),
            self._contribution(),
        ]

    def _contribution(self) -> Fact:
        contribution = self.process.contribution_per_sale_eur
        if contribution is None:
            return Fact(label=self.wording.say("fact_contribution"), value=self.wording.say("unknown"))
        return self._fact("contribution", self.wording.numbers.euro(contribution), "cl.margin")

    def _spread(self, unit: str, spread: Spread) -> str:
        return self.wording.say(
            "spread",
            median=self.statements.values.quantity(_sensibly(spread.median), unit),
            p90=self.statements.values.quantity(_sensibly(spread.p90), unit),
        )

    def _fact(self, name: str, value: str, parameter: str) -> Fact:
        part = (
            self.process.dealers
            if parameter.startswith("dl.")
            else self.process.call_centre
            if parameter.startswith("cc.")
            else self.process
        )
        origin = self.statements.origin_of_parameter(parameter, part.provenance)
        return Fact(label=self.wording.say(f"fact_{name}"), value=value + self.wording.mark(origin))


def _sensibly(value: float) -> float:
    """Durations that came out of a calculation are not known to the third decimal."""
    return round(value, 1)
