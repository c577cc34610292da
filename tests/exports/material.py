"""Scans to export, the words for it, and files read back as a person would open them."""

from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from pptx import Presentation

from quickscan.analysis.scan import ScanSettings
from quickscan.analysis.scan_scenarios import with_scenarios
from quickscan.domain.base import Language, Text
from quickscan.domain.scan import Scan
from quickscan.domain.scenario import Override, OwnScenario
from quickscan.exports.deck.write import deck
from quickscan.exports.export import Material
from quickscan.exports.shipped import shipped_material
from quickscan.exports.workbook.write import workbook
from quickscan.files.scales import calibration_for
from quickscan.files.surroundings import shipped_catalogue
from quickscan.report.wording import Wording
from quickscan.simulation.replicate import Plan
from tests.material import car_dealers, knowledge
from tests.report.paper import car_maker

MADE_ON = date(2026, 11, 24)
ODD = '=HYPERLINK("http://evil.example") & <b>\x07 {{ 7 * 7 }} \ufdd0 😀'
"""What nobody should type as a name, and somebody will."""


@cache
def material() -> Material:
    return shipped_material()


def wording(language: Language = "en") -> Wording:
    return Wording(material().texts, language)


def book_bytes(scan: Scan, language: Language = "en") -> bytes:
    return workbook(scan, material().texts, language, MADE_ON)


def book_of(scan: Scan, stored_values: bool = True) -> Any:
    """The English workbook of a scan, with the values that were stored for its formulas, or with the formulas."""
    return load_workbook(BytesIO(book_bytes(scan)), data_only=stored_values)


def rows(book: Any, sheet: str) -> list[dict[str, Any]]:
    """The records of a sheet by the labels of its columns; a line of sums stands last."""
    lines = list(book[wording().say(f"sheet_{sheet}")].iter_rows(min_row=4, values_only=True))
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def deck_bytes(scan: Scan, language: Language = "en") -> bytes:
    return deck(scan, material().texts, material().deck, language, MADE_ON)


def deck_of(scan: Scan, language: Language = "en") -> Any:
    return Presentation(BytesIO(deck_bytes(scan, language)))


def renamed(scan: Scan, **client: object) -> Scan:
    """The scan of a client that is called or described otherwise."""
    changed = scan.engagement.client.model_copy(update=client)
    return scan.model_copy(update={"engagement": scan.engagement.model_copy(update={"client": changed})})


def without_measures(scan: Scan) -> Scan:
    """The scan for which nothing is recommended."""
    found = scan.recommendations
    portfolio = found.portfolio.model_copy(
        update={"chosen": (), "not_chosen": (), "first_year_cost_eur": 0.0, "person_days": 0.0}
    )
    stages = tuple(stage.model_copy(update={"steps": ()}) for stage in found.roadmap.stages)
    nothing = {
        "recommendations": (),
        "prerequisites": (),
        "flips": None,
        "portfolio": portfolio,
        "roadmap": found.roadmap.model_copy(update={"stages": stages}),
    }
    return scan.model_copy(update={"recommendations": found.model_copy(update=nothing)})


@cache
def with_own_scenarios() -> Scan:
    """The complete example with a scenario in either calibration, one with an odd name."""
    own = (
        _own(
            "six", Override(path="dealers.attempt_shares", value=[0, 0, 0, 0, 0, 1]), cost_per_year_eur=40000, one_off_cost_eur=0
        ),
        _own("halved", Override(path="severity.poor_follow_up", times=0.5), calibration="deck"),
    )
    engagement = car_maker().engagement.model_copy(update={"scenarios": own})
    return with_scenarios(
        car_maker().model_copy(update={"engagement": engagement}),
        car_dealers(),
        lambda name: calibration_for(name, car_dealers(), knowledge(), Path("nowhere")),
        shipped_catalogue(),
        ScanSettings(plan=Plan(replications=2)),
    )


def _own(name: str, *overrides: Override, **more: object) -> OwnScenario:
    words = Text(de=f"{name} {ODD}", en=f"{name} {ODD}")
    given = {"id": name, "name": words, "description": words, "overrides": overrides, "in_report": True, **more}
    return OwnScenario.model_validate(given)
