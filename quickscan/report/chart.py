"""Charts that Word itself draws: sharp, editable, with a workbook behind "Edit Data".

python-pptx writes the chart and its workbook, python-docx holds them as parts of the document. What python-pptx writes
that Word's schema does not allow (negative axis ids, smoothed radar lines) is mended here.
"""
# python-pptx is typed in part only:
# mypy: disallow-untyped-calls=False

from collections.abc import Callable
from xml.sax.saxutils import quoteattr

from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.story import StoryPart
from docx.shared import Cm, Length
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.chart.datalabel import DataLabels
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.chart.xmlwriter import ChartXmlWriter
from pptx.dml.color import RGBColor
from pptx.dml.fill import FillFormat
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml import parse_xml as parse_chart_xml
from pptx.oxml.ns import qn
from pptx.util import Pt

from quickscan.report.chart_data import BarChart, Colour
from quickscan.report.package import Repack

CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAMESPACE = "http://schemas.openxmlformats.org/drawingml/2006/chart"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

COLOURS: dict[Colour, str] = {
    "accent": "0B6E82",
    "accent_soft": "9CCBD4",
    "loss": "C2541B",
    "loss_soft": "E9B594",
    "gain": "2F7D4F",
    "grey": "C5CDD6",
}
INK = RGBColor.from_string("1D2B36")
LINE = RGBColor.from_string("C5CDD6")
FONT, FONT_SIZE = "Arial", Pt(9)
LOCALE_IDS = {"de-DE": "407", "en-US": "409"}
"""Windows numbers of languages: programs that follow them write decimals as the language does."""
LARGEST_ID = 0x7FFFFFFF
WIDTH = Cm(16.4)
LETTER_WIDTH, NAME_GAP = Cm(0.165), Cm(0.4)
WIDEST_NAMES, RIGHT_EDGE = 0.45, 0.03
"""Shares of the width of a chart."""
BAR_HEIGHT, PAIR_HEIGHT, MARGIN_HEIGHT = Cm(0.56), Cm(0.76), Cm(0.5)
LEGEND_HEIGHT, AXIS_HEIGHT = Cm(0.7), Cm(0.5)


def add_chart(
    part: StoryPart,
    chart: BarChart,
    language_tag: str,
    repack: Repack,
    dress: Callable[[bytes], bytes] = lambda content: content,
) -> BaseOxmlElement:
    """Put a chart into the package of a document part; returns the drawing for a run. `dress` gives it another look."""
    made = _chart_part(part, chart, language_tag, repack)
    made._blob = dress(made.blob)
    relationship = part.relate_to(made, f"{RELATIONSHIPS}/chart")
    return _drawing(relationship, part.next_id, chart.alternative_text, _height(chart))


def _chart_part(part: StoryPart, chart: BarChart, language_tag: str, repack: Repack) -> Part:
    package = part.package
    number_format = localised(chart, language_tag)
    data = category_data(chart, number_format)
    space = _chart_space(chart, data, number_format)
    _write_language(space, language_tag)
    taken = {str(existing.partname) for existing in package.iter_parts()}
    number = next(number for number in range(1, len(taken) + 2) if f"/word/charts/chart{number}.xml" not in taken)
    workbook_name = PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx")
    workbook = Part(workbook_name, WORKBOOK_TYPE, repack(CategoryWorkbookWriter(data).xlsx_blob), package)
    made = Part(PackURI(f"/word/charts/chart{number}.xml"), CHART_TYPE, b"", package)
    link_workbook(space, made.relate_to(workbook, f"{RELATIONSHIPS}/package"))
    made._blob = serialize_part_xml(space)
    return made


def localised(chart: BarChart, language_tag: str) -> str:
    """The number format of a chart in a language."""
    return f"[$-{LOCALE_IDS[language_tag]}]{chart.number_format}"


def category_data(chart: BarChart, number_format: str) -> CategoryChartData:
    """Names and numbers of a chart as python-pptx writes them, also into the workbook."""
    data = CategoryChartData(number_format=number_format)
    data.categories = chart.categories
    for series in chart.series:
        data.add_series(series.name, series.values)
    return data


def _chart_space(chart: BarChart, data: CategoryChartData, number_format: str) -> BaseOxmlElement:
    kind = XL_CHART_TYPE.BAR_STACKED if _stacked(chart) else XL_CHART_TYPE.BAR_CLUSTERED
    space: BaseOxmlElement = parse_chart_xml(ChartXmlWriter(kind, data).xml.encode())
    _style(Chart(space, None), chart, number_format)
    _mend(space)
    _remove_frame(space)
    _give_names_room(space, chart)
    return space


def _stacked(chart: BarChart) -> bool:
    return len(chart.series) > 1 and not chart.side_by_side


def _style(drawn: Chart, chart: BarChart, number_format: str) -> None:
    stacked = _stacked(chart)
    drawn.has_title = False
    drawn.font.name, drawn.font.size, drawn.font.color.rgb = FONT, FONT_SIZE, INK
    plot = drawn.plots[0]
    plot.gap_width, plot.overlap = 45, 100 if stacked else 0
    _style_axes(drawn, chart)
    _style_legend(drawn, chart)
    for series, written in zip(chart.series, plot.series, strict=True):
        _fill(written.format.fill, series.colours[0])  # what a legend shows
        for number, colour in enumerate(series.colours):
            _fill(written.points[number].format.fill, colour)
        if series.labelled:
            _label(written.data_labels, number_format, stacked)


