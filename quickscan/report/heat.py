"""Cells shaded by how much is lost: the standard colours, or in a template of another brand tints of its colour for losses.

A tint is written as a reference to the theme, so that it follows when somebody changes the theme in Word.
"""

from collections.abc import Mapping
from colorsys import hls_to_rgb, rgb_to_hls

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from quickscan.report.chart import COLOURS
from quickscan.report.chart_look import ACCENTS, theme_colours

MUCH, MORE, SOME, NONE = "F0BFA0", "F6D6C2", "FBEADF", "FFFFFF"
"""The standard colours, from where most is lost to where nothing is."""
DEPTHS: Mapping[str, float] = {MUCH: 1.0, MORE: 0.6, SOME: 0.3}
"""How deep each of them is, as a share of the deepest: the same in grey print."""
DEEPEST = (0x66, 0x55, 0x44, 0x33)
"""How much of the theme's colour is left at the deepest, of 255; the first on which text can be read."""
INK = "1D2B36"
LEAST_CONTRAST = 4.5
"""Between text and ground, by the guidelines for readable pages (WCAG 2, AA)."""
_ACCENT = f"accent{ACCENTS.index('loss') + 1}"


def shade_by_theme(document: Document) -> None:
    """Give shaded cells the colour of the theme, where it is made for it, and their raised letters a colour readable on it."""
    colour = theme_colours(document).get(COLOURS["loss"])
    for shading in document.element.body.iter(qn("w:shd")):
        depth = DEPTHS.get(shading.get(qn("w:fill"), ""))
        cell = next(shading.iterancestors(qn("w:tc")), None)
        if depth is None or cell is None:
            continue
        if colour is not None:
            _refer(shading, colour, depth)
        for marked in cell.iter(qn("w:rStyle")):
            marked.getparent().get_or_add_color().set(qn("w:val"), "auto")  # what can be read on the ground


def tinted(colour: str, tint: int) -> str:
    """A colour as Word mixes it with white: of 255, so much of it is left."""
    hue, light, saturation = rgb_to_hls(*_shares(colour))
    lighter = light * tint / 255 + 1 - tint / 255
    return "".join(f"{round(255 * share):02X}" for share in hls_to_rgb(hue, lighter, saturation))


def contrast(one: str, other: str) -> float:
    """How much two colours differ in brightness, from 1 to 21."""
    dark, light = sorted((brightness(one), brightness(other)))
    return (light + 0.05) / (dark + 0.05)


def brightness(colour: str) -> float:
    """How bright a colour is, from 0 to 1, as the eye sees it and grey print shows it."""
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in _shares(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def deepest(colour: str) -> int:
    """The deepest tint of a colour on which text can be read."""
    return next((tint for tint in DEEPEST if contrast(tinted(colour, tint), INK) >= LEAST_CONTRAST), DEEPEST[-1])


def _refer(shading: BaseOxmlElement, colour: str, depth: float) -> None:
    tint = round(depth * deepest(colour))
    shading.set(qn("w:fill"), tinted(colour, tint))
    shading.set(qn("w:themeFill"), _ACCENT)
    shading.set(qn("w:themeFillTint"), f"{tint:02X}")


def _shares(colour: str) -> tuple[float, float, float]:
    red, green, blue = bytes.fromhex(colour)
    return red / 255, green / 255, blue / 255
