"""Slides drawn on the layouts of a template, each into the places that the layout has for it."""

from copy import deepcopy
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Pt

from quickscan.exports.deck.chart import insert_chart
from quickscan.exports.deck.slides import Slide, SlideTable
from quickscan.exports.deck.template import ASIDE, CONTENT, LEAD, SOURCE
from quickscan.exports.deck.text import fit, write_paragraphs, write_runs
from quickscan.report.package import Repack
from quickscan.report.signs import SIGN, bare
from quickscan.report.wording import ORIGINS, Wording

TABLE_POINTS, ROW_HEIGHT = 14, Pt(30)
SMALL_TABLE_POINTS = 12
MANY_ROWS = 7
MARGIN = Pt(6)


class Drawer:
    """Draws slides, one after the other, in one language."""

    def __init__(self, presentation: Any, layouts: dict[str, Any], wording: Wording, repack: Repack, edge: str) -> None:
        self.presentation, self.layouts, self.wording = presentation, layouts, wording
        self.repack, self.edge = repack, edge

    def draw(self, slide: Slide) -> None:
        """Add a slide."""
        layout = self.layouts[slide.layout]
        drawn = self.presentation.slides.add_slide(layout)
        places = {place.placeholder_format.idx: place for place in drawn.placeholders}
        self._words(places[0], (slide.title,))
        if slide.layout == "Title":
            self._words(places[1], (slide.lead,))
            self._words(places[LEAD], slide.points)
        else:
            self._words(places[LEAD], (slide.lead,) if slide.lead else ())
            self._content(slide, places)
            self._words(places[SOURCE], self._origins(slide))
            self._edge(drawn, layout)
        drawn.notes_slide.notes_text_frame.text = ""
        write_paragraphs(drawn.notes_slide.notes_text_frame, slide.notes, self.wording.language)

    def _content(self, slide: Slide, places: dict[int, Any]) -> None:
        if slide.chart is not None:
            frame = insert_chart(places[CONTENT], slide.chart, self.wording, self.repack)
            _describe(frame, slide.chart.alternative_text)
            if ASIDE in places:
                self._words(places[ASIDE], slide.points)
        elif slide.table is not None:
            frame = places[CONTENT].insert_table(len(slide.table.rows) + 1, len(slide.table.head))
            _describe(frame, slide.table.alternative_text)
            self._table(frame, slide.table)
        else:
            self._words(places[CONTENT], slide.points)

    def _words(self, place: Any, paragraphs: tuple[str, ...]) -> None:
        """Fill a place; one without words is taken away, as PowerPoint would ask for some there."""
        if not paragraphs:
            place._element.getparent().remove(place._element)
            return
        write_paragraphs(place.text_frame, paragraphs, self.wording.language)
        fit(place, paragraphs)

    def _table(self, frame: Any, content: SlideTable) -> None:
        table = frame.table
        size = SMALL_TABLE_POINTS if len(content.rows) > MANY_ROWS else TABLE_POINTS
        table.last_row = content.total
        whole = frame.width  # it follows the columns as they change
        for column, share in zip(table.columns, content.widths, strict=True):
            column.width = Emu(int(whole * share))
        for row, words in zip(table.rows, (content.head, *content.rows), strict=True):
            row.height = ROW_HEIGHT
            for number, (cell, said) in enumerate(zip(row.cells, words, strict=True)):
                self._cell(cell, said, size, to_the_right=number >= content.figures_from)

    def _cell(self, cell: Any, words: str, size: int, to_the_right: bool) -> None:
        cell.vertical_anchor = MSO_ANCHOR.MIDDLE
        cell.margin_left = cell.margin_right = MARGIN
        cell.margin_top = cell.margin_bottom = Pt(2)
        paragraph = cell.text_frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT if to_the_right else PP_ALIGN.LEFT
        write_runs(paragraph, words, self.wording.language, size)

    def _origins(self, slide: Slide) -> tuple[str, ...]:
        """What the origin letters on a slide mean; nothing where there are none."""
        letters = {self.wording.say(f"mark_{origin}"): origin for origin in ORIGINS}
        used = {sign["mark"] for sign in SIGN.finditer(" ".join(_texts(slide)))}
        told = [f"{letter} {self.wording.say(f'origin_{origin}')}" for letter, origin in letters.items() if letter in used]
        return (self.wording.say("deck_origin", marks=", ".join(told)),) if told else ()

    def _edge(self, drawn: Any, layout: Any) -> None:
        """Footer and number of the slide, which python-pptx leaves out."""
        for place in layout.placeholders:
            if place.placeholder_format.type not in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER):
                continue
            copied = deepcopy(place._element)
            drawn.shapes._spTree.append(copied)
            copied.nvSpPr.cNvPr.set("id", str(max(shape.shape_id for shape in drawn.shapes) + 1))
            if place.placeholder_format.type == PP_PLACEHOLDER.FOOTER:
                frame = drawn.shapes[-1].text_frame
                frame.text = ""
                write_paragraphs(frame, (self.edge,), self.wording.language)


def _texts(slide: Slide) -> list[str]:
    cells = [cell for row in slide.table.rows for cell in row] if slide.table else []
    return [slide.title, slide.lead, *slide.points, *cells]


def _describe(frame: Any, words: str) -> None:
    frame._element.nvGraphicFramePr.cNvPr.set("descr", bare(words))
