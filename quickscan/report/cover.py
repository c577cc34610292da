"""The cover: for whom, what, when, by whom."""

from datetime import date

from quickscan.domain.base import Noun
from quickscan.domain.scan import Scan
from quickscan.report.wording import Wording


class Cover(Noun):
    """What stands on the first page and in the header."""

    client: str
    """The client's name."""
    industry: str
    """What the client does, in a few words."""
    title: str
    """What the assignment is called."""
    made_on: str
    """The day of the report."""
    started_on: str
    """The day the assignment began; empty where unknown."""
    consultants: str
    """Who does the scan; empty where nobody is named."""
    edition: str
    """Which edition of the report this is."""


def cover(scan: Scan, wording: Wording, made_on: date) -> Cover:
    """The cover of a scan's report."""
    engagement = scan.engagement
    return Cover(
        client=engagement.client.name,
        industry=engagement.client.industry,
        title=engagement.title,
        made_on=wording.numbers.day(made_on),
        started_on=wording.numbers.day(engagement.started_on) if engagement.started_on else "",
        consultants=", ".join(engagement.consultants),
        edition=wording.say("edition", version=scan.simulation.version),
    )
