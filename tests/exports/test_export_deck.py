"""The deck: about ten slides that say their message, with native charts, on a template, whatever the engagement is like."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation
from pptx.util import Pt

from quickscan.domain.base import Language
from quickscan.domain.problem import ScanError
from quickscan.domain.scan import Scan
from quickscan.exports.deck.short import shortened
from quickscan.exports.deck.template import PLACES, open_deck
from quickscan.exports.deck.text import SMALLEST_SHARE, share_that_fits
from quickscan.exports.deck.write import deck, slides
from quickscan.report.properties import describe
from tests.exports.material import (
    MADE_ON,
    ODD,
    deck_bytes,
    deck_of,
    material,
    renamed,
    with_own_scenarios,
    without_measures,
    wording,
)
from tests.report.paper import car_maker, nearly_empty

Validate = Callable[[Path], list[dict[str, Any]]]
SCANS: dict[str, Callable[[], Scan]] = {
    "complete": car_maker,
    "nearly empty": nearly_empty,
    "with scenarios": with_own_scenarios,
    "without measures": lambda: without_measures(nearly_empty()),
    "long names": lambda: renamed(car_maker(), name=f"{ODD} Maschinenfabrik " * 6, industry=ODD),
}


def texts(slide: Any) -> Iterator[str]:
    """Every text on a slide."""
    for shape in slide.shapes:
        if shape.has_text_frame:
            yield shape.text_frame.text
        if shape.has_table:
            yield from (cell.text for row in shape.table.rows for cell in row.cells)


def charts(presentation: Any) -> list[Any]:
    return [shape.chart for slide in presentation.slides for shape in slide.shapes if shape.has_chart]


def numbers(chart: Any) -> list[float]:
    """The numbers of the series that is seen."""
    return list(chart.plots[0].series[-1].values)


@pytest.fixture(scope="module")
def presentation() -> Any:
    return deck_of(car_maker())


@pytest.mark.needs_ooxml_validator
@pytest.mark.parametrize("name", SCANS)
@pytest.mark.parametrize("language", ["de", "en"])
def test_powerpoint_finds_no_fault(name: str, language: Language, ooxml_validate: Validate, tmp_path: Path) -> None:
    target = tmp_path / "deck.pptx"
    target.write_bytes(deck_bytes(SCANS[name](), language))
    assert ooxml_validate(target) == []


@pytest.mark.needs_ooxml_validator
def test_powerpoint_finds_no_fault_in_the_template(ooxml_validate: Validate) -> None:
    assert ooxml_validate(material().deck) == []


def test_the_same_scan_gives_the_same_bytes() -> None:
    assert deck_bytes(car_maker()) == deck_bytes(car_maker())


@pytest.mark.parametrize(
    ("name", "count"), [("complete", 10), ("nearly empty", 10), ("with scenarios", 12), ("without measures", 7)]
)
def test_there_are_about_ten_slides_and_none_without_content(name: str, count: int) -> None:
    made = slides(SCANS[name](), wording(), MADE_ON)
    assert len(made) == count
    assert all(slide.points or slide.chart or slide.table for slide in made)


@pytest.mark.parametrize("name", SCANS)
@pytest.mark.parametrize("language", ["de", "en"])
def test_no_place_is_left_empty_and_no_sign_left_over(name: str, language: Language) -> None:
    for slide in deck_of(SCANS[name](), language).slides:
        assert [shape.name for shape in slide.placeholders if shape.has_text_frame and not shape.text_frame.text.strip()] == []
        assert not re.search("[\ufdd0-\ufdef]|\x07", " ".join(texts(slide)))


def test_titles_are_sentences_with_the_message(presentation: Any) -> None:
    scan, titles = car_maker(), [slide.shapes.title.text_frame.text for slide in presentation.slides]
    chosen = len(scan.recommendations.portfolio.chosen)
    rate, after = scan.assessment.loss_rate.mean, scan.recommendations.portfolio.loss_rate_after.mean
    assert titles[1] == f"We ask you to approve {chosen} measures"
    assert titles[2] == f"Today {rate:.0%} of possible sales are lost"
    assert titles[5] == f"{chosen} measures lower the loss rate to {after:.0%}"


def test_where_too_little_is_known_answers_are_asked_for_before_measures() -> None:
    said = [" ".join(texts(slide)) for slide in deck_of(nearly_empty()).slides]
    assert "Answers are missing before a decision" in said[1]
    assert "Next, settle the open questions" in said[-1]
    assert "Begin with" not in said[-1]


@pytest.mark.parametrize(("language", "share"), [("de", r"[$-407]0\ %"), ("en", "[$-409]0%")])
def test_shares_in_charts_are_written_as_the_language_does(language: Language, share: str) -> None:
    ring, _, _, way = charts(deck_of(car_maker(), language))
    for chart in (ring, way):
        assert chart.plots[0].series[-1].data_labels.number_format == share


def test_charts_show_the_figures_of_the_scan(presentation: Any) -> None:
    scan = car_maker()
    ring, steps, case, way = charts(presentation)
    loss, found = scan.assessment.loss_rate.mean, scan.recommendations
    assert numbers(ring) == pytest.approx([loss, 1.0 - loss], abs=1e-4)
    lost = sorted((value.mean for value in scan.simulation.lost_by_cause.values()), reverse=True)
    assert numbers(steps) == pytest.approx([scan.simulation.won.mean + sum(lost), *lost, scan.simulation.won.mean], abs=0.05)
    begins = list(steps.plots[0].series[0].values)
    assert begins[0] == begins[-1] == 0.0
    assert begins[-2] == pytest.approx(scan.simulation.won.mean, abs=0.5)
    three = (found.portfolio.low, found.portfolio, found.portfolio.high)
    assert numbers(case)[:3] == pytest.approx([one.contribution_gain_eur.mean for one in three], rel=5e-3)  # type: ignore[union-attr]  # known here
    rates = [found.roadmap.loss_rate_today, *(stage.loss_rate_after for stage in found.roadmap.stages)]
    assert numbers(way) == pytest.approx([rate.mean for rate in rates], abs=1e-4)
    assert numbers(way) == sorted(numbers(way), reverse=True)


def test_scenarios_of_each_calibration_have_a_slide_of_their_own() -> None:
    drawn = charts(deck_of(with_own_scenarios()))[4:]
    for chart, found in zip(drawn, with_own_scenarios().scenarios, strict=True):
        sales = [found.comparison.as_is.won, *(one.simulation.won for one in found.comparison.scenarios)]
        assert numbers(chart) == pytest.approx([one.mean for one in sales], abs=0.05)


def test_charts_are_native_described_and_in_the_colours_of_the_template(presentation: Any) -> None:
    frames = [shape for slide in presentation.slides for shape in slide.shapes if shape.has_chart or shape.has_table]
    assert len(frames) == 6
    assert all(frame._element.nvGraphicFramePr.cNvPr.get("descr") for frame in frames)
    assert not [shape for slide in presentation.slides for shape in slide.shapes if shape.shape_type == 13]
    for chart in charts(presentation):
        assert "schemeClr" in chart._chartSpace.xml
        assert "srgbClr" not in chart._chartSpace.xml


def test_every_letter_of_origin_is_explained_on_its_slide(presentation: Any) -> None:
    letters = {wording().say(f"mark_{name}") for name in ("simulated", "computed", "assumed", "told", "measured")}
    for slide in list(presentation.slides)[1:]:
        raised = {
            run.text
            for shape in slide.shapes
            for frame in ([shape.text_frame] if shape.has_text_frame else _cells(shape))
            for paragraph in frame.paragraphs
            for run in paragraph.runs
            if run._r.find(".//*[@baseline]") is not None or (run._r.rPr is not None and run._r.rPr.get("baseline"))
        }
        assert raised <= letters
        legend = next((said for said in texts(slide) if said.startswith("Origin of the figures")), "")
        assert {letter for letter in raised if f"{letter} " not in legend} == set()


def _cells(shape: Any) -> list[Any]:
    return [cell.text_frame for row in shape.table.rows for cell in row.cells] if shape.has_table else []


def test_the_speaker_is_told_where_figures_come_from(presentation: Any) -> None:
    notes = [slide.notes_slide.notes_text_frame.text for slide in presentation.slides]
    result = car_maker().simulation
    assert all(notes)
    assert sum(f"seed {result.seed}" in note for note in notes) >= 6
    assert sum("workbook" in note for note in notes) >= 8
    sheets = {text.en for key, text in wording().texts.items() if key.startswith("sheet_")}
    assert {name for note in notes for name in re.findall("“([^”]+)”", note)} <= sheets


def test_slides_have_the_language_number_and_footer(presentation: Any) -> None:
    for slide in list(presentation.slides)[1:]:
        assert 'type="slidenum"' in slide.shapes._spTree.xml
        assert any("Beispiel Automobil AG · Confidential" in said for said in texts(slide))
    assert 'lang="de-DE"' in deck_of(car_maker(), "de").slides[1].shapes._spTree.xml


@pytest.mark.parametrize("name", SCANS)
def test_tables_stay_on_the_slide(name: str) -> None:
    made = deck_of(SCANS[name](), "de")
    for slide in made.slides:
        for shape in slide.shapes:
            if shape.has_table:
                assert shape.left + sum(column.width for column in shape.table.columns) <= made.slide_width
                assert shape.top + sum(row.height for row in shape.table.rows) <= made.slide_height - Pt(40)


@given(st.lists(st.text(st.characters(categories=["L"]), max_size=400), min_size=1, max_size=8), st.floats(100, 900))
def test_more_text_is_never_larger(paragraphs: list[str], width: float) -> None:
    fewer, more = tuple(paragraphs), (*paragraphs, paragraphs[0])
    assert SMALLEST_SHARE <= share_that_fits(more, width, 200.0, 20.0) <= share_that_fits(fewer, width, 200.0, 20.0) <= 1.0


@given(st.text(), st.integers(8, 200))
def test_a_shortened_text_is_short_and_a_short_one_is_whole(words: str, most: int) -> None:
    line = " ".join(words.split())
    kept = shortened(words, most)
    assert len(kept) <= most
    assert (kept == line) == (len(line) <= most) or kept.endswith("…")


def test_a_template_with_other_looks_is_followed(tmp_path: Path) -> None:
    restyled = Presentation(str(material().deck))
    layout = next(one for one in restyled.slide_layouts if one.name == "Text")
    place = next(one for one in layout.placeholders if one.placeholder_format.idx == 14)
    place.left, place.width = Pt(200), Pt(500)
    restyled.save(str(tmp_path / "own.pptx"))
    (tmp_path / "deck.pptx").write_bytes(deck(car_maker(), material().texts, tmp_path / "own.pptx", "en", MADE_ON))
    slide = Presentation(str(tmp_path / "deck.pptx")).slides[1]
    assert {shape.width for shape in slide.placeholders if shape.placeholder_format.idx == 14} == {Pt(500)}


def test_a_template_that_lacks_something_is_refused_with_all_its_faults(tmp_path: Path) -> None:
    faulty = Presentation(str(material().deck))
    for layout in faulty.slide_layouts:
        if layout.name == "Chart":
            layout._element.cSld.set("name", "Picture")
        if layout.name == "Table":
            place = next(one for one in layout.placeholders if one.placeholder_format.idx == 14)
            place._element.getparent().remove(place._element)
    faulty.save(str(tmp_path / "faulty.pptx"))
    with pytest.raises(ScanError) as refused:
        open_deck(tmp_path / "faulty.pptx")
    said = [problem.what for problem in refused.value.problems]
    assert said == ["the layout “Chart” is missing", "the layout “Table” lacks its place 14"]


def test_what_is_no_template_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.pptx").write_text("no slides")
    with pytest.raises(ScanError, match="is no PowerPoint file"):
        open_deck(tmp_path / "text.pptx")
    with pytest.raises(ScanError, match="is no PowerPoint file"):
        open_deck(tmp_path / "missing.pptx")
    (tmp_path / "full.pptx").write_bytes(deck_bytes(nearly_empty()))
    with pytest.raises(ScanError, match="has slides"):
        open_deck(tmp_path / "full.pptx")


def test_the_shipped_template_has_every_place() -> None:
    _, layouts = open_deck(material().deck)
    assert layouts.keys() == PLACES.keys()


def test_the_deck_says_about_itself_what_the_report_says_in_one_line_that_is_kept() -> None:
    odd = renamed(car_maker(), name=f"{ODD}\nMaschinenfabrik " * 9, industry=f"Autos\r\n{ODD}")
    properties, report = deck_of(odd).core_properties, docx.Document()
    describe(report, odd.engagement, odd.engagement.title, "en", MADE_ON)
    for name in ("title", "author", "last_modified_by", "subject", "language"):
        assert getattr(properties, name) == getattr(report.core_properties, name), name
    assert len(properties.title) == 255
    assert "\n" not in properties.title
    assert properties.subject.startswith("Autos =HYPERLINK")
