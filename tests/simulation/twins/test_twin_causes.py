"""The two engines agree at 65 of the 512 sets of causes, on the process that ships, in both calibrations."""

from functools import cache

import pytest

from quickscan.domain.calibration import Calibration
from quickscan.simulation.compile import CompiledModel, compile_model
from quickscan.simulation.shared_leads import shared_leads
from quickscan.simulation.streams.deal import streams_of
from tests.material import car_dealers, deck, evidence, knowledge, scaled
from tests.simulation.twins.comparison import twin_differences

ALL_SETS = 2 ** len(knowledge().cause_ids)
STEP = 101
"""Has no factor in common with the number of sets, so that its multiples are spread over all of them, each once."""
SETS = (*(number * STEP % ALL_SETS for number in range(64)), ALL_SETS - 1)
"""Bit c tells whether cause c is there: none, sixty-three sets of some, all."""


def severity(causes: int) -> dict[str, float]:
    return {name: 1.0 for number, name in enumerate(knowledge().cause_ids) if causes >> number & 1}


@cache
def models(calibration: str) -> list[CompiledModel]:
    found: Calibration = deck() if calibration == "deck" else evidence()
    return [compile_model(scaled(car_dealers(), 0.02), found, knowledge(), severity(causes)) for causes in SETS]


@pytest.mark.parametrize("calibration", ["deck", "evidence"])
def test_twins_agree_at_many_sets_of_causes(calibration: str) -> None:
    assert len(set(SETS)) == 65
    leads = shared_leads(models(calibration), 3, 0)
    assert min(len(of.channel) for of in leads) > 200
    found = [twin_differences(model, streams_of(model, of)) for model, of in zip(models(calibration), leads, strict=True)]
    assert found == [{}] * len(SETS)
