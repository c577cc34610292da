"""The reference engine and its twin at their extremes, and what their records must always say."""

from functools import cache

import numpy as np
import pytest

from quickscan.domain.calibration import GATE_PLACES, Calibration
from quickscan.domain.process import LeadProcess
from quickscan.simulation.calendar import DAY_MS, HOUR_MS, finish, is_open
from quickscan.simulation.compile import CompiledModel, compile_model
from quickscan.simulation.engines import ENGINES
from quickscan.simulation.fates import NEVER
from quickscan.simulation.leads import NOBODY
from quickscan.simulation.records import CALLER_GONE, DONE, IGNORED, NONE, NOT_REACHED, OPEN, STOPPED, Journeys, LeadRecords
from quickscan.simulation.settle import settle
from quickscan.simulation.streams.deal import Streams, deal_streams
from tests.material import (
    ALWAYS,
    car_dealers,
    deck,
    evidence,
    knowledge,
    scaled,
    uniform,
    with_call_centre,
    with_dealers,
)

HANDED_TO_QUALIFICATION, QUALIFICATION, TRANSFER, ASSIGNMENT, FOLLOW_UP = (
    GATE_PLACES.index(name) for name in ("handed_to_qualification", "qualification", "transfer", "assignment", "follow_up")
)
SEVERITY = 0.5
BY_EVIDENCE, BY_DECK = pytest.param("evidence", id="evidence"), pytest.param("deck", id="deck")


@pytest.fixture(params=list(ENGINES))
def engine(request: pytest.FixtureRequest) -> str:
    """Every engine there is."""
    name: str = request.param
    return name


def _model(process: LeadProcess, severity: float, calibration: Calibration, caps_to: float | None = None) -> CompiledModel:
    known = knowledge()
    if caps_to is not None:
        causes = tuple(cause.model_copy(update={"cap": caps_to}) for cause in known.causes)
        known = known.model_copy(update={"causes": causes})
    return compile_model(process, calibration, known, uniform(severity))


def _run(model: CompiledModel, engine: str) -> tuple[Streams, Journeys]:
    streams = deal_streams(model, 1, 0)
    return streams, ENGINES[engine](model, streams)


def _settled(model: CompiledModel, engine: str) -> tuple[Streams, LeadRecords]:
    """Records by the deck, where nothing has to be run without causes."""
    streams, journeys = _run(model, engine)
    return streams, settle(model, streams, journeys, None)


@cache
def _example(calibration: str, engine: str) -> tuple[CompiledModel, Streams, Journeys]:
    model = _model(scaled(car_dealers(), 0.5), SEVERITY, {"deck": deck(), "evidence": evidence()}[calibration])
    return model, *_run(model, engine)


def _way_ms(streams: Streams) -> np.ndarray:
    """From coming in, or coming back ripe, to the first attempt, if nobody ever waits for anybody."""
    to_distribution = np.where(streams.ripening_ms > 0, streams.handling_again_ms, streams.capture_ms + streams.handling_ms)
    astray = np.where(streams.wrong_outlet == NOBODY, 0, streams.correction_ms)
    to_outlet = streams.transfer_ms + streams.assignment_ms + streams.orphan_ms + astray + streams.stuck_ms
    return to_distribution + to_outlet + streams.reaction_ms[:, 0]


def test_without_any_loss_exactly_those_who_would_buy_do(engine: str) -> None:
    streams, records = _settled(_model(scaled(car_dealers(), 0.2), 0.0, deck()), engine)
    assert streams.fates.would_buy.any()
    assert np.array_equal(records.with_outcome("won"), streams.fates.would_buy)
    assert np.array_equal(records.chance, streams.fates.would_buy_chance)
    assert not (records.with_outcome("lost") | records.with_outcome("missed")).any()


def test_with_every_cap_at_1_and_full_severity_nothing_is_won(engine: str) -> None:
    streams, records = _settled(_model(scaled(car_dealers(), 0.2), 1.0, deck(), caps_to=1.0), engine)
    assert not records.with_outcome("won").any()
    assert not records.chance.any()
    assert np.array_equal(records.with_outcome("missed"), streams.fates.would_buy)  # the first gate is that of generation


