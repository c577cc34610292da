"""What a person reads in a piece of a Word document: tracked changes as accepted, fields without their counted results."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from quickscan.report.signs import STRAY

PARAGRAPH = qn("w:p")
_RUN = qn("w:r")
_TEXT = qn("w:t")
_FIELD = qn("w:fldChar")
_FIELD_KIND = qn("w:fldCharType")
_INSTRUCTION = qn("w:instrText")
_SIMPLE_FIELD = qn("w:fldSimple")
_RUN_LOOK = qn("w:rPr")
_VALUE = qn("w:val")
_INSTR = qn("w:instr")
_CONTROL = qn("w:sdt")
_RUN_STYLE, _RAISED = qn("w:rStyle"), qn("w:vertAlign")
MARK, LONGEST_MARK = "originmark", 3
"""How the id of the style of origin marks reads in small letters, and how long a mark is at most."""
_SHOWS_PLACEHOLDER = f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}"
TAKEN_OUT = frozenset({qn("w:del"), qn("w:moveFrom")})
"""Tracked changes whose text is no longer there."""
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""A second version of a drawing for old programs."""
_NOT_READ = TAKEN_OUT | {
    FALLBACK,
    qn("w:txbxContent"),
    qn("w:pPr"),
    qn("w:rPr"),
    qn("w:sdtPr"),
    qn("w:tblPr"),
    qn("w:tcPr"),
    qn("w:trPr"),
}
LINE_BREAK = "\u2028"
"""A new line inside a paragraph."""
AROUND_MARK = "\u2063"
"""Stands before and behind an origin mark; nobody sees it."""
_SIGNS = {qn("w:tab"): " ", qn("w:br"): LINE_BREAK, qn("w:cr"): LINE_BREAK, qn("w:noBreakHyphen"): "-"}
_HOLD_TEXT = frozenset({_TEXT, _FIELD, _INSTRUCTION, *_SIGNS})
COUNTED = frozenset({"SEQ", "REF", "PAGEREF", "PAGE", "NUMPAGES", "TOC", "NOTEREF"})
"""Fields whose result is counted by the program that shows the document."""
_EMPHASES = {qn("w:b"): "b", qn("w:i"): "i", qn("w:u"): "u", qn("w:strike"): "s", qn("w:highlight"): "h"}
_OFF = frozenset({"false", "0", "none", "off"})
_QUOTES = str.maketrans(
    {**dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‘’‚‛´`′", "'"), "\u2011": "-", "\u00ad": "", "…": "..."}
)
_SPACES = re.compile("[ \t]+")
_MARKED = re.compile(f"{AROUND_MARK}([^{AROUND_MARK}]*){AROUND_MARK}")
_BROKEN = re.compile(f" *{LINE_BREAK} *")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060-\u2064\ufeff]")


def text_of(elements: Iterable[BaseOxmlElement]) -> str:
    """The text of paragraphs and tables, one line for each paragraph that is not empty."""
    lines = ("".join(_characters(paragraph)) for element in elements for paragraph in paragraphs_of(element))
    return "\n".join(line for line in (_SPACES.sub(" ", line).strip() for line in lines) if line)


def paragraphs_of(element: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """The paragraphs of an element in order, itself included, without those in text boxes and those taken out."""
    if element.tag == PARAGRAPH:
        yield element
    elif element.tag not in _NOT_READ and not is_placeholder(element):
        for child in element.iterchildren(tag="{*}*"):
            yield from paragraphs_of(child)


def comparable(text: str) -> str:
    """The text without what programs change by themselves.

    That is kinds of spaces and quotation marks, the style of origin marks, invisible characters, and lines broken inside a
    paragraph, which LibreOffice loses in content controls.
    """
    plain = unicodedata.normalize("NFC", _INVISIBLE.sub("", STRAY.sub("", _BROKEN.sub("", text))))
    return " ".join(plain.translate(_QUOTES).split())


def shown(text: str) -> str:
    """The text as it is told to people: origin marks in brackets, a line for every line."""
    return _MARKED.sub(r"[\1]", text).replace(LINE_BREAK, "\n")


def look_of(elements: Iterable[BaseOxmlElement]) -> str:
    """What is emphasised: letters for bold, italic, underlined, struck and highlighted before each stretch of words."""
    stretches: list[tuple[str, str]] = []
    for element in elements:
        for run in element.iter(_RUN):
            words = "".join(_characters(run))
            if not words.strip() or any(above.tag in _NOT_READ for above in run.iterancestors()):
                continue
            emphasis = _emphasis(run)
            if stretches and stretches[-1][0] == emphasis:
                stretches[-1] = (emphasis, stretches[-1][1] + words)
            else:
                stretches.append((emphasis, words))
    return "|".join(f"{emphasis}:{comparable(words)}" for emphasis, words in stretches if emphasis)


def has_picture(elements: Iterable[BaseOxmlElement]) -> bool:
    """Whether there is a drawing, chart or picture."""
    return any(next(element.iter(qn("w:drawing"), qn("w:pict"), qn("w:object")), None) is not None for element in elements)


def is_on(mark: BaseOxmlElement | None) -> bool:
    """Whether a property such as bold is set and not set to off."""
    return mark is not None and (mark.get(_VALUE) or "true") not in _OFF


def _emphasis(run: BaseOxmlElement) -> str:
    properties = run.find(_RUN_LOOK)
    if properties is None:
        return ""
    return "".join(letter for name, letter in _EMPHASES.items() if is_on(properties.find(name)))


def _characters(root: BaseOxmlElement) -> Iterator[str]:
    """The characters below an element; what a counting field shows is left out."""
    fields: list[list[str]] = []  # of each field that is open: its instruction, and whether its result has begun
    for element in _read(root):
        if element.tag == _FIELD:
            _step(fields, element.get(_FIELD_KIND) or "")
        elif element.tag == _INSTRUCTION:
            if fields:
                fields[-1][0] += element.text or ""
        elif not any(shows == "yes" and _is_counted(instruction) for instruction, shows in fields):
            yield _words(element) if element.tag == _TEXT else _SIGNS[element.tag]


def _words(text: BaseOxmlElement) -> str:
    """The words of a run; a raised origin mark is set apart, so that it is not taken for a part of its number."""
    words = text.text or ""
    if not 0 < len(words) <= LONGEST_MARK:
        return words
    look = text.getparent().find(_RUN_LOOK)
    if look is None:
        return words
    style, raised = look.find(_RUN_STYLE), look.find(_RAISED)
    is_mark = style is not None and MARK in (style.get(_VALUE) or "").lower()
    is_raised = raised is not None and raised.get(_VALUE) == "superscript" and words.isalpha()
    return f"{AROUND_MARK}{words}{AROUND_MARK}" if is_mark or is_raised else words


def _step(fields: list[list[str]], kind: str) -> None:
    if kind == "begin":
        fields.append(["", "no"])
    elif kind == "separate" and fields:
        fields[-1][1] = "yes"
    elif kind == "end" and fields:
        fields.pop()


def _is_counted(instruction: str) -> bool:
    return next(iter(instruction.split()), "").upper() in COUNTED


def _read(element: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """The elements that hold text, in order."""
    for child in element.iterchildren(tag="{*}*"):
        if child.tag in _HOLD_TEXT:
            yield child
        elif child.tag == _SIMPLE_FIELD:
            if not _is_counted(child.get(_INSTR) or ""):
                yield from _read(child)
        elif child.tag not in _NOT_READ and not is_placeholder(child):
            yield from _read(child)


def is_placeholder(element: BaseOxmlElement) -> bool:
    """Whether it is a control that was emptied: Word shows "click here to enter text" in it."""
    return element.tag == _CONTROL and element.find(_SHOWS_PLACEHOLDER) is not None


def loose_lines(root: BaseOxmlElement) -> Iterator[str]:
    """The lines in text boxes below an element."""
    for box in root.iter(qn("w:txbxContent")):
        yield from text_of(box.iterchildren(qn("w:p"))).splitlines()
