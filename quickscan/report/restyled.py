"""Charts that an author put into the template by hand: they keep their look and get the numbers of the report.

A Word chart whose alternative text is "chart: loss_by_cause" is filled with that chart's names, values and workbook. Kind,
colours, fonts, gridlines, size and place stay as they were made in Word.
"""
# python-pptx is typed in part only:
# mypy: disallow-untyped-calls=False

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from docx.document import Document
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docxtpl import DocxTemplate
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.chart.xmlwriter import SeriesXmlRewriterFactory
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml import parse_xml as parse_chart_xml
from pptx.oxml.ns import qn as chart_qn

from quickscan.report.chart import RELATIONSHIPS, WORKBOOK_TYPE, category_data, link_workbook, localised
from quickscan.report.chart_data import BarChart
from quickscan.report.chart_names import CHART_NAMES
from quickscan.report.package import Repack

NAMED = re.compile(r"^\s*chart\s*:\s*(\S+)\s*$", re.IGNORECASE)
FILLED_KINDS = frozenset(
    f"{kind}Chart" for kind in ("bar", "bar3D", "line", "line3D", "area", "area3D", "pie", "pie3D", "doughnut", "radar")
)
"""Kinds of chart that show one number for each name."""
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True)
class NamedChart:
    """A drawing that names a chart of ours."""

    name: str
    """The name behind "chart:"."""
    drawing: BaseOxmlElement
    """The w:drawing."""
    relationship: str | None
    """The relationship of its Word chart; none where it is a picture or something else."""

    @property
    def about(self) -> BaseOxmlElement:
        """Its name and alternative text."""
        found: BaseOxmlElement = next(self.drawing.iter(qn("wp:docPr")))
        return found


def charts_of(element: BaseOxmlElement) -> Iterator[NamedChart]:
    """The named drawings below an element."""
    for drawing in element.iter(qn("w:drawing")):
        about = drawing.find(f"*/{qn('wp:docPr')}")
        names = (NAMED.match(str(about.get(key, ""))) for key in ("descr", "title", "name")) if about is not None else ()
        found = next((name for name in names if name), None)
        if found is not None:
            chart = next(drawing.iter(_CHART), None)
            yield NamedChart(found[1], drawing, chart.get(_ID) if chart is not None else None)


def chart_faults(element: BaseOxmlElement, word: DocxTemplate) -> Iterator[tuple[str, str]]:
    """What is wrong with the named drawings of a paragraph, and what to do."""
    for named in charts_of(element):
        if named.name not in CHART_NAMES:
            nearest = next(iter(get_close_matches(named.name, CHART_NAMES, 1, 0.0)), CHART_NAMES[0])
            yield f"the chart {named.name} does not exist", f"write chart: {nearest}, or one of {', '.join(CHART_NAMES)}"
        elif named.relationship is None:
            yield (
                f"what is named chart: {named.name} is no Word chart",
                "put in a chart with Insert > Chart, such as bars or columns",
            )
        elif not _can_be_filled(word.docx.part.related_parts.get(named.relationship)):
            yield (
                f"the chart {named.name} is of a kind that cannot be filled",
                "choose bars, columns, lines, areas, a ring or a pie",
            )


def fill_charts(document: Document, drawn: Mapping[str, BarChart], language_tag: str, repack: Repack) -> None:
    """Give every named chart of the body its data; one that has none this time is taken out."""
    for named in list(charts_of(document.element.body)):
        chart = drawn.get(named.name)
        if chart is None or named.relationship is None:
            _take_out(named.drawing)
        else:
            _fill(document.part.related_parts[named.relationship], chart, language_tag, repack)
            named.about.attrib.pop("title", None)
            named.about.set("descr", chart.alternative_text)


def _fill(part: Part, chart: BarChart, language_tag: str, repack: Repack) -> None:
    """New series and names in the old dress, and the workbook that belongs to them."""
    space, data = parse_chart_xml(part.blob), category_data(chart, localised(chart, language_tag))
    SeriesXmlRewriterFactory(XL_CHART_TYPE.BAR_CLUSTERED, data).replace_series_data(space)
    _free_axes(space, chart)
    content = repack(CategoryWorkbookWriter(data).xlsx_blob)
    workbook = _workbook_of(part, space)
    if workbook is None:
        number = re.sub(r"\D", "", str(part.partname).rpartition("/")[2]) or "0"
        name = PackURI(f"/word/embeddings/Microsoft_Excel_Sheet_of_template{number}.xlsx")
        made = Part(name, WORKBOOK_TYPE, content, part.package)
        link_workbook(space, part.relate_to(made, f"{RELATIONSHIPS}/package"))
    else:
        workbook._blob = content
    part._blob = serialize_part_xml(space)


def _workbook_of(part: Part, space: BaseOxmlElement) -> Part | None:
    link = space.find(chart_qn("c:externalData"))
    return part.related_parts.get(str(link.get(_ID))) if link is not None else None


def _free_axes(space: BaseOxmlElement, chart: BarChart) -> None:
    """An end of the axis that the author fixed for his example stays unless a number goes beyond it."""
    values = [value for series in chart.series for value in series.values]
    totals = [sum(series.values[place] for series in chart.series) for place in range(len(chart.categories))]
    highest, lowest = max([*values, *totals], default=0.0), min([*values, 0.0])
    for scaling in space.iter(chart_qn("c:scaling")):
        for name, is_beyond in (("c:max", lambda end: end < highest), ("c:min", lambda end: end > lowest)):
            end = scaling.find(chart_qn(name))
            if end is not None and is_beyond(float(end.get("val"))):
                scaling.remove(end)


def _can_be_filled(part: Part | None) -> bool:
    if part is None:
        return False
    area = parse_chart_xml(part.blob).find(f"{chart_qn('c:chart')}/{chart_qn('c:plotArea')}")
    kinds = {_kind(plot) for plot in area if _kind(plot).endswith("Chart")} if area is not None else set()
    return bool(kinds) and kinds <= FILLED_KINDS


def _kind(plot: BaseOxmlElement) -> str:
    """The name of an element without its namespace, such as barChart."""
    return str(plot.tag).rpartition("}")[2]


def _take_out(drawing: BaseOxmlElement) -> None:
    """The drawing and its run; the paragraph too where nothing else is in it and it is not the last one of its place."""
    paragraph = next(drawing.iterancestors(qn("w:p")))
    run = next(drawing.iterancestors(qn("w:r")))
    run.getparent().remove(run)
    others = list(paragraph.iter(qn("w:t"), qn("w:drawing"), qn("w:sectPr")))
    if not others and len(paragraph.getparent().findall(qn("w:p"))) > 1:
        paragraph.getparent().remove(paragraph)
