"""Uncertainty of answers and noise of the simulation are told apart: on made-up figures, and on an engagement."""

import numpy as np
import pytest

from quickscan.analysis.compare import AsIs
from quickscan.analysis.uncertainty import loss_uncertainty, severities_left_open, split
from quickscan.assessment.assess import assess
from quickscan.simulation.replicate import Plan
from tests.material import car_dealers, deck, engagement, knowledge, questionnaire, said, scaled

RANDOM = np.random.Generator(np.random.Philox(key=5))
ASKED = [question.id for question in questionnaire().questions() if question.type == "maturity" and question.when is None]


@pytest.mark.parametrize(("answers", "years", "own"), [(0.05, 0.02, 0.01), (0.0, 0.03, 0.01), (0.05, 0.0, 0.0)])
def test_a_known_spread_is_split_as_it_was_made(answers: float, years: float, own: float) -> None:
    draws, replications = 4000, 30
    made = 0.5 + RANDOM.normal(0, answers, (1, draws)) + RANDOM.normal(0, years, (replications, 1))
    made = made + RANDOM.normal(0, own, (replications, draws))
    found = split(made, 0.8)
    assert found.answers_deviation == pytest.approx(answers, abs=0.003)
    assert found.simulation_deviation == pytest.approx(((years**2 + own**2) / replications) ** 0.5, rel=0.35, abs=1e-9)
    if answers:
        assert (found.high - found.low) / 2 == pytest.approx(1.2816 * answers, rel=0.1)


def test_one_year_or_one_draw_has_no_spread() -> None:
    for shape in ((1, 5), (5, 1)):
        with pytest.raises(ValueError, match="at least two"):
            split(np.zeros(shape), 0.8)


def test_the_surer_the_answers_the_narrower_what_they_leave_open() -> None:
    widths = []
    for confidence in (1, 3):
        asked = engagement([said(question, 2, confidence=confidence) for question in ASKED])
        drawn = severities_left_open(asked, knowledge(), 60)
        subject = AsIs(scaled(car_dealers(), 0.2), {}, deck(), knowledge())
        found = loss_uncertainty(subject, drawn, Plan(replications=4))
        estimate = assess(asked, knowledge()).loss_rate
        assert found.low <= estimate.mean <= found.high
        assert found.high - found.low == pytest.approx(estimate.high - estimate.low, rel=0.5)
        widths.append(found.answers_deviation)
    assert widths[0] > 2 * widths[1] > 0
