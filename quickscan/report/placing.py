"""Signs in the filled document become what they stand for: raised letters and charts."""

from collections.abc import Callable, Iterator
from copy import deepcopy

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from quickscan.report.signs import SIGN, STRAY

Draw = Callable[[str], BaseOxmlElement | None]
"""The drawing of the chart of that name; none where there is no such chart."""


def place_signs(root: BaseOxmlElement, mark_style: str | None, draw: Draw) -> None:
    """Replace all signs below an element. `mark_style` is the character style of origin marks; without it they are raised."""
    for text in [text for text in root.iter(qn("w:t")) if STRAY.search(text.text or "")]:
        _split_run(text, mark_style, draw)


def _split_run(text: BaseOxmlElement, mark_style: str | None, draw: Draw) -> None:
    """The run that holds the text becomes several: words, mark, words, and at last what followed the text in the run."""
    run = text.getparent()
    rest = list(text.itersiblings())
    last = run
    for position, piece in enumerate(_pieces(text.text, run, mark_style, draw)):
        if position == 0:
            _set_text(text, piece.findtext(qn("w:t")) or "")
        else:
            last.addnext(piece)
            last = piece
    for follower in rest:
        last.append(follower)


def _pieces(words: str, run: BaseOxmlElement, mark_style: str | None, draw: Draw) -> Iterator[BaseOxmlElement]:
    """Runs with the look of `run`: words first, even if there are none, then marks, drawings and words in turn."""
    begin = 0
    for sign in SIGN.finditer(words):
        yield _words(words[begin : sign.start()], run)
        letter = sign.group("mark")
        drawing = None if letter else draw(sign.group("chart"))
        if letter:
            yield _mark(letter, run, mark_style)
        elif drawing is not None:
            yield _run(drawing, run)
        begin = sign.end()
    yield _words(words[begin:], run)


def _words(words: str, like: BaseOxmlElement) -> BaseOxmlElement:
    text = OxmlElement("w:t")
    _set_text(text, STRAY.sub("", words))
    return _run(text, like)


def _set_text(text: BaseOxmlElement, words: str) -> None:
    text.text = words
    text.set(qn("xml:space"), "preserve")


def _run(content: BaseOxmlElement, like: BaseOxmlElement) -> BaseOxmlElement:
    run = OxmlElement("w:r")
    look = like.find(qn("w:rPr"))
    if look is not None:
        run.append(deepcopy(look))
    run.append(content)
    return run


def _mark(letter: str, like: BaseOxmlElement, style: str | None) -> BaseOxmlElement:
    """A raised letter. Size and colour of its surroundings would defeat the style, so only the style counts."""
    text = OxmlElement("w:t")
    text.text = letter
    run, look = OxmlElement("w:r"), OxmlElement("w:rPr")
    chosen = OxmlElement("w:rStyle") if style else OxmlElement("w:vertAlign")
    chosen.set(qn("w:val"), style or "superscript")
    look.append(chosen)
    run.append(look)
    run.append(text)
    return run
