"""What the command line says about how firm a recommendation is."""

import pytest

from quickscan.cli.flip_tables import flips
from tests.report.paper import car_maker


def test_the_narrowest_margins_and_the_strongest_assumption_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    found = car_maker().recommendations
    assert found.flips is not None
    flips(found.flips, {one.id: one for one in (*found.recommendations, *found.prerequisites)})
    told = " ".join(capsys.readouterr().out.split())
    assert "Strongest assumptions" in told
    assert found.flips.assumptions[0].kind + ":" in told
    narrowest = min(one.cost_a_year_eur for one in found.flips.measures if one.cost_a_year_eur is not None)
    assert f"{narrowest:,.0f}" in told
    assert f"The choice holds from {found.flips.contribution_low_eur:,.0f}" in told
