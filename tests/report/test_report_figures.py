"""The figures in the report are those of the scan, written as the language writes them, with where they come from."""

import re
from datetime import date

import pytest

from quickscan.domain.base import Language
from quickscan.domain.result import Estimate
from quickscan.report.causes import causes
from quickscan.report.estimates import Estimates
from quickscan.report.numbers import Numbers
from quickscan.report.recommended import advice
from quickscan.report.signs import SIGN, bare
from quickscan.report.simulated import simulated
from quickscan.report.sources import sources
from quickscan.report.statements import Statements
from quickscan.report.summary import summary
from quickscan.report.wording import ORIGINS, Wording
from tests.report.paper import Paper, car_maker, texts

GERMAN, ENGLISH = Wording(texts(), "de"), Wording(texts(), "en")


@pytest.mark.parametrize(
    ("written", "german", "english"),
    [
        (lambda n: n.number(1234567), "1.234.567", "1,234,567"),
        (lambda n: n.number(-0.04, 1), "0,0", "0.0"),
        (lambda n: n.number(-12.5, 1), "−12,5", "−12.5"),
        (lambda n: n.rounded(9.96), "10,0", "10.0"),
        (lambda n: n.rounded(1234.5), "1.234", "1,234"),
        (lambda n: n.plain(0.25), "0,25", "0.25"),
        (lambda n: n.plain(3.0), "3", "3"),
        (lambda n: n.percent(0.5625), "56,2\u00a0%", "56.2%"),
        (lambda n: n.percent(0.5625, 0), "56\u00a0%", "56%"),
        (lambda n: n.percent(-0.0001), "0,0\u00a0%", "0.0%"),
        (lambda n: n.plain_percent(0.017), "1,7\u00a0%", "1.7%"),
        (lambda n: n.plain_percent(0.5), "50\u00a0%", "50%"),
        (lambda n: n.points(0.1246), "12,5", "12.5"),
        (lambda n: n.euro(974_000), "974.000\u00a0€", "€974,000"),
        (lambda n: n.euro(-0.3), "0\u00a0€", "€0"),
        (lambda n: n.euro(-1500), "−1.500\u00a0€", "−€1,500"),
        (lambda n: n.euro(12_345_678), "12,3\u00a0Mio.\u00a0€", "€12.3M"),
        (lambda n: n.day(date(2026, 11, 4)), "4. November 2026", "November 4, 2026"),
    ],
)
def test_figures_are_written_as_the_language_writes_them(written, german: str, english: str) -> None:  # type: ignore[no-untyped-def] # a table of lambdas
    assert (written(Numbers("de")), written(Numbers("en"))) == (german, english)


def test_an_estimate_is_never_a_bare_point() -> None:
    estimate = Estimate(mean=1084.4, half_width=26.2, n=30)
    estimates = Estimates(GERMAN)
    assert bare(estimates.count(estimate)) == "1.084"
    assert estimates.count_interval(estimate) == "1.058 bis 1.111"
    assert bare(estimates.gain(estimate)) == "+1.084"
    assert bare(Estimates(ENGLISH).euro(Estimate(mean=973_512, half_width=1, n=2))) == "€974,000"


def test_the_summary_leads_with_the_loss_and_its_range() -> None:
    loss, built = car_maker().assessment.loss_rate, summary(car_maker(), GERMAN)
    assert built.loss_rate == GERMAN.numbers.percent(loss.mean, 0)
    assert bare(built.loss_range) == f"{GERMAN.numbers.percent(loss.low, 0)} bis {GERMAN.numbers.percent(loss.high, 0)}"
    assert len(built.causes) == len(built.measures) == 3


def test_the_points_of_all_causes_sum_to_the_loss_rate() -> None:
    built = causes(car_maker(), ENGLISH)
    points = [float(bare(row.points)) for row in built.rows]
    assert points == sorted(points, reverse=True)
    assert sum(points) == pytest.approx(float(bare(built.total)), abs=0.5)


