"""Words in the placeholders of a slide: with raised origin letters, in one language, and as small as they must be to fit."""

from math import ceil
from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from quickscan.domain.base import Language
from quickscan.report.language import LANGUAGE_TAGS
from quickscan.report.signs import SIGN, bare, typed

RAISED = "30000"
"""How high an origin letter stands, in thousandths of a percent."""
LETTER_WIDTH = 0.54
"""The mean width of a letter, in its height."""
LINE_HEIGHT = 1.2
GAP = 0.65
"""The room between two points, in the height of a letter."""
USUAL_POINTS = 18.0
SMALLEST_SHARE = 0.5
"""Smaller than this share of its size no text is made."""


def write_paragraphs(frame: Any, paragraphs: tuple[str, ...], language: Language, size: Any = None) -> None:
    """Fill a text frame with paragraphs, which keep the look of their placeholder."""
    for number, words in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        write_runs(paragraph, words, language, size)


def write_runs(paragraph: Any, words: str, language: Language, size: Any = None) -> None:
    """Fill a paragraph; an origin sign becomes a small raised letter."""
    begin = 0
    for sign in SIGN.finditer(words):
        _run(paragraph, words[begin : sign.start()], language, size)
        _run(paragraph, sign["mark"] or "", language, size, raised=True)
        begin = sign.end()
    _run(paragraph, words[begin:], language, size)


def fit(shape: Any, paragraphs: tuple[str, ...]) -> None:
    """Say how much smaller the text of a placeholder has to be; PowerPoint works it out anew as soon as somebody edits it."""
    share = share_that_fits(paragraphs, shape.width.pt, shape.height.pt, _points(shape))
    body = shape.text_frame._txBody.bodyPr
    for old in list(body):
        body.remove(old)
    scale = "" if share >= 1.0 else f' fontScale="{int(100_000 * share)}"'
    body.append(parse_xml(f"<a:normAutofit {nsdecls('a')}{scale}/>"))
    if share < 1.0:  # programs that do not know the scale follow the size of the runs
        for run in shape.text_frame._txBody.iter(qn("a:rPr")):
            run.set("sz", str(int(100 * _points(shape))))


def share_that_fits(paragraphs: tuple[str, ...], width: float, height: float, points: float) -> float:
    """The share of its size, in steps of a twentieth, at which a text fits into a room of so many points."""
    for twentieth in range(20, int(20 * SMALLEST_SHARE), -1):
        if _height(paragraphs, width, points * twentieth / 20) <= height:
            return twentieth / 20
    return SMALLEST_SHARE


def _height(paragraphs: tuple[str, ...], width: float, points: float) -> float:
    lines = [ceil(max(1, len(bare(line))) * LETTER_WIDTH * points / width) for words in paragraphs for line in words.split("\n")]
    return sum(lines) * LINE_HEIGHT * points + (len(paragraphs) - 1) * GAP * points


def _points(shape: Any) -> float:
    """The size of the text in the layout's placeholder."""
    for element in shape._base_placeholder._element.iter(qn("a:defRPr")):
        if element.get("sz"):
            return int(element.get("sz")) / 100.0
    return USUAL_POINTS


def _run(paragraph: Any, words: str, language: Language, size: Any, raised: bool = False) -> None:
    for number, line in enumerate(bare(typed(words)).split("\n")):
        if number:
            paragraph.add_line_break()
        if line:
            run = paragraph.add_run()
            run.text = line.replace("\t", " ")
            properties = run._r.get_or_add_rPr()
            properties.set("lang", LANGUAGE_TAGS[language])
            if raised:
                properties.set("baseline", RAISED)
            if size is not None:
                run.font.size = Pt(size)
