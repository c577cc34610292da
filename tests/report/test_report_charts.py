"""Charts that Word draws: the right numbers, a workbook behind them, and nothing Word refuses."""

import re
import zipfile
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from quickscan.domain.base import Language
from quickscan.report.causes import loss_chart
from quickscan.report.chart_data import BarChart
from quickscan.report.context import charts
from quickscan.report.findings import maturity_chart
from quickscan.report.simulated import flow_chart
from quickscan.report.wording import Wording
from tests.report.paper import Paper, car_maker, texts

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
NAMES = [
    "loss_along_roadmap",
    "maturity",
    "loss_by_cause",
    "sales_lost",
    "gain_and_cost",
    "gain_by_measure",
    "roadmap",
    "assumptions",
]
"""In the order of the document."""


def _drawn(name: str, language: Language = "de") -> BarChart:
    return charts(car_maker(), Wording(texts(), language))[name]


def _chart(paper: Paper, number: int) -> ET.Element:
    return ET.fromstring(paper.files()[f"word/charts/chart{number}.xml"])


def _workbook_numbers(paper: Paper, number: int) -> list[list[float]]:
    """The numbers of the workbook behind a chart, row by row, without the head."""
    relations = paper.files()[f"word/charts/_rels/chart{number}.xml.rels"].decode()
    target = re.search(r'Target="\.\./(embeddings/[^"]+)"', relations)
    assert target
    with zipfile.ZipFile(BytesIO(paper.files()[f"word/{target[1]}"])) as workbook:
        sheet = ET.fromstring(workbook.read("xl/worksheets/sheet1.xml"))
    rows = [[cell.findtext(f"{S}v") for cell in row.iter(f"{S}c") if cell.get("t") != "s"] for row in sheet.iter(f"{S}row")]
    return [[float(value) for value in row if value is not None] for row in rows[1:]]


@pytest.mark.parametrize(("number", "name"), list(enumerate(NAMES, 1)))
def test_a_chart_and_its_workbook_hold_the_numbers(paper: Paper, language: Language, number: int, name: str) -> None:
    wanted = _drawn(name, language)
    plotted = [
        tuple(float(point.text or "nan") for point in series.findall(f"{C}val//{C}pt/{C}v"))
        for series in _chart(paper, number).iter(f"{C}ser")
    ]
    assert plotted == [series.values for series in wanted.series]
    assert _workbook_numbers(paper, number) == [list(row) for row in zip(*plotted, strict=True)]


def test_the_loss_chart_shows_the_points_of_the_assessment() -> None:
    points = sorted((100 * cause.loss_points for cause in car_maker().assessment.severity.values()), reverse=True)
    assert _drawn("loss_by_cause").series[0].values == pytest.approx(points, abs=0.005)


def test_the_flow_chart_runs_from_possible_to_present_sales() -> None:
    base, length = (series.values for series in _drawn("sales_lost").series)
    assert base[0] == base[-1] == 0.0
    assert length[-1] == pytest.approx(car_maker().simulation.won.mean, abs=0.05)
    ends = [begin + size for begin, size in zip(base, length, strict=True)]
    assert ends[1:-1] == pytest.approx([ends[0], *base[1:-2]], abs=0.2)
    assert base[-2] == pytest.approx(length[-1], abs=0.2)


def test_no_number_that_word_refuses_stands_in_a_chart(paper: Paper) -> None:
    for number in range(1, len(NAMES) + 1):
        ids = [int(axis.get("val", "-1")) for axis in _chart(paper, number).iter(f"{C}axId")]
        assert ids
        assert all(0 <= axis <= 0xFFFFFFFF for axis in ids)


def test_numbers_in_charts_follow_the_language(paper: Paper, language: Language) -> None:
    chart = _chart(paper, 1)
    tags = [element.get("val") for element in chart.iter(f"{C}lang")]
    assert tags == [{"de": "de-DE", "en": "en-US"}[language]]


def test_every_chart_says_what_it_shows(paper: Paper, language: Language) -> None:
    body = paper.files()["word/document.xml"].decode()
    for name in NAMES:
        assert f'descr="{_drawn(name, language).alternative_text}"' in body


def test_a_bar_has_its_name_and_the_first_stands_on_top(german: Paper) -> None:
    chart = _chart(german, 1 + NAMES.index("loss_by_cause"))
    names = [point.text for point in chart.find(f".//{C}ser/{C}cat").iter(f"{C}v")]  # type: ignore[union-attr] # the chart has bars
    assert tuple(names) == _drawn("loss_by_cause").categories
    assert chart.find(f".//{C}catAx/{C}scaling/{C}orientation").get("val") == "maxMin"  # type: ignore[union-attr] # and axes


def test_without_anything_to_show_there_is_no_chart() -> None:
    scan, wording = car_maker(), Wording(texts(), "de")
    unhurt = {name: cause.model_copy(update={"loss_points": 0.0}) for name, cause in scan.assessment.severity.items()}
    unknown = {name: area.model_copy(update={"score": None}) for name, area in scan.assessment.maturity.items()}
    assessment = scan.assessment.model_copy(update={"severity": unhurt, "maturity": unknown})
    nothing = {name: lost.model_copy(update={"mean": 0.0}) for name, lost in scan.simulation.lost_by_cause.items()}
    simulation = scan.simulation.model_copy(update={"lost_by_cause": nothing})
    bare = scan.model_copy(update={"assessment": assessment, "simulation": simulation})
    assert (loss_chart(bare, wording), maturity_chart(bare, wording), flow_chart(bare, wording)) == (None, None, None)


def test_charts_lie_in_the_package_word_expects(german: Paper, tmp_path: Path) -> None:
    types = german.files()["[Content_Types].xml"].decode()
    for number in range(1, len(NAMES) + 1):
        assert f'PartName="/word/charts/chart{number}.xml"' in types
        assert "externalData" in german.files()[f"word/charts/chart{number}.xml"].decode()