def _fill(fill: FillFormat, colour: Colour) -> None:
    if colour in COLOURS:
        fill.solid()
        fill.fore_color.rgb = RGBColor.from_string(COLOURS[colour])
    else:
        fill.background()


def _style_legend(drawn: Chart, chart: BarChart) -> None:
    """A legend below, where bars stand side by side."""
    drawn.has_legend = chart.side_by_side
    if drawn.has_legend:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        drawn.legend.font.name, drawn.legend.font.size = FONT, FONT_SIZE


def _style_axes(drawn: Chart, chart: BarChart) -> None:
    """The first category on top; no value axis where every bar carries its number."""
    categories, values = drawn.category_axis, drawn.value_axis
    categories.reverse_order = True
    categories.format.line.color.rgb = LINE
    categories.major_tick_mark = XL_TICK_MARK.NONE
    categories.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    values.minimum_scale, values.maximum_scale = chart.minimum, chart.maximum
    values.has_major_gridlines = values.visible = chart.axis_step is not None
    if chart.axis_step is not None:
        values.major_unit = chart.axis_step
        values.major_tick_mark = XL_TICK_MARK.NONE
        values.format.line.fill.background()
        values.major_gridlines.format.line.color.rgb = LINE


def _label(labels: DataLabels, number_format: str, stacked: bool) -> None:
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = number_format, False
    labels.position = XL_LABEL_POSITION.CENTER if stacked else XL_LABEL_POSITION.OUTSIDE_END
    labels.font.name, labels.font.size, labels.font.color.rgb = FONT, FONT_SIZE, INK


def _mend(space: BaseOxmlElement) -> None:
    """Axis ids must not be negative, and radar series know no smoothing."""
    for axis in space.iter(qn("c:axId"), qn("c:crossAx")):
        axis.set("val", str(int(axis.get("val")) & LARGEST_ID))
    for radar in space.iter(qn("c:radarChart")):
        for smooth in list(radar.iter(qn("c:smooth"))):
            smooth.getparent().remove(smooth)


def _remove_frame(space: BaseOxmlElement) -> None:
    """No line and no ground around the chart: it stands in the text."""
    plain = parse_xml(f"<c:spPr {nsdecls('c', 'a')}><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>")
    space.find(qn("c:chart")).addnext(plain)


def _give_names_room(space: BaseOxmlElement, chart: BarChart) -> None:
    """Bars begin where the longest name ends; left to themselves, some programs leave names out that seem too close."""
    longest = max(len(name) for name in chart.categories)
    names = min(WIDEST_NAMES, (longest * LETTER_WIDTH + NAME_GAP) / WIDTH)
    below = (LEGEND_HEIGHT * chart.side_by_side + AXIS_HEIGHT * (chart.axis_step is not None)) / _height(chart)
    place = {"x": names, "y": 0.02, "w": 1.0 - names - RIGHT_EDGE, "h": 0.96 - below}
    numbers = "".join(f'<c:{side} val="{share:.4f}"/>' for side, share in place.items())
    modes = '<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
    layout = parse_xml(f"<c:layout {nsdecls('c')}><c:manualLayout>{modes}{numbers}</c:manualLayout></c:layout>")
    area = space.find(f"{qn('c:chart')}/{qn('c:plotArea')}")
    for automatic in area.findall(qn("c:layout")):
        area.remove(automatic)
    area.insert(0, layout)
    for offset in space.iter(qn("c:lblOffset")):
        offset.addnext(parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="1"/>'))


def _write_language(space: BaseOxmlElement, language_tag: str) -> None:
    """Numbers in a chart follow its language: 12,5 in German."""
    language = parse_xml(f'<c:lang {nsdecls("c")} val="{language_tag}"/>')
    first = space.find(qn("c:date1904"))
    if first is None:
        space.insert(0, language)
    else:
        first.addnext(language)


def link_workbook(space: BaseOxmlElement, relationship: str) -> None:
    """Tell the chart which workbook "Edit Data" opens."""
    for old in space.findall(qn("c:externalData")):
        space.remove(old)
    link = f'<c:externalData {nsdecls("c", "r")} r:id="{relationship}"><c:autoUpdate val="0"/></c:externalData>'
    space.append(parse_xml(link))


def _height(chart: BarChart) -> Length:
    bars = len(chart.categories) * (PAIR_HEIGHT if chart.side_by_side else BAR_HEIGHT)
    return Length(bars + MARGIN_HEIGHT + LEGEND_HEIGHT * chart.side_by_side + AXIS_HEIGHT * (chart.axis_step is not None))


def _drawing(relationship: str, number: int, alternative_text: str, height: Length) -> BaseOxmlElement:
    return parse_xml(
        f'<w:drawing {nsdecls("w", "wp", "a", "r", "c")}><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{int(WIDTH)}" cy="{int(height)}"/>'
        f'<wp:docPr id="{number}" name="Chart {number}" descr={quoteattr(alternative_text)}/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{NAMESPACE}"><c:chart r:id="{relationship}"/></a:graphicData></a:graphic>'
        f"</wp:inline></w:drawing>"
    )