@pytest.mark.parametrize("calibration", [deck(), evidence()], ids=["deck", "evidence"])
@pytest.mark.parametrize("severity", [0.0, SEVERITY])
def test_with_thousands_of_agents_and_sellers_nobody_waits(engine: str, calibration: Calibration, severity: float) -> None:
    process = with_call_centre(scaled(car_dealers(), 0.2), agents=1000, opening_hours=ALWAYS)
    process = with_dealers(process, outlets=1, territories=1, sellers=1000, opening_hours=ALWAYS)
    streams, journeys = _run(_model(process, severity, calibration), engine)
    contacted = journeys.response_ms != NONE
    own = streams.leads.parent == NOBODY
    assert (contacted & own).sum() > 300
    assert np.array_equal(journeys.response_ms[contacted], _way_ms(streams)[contacted])


def test_without_any_seller_nobody_is_answered_and_nothing_sold(engine: str) -> None:
    model = _model(with_dealers(scaled(car_dealers(), 0.2), sellers=0), SEVERITY, deck())
    streams, records = _settled(model, engine)
    assert np.array_equal(records.with_outcome("open"), streams.fates.exit_at >= FOLLOW_UP)
    assert (records.response_ms == NONE).all()
    assert not records.with_outcome("won").any()
    assert not records.chance.any()


@pytest.mark.parametrize("calibration", [BY_DECK, BY_EVIDENCE])
def test_every_lead_is_settled_after_it_came(calibration: str, engine: str) -> None:
    _, streams, journeys = _example(calibration, engine)
    came = journeys.created_ms != NONE
    assert came[streams.leads.parent == NOBODY].all()
    assert (journeys.end_ms >= journeys.created_ms)[came].all()
    assert (journeys.ended != OPEN)[came].all()
    assert (journeys.ended == OPEN)[~came].all()
    assert (journeys.end_ms == NONE)[~came].all()


def test_journeys_tell_the_same_story_as_the_place_where_a_way_ended(engine: str) -> None:
    _, streams, journeys = _example("deck", engine)
    exit_at = streams.fates.exit_at
    contacted = exit_at >= FOLLOW_UP
    assert np.array_equal(journeys.ended, np.where(exit_at == NEVER, DONE, STOPPED))
    assert np.array_equal(journeys.dealer != NONE, exit_at >= ASSIGNMENT)
    assert np.array_equal(journeys.response_ms != NONE, contacted)
    assert np.array_equal(journeys.attempts, np.where(contacted, streams.attempts[:, 0], 0))
    once = np.where(exit_at >= QUALIFICATION, streams.handling_ms, 0)
    again = np.where((exit_at >= TRANSFER) & (streams.ripening_ms > 0), streams.handling_again_ms, 0)
    assert np.array_equal(journeys.call_centre_work_ms, once + again)
    at_once = exit_at < HANDED_TO_QUALIFICATION
    assert (journeys.end_ms == journeys.created_ms)[at_once].all()
    entered = np.arange(streams.stage_work_ms.shape[1]) < streams.fates.stages_entered[:, np.newaxis]
    contacts = np.arange(streams.contact_ms.shape[1]) < journeys.attempts[:, np.newaxis]
    selling = np.where((exit_at == NEVER)[:, np.newaxis] & entered, streams.stage_work_ms, 0).sum(axis=1)
    calling = np.where(contacts, streams.contact_ms, 0).sum(axis=1)
    assert np.array_equal(journeys.seller_work_ms, selling + calling)


def test_by_evidence_a_way_ends_as_it_can(engine: str) -> None:
    _, streams, journeys = _example("evidence", engine)
    ended = journeys.ended
    assert set(np.unique(ended)) == {OPEN, DONE, STOPPED, CALLER_GONE, IGNORED, NOT_REACHED}
    assert (streams.fates.exit_at < NEVER)[ended == STOPPED].all()
    assert (streams.telephones & streams.gone)[ended == CALLER_GONE].all()
    assert (journeys.attempts > 0)[np.isin(ended, [DONE, NOT_REACHED])].all()
    assert (journeys.response_ms == NONE)[np.isin(ended, [CALLER_GONE])].all()
    assert (journeys.dealer != NONE)[np.isin(ended, [DONE, NOT_REACHED, IGNORED])].all()
    planned = streams.attempts.sum(axis=1)
    assert (journeys.attempts <= planned)[ended != OPEN].all()
    once = streams.recycled_ms == 0
    never = (streams.reached_at == 0).all(axis=1)
    assert np.array_equal(journeys.attempts[(ended == NOT_REACHED) & once], streams.attempts[(ended == NOT_REACHED) & once, 0])
    assert never[(ended == NOT_REACHED) & ~once].all()
    assert not journeys.chance[ended != DONE].any()
    assert np.array_equal(journeys.won > 0, streams.buys < journeys.chance)


