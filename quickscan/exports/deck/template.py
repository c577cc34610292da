"""A template of the deck: a PowerPoint file whose layouts are found by their names, and their places by their numbers."""

from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from pptx import Presentation
from pptx.exc import PythonPptxError

from quickscan.domain.problem import Problem, ScanError
from quickscan.exports.deck.slides import Layout

LEAD, CONTENT, SOURCE, ASIDE = 13, 14, 15, 16
"""The numbers of places in the layouts: the line below the title, chart, table or points, origin of the figures, points beside a
chart."""
PLACES: dict[Layout, tuple[int, ...]] = {
    "Title": (1, LEAD),
    "Text": (LEAD, CONTENT, SOURCE),
    "Chart": (LEAD, CONTENT, SOURCE),
    "Chart and text": (LEAD, CONTENT, SOURCE, ASIDE),
    "Table": (LEAD, CONTENT, SOURCE),
}
"""The places that each layout must have besides its title."""


def open_deck(path: Path) -> tuple[Any, dict[str, Any]]:
    """The presentation without slides, and its layouts by name. Raises ScanError where the file is no such template."""
    try:
        presentation = Presentation(str(path))
    except (OSError, KeyError, ValueError, BadZipFile, PythonPptxError) as fault:
        raise ScanError.of(str(path), f"is no PowerPoint file ({fault})", "give a template in .pptx format") from fault
    if len(presentation.slides):
        raise ScanError.of(str(path), "the template of the deck has slides", "keep its layouts only and delete the slides")
    layouts = {layout.name: layout for layout in presentation.slide_layouts}
    faults = [fault for name, places in PLACES.items() for fault in _faults(str(path), layouts.get(name), name, places)]
    if faults:
        raise ScanError(faults)
    return presentation, layouts


def _faults(path: str, layout: Any, name: str, places: tuple[int, ...]) -> list[Problem]:
    if layout is None:
        return [
            Problem(path, f"the layout “{name}” is missing", "name a layout so in the slide master, or begin from standard.pptx")
        ]
    there = {place.placeholder_format.idx for place in layout.placeholders}
    return [
        Problem(path, f"the layout “{name}” lacks its place {place}", "copy the layout from standard.pptx and restyle it there")
        for place in (0, *places)
        if place not in there
    ]
