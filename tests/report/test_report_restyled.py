"""What a consultant changed in the template by hand is still there in the report: looks, order, own words, restyled charts."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.chart.xmlwriter import ChartXmlWriter
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml import parse_xml as parse_chart_xml
from pptx.oxml.ns import qn as chart_qn

from quickscan.domain.problem import ScanError
from quickscan.report.chart import CHART_TYPE, NAMESPACE, RELATIONSHIPS, WORKBOOK_TYPE
from quickscan.report.chart_data import BarChart, Series
from quickscan.report.chart_names import CHART_NAMES
from quickscan.report.context import charts
from quickscan.report.package import repacker
from quickscan.report.restyled import charts_of, fill_charts
from quickscan.report.word import check_template, inspect_template
from quickscan.report.wording import Wording
from tests.report.paper import MADE_ON, TEMPLATE, car_maker, texts, write

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cff00f0003010100c9fe92ef"
    "0000000049454e44ae426082"
)
Validate = Callable[[Path], list[dict[str, Any]]]
FOUND = BarChart(
    name="loss_by_cause",
    alternative_text="Der Leadverlust nach Ursachen",
    categories=("Zu spät", "Zu selten", "Keine Zuständigkeit"),
    series=(Series(name="Punkte", values=(21.5, 9.25, 0.5), colours=("loss", "loss", "loss_soft")),),
    maximum=25.0,
    number_format="0.0",
)


def _own_chart(document: Any, named: str = "chart: loss_by_cause", kind: Any = XL_CHART_TYPE.COLUMN_CLUSTERED) -> Any:
    """A chart as Word makes one, with colours, a font and gridlines of its author."""
    data = CategoryChartData()
    data.categories = ["Beispiel A", "Beispiel B"]
    data.add_series("Beispiel", (10.0, 4.0))
    space = parse_chart_xml(ChartXmlWriter(kind, data).xml.encode())
    look = f'<c:spPr {nsdecls("c", "a")}><a:solidFill><a:srgbClr val="7A1FA2"/></a:solidFill></c:spPr>'
    for series in space.iter(chart_qn("c:ser")):
        series.find(chart_qn("c:tx")).addnext(parse_xml(look))
    for axis in space.iter(chart_qn("c:valAx")):
        scaling = axis.find(chart_qn("c:scaling"))
        scaling.append(parse_xml(f'<c:max {nsdecls("c")} val="12"/>'))
        scaling.append(parse_xml(f'<c:min {nsdecls("c")} val="0"/>'))
    for axis_id in space.iter(chart_qn("c:axId"), chart_qn("c:crossAx")):
        axis_id.set("val", str(int(axis_id.get("val")) & 0x7FFFFFFF))
    package = document.part.package
    chart = Part(PackURI("/word/charts/chart77.xml"), CHART_TYPE, b"", package)
    workbook = Part(PackURI("/word/embeddings/book77.xlsx"), WORKBOOK_TYPE, CategoryWorkbookWriter(data).xlsx_blob, package)
    link = f'<c:externalData {nsdecls("c", "r")} r:id="{chart.relate_to(workbook, f"{RELATIONSHIPS}/package")}"/>'
    space.append(parse_xml(link))
    chart._blob = serialize_part_xml(space)
    relationship = document.part.relate_to(chart, f"{RELATIONSHIPS}/chart")
    paragraph = document.add_paragraph()
    paragraph.add_run()._r.append(_drawing(named, f'<c:chart r:id="{relationship}"/>'))
    return paragraph


def _drawing(named: str, inner: str) -> Any:
    return parse_xml(
        f'<w:drawing {nsdecls("w", "wp", "a", "r", "c")}><wp:inline><wp:extent cx="{Cm(12)}" cy="{Cm(7)}"/>'
        f'<wp:docPr id="7" name="Diagramm 7" descr="{named}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{NAMESPACE}">{inner}</a:graphicData></a:graphic></wp:inline></w:drawing>'
    )


def _space(document: Any) -> Any:
    part = next(part for part in document.part.package.iter_parts() if str(part.partname) == "/word/charts/chart77.xml")
    return parse_chart_xml(part.blob)


def _filled(chart: BarChart = FOUND, **own: Any) -> Any:
    document = Document()
    _own_chart(document, **own)
    fill_charts(document, {chart.name: chart}, "de-DE", repacker(MADE_ON))
    return document


def _rows(workbook: bytes) -> list[list[str]]:
    """The cells of the first sheet of a workbook that have something in them."""
    with ZipFile(BytesIO(workbook)) as archive:
        words = ["".join(item.itertext()) for item in parse_xml(archive.read("xl/sharedStrings.xml"))]
        sheet = parse_xml(archive.read("xl/worksheets/sheet1.xml"))
    cells = [[cell for cell in row.iter("{*}c") if cell.find("{*}v") is not None] for row in sheet.iter("{*}row")]
    return [[words[int(cell[0].text)] if cell.get("t") == "s" else cell[0].text for cell in row] for row in cells]


def test_a_chart_of_the_author_gets_names_and_numbers_of_the_report() -> None:
    space = _space(_filled())
    (series,) = space.iter(chart_qn("c:ser"))
    names = [value.text for value in series.find(chart_qn("c:cat")).iter(chart_qn("c:v"))]
    numbers = [float(value.text) for value in series.find(chart_qn("c:val")).iter(chart_qn("c:v"))]
    assert names == ["Zu spät", "Zu selten", "Keine Zuständigkeit"]
    assert numbers == [21.5, 9.25, 0.5]
    assert series.find(chart_qn("c:tx")).findtext(f".//{chart_qn('c:v')}") == "Punkte"


def test_it_keeps_kind_colours_and_gridlines() -> None:
    space = _space(_filled())
    assert space.find(f".//{chart_qn('c:barDir')}").get("val") == "col"
    (series,) = space.iter(chart_qn("c:ser"))
    assert series.find(f"{chart_qn('c:spPr')}//{chart_qn('a:srgbClr')}").get("val") == "7A1FA2"
    assert next(space.iter(chart_qn("c:majorGridlines")), None) is not None


def test_the_workbook_behind_it_has_the_same_numbers() -> None:
    document = _filled()
    names = {str(part.partname): part for part in document.part.package.iter_parts()}
    rows = _rows(names["/word/embeddings/book77.xlsx"].blob)
    assert rows == [["Punkte"], ["Zu spät", "21.5"], ["Zu selten", "9.25"], ["Keine Zuständigkeit", "0.5"]]
    assert sum(name.endswith(".xlsx") for name in names) == 1


def test_a_chart_whose_workbook_was_taken_away_gets_a_new_one() -> None:
    document = Document()
    _own_chart(document)
    part = next(part for part in document.part.package.iter_parts() if str(part.partname) == "/word/charts/chart77.xml")
    space = parse_chart_xml(part.blob)
    link = space.find(chart_qn("c:externalData"))
    part.drop_rel(link.get(qn("r:id")))
    space.remove(link)
    part._blob = serialize_part_xml(space)
    fill_charts(document, {FOUND.name: FOUND}, "de-DE", repacker(MADE_ON))
    (workbook,) = [one for one in document.part.package.iter_parts() if str(one.partname).endswith(".xlsx")]
    assert _rows(workbook.blob)[1] == ["Zu spät", "21.5"]


def test_its_alternative_text_says_what_it_shows() -> None:
    document = _filled()
    about = next(document.element.iter(qn("wp:docPr")))
    assert (about.get("descr"), about.get("name")) == ("Der Leadverlust nach Ursachen", "Diagramm 7")


def test_an_axis_that_ends_too_early_for_the_numbers_is_free_again() -> None:
    ends = {name: end for name in ("c:max", "c:min") for end in _space(_filled()).iter(chart_qn(name))}
    assert set(ends) == {"c:min"}
    small = FOUND.model_copy(update={"series": (FOUND.series[0].model_copy(update={"values": (3.0, 2.0, 1.0)}),)})
    kept = [end.get("val") for end in _space(_filled(small)).iter(chart_qn("c:max"))]
    assert kept == ["12"]


def test_more_series_than_the_author_had_look_like_his_last_one() -> None:
    two = FOUND.model_copy(update={"series": (FOUND.series[0], FOUND.series[0].model_copy(update={"name": "Vorher"}))})
    series = list(_space(_filled(two)).iter(chart_qn("c:ser")))
    colours = [one.find(f"{chart_qn('c:spPr')}//{chart_qn('a:srgbClr')}").get("val") for one in series]
    assert colours == ["7A1FA2", "7A1FA2"]


@pytest.mark.parametrize("kind", [XL_CHART_TYPE.PIE, XL_CHART_TYPE.DOUGHNUT, XL_CHART_TYPE.AREA, XL_CHART_TYPE.BAR_STACKED])
def test_other_kinds_of_chart_are_filled_as_well(kind: Any) -> None:
    document = Document()
    _own_chart(document, kind=kind)
    fill_charts(document, {FOUND.name: FOUND}, "de-DE", repacker(MADE_ON))
    assert "21.5" in [value.text for value in _space(document).iter(chart_qn("c:v"))]


def test_a_chart_without_data_this_time_is_taken_out_with_its_paragraph() -> None:
    document = Document()
    document.add_paragraph("davor")
    _own_chart(document)
    fill_charts(document, {}, "de-DE", repacker(MADE_ON))
    assert [paragraph.text for paragraph in document.paragraphs] == ["davor"]
    assert list(charts_of(document.element)) == []


def test_words_beside_a_chart_without_data_stay() -> None:
    document = Document()
    _own_chart(document).add_run("Quelle: eigene Rechnung")
    fill_charts(document, {}, "de-DE", repacker(MADE_ON))
    assert [paragraph.text for paragraph in document.paragraphs] == ["Quelle: eigene Rechnung"]


def test_a_picture_that_names_nothing_of_ours_stays_as_it_is() -> None:
    document = Document()
    document.add_picture(BytesIO(PICTURE), Cm(2))
    before = document.element.xml
    fill_charts(document, {FOUND.name: FOUND}, "de-DE", repacker(MADE_ON))
    assert document.element.xml == before


def _faults(document: Any, folder: Path) -> list[str]:
    document.save(str(folder / "own.docx"))
    with pytest.raises(ScanError) as raised:
        check_template(folder / "own.docx", texts())
    return [str(problem) for problem in raised.value.problems]


def test_a_chart_that_does_not_exist_is_said_with_the_nearest_one(tmp_path: Path) -> None:
    document = Document()
    _own_chart(document, "chart: los_by_cause")
    assert _faults(document, tmp_path) == [
        "own.docx, paragraph 1, “…”: the chart los_by_cause does not exist, "
        f"write chart: loss_by_cause, or one of {', '.join(CHART_NAMES)}"
    ]


def test_a_picture_named_as_a_chart_is_said(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Bild").add_run()._r.append(_drawing("chart: maturity", ""))
    assert _faults(document, tmp_path) == [
        "own.docx, paragraph 1, “Bild”: what is named chart: maturity is no Word chart, "
        "put in a chart with Insert > Chart, such as bars or columns"
    ]


def test_a_cloud_of_points_cannot_be_filled(tmp_path: Path) -> None:
    document = Document()
    _own_chart(document)
    part = next(part for part in document.part.package.iter_parts() if str(part.partname) == "/word/charts/chart77.xml")
    part._blob = part.blob.replace(b"barChart", b"scatterChart")
    assert "the chart loss_by_cause is of a kind that cannot be filled" in _faults(document, tmp_path)[0]


def test_a_named_chart_is_listed_among_the_placeholders(tmp_path: Path) -> None:
    document = Document()
    _own_chart(document)
    document.save(str(tmp_path / "own.docx"))
    inspection = inspect_template(tmp_path / "own.docx", texts())
    assert [(found.words, found.place.number) for found in inspection.placeholders] == [("chart: loss_by_cause", 1)]


def test_every_chart_of_the_complete_example_can_be_named() -> None:
    assert set(charts(car_maker(), Wording(texts(), "de"))) <= set(CHART_NAMES)


def _restyle(folder: Path) -> Path:
    """The standard template as a consultant changes it in Word."""
    document = Document(str(TEMPLATE))
    heading = document.styles["Heading 1"]
    heading.font.name, heading.font.size, heading.font.color.rgb = "Georgia", Pt(30), RGBColor.from_string("7A1FA2")
    cell = document.tables[0].cell(0, 0)
    cell.paragraphs[0].add_run().add_picture(BytesIO(PICTURE), Cm(2))
    last = [paragraph for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"][-1]
    own = document.add_paragraph("Über uns: {{ cover.client }} und wir", "Heading 1")
    last._p.addprevious(own._p)
    chart = _own_chart(document)
    own._p.addnext(chart._p)
    _drop_section(document, "{{ t.appendix_glossary }}")
    document.save(str(folder / "restyled.docx"))
    return folder / "restyled.docx"


def _drop_section(document: Any, words: str) -> None:
    """From a heading to the next one of its level or above."""
    begin = next(paragraph._p for paragraph in document.paragraphs if paragraph.text.strip() == words)
    style = begin.style
    following = begin.getnext()
    begin.getparent().remove(begin)
    while following is not None and following.tag != qn("w:sectPr"):
        nearby = following.getnext()
        if following.tag == qn("w:p") and (following.style == style or following.style == "Heading1"):
            break
        following.getparent().remove(following)
        following = nearby


@pytest.mark.needs_ooxml_validator
def test_a_restyled_template_keeps_what_was_changed(
    tmp_path: Path, ooxml_validate: Callable[[Path], list[dict[str, Any]]]
) -> None:
    paper = write(car_maker(), tmp_path, "de", _restyle(tmp_path))
    style = paper.document.styles["Heading 1"]
    assert (style.font.name, style.font.size, str(style.font.color.rgb)) == ("Georgia", Pt(30), "7A1FA2")
    assert "Über uns: Beispiel Automobil AG und wir" in paper.headings(1)
    assert "Glossar" not in [*paper.headings(1), *paper.headings(2)]
    with ZipFile(paper.path) as archive:
        assert PICTURE in [archive.read(name) for name in archive.namelist() if name.startswith("word/media/")]
        own = [name for name in archive.namelist() if b"7A1FA2" in archive.read(name) and name.startswith("word/charts/")]
    assert len(own) == 1
    numbers = {round(100 * cause.loss_points, 2) for cause in car_maker().assessment.severity.values()}
    shown = {float(value.text) for value in parse_chart_xml(paper.files()[own[0]]).iter(chart_qn("c:v")) if _is_number(value)}
    assert {number for number in numbers if number} <= shown
    assert ooxml_validate(paper.path) == []


def _is_number(value: Any) -> bool:
    return next(value.iterancestors(chart_qn("c:val")), None) is not None