def test_who_is_kept_waiting_buys_less_often(engine: str) -> None:
    """(1 + t / tau) ^ -beta of the chance at the end, by the skill of the outlet, for everybody who got there."""
    model, streams, journeys = _example("evidence", engine)
    done = journeys.ended == DONE
    decay = evidence().decay
    minutes = journeys.response_ms[done] / 60_000
    skill = model.rules.outlets["skill"][journeys.dealer[done]]
    expected = streams.fates.chance[done] * skill * (1 + minutes / decay.tau_minutes) ** -decay.beta
    assert journeys.chance[done] == pytest.approx(np.minimum(expected, 1.0), rel=1e-12)
    assert np.ptp(skill) > 0.1


@pytest.mark.parametrize("calibration", [BY_DECK, BY_EVIDENCE])
def test_times_add_up_along_a_leads_way(calibration: str, engine: str) -> None:
    model, streams, journeys = _example(calibration, engine)
    contacted = journeys.response_ms != NONE
    assert (journeys.response_ms >= _way_ms(streams))[contacted].all()
    done = (journeys.ended == DONE) & (streams.recycled_ms == 0)
    entered = np.arange(streams.stage_ms.shape[1]) < streams.fates.stages_entered[:, np.newaxis]
    stages = np.where(entered, streams.stage_ms, 0).sum(axis=1)
    spacing = (journeys.attempts - 1) * model.rules.settings.spacing_ms
    least = journeys.response_ms + streams.ripening_ms + spacing + stages
    assert (journeys.end_ms - journeys.created_ms >= least)[done].all()


@pytest.mark.parametrize("calibration", [BY_DECK, BY_EVIDENCE])
def test_first_contacts_begin_in_opening_hours_only(calibration: str, engine: str) -> None:
    model, streams, journeys = _example(calibration, engine)
    ripe = (journeys.response_ms != NONE) & (streams.ripening_ms == 0)
    begins = (journeys.created_ms + journeys.response_ms)[ripe].tolist()
    assert all(is_open(model.rules.dealers, begin) for begin in begins)
    assert len(begins) > 1000


def test_one_seller_never_works_on_two_leads_at_once(engine: str) -> None:
    process = with_dealers(scaled(car_dealers(), 0.05), outlets=3, territories=1, sellers=3, attempt_shares=(1.0,))
    ripe = tuple(channel.model_copy(update={"unripe_share": 0.0}) for channel in process.channels)
    model = _model(process.model_copy(update={"sales_stages": (), "channels": ripe}), 0.0, deck())
    streams, journeys = _run(model, engine)
    for outlet in range(3):
        mine = (journeys.dealer == outlet) & (journeys.response_ms != NONE)
        begins = (journeys.created_ms + journeys.response_ms)[mine]
        work = streams.contact_ms[mine, 0]
        order = np.argsort(begins, kind="stable")
        pairs = zip(begins[order].tolist(), work[order].tolist(), strict=True)
        ends = [finish(model.rules.dealers, start, length) for start, length in pairs]
        assert len(ends) > 50
        assert all(end <= start for end, start in zip(ends, begins[order][1:].tolist(), strict=False))


@pytest.mark.parametrize("share", [0.02, 0.5])
def test_littles_law_holds(share: float, engine: str) -> None:
    """The mean number of leads on their way, looked at every 11 hours, is arrivals per time x mean time on the way."""
    process = scaled(car_dealers(), share)
    still = tuple(channel.model_copy(update={"bursts": ()}) for channel in process.channels)
    process = process.model_copy(update={"month_weights": (1.0,) * 12, "warm_up_days": 364, "channels": still})
    model = _model(process, 0.3, deck())
    _, journeys = _run(model, engine)
    looks = np.arange(model.warm_up_ms, model.horizon_ms, 11 * HOUR_MS)
    came, ended = np.sort(journeys.created_ms), np.sort(journeys.end_ms)
    on_their_way = np.searchsorted(came, looks, side="right") - np.searchsorted(ended, looks, side="right")
    counted = (journeys.created_ms >= model.warm_up_ms) & (journeys.created_ms < model.horizon_ms)
    arrivals_per_ms = counted.sum() / (model.horizon_ms - model.warm_up_ms)
    sojourn_ms = (journeys.end_ms - journeys.created_ms)[counted].mean()
    assert sojourn_ms > 10 * DAY_MS
    # Who is there at the start and who is left at the end differ by chance; a sales cycle has a long tail.
    assert on_their_way.mean() == pytest.approx(arrivals_per_ms * sojourn_ms, rel=0.12 if share < 0.1 else 0.04)
