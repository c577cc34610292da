"""The scales of the evidence calibration: each cause alone loses its cap, and the shipped scales are current."""

import math
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import pytest

from quickscan.domain.calibration import EvidenceCalibration, MechanismScales, ScaledMechanism
from quickscan.domain.problem import ScanError
from quickscan.domain.result import Estimate
from quickscan.simulation.calibrate import at_volume, calibrate, compounded_loss, verdict
from quickscan.simulation.replicate import Plan
from quickscan.simulation.simulate import simulate
from tests.material import car_dealers, evidence, knowledge, uniform, with_channels

PLAN = Plan(seed=3, replications=3)
LEADS = 2000
NEAR = 5e-4
"""With so few leads a loss grows in steps, as one lead after the other meets another fate."""
CAUSES = knowledge().cause_ids


@cache
def scales() -> MechanismScales:
    """Small trials of the car maker."""
    return calibrate(car_dealers(), evidence(), knowledge(), PLAN, LEADS)


def mechanism(found: MechanismScales, cause: str) -> ScaledMechanism:
    return next(entry for entry in found.mechanisms if entry.cause == cause)


def simulated_loss(calibration: EvidenceCalibration, severity: dict[str, float]) -> Estimate:
    """The loss rate as the ordinary simulation finds it, from the records of all leads."""
    return simulate(at_volume(car_dealers(), LEADS), calibration, knowledge(), severity, PLAN).loss_rate


@pytest.mark.parametrize("cause", CAUSES)
def test_each_cause_alone_loses_its_cap_in_the_ordinary_simulation(cause: str) -> None:
    found = mechanism(scales(), cause)
    loss = simulated_loss(evidence().scaled_by(scales()), {cause: 1.0})
    assert loss.mean == pytest.approx(found.isolated_loss, abs=NEAR)
    assert loss.half_width == pytest.approx(found.half_width, abs=NEAR)
    if cause == "poor_follow_up":
        assert (found.scale, found.verdict) == (1.0, "beyond_cap")
        assert loss.low > found.cap == 0.2
    else:
        assert found.verdict == "meets_cap"
        assert found.isolated_loss == pytest.approx(found.cap, abs=NEAR)


def test_the_file_says_what_it_was_made_from() -> None:
    found = scales()
    assert (found.id, found.process, found.calibration) == ("evidence_car_dealers", "car_dealers", "evidence")
    assert (found.seed, found.replications, found.leads) == (3, 3, LEADS)
    assert tuple(entry.cause for entry in found.mechanisms) == CAUSES
    assert {entry.cause: entry.cap for entry in found.mechanisms} == knowledge().caps


def test_all_causes_together_are_simulated_and_compounded() -> None:
    found = scales()
    together = simulated_loss(evidence().scaled_by(found), uniform(1.0))
    assert together.mean == pytest.approx(found.interacting_loss, abs=NEAR)
    assert together.half_width == pytest.approx(found.interacting_half_width, abs=NEAR)
    survival = math.prod(1.0 - entry.isolated_loss for entry in found.mechanisms)
    assert found.compounded_loss == pytest.approx(1.0 - survival, abs=1e-6) == compounded_loss(found.mechanisms)
    assert found.gap == found.interacting_loss - found.compounded_loss


def test_the_same_input_gives_the_same_scales_wherever_the_replications_run() -> None:
    with ThreadPoolExecutor(2) as threads:
        again = calibrate(car_dealers(), evidence(), knowledge(), PLAN, LEADS, threads.map)
    assert again == scales()
    assert calibrate(car_dealers(), evidence(), knowledge(), Plan(4, 3), LEADS) != scales()


def test_both_engines_find_the_same_scales() -> None:
    by_engine = [calibrate(car_dealers(), evidence(), knowledge(), Plan(1, 2, engine), 150) for engine in ("compiled", "simpy")]
    assert by_engine[0] == by_engine[1]


def test_a_cause_not_left_uncapped_is_scaled_down_to_its_cap() -> None:
    capped = evidence().model_copy(update={"left_uncapped": ()})
    found = mechanism(calibrate(car_dealers(), capped, knowledge(), PLAN, LEADS), "poor_follow_up")
    assert found.verdict == "meets_cap"
    assert 0.1 < found.scale < 0.5
    assert found.isolated_loss == pytest.approx(0.2, abs=NEAR)


def test_a_cause_that_can_lose_nothing_keeps_its_scale_and_is_below_its_cap() -> None:
    process = car_dealers()
    process = process.model_copy(update={"nurture": process.nurture.model_copy(update={"returns_alone_share": 1.0})})
    found = mechanism(calibrate(process, evidence(), knowledge(), PLAN, LEADS), "unripe_leads")
    assert (found.scale, found.isolated_loss, found.verdict) == (1.0, 0.0, "below_cap")


def test_a_cause_that_cannot_reach_its_cap_is_scaled_to_where_it_stops_growing() -> None:
    # A tenth of the leads are unripe; all who may be approached again are forgotten from a scale of 2 on.
    process = with_channels(car_dealers(), lambda channel: {"unripe_share": 0.1})
    found = calibrate(process, evidence(), knowledge(), PLAN, LEADS)
    unripe = mechanism(found, "unripe_leads")
    assert unripe.verdict == "below_cap"
    assert 1.8 < unripe.scale <= 2.0
    without_limit = evidence().scaled_by(found).model_copy(update={"scales": {"unripe_leads": 64.0}})
    most = simulate(at_volume(process, LEADS), without_limit, knowledge(), {"unripe_leads": 1.0}, PLAN).loss_rate
    assert 0.05 < unripe.isolated_loss < 0.1
    assert unripe.isolated_loss == pytest.approx(most.mean, abs=2e-3)


def test_scales_that_are_there_already_do_not_matter() -> None:
    scaled = evidence().model_copy(update={"scales": {"media_breaks": 7.0}})
    assert calibrate(car_dealers(), scaled, knowledge(), PLAN, LEADS) == scales()


def test_progress_grows_to_one() -> None:
    told: list[float] = []
    calibrate(car_dealers(), evidence(), knowledge(), Plan(1, 2), 200, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_the_volume_of_trials_changes_nothing_but_inquiries() -> None:
    process = car_dealers()
    half = at_volume(process, 6000)
    assert sum(channel.leads_per_year for channel in half.channels) == pytest.approx(6000)
    assert half.model_copy(update={"channels": process.channels}) == process
    assert at_volume(process, None) is at_volume(process, 12_000) is process


def test_a_process_without_inquiries_or_with_too_few_of_them_is_told() -> None:
    empty = with_channels(car_dealers(), lambda channel: {"leads_per_year": 0.0})
    with pytest.raises(ScanError, match="no inquiry comes in"):
        calibrate(empty, evidence(), knowledge(), PLAN)
    with pytest.raises(ScanError, match="ask for more inquiries a year"):
        calibrate(car_dealers(), evidence(), knowledge(), PLAN, 1)


@pytest.mark.parametrize(
    ("loss", "half_width", "expected"),
    [(0.1, 0.0, "meets_cap"), (0.12, 0.02, "meets_cap"), (0.12, 0.019, "beyond_cap"), (0.08, 0.01, "below_cap")],
)
def test_a_cap_is_met_where_it_lies_in_the_interval(loss: float, half_width: float, expected: str) -> None:
    assert verdict(Estimate(mean=loss, half_width=half_width, n=3), 0.1) == expected
