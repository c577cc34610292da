"""The look of charts in a template of another brand: colours and font of its theme, where the theme is made for it.

A template whose colour theme has a name that begins with "Quick-Scan" gives charts its six accent colours, in the order
of ACCENTS, and the font of its body text. All others leave charts as they are.
"""

import re
from collections.abc import Callable, Mapping

from docx.document import Document
from docx.opc.oxml import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from quickscan.report.chart import COLOURS, FONT
from quickscan.report.chart_data import Colour

Dress = Callable[[bytes], bytes]
"""Gives the XML of a chart another look."""
ACCENTS: tuple[Colour, ...] = ("accent", "accent_soft", "loss", "loss_soft", "gain", "grey")
"""What the accent colours of such a theme are for, from the first to the sixth."""
SCHEME = "Quick-Scan"
_MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SCHEME = f".//{_MAIN}clrScheme"


def dress_of(document: Document) -> Dress:
    """The look that the theme of a document gives to charts."""
    theme = _theme(document)
    if theme is None:
        return lambda content: content
    font = theme.find(f".//{_MAIN}minorFont/{_MAIN}latin")
    typeface = str(font.get("typeface")) if font is not None else FONT
    return lambda content: _dressed(content, _colours(theme.find(_SCHEME)), typeface)


def theme_colours(document: Document) -> Mapping[str, str]:
    """The theme's colour for each of the standard ones, as six hexadecimal digits; none where the theme is not made for it."""
    theme = _theme(document)
    return _colours(theme.find(_SCHEME)) if theme is not None else {}


def _theme(document: Document) -> BaseOxmlElement | None:
    """The theme of a document, where it is made for these colours."""
    part = next((part for part in document.part.package.iter_parts() if str(part.partname).startswith("/word/theme/")), None)
    theme = parse_xml(part.blob) if part is not None else None
    scheme = theme.find(_SCHEME) if theme is not None else None
    return theme if scheme is not None and str(scheme.get("name", "")).startswith(SCHEME) else None


def _colours(scheme: BaseOxmlElement) -> Mapping[str, str]:
    """The theme's colour for each of the standard ones."""
    found = {}
    for number, colour in enumerate(ACCENTS, 1):
        given = scheme.find(f"{_MAIN}accent{number}/{_MAIN}srgbClr")
        if given is not None:
            found[COLOURS[colour]] = str(given.get("val"))
    return found


def _dressed(content: bytes, colours: Mapping[str, str], typeface: str) -> bytes:
    """All at once, so that a colour that was put in is not taken for another one."""
    standard = re.compile("|".join(f'val="{colour}"' for colour in colours) or "(?!)")
    text = standard.sub(lambda found: f'val="{colours[found.group()[5:-1]]}"', content.decode())
    return text.replace(f'typeface="{FONT}"', f'typeface="{typeface}"').encode()
