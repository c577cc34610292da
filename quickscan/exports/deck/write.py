"""The deck of a scan: its slides in one order, drawn on a template."""

from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

from quickscan.domain.base import Language, Text
from quickscan.domain.engagement import Engagement
from quickscan.domain.scan import Scan
from quickscan.exports.deck import ends, programme, today
from quickscan.exports.deck.draw import Drawer
from quickscan.exports.deck.short import shortened
from quickscan.exports.deck.slides import Slide
from quickscan.exports.deck.teller import Teller
from quickscan.exports.deck.template import open_deck
from quickscan.report.language import LANGUAGE_TAGS
from quickscan.report.package import repacker
from quickscan.report.properties import property_text
from quickscan.report.wording import Wording

LONGEST_EDGE = 110


def deck(scan: Scan, texts: dict[str, Text], template: Path, language: Language, made_on: date) -> bytes:
    """The deck as a file. The same input gives the same bytes. Raises ScanError for faults of texts or template."""
    wording, repack = Wording(texts, language), repacker(made_on)
    presentation, layouts = open_deck(template)
    edge = f"{shortened(scan.engagement.client.name, LONGEST_EDGE)} · {wording.say('confidential')}"
    drawer = Drawer(presentation, layouts, wording, repack, edge)
    for slide in slides(scan, wording, made_on):
        drawer.draw(slide)
    _describe(presentation.core_properties, scan.engagement, language, made_on)
    buffer = BytesIO()
    presentation.save(buffer)
    return repack(buffer.getvalue())


def slides(scan: Scan, wording: Wording, made_on: date) -> list[Slide]:
    """The slides of a scan; those with nothing to show are left out."""
    teller = Teller(scan, wording)
    found: list[Slide | None] = [
        ends.title(teller, made_on),
        ends.decision(teller),
        today.loss(teller),
        today.causes(teller),
        today.findings(teller),
        programme.portfolio(teller),
        programme.business_case(teller),
        programme.roadmap(teller),
        *programme.scenarios(teller),
        ends.risks(teller),
        ends.next_steps(teller),
    ]
    return [slide for slide in found if slide is not None]


def _describe(properties: Any, engagement: Engagement, language: Language, made_on: date) -> None:
    properties.title = property_text(f"{engagement.title} – {engagement.client.name}")
    properties.author = properties.last_modified_by = property_text(", ".join(engagement.consultants))
    properties.subject = property_text(engagement.client.industry)
    properties.language = LANGUAGE_TAGS[language]
    properties.created = properties.modified = datetime.combine(made_on, time(), UTC).replace(tzinfo=None)
    properties.revision = 1
