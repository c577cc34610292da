"""Cells shaded by loss wear the template's colour, can be told apart in grey, and can be read."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from quickscan.report.heat import DEPTHS, INK, LEAST_CONTRAST, brightness, contrast, deepest, tinted
from tests.report.paper import ROOT, Paper, car_maker, write

TEMPLATES = ("standard", "short", "harbour")
BRAND = "A63D2F"
"""What the theme of harbour has for losses."""
FIRST_STEP = "1  Interessentengewinnung"
TELL_APART = 0.05
"""The least difference in brightness that grey print shows."""
Validate = Callable[[Path], list[dict[str, Any]]]
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"{number:06X}")


@pytest.fixture(scope="module", params=TEMPLATES)
def paper(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Paper:
    folder = tmp_path_factory.mktemp(request.param)
    return write(car_maker(), folder, "de", ROOT / "report_templates" / f"{request.param}.docx")


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Paper:
    return write(car_maker(), tmp_path_factory.mktemp("brand"), "de", ROOT / "report_templates" / "harbour.docx")


def process_shades(paper: Paper) -> list[dict[str, str]]:
    """The shadings of the process, row by row: attributes without their prefix."""
    tables = [
        table
        for table in paper.body.iter(qn("w:tbl"))
        if any("".join(text.text or "" for text in cell.iter(qn("w:t"))) == FIRST_STEP for cell in table.iter(qn("w:tc")))
    ]
    found = [shading.attrib for table in tables for shading in table.iter(qn("w:shd"))]
    return [{name.rpartition("}")[2]: value for name, value in one.items()} for one in found]


def text_colours(cell: Any, paper: Paper) -> set[str]:
    """The colours of the runs of a cell, by their own look, their style, or the text's."""
    found = set()
    for run in cell.iter(qn("w:r")):
        own, style = run.find(f"{qn('w:rPr')}/{qn('w:color')}"), run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
        inherited = paper.document.styles.element.get_by_id(style.get(qn("w:val"))) if style is not None else None
        look = own if own is not None else inherited.find(f".//{qn('w:color')}") if inherited is not None else None
        found.add(look.get(qn("w:val")) if look is not None else INK)
    return found


def test_another_brand_shades_its_process_in_tints_of_its_own_colour(harbour: Paper) -> None:
    shades = [shade for shade in process_shades(harbour) if shade["fill"] != "FFFFFF"]
    assert len(shades) >= 10
    assert {shade["themeFill"] for shade in shades} == {"accent3"}
    assert {shade["fill"] for shade in shades} == {tinted(BRAND, round(depth * deepest(BRAND))) for depth in DEPTHS.values()}
    assert all(shade["fill"] == tinted(BRAND, int(shade["themeFillTint"], 16)) for shade in shades)
    assert not {shade["fill"] for shade in shades} & set(DEPTHS)


def test_the_standard_look_keeps_its_colours(german: Paper) -> None:
    shades = process_shades(german)
    assert {shade["fill"] for shade in shades} == {*DEPTHS, "FFFFFF"}
    assert not any("themeFill" in shade for shade in shades)


def test_what_stands_in_a_shaded_cell_can_be_read(paper: Paper, harbour: Paper) -> None:
    grounds = {*DEPTHS, *(shade["fill"] for shade in process_shades(harbour))}
    cells = [cell for cell in paper.body.iter(qn("w:tc")) if grounds & _fills(cell)]
    assert cells
    for cell in cells:
        for colour in text_colours(cell, paper) - {"auto"}:
            assert all(contrast(ground, colour) >= LEAST_CONTRAST for ground in _fills(cell)), (cell, colour)


def test_in_grey_print_the_shades_can_be_told_apart(paper: Paper) -> None:
    bright = sorted({brightness(shade["fill"]) for shade in process_shades(paper)})
    assert all(lighter - darker >= TELL_APART for darker, lighter in pairwise(bright))


def test_word_accepts_shades_of_the_theme(harbour: Paper, ooxml_validate: Validate) -> None:
    assert ooxml_validate(harbour.path) == []


@given(COLOURS)
def test_text_can_be_read_on_tints_of_whatever_colour_a_theme_has(colour: str) -> None:
    tints = [round(depth * deepest(colour)) for depth in DEPTHS.values()]
    grounds = [tinted(colour, tint) for tint in tints]
    assert all(contrast(ground, INK) >= LEAST_CONTRAST for ground in grounds)
    assert [brightness(ground) for ground in grounds] == sorted(brightness(ground) for ground in grounds)


@pytest.mark.parametrize(
    ("colour", "tint", "mixed"),
    [
        ("4F81BD", 0x3F, "D3DFEE"),
        ("F79646", 0x3F, "FDE4D0"),
        ("C0504D", 0x3F, "EFD3D2"),
        ("000000", 0x3F, "C0C0C0"),
        ("123456", 0xFF, "123456"),
    ],
)
def test_a_tint_is_mixed_as_in_the_table_styles_of_word(colour: str, tint: int, mixed: str) -> None:
    pairs = zip(bytes.fromhex(tinted(colour, tint)), bytes.fromhex(mixed), strict=True)
    assert all(abs(ours - of_word) <= 1 for ours, of_word in pairs)  # it rounds otherwise


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("000000", "FFFFFF") == contrast("FFFFFF", "000000") == pytest.approx(21.0)
    assert contrast("777777", "FFFFFF") == pytest.approx(4.48, abs=0.005)


def _fills(cell: Any) -> set[str]:
    return {shading.get(qn("w:fill")) for shading in cell.iter(qn("w:shd"))}
