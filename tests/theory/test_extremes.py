"""What must come out at the ends: nobody waits where there are a thousand, nothing is won where there is nobody."""

import numpy as np
import pytest

from quickscan.domain.calibration import Calibration
from quickscan.domain.process_parts import DayHours, OpeningHours, Spread
from quickscan.simulation.compile import compile_model
from quickscan.simulation.engines import ENGINES
from quickscan.simulation.records import OPEN
from quickscan.simulation.replicate import Plan, make_case, replicate
from quickscan.simulation.simulate import simulate
from quickscan.simulation.streams.deal import deal_streams
from tests.material import (
    AT_ONCE,
    car_dealers,
    deck,
    evidence,
    knowledge,
    one_queue,
    scaled,
    uniform,
    with_call_centre,
    with_channels,
    with_dealers,
)  # fmt: skip

BOTH = pytest.mark.parametrize("calibration", [deck(), evidence()], ids=["deck", "evidence"])
EACH = pytest.mark.parametrize("engine", list(ENGINES))


@EACH
def test_a_thousand_agents_and_sellers_let_nobody_wait(engine: str) -> None:
    process = with_call_centre(one_queue(3000), agents=1000, handling_minutes=Spread(median=30, p90=90))
    process = with_dealers(process, sellers=1000, contact_minutes=AT_ONCE)
    model = compile_model(process, deck(), knowledge(), {})
    streams = deal_streams(model, 1, 0)
    journeys = ENGINES[engine](model, streams)
    without_queue = streams.handling_ms + streams.assignment_ms + streams.reaction_ms[:, 0]
    assert np.array_equal(journeys.response_ms, without_queue)


@BOTH
@EACH
def test_without_sellers_nothing_is_won_and_nothing_crashes(engine: str, calibration: Calibration) -> None:
    process = with_dealers(scaled(car_dealers(), 0.05), sellers=0)
    found = simulate(process, calibration, knowledge(), uniform(0.4), Plan(replications=2, engine=engine))
    assert found.won.mean == 0.0
    assert found.utilisation["dealers"].mean == 0.0
    records = replicate(make_case(process, calibration, knowledge(), {}), Plan(engine=engine), 0)
    assert records.with_outcome("open").any()
    model = compile_model(process, calibration, knowledge(), {})
    assert (ENGINES[engine](model, deal_streams(model, 1, 0)).ended == OPEN).any()


@BOTH
def test_with_no_cause_nothing_is_lost(calibration: Calibration) -> None:
    found = simulate(scaled(car_dealers(), 0.1), calibration, knowledge(), uniform(0.0), Plan(replications=2))
    assert found.loss_rate.mean == 0.0
    assert {lost.mean for lost in found.lost_by_cause.values()} == {0.0}


@BOTH
def test_where_everybody_buys_everybody_not_lost_has_bought(calibration: Calibration) -> None:
    process = with_channels(one_queue(500), lambda _: {"potential_closing_rate": 1.0})
    found = simulate(process, calibration, knowledge(), {}, Plan(replications=2))
    if calibration.id == "deck":
        assert found.won.mean == pytest.approx(found.inquiries.mean)
    else:  # some are never reached, and nobody is answered within no time at all
        assert 0.3 * found.inquiries.mean < found.won.mean < found.inquiries.mean


@EACH
def test_who_is_open_one_hour_a_week_works_in_that_hour_only(engine: str) -> None:
    hour = OpeningHours(wednesday=DayHours(opens=10, closes=11))
    process = with_dealers(scaled(car_dealers(), 0.02), opening_hours=hour)
    model = compile_model(process, deck(), knowledge(), {})
    journeys = ENGINES[engine](model, deal_streams(model, 3, 0))
    contacted = journeys.response_ms >= 0
    streams = deal_streams(model, 3, 0)
    ripe = contacted & (streams.ripening_ms == 0)
    begins = (journeys.created_ms + journeys.response_ms)[ripe] / 3_600_000 % (7 * 24)
    assert ripe.any()
    assert ((begins >= 2 * 24 + 10) & (begins < 2 * 24 + 11)).all()


@BOTH
@EACH
def test_a_year_with_hardly_any_lead_gives_figures(engine: str, calibration: Calibration) -> None:
    found = simulate(scaled(car_dealers(), 0.0005), calibration, knowledge(), uniform(1.0), Plan(replications=3, engine=engine))
    assert 0.0 <= found.loss_rate.mean <= 1.0
