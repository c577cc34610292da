"""Charts on slides: PowerPoint draws them in the colours of the template's theme, with a workbook behind "Edit Data"."""
# python-pptx is typed in part only:
# mypy: disallow-untyped-calls=False

from typing import Any

from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from quickscan.domain.base import Language
from quickscan.exports.deck.slides import ChartKind, SlideChart
from quickscan.report.chart_data import Colour, left_over
from quickscan.report.language import LANGUAGE_TAGS
from quickscan.report.package import Repack
from quickscan.report.wording import Wording

TYPES: dict[ChartKind, XL_CHART_TYPE] = {
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
    "columns": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "ring": XL_CHART_TYPE.DOUGHNUT,
    "steps": XL_CHART_TYPE.BAR_STACKED,
}
THEME: dict[Colour, MSO_THEME_COLOR] = {
    "accent": MSO_THEME_COLOR.ACCENT_1,
    "loss": MSO_THEME_COLOR.ACCENT_2,
    "gain": MSO_THEME_COLOR.ACCENT_3,
    "accent_soft": MSO_THEME_COLOR.ACCENT_4,
    "loss_soft": MSO_THEME_COLOR.ACCENT_5,
    "grey": MSO_THEME_COLOR.ACCENT_6,
}
"""The colour of a theme for each meaning: who gives a template other colours has them in its charts too."""
LOCALE_IDS: dict[Language, str] = {"de": "407", "en": "409"}
"""Windows numbers of languages: programs that follow them write decimals as the language does."""
FONT_SIZE, RING_SIZE = Pt(14), Pt(24)
HEADROOM = 1.12
"""How much longer than the longest bar the axis is, so that its number fits."""
LARGEST_ID = 0x7FFFFFFF


def insert_chart(placeholder: Any, chart: SlideChart, wording: Wording, repack: Repack) -> Any:
    """Put a chart into its place on a slide; returns the frame that holds it."""
    number_format = _number_format(chart, wording.language)
    frame = placeholder.insert_chart(TYPES[chart.kind], _data(chart, number_format, wording))
    drawn: Chart = frame.chart
    drawn.has_title = False
    drawn.has_legend = chart.kind == "ring"
    drawn.font.size = FONT_SIZE
    _colour(drawn, chart, number_format)
    _axes(drawn, chart) if chart.kind != "ring" else _ring(drawn)
    _finish(drawn, wording.language)
    part: Any = drawn.part
    book = part.chart_workbook.xlsx_part
    book._blob = repack(book.blob)
    return frame


def _number_format(chart: SlideChart, language: Language) -> str:
    """As the language writes numbers: German has a blank before a percent sign."""
    own = chart.number_format.replace("%", r"\ %") if language == "de" else chart.number_format
    return f"[$-{LOCALE_IDS[language]}]{own}"


def _data(chart: SlideChart, number_format: str, wording: Wording) -> CategoryChartData:
    data = CategoryChartData(number_format=number_format)
    data.categories = chart.categories
    if chart.kind == "steps":
        data.add_series(wording.say("chart_base"), left_over(chart.values))
    data.add_series(chart.series, chart.values)
    return data


def _colour(drawn: Chart, chart: SlideChart, number_format: str) -> None:
    """Each bar in its colour, with its number."""
    shown = drawn.plots[0].series[-1]
    for number, colour in enumerate(chart.colours):
        fill = shown.points[number].format.fill
        fill.solid()
        fill.fore_color.theme_color = THEME[colour]
    if chart.kind == "steps":
        drawn.plots[0].series[0].format.fill.background()
    labels = shown.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = number_format, False
    labels.font.size = RING_SIZE if chart.kind == "ring" else FONT_SIZE
    if chart.kind == "ring":
        labels.font.bold = True
    else:
        labels.position = XL_LABEL_POSITION.CENTER if chart.kind == "steps" else XL_LABEL_POSITION.OUTSIDE_END


def _axes(drawn: Chart, chart: SlideChart) -> None:
    """No value axis: every bar carries its number."""
    plot, names, values = drawn.plots[0], drawn.category_axis, drawn.value_axis
    plot.gap_width, plot.overlap = 40, 100 if chart.kind == "steps" else 0
    names.reverse_order = chart.kind != "columns"
    names.format.line.color.theme_color = THEME["grey"]
    names.major_tick_mark = XL_TICK_MARK.NONE
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    values.has_major_gridlines = values.visible = False
    values.minimum_scale = min(0.0, HEADROOM * min(chart.values))
    values.maximum_scale = HEADROOM * max(chart.values) or 1.0


def _ring(drawn: Chart) -> None:
    drawn.legend.position = XL_LEGEND_POSITION.BOTTOM
    drawn.legend.include_in_layout = False


def _finish(drawn: Chart, language: Language) -> None:
    """What python-pptx writes that the schema does not allow, and the language that numbers follow."""
    space = drawn._chartSpace
    for axis in space.iter(qn("c:axId"), qn("c:crossAx")):
        axis.set("val", str(int(axis.get("val")) & LARGEST_ID))
    tag = parse_xml(f'<c:lang {nsdecls("c")} val="{LANGUAGE_TAGS[language]}"/>')
    first = space.find(qn("c:date1904"))
    space.insert(0, tag) if first is None else first.addnext(tag)
    for offset in space.iter(qn("c:lblOffset")):
        offset.addnext(parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="1"/>'))
