"""What matters most: a tornado against what is known, Sobol indices against functions whose indices are known."""

import math
import sys

import numpy as np
import pytest

from quickscan.analysis.compare import AsIs
from quickscan.analysis.sensitivity import UNCERTAIN, tornado
from quickscan.analysis.sobol import indices_of, severity_indices
from quickscan.domain.problem import ScanError
from quickscan.files.catalogue import shipped_levers
from quickscan.files.read import read_levers
from quickscan.simulation.replicate import Plan
from tests.material import car_dealers, deck, evidence, knowledge, scaled, uniform

LEVERS = read_levers(shipped_levers()).levers


def test_levers_are_sorted_by_how_far_sales_swing() -> None:
    found = tornado(AsIs(scaled(car_dealers(), 0.1), uniform(0.5), evidence(), knowledge()), LEVERS, Plan(replications=3))
    swings = [swing.swing for swing in found.swings]
    assert swings == sorted(swings, reverse=True)
    by_id = {swing.id: swing for swing in found.swings}
    assert set(by_id) >= {*UNCERTAIN, "decay.beta", "severity_poor_follow_up", "sellers"}
    assert by_id["severity_poor_follow_up"].at_low.change.mean < 0 < by_id["severity_poor_follow_up"].at_high.change.mean
    assert (by_id["severity_poor_follow_up"].low, by_id["severity_poor_follow_up"].high) == ("1", "0")
    assert by_id["decay.beta"].kind == "parameter"
    assert by_id["severity_poor_follow_up"].swing > by_id["severity_wrong_territory"].swing


def test_in_the_deck_calibration_a_severity_swings_as_the_formula_says() -> None:
    severity = uniform(0.5)
    found = tornado(AsIs(scaled(car_dealers(), 0.5), severity, deck(), knowledge()), LEVERS, Plan(replications=12))
    by_id = {swing.id: swing for swing in found.swings}
    for cause, cap in knowledge().caps.items():
        bar = by_id[f"severity_{cause}"]
        removed, worse = 1 / (1 - 0.5 * cap) - 1, (1 - cap) / (1 - 0.5 * cap) - 1
        assert bar.at_high.change.mean / -bar.at_low.change.mean == pytest.approx(removed / -worse, rel=0.35)
    assert by_id["attempt_spacing"].at_high.inside_noise


def test_sobol_indices_of_a_known_function_are_found() -> None:
    """Ishigami with a = 7, b = 0.1: first 0.3139, 0.4424, 0; total 0.5576, 0.4424, 0.2437."""

    def ishigami(points: np.ndarray) -> np.ndarray:
        x = points.T
        return np.asarray(np.sin(x[0]) + 7 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0]))

    found = indices_of(ishigami, dict.fromkeys("abc", (-math.pi, math.pi)), 4096)
    assert [found[name].first for name in "abc"] == pytest.approx([0.3139, 0.4424, 0.0], abs=0.02)
    assert [found[name].total for name in "abc"] == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.02)


def test_sobol_indices_of_the_deck_calibration_are_those_of_its_formula() -> None:
    """Sales are a product of 1 - s c with s evenly spread: first index V_i prod E_j^2 / V, in closed form."""
    causes = ("unripe_leads", "systems_not_linked", "wrong_territory")
    caps = [knowledge().caps[cause] for cause in causes]
    mean, variance = [1 - cap / 2 for cap in caps], [cap**2 / 12 for cap in caps]
    whole = math.prod(v + m**2 for v, m in zip(variance, mean, strict=True)) - math.prod(m**2 for m in mean)
    expected = [variance[i] * math.prod(m**2 for j, m in enumerate(mean) if j != i) / whole for i in range(len(causes))]
    subject = AsIs(scaled(car_dealers(), 0.5), {}, deck(), knowledge())
    found = severity_indices(subject, causes, 64, Plan(replications=4)).indices
    assert [found[cause].first for cause in causes] == pytest.approx(expected, abs=0.12)
    assert found["unripe_leads"].total > found["systems_not_linked"].total > found["wrong_territory"].total


def test_what_cannot_be_sampled_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ScanError, match="100 is no power of 2 from 8 on, give 64"):
        indices_of(lambda points: points[:, 0], {"a": (0.0, 1.0)}, 100)
    monkeypatch.setitem(sys.modules, "SALib.analyze", None)
    with pytest.raises(ScanError, match=r"install quickscan with its extra: quickscan\[sensitivity\]"):
        indices_of(lambda points: points[:, 0], {"a": (0.0, 1.0)}, 64)
