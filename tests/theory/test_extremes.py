"""What must come out at the ends: nobody waits where there are a thousand, nothing is won where there is nobody."""

import numpy as np
import pytest

from quickscan.domain.calibration import Calibration
from quickscan.domain.problem import ScanError
from quickscan.domain.process_parts import DayHours, OpeningHours, Spread
from quickscan.simulation.compile import compile_model
from quickscan.simulation.engines import ENGINES
from quickscan.simulation.fates import NEVER
from quickscan.simulation.records import DONE, OPEN
from quickscan.simulation.replicate import Plan, make_case, replicate
from quickscan.simulation.simulate import simulate
from quickscan.simulation.streams.deal import Streams, deal_streams
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
def test_a_single_lead_takes_what_its_own_steps_take(engine: str, calibration: Calibration) -> None:
    """Added up by hand: work, delays, one attempt after the other with the spacing between them, and the decision."""
    process = with_call_centre(one_queue(3), agents=1, handling_minutes=Spread(median=30, p90=90))
    process = with_dealers(process, sellers=1, contact_minutes=Spread(median=20, p90=50), attempt_shares=(0.0, 0.0, 1.0))
    model = compile_model(process, calibration, knowledge(), {})
    streams = next(dealt for dealt in (deal_streams(model, 1, n) for n in range(200)) if _alone_and_sold_to(dealt))
    journeys = ENGINES[engine](model, streams)
    before = int(streams.handling_ms[0] + streams.assignment_ms[0] + streams.stuck_ms[0] + streams.reaction_ms[0, 0])
    attempts = int(streams.reached_at[0, 0])
    following = int(streams.contact_ms[0, :attempts].sum() + (attempts - 1) * SPACING_MS + streams.stage_ms[0].sum())
    assert journeys.ended.tolist() == [DONE]
    assert journeys.response_ms.tolist() == [before]
    assert journeys.attempts.tolist() == [attempts]
    assert journeys.end_ms.tolist() == [int(streams.leads.created_ms[0]) + before + following]
    assert journeys.seller_work_ms.tolist() == [int(streams.contact_ms[0, :attempts].sum())]


SPACING_MS = 24 * 3_600_000


def _alone_and_sold_to(streams: Streams) -> bool:
    """One lead only, on which work goes on to the end."""
    return len(streams.leads.channel) == 1 and bool(streams.fates.exit_at[0] == NEVER and streams.reached_at[0, 0] > 1)


@BOTH
@EACH
def test_with_all_causes_at_their_worst_and_nothing_held_back_nobody_buys(engine: str, calibration: Calibration) -> None:
    """Every cap and every share at 1: what the first gates leave, the later ones take."""
    known = knowledge().model_copy(
        update={"causes": tuple(cause.model_copy(update={"cap": 1.0}) for cause in knowledge().causes)}
    )
    if calibration.id == "evidence":
        everything = {name: 1.0 for name in type(evidence().full_severity).model_fields if name.endswith("_share")}
        worst = evidence().full_severity.model_copy(update=everything)
        calibration = evidence().model_copy(update={"full_severity": worst})
    found = simulate(scaled(car_dealers(), 0.05), calibration, known, uniform(1.0), Plan(replications=2, engine=engine))
    assert found.won.mean == 0.0
    assert found.loss_rate.mean == 1.0
    assert sum(lost.mean for lost in found.lost_by_cause.values()) == pytest.approx(found.potential.mean)


@BOTH
@EACH
def test_with_all_causes_at_their_published_worst_some_still_buy(engine: str, calibration: Calibration) -> None:
    found = simulate(scaled(car_dealers(), 0.2), calibration, knowledge(), uniform(1.0), Plan(replications=3, engine=engine))
    assert 0.5 < found.loss_rate.mean < 1.0
    assert 0.0 < found.won.mean < found.potential.mean


@BOTH
@EACH
def test_where_nobody_would_ever_buy_leads_go_their_way_and_nothing_is_sold(engine: str, calibration: Calibration) -> None:
    """A figure of losses would mean nothing, so that a plan refuses; the engines run all the same."""
    process = with_channels(scaled(car_dealers(), 0.05), lambda _: {"potential_closing_rate": 0.0})
    with pytest.raises(ScanError, match="no sale is possible"):
        simulate(process, calibration, knowledge(), {}, Plan(replications=2, engine=engine))
    records = replicate(make_case(process, calibration, knowledge(), uniform(0.4)), Plan(engine=engine), 0)
    assert len(records.chance) > 100
    assert not records.chance.any()
    assert records.with_outcome("natural").all()
    assert (records.attempts > 0).any()


@BOTH
@EACH
def test_call_centre_open_one_hour_a_week_works_off_its_queue_in_that_hour(engine: str, calibration: Calibration) -> None:
    """Nobody is handed on at any other time, and the queue is worked off at the pace of the hour."""
    hour = OpeningHours(friday=DayHours(opens=12, closes=13))
    process = with_call_centre(one_queue(300), agents=1, opening_hours=hour, handling_minutes=Spread(median=5, p90=5))
    model = compile_model(process, calibration, knowledge(), {})
    streams = deal_streams(model, 3, 0)
    journeys = ENGINES[engine](model, streams)
    direct = (streams.stuck_ms == 0) & (journeys.response_ms >= 0)
    handed_on = (journeys.created_ms + journeys.response_ms - streams.reaction_ms[:, 0] - streams.assignment_ms)[direct]
    in_week = handed_on % (7 * 24 * 3_600_000) / 3_600_000
    assert ((in_week > 4 * 24 + 12) & (in_week <= 4 * 24 + 13)).all()
    assert np.bincount(handed_on // (7 * 24 * 3_600_000)).max() <= 12
    assert direct.sum() > 200


@BOTH
@EACH
def test_a_year_with_hardly_any_lead_gives_figures(engine: str, calibration: Calibration) -> None:
    found = simulate(scaled(car_dealers(), 0.0005), calibration, knowledge(), uniform(1.0), Plan(replications=3, engine=engine))
    assert 0.0 <= found.loss_rate.mean <= 1.0