def test_a_measured_loss_above_the_cap_is_warned_of() -> None:
    scan = car_maker()
    cause = scan.assessment.severity["poor_follow_up"].model_copy(update={"above_cap": True, "measured_loss": 0.33})
    severity = {**scan.assessment.severity, "poor_follow_up": cause}
    changed = scan.model_copy(update={"assessment": scan.assessment.model_copy(update={"severity": severity})})
    (warning,) = causes(changed, GERMAN).warnings
    assert "Der gemessene Verlust von 33,0\u00a0% liegt über der Obergrenze von 20\u00a0%." in bare(warning)


def test_the_caps_are_said_to_be_the_decks(paper: Paper, language: Language) -> None:
    assert texts()["caps_are_the_decks"].in_language(language) in paper.words()


@pytest.mark.parametrize(("rate", "key"), [(0.56, "comparison_inside"), (0.40, "comparison_outside")])
def test_simulation_and_formula_are_compared_with_their_interval(rate: float, key: str) -> None:
    scan = car_maker()
    assessment = scan.assessment.model_copy(update={"loss_rate": scan.assessment.loss_rate.model_copy(update={"mean": 0.56})})
    result = scan.simulation.model_copy(update={"loss_rate": Estimate(mean=rate, half_width=0.01, n=30)})
    changed = scan.model_copy(update={"assessment": assessment, "simulation": result})
    ending = texts()[key].en.rpartition("}")[2]
    assert simulated(changed, ENGLISH).comparison.endswith(ending)


def test_an_own_calibration_is_called_by_its_name() -> None:
    scan = car_maker()
    changed = scan.model_copy(update={"simulation": scan.simulation.model_copy(update={"calibration": "our_own"})})
    assert "„our_own“" in simulated(changed, GERMAN).calibration


def test_every_simulated_or_computed_figure_carries_its_origin() -> None:
    scan = car_maker()
    rows = [row.value for row in (*simulated(scan, GERMAN).results, *simulated(scan, GERMAN).lost)]
    rows += [figure.value for figure in summary(scan, GERMAN).key_figures]
    rows += [value for row in causes(scan, GERMAN).rows for value in (row.severity, row.cap, row.points)]
    for measure in advice(scan, GERMAN).measures:
        rows += [measure.gain, measure.gain_range, measure.effort, measure.one_off, measure.months, measure.loss_after]
    assert len(rows) > 150
    assert [value for value in rows if not SIGN.search(value)] == []


def test_marks_are_raised_letters_that_the_report_explains(paper: Paper, language: Language) -> None:
    letters = {texts()[f"mark_{origin}"].in_language(language) for origin in ORIGINS}
    assert len(letters) == len(ORIGINS)
    used = set(re.findall(r"\[(\w+)\]", paper.marked()))
    assert used <= letters
    assert len(used) >= 6
    explained = {texts()[f"origin_{origin}_meaning"].in_language(language) for origin in ORIGINS}
    assert explained <= set(paper.paragraphs())


def test_a_parameter_set_by_an_answer_is_marked_like_the_answer() -> None:
    scan = car_maker()
    statements = Statements(scan, GERMAN)
    question = scan.process_notes["cl.margin"][0]
    basis = scan.answers[question].basis
    expected = {"measured": "measured", "documented": "documented", "observed": "documented", "told": "told"}
    assert basis is not None
    assert statements.origin_of_parameter("cl.margin", scan.process.provenance) == expected[basis]
    assert statements.origin_of_parameter("not.set", scan.process.provenance) == "assumed"


def test_sources_that_nobody_found_again_are_not_cited() -> None:
    scan = car_maker()
    listed = {source.number for source in sources(scan, Statements(scan, GERMAN), GERMAN).published}
    never = {
        entry.id
        for entry in scan.knowledge.evidence
        if entry.provenance.basis == "remembered" or entry.provenance.trust == "unusable"
    }
    assert listed
    assert not listed & never
