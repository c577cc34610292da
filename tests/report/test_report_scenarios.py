"""Scenarios in the report: only those chosen, each calibration by itself, with the very numbers of the command line."""

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from quickscan.analysis.scan import ScanSettings
from quickscan.analysis.scan_scenarios import with_scenarios
from quickscan.domain.base import Language, Text
from quickscan.domain.scan import Scan
from quickscan.domain.scenario import Override, OwnScenario
from quickscan.files.portable import portable_file
from quickscan.files.scales import calibration_for
from quickscan.files.surroundings import shipped_catalogue
from quickscan.report.scenarios import scenario_charts, scenarios
from quickscan.report.wording import Wording
from quickscan.simulation.replicate import Plan
from tests.commanding import quickscan
from tests.material import car_dealers, knowledge
from tests.report.paper import Paper, car_maker, texts, write

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
PLAN = Plan(replications=3)


def own(name: str, *overrides: Override, **more: object) -> OwnScenario:
    words = Text(de=name, en=name)
    return OwnScenario.model_validate(
        {"id": name.lower().replace(" ", "_"), "name": words, "description": words, "overrides": overrides, **more}
    )


SIX = own(
    "Sechs <Versuche> & mehr",
    Override(path="dealers.attempt_shares", value=[0, 0, 0, 0, 0, 1]),
    id="six",
    in_report=True,
    cost_per_year_eur=40000,
    one_off_cost_eur=2000,
)
FAST = own("Fast", Override(path="dealers.reaction_hours", value=1), in_report=True)
HALVED = own("Halved", Override(path="severity.poor_follow_up", times=0.5), in_report=True, calibration="deck")
NOT_CHOSEN = own("Not chosen", Override(path="call_centre.agents", value=9))
LOST = own("Lost", Override(path="channels.booth.leads_per_year", value=9), in_report=True)


def scan_with(*own_scenarios: OwnScenario) -> Scan:
    engagement = car_maker().engagement.model_copy(update={"scenarios": own_scenarios})
    scan = car_maker().model_copy(update={"engagement": engagement})
    return with_scenarios(
        scan,
        car_dealers(),
        lambda name: calibration_for(name, car_dealers(), knowledge(), Path("nowhere")),
        shipped_catalogue(),
        ScanSettings(plan=PLAN),
    )


@cache
def whole() -> Scan:
    return scan_with(SIX, NOT_CHOSEN, FAST, HALVED)


@pytest.fixture(scope="session")
def written(language: Language, tmp_path_factory: pytest.TempPathFactory) -> Paper:
    return write(whole(), tmp_path_factory.mktemp("scenarios"), language)


@pytest.mark.needs_ooxml_validator
def test_word_finds_no_fault_in_a_report_with_scenarios(
    written: Paper, ooxml_validate: Callable[[Path], list[dict[str, Any]]]
) -> None:
    assert ooxml_validate(written.path) == []


def test_without_a_scenario_there_is_no_chapter_of_them(language: Language, paper: Paper, tmp_path: Path) -> None:
    heading = texts()["scenarios"].in_language(language)
    assert heading not in paper.headings(1)
    assert heading not in write(scan_with(NOT_CHOSEN), tmp_path, language).headings(1)


def test_each_calibration_stands_by_itself_and_is_named_beside_every_table(written: Paper, language: Language) -> None:
    say = Wording(texts(), language).say
    studies, deck = say("calibration_evidence"), say("calibration_deck")
    assert written.headings(1).index(say("scenarios")) == written.headings(1).index(say("business_case")) - 1
    titles = [say("scenarios_calibration", calibration=one) for one in (studies, deck)]
    assert [one for one in written.headings(2) if one in titles] == titles
    named = [one for one in written.paragraphs() if one.startswith(say("table")) and one.endswith(")")]
    captions = [re.sub(r"^\w+ \d+: ", "", one) for one in named]
    assert captions[-3:] == [f"Sechs <Versuche> & mehr ({studies})", f"Fast ({studies})", f"Halved ({deck})"]
    assert "Not chosen" not in written.words()
    assert not re.search("{{|}}|{%|%}|[\ufdd0-\ufdef]", written.words())


def test_a_figure_stands_beside_that_of_today_with_its_difference_and_interval() -> None:
    (six, fast), (halved,) = (group.scenarios for group in scenarios(whole(), Wording(texts(), "de")).groups)
    assert "Kosten im ersten Jahr: 42.000" in six.description
    assert "Kosten" not in fast.description
    assert six.rows[0].label == "Abschlüsse im Jahr"
    assert len(six.rows) == 7
    assert len(fast.rows) == len(halved.rows) == 6
    for row in (*six.rows, *fast.rows, *halved.rows):
        assert re.search(r"± \d", row.difference) or row.difference == "kaum eine Änderung"
        assert row.today != "unbekannt"


def test_the_chart_shows_today_in_grey_among_the_scenarios_most_first(written: Paper, language: Language) -> None:
    studies, deck = scenario_charts(whole(), Wording(texts(), language))
    assert len(studies.categories) == 3
    assert len(deck.categories) == 2
    for chart in (studies, deck):
        assert list(chart.series[0].values) == sorted(chart.series[0].values, reverse=True)
        assert chart.series[0].colours.count("grey") == 1
    drawn = [ET.fromstring(part) for name, part in written.files().items() if re.match(r"word/charts/chart\d+\.xml", name)]
    plotted = [[float(one.text or "nan") for one in chart.findall(f".//{C}val//{C}pt/{C}v")] for chart in drawn]
    assert list(studies.series[0].values) in plotted
    assert list(deck.series[0].values) in plotted


def test_a_scenario_that_no_longer_fits_is_named_and_hinders_none(tmp_path: Path) -> None:
    found = scan_with(LOST, FAST)
    (group,) = scenarios(found, Wording(texts(), "en")).groups
    assert [one.name for one in group.scenarios] == ["Fast"]
    assert group.left_out == "These can no longer be simulated, because they do not fit the process of today: Lost."
    alone = write(scan_with(LOST), tmp_path, "en")
    assert "do not fit the process of today: Lost." in alone.words()


@pytest.mark.parametrize(("calibration", "names"), [("evidence", ["six", "fast"]), ("deck", ["halved"])])
def test_the_numbers_are_those_of_the_command_line(calibration: str, names: list[str], tmp_path: Path) -> None:
    file = tmp_path / "own.engagement.yaml"
    file.write_bytes(portable_file(whole().engagement).content)
    chosen = [word for name in names for word in ("--scenario", name)]
    ran = quickscan("compare", file, *chosen, "--calibration", calibration, "--replications", 3, "--json")
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    found = next(one for one in whole().scenarios if one.calibration == calibration)
    assert found.comparison.model_dump(mode="json") == told
    shown = next(one for one in scenarios(whole(), Wording(texts(), "de")).groups if one.chart.find(calibration) > 0)
    for scenario, numbers in zip(shown.scenarios, told["scenarios"], strict=True):
        won = numbers["simulation"]["won"]["mean"]
        assert re.findall(r"[\d.]+", scenario.rows[0].value)[0].replace(".", "") == f"{won:.0f}"
        money = numbers["simulation"]["contribution_eur"]["mean"]
        row = next(row for row in scenario.rows if row.label == "Deckungsbeitrag im Jahr")
        assert row.value.startswith(f"{money:,.0f}".replace(",", "."))
