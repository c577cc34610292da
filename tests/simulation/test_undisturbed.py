"""What becomes of the leads if no cause strikes is run once for all processes that have it in common."""

import numpy as np
import pytest
from hypothesis import assume, given, settings

from quickscan.domain.problem import ScanError
from quickscan.domain.process import LeadProcess
from quickscan.domain.scenario import Override
from quickscan.simulation.compile import compile_model
from quickscan.simulation.engines import ENGINES
from quickscan.simulation.leads import Leads
from quickscan.simulation.overrides import apply, named
from quickscan.simulation.records import Journeys
from quickscan.simulation.replicate import Case, make_case
from quickscan.simulation.shared_leads import shared_leads
from quickscan.simulation.streams.deal import streams_of
from quickscan.simulation.undisturbed import Undisturbed, without_what_only_causes_touch
from tests.material import car_dealers, deck, evidence, knowledge, scaled, uniform
from tests.simulation.moves import Move, levers, moves

SMALL = scaled(car_dealers(), 0.1)
TOUCHED_BY_CAUSES_ONLY = [
    *(Override(path=f"channels.{channel}.cost_per_lead_eur", value=7.0) for channel in ("web", "fair")),
    Override(path="contribution_per_sale_eur", value=1000.0),
    Override(path="delays_factor", value=0.3),
    Override(path="routing.misrouted_lost_share", value=0.9),
    Override(path="routing.correction_hours_mean", value=400.0),
    Override(path="acceptance.slow_share", value=0.1),
    Override(path="acceptance.monitored", value=True),
    Override(path="acceptance.experienced_share", value=0.9),
    Override(path="acceptance.monitoring_effect_novice", value=2.0),
    Override(path="acceptance.monitoring_effect_experienced", value=-1.0),
    Override(path="acceptance.load_effect_novice", value=5.0),
    Override(path="acceptance.load_effect_experienced", value=-1.0),
    Override(path="dealers.reaction_hours", value={"median": 90.0, "p90": 400.0}),
    Override(path="dealers.attempt_shares", value=[0.0, 0.0, 1.0]),
    Override(path="follow_up.poor_attempt_shares", value=[0.0, 1.0]),
    Override(path="follow_up.least_attempts", value=6),
]
RUN_ONCE = {
    "reaction_time", "attempts", "least_attempts", "monitoring", "severity_unripe_leads", "severity_roles_and_process",
    "severity_systems_not_linked", "severity_media_breaks", "severity_poor_qualification", "severity_wrong_territory",
    "severity_no_distribution_control", "severity_marketing_not_visible", "severity_poor_follow_up",
}  # fmt: skip
"""Levers of the car maker that change nothing as long as no cause strikes."""


def _moved(process: LeadProcess, *overrides: Override) -> LeadProcess:
    return apply(process, uniform(0.5), named("moved", overrides))[0]


def _case(*overrides: Override) -> Case:
    process, severity = apply(SMALL, uniform(0.5), named("moved", overrides))
    return make_case(process, evidence(), knowledge(), severity)


def _run(process: LeadProcess, leads: Leads | None = None) -> tuple[Leads, Journeys]:
    model = compile_model(process, evidence(), knowledge(), {})
    leads = leads or shared_leads([model], 5, 0)[0]
    return leads, ENGINES["compiled"](model, streams_of(model, leads))


def _same(one: Journeys, other: Journeys) -> bool:
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in one._fields)


@settings(max_examples=60)
@given(moves())
def test_what_only_causes_touch_changes_nobody_where_none_strikes(move: Move) -> None:
    try:
        process = _moved(SMALL, *move)
    except ScanError:  # this process cannot be so
        assume(False)
    leads, as_it_is = _run(process)
    again, in_common = _run(without_what_only_causes_touch(process))
    assert np.array_equal(leads.created_ms, again.created_ms)
    assert np.array_equal(leads.number, again.number)
    assert _same(as_it_is, in_common)


@pytest.mark.parametrize("override", TOUCHED_BY_CAUSES_ONLY, ids=lambda override: override.path)
def test_such_a_value_moves_nobody_and_is_not_told_apart(override: Override) -> None:
    process = _moved(SMALL, override)
    assert process != SMALL
    assert _same(_run(process)[1], _run(SMALL)[1])
    assert _case(override).same_without_causes(_case())


@pytest.mark.parametrize(
    "override",
    [
        Override(path="dealers.sellers", value=60),
        Override(path="follow_up.least_attempts", value=7),
        Override(path="acceptance.review_every_days", value=20.0),
        Override(path="nurture.returns_alone_share", value=0.1),
        Override(path="qualification.unsuitable_passed_share", value=0.9),
        Override(path="channels.web.volume_factor", value=1.3),
        Override(path="acceptance.fast_reaction_hours", value={"median": 1.0, "p90": 2.0}),
    ],
    ids=lambda override: override.path,
)
def test_what_moves_somebody_is_told_apart(override: Override) -> None:
    leads, today = _run(SMALL)
    model = compile_model(_moved(SMALL, override), evidence(), knowledge(), {})
    assert not _case(override).same_without_causes(_case())
    if override.path != "channels.web.volume_factor":
        assert not _same(ENGINES["compiled"](model, streams_of(model, leads)), today)


def test_these_levers_share_the_run_without_causes() -> None:
    today, shared = _case(), set()
    for lever in levers():
        best = SMALL.follow_up.best_attempts if lever.id == "least_attempts" else lever.maximum
        ends = [lever.at(option.id) for option in lever.options] or [lever.at(best or 0.0)]
        if all(_case(override).same_without_causes(today) for override in ends):
            shared.add(lever.id)
    assert shared == RUN_ONCE


def test_another_calibration_is_told_apart_and_where_fates_tell_there_is_nothing_to_run() -> None:
    stronger = evidence().model_copy(update={"decay": evidence().decay.model_copy(update={"beta": 0.3})})
    assert not make_case(SMALL, stronger, knowledge(), {}).same_without_causes(_case())
    by_deck = [make_case(process, deck(), knowledge(), {}) for process in (SMALL, car_dealers())]
    assert by_deck[0].without_causes is None
    assert by_deck[0].same_without_causes(by_deck[1])
    assert not by_deck[0].same_without_causes(_case())


def test_more_leads_than_those_who_would_come_get_nothing() -> None:
    some = Undisturbed(np.array([True, False]), np.array([0.5, 0.25]))
    more = some.among(np.array([False, True, False, True]))
    assert more.would_buy.tolist() == [False, True, False, False]
    assert more.chance.tolist() == [0.0, 0.5, 0.0, 0.25]
    back = more.only(np.array([False, True, False, True]))
    assert (back.would_buy.tolist(), back.chance.tolist()) == (some.would_buy.tolist(), some.chance.tolist())
    assert some.among(np.ones(2, dtype=np.bool_)) is some
