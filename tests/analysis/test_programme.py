"""The programme of one client: what it chooses, whether the simulation bears it out, and that nothing unknown passes as known."""

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quickscan.analysis.cause_losses import cause_losses
from quickscan.analysis.choice import Compounding, Limits
from quickscan.analysis.left_out import not_chosen
from quickscan.analysis.measures import candidates, simulate_alone
from quickscan.analysis.programme import programme
from quickscan.analysis.selection import select
from quickscan.domain.business_case import ValuedMeasure
from quickscan.domain.programme import Programme
from tests.analysis.client import FOUND, PLAN, as_is, assessed, made
from tests.material import evidence, knowledge, said


@pytest.fixture(scope="module")
def by_deck() -> Programme:
    return made(budget_eur=120_000.0, person_days=110.0)


@pytest.fixture(scope="module")
def by_evidence() -> Programme:
    return made(evidence(), budget_eur=120_000.0, person_days=110.0)


@pytest.fixture(params=["by_deck", "by_evidence"])
def either(request: pytest.FixtureRequest) -> Programme:
    found: Programme = request.getfixturevalue(request.param)
    return found


def test_each_programme_says_which_calibration_it_rests_on(by_deck: Programme, by_evidence: Programme) -> None:
    assert (by_deck.calibration, by_evidence.calibration) == ("deck", "evidence")
    assert (by_deck.portfolio.gains, by_evidence.portfolio.gains) == ("formula", "fitted_formula")
    assert by_deck.baseline_sales != by_evidence.baseline_sales


def test_the_middle_gain_is_that_of_the_measure_simulated_alone(by_deck: Programme) -> None:
    case = as_is()
    alone = simulate_alone(case, candidates(case.knowledge, FOUND), PLAN)
    ranked = sorted(alone, key=lambda own: (-own.base.gain().mean, own.candidate.entry.code))
    called_for = [own for own in ranked if own.candidate.findings]
    assert [entry.id for entry in by_deck.recommendations] == [own.candidate.entry.id for own in called_for]
    for now, own in zip(by_deck.recommendations, called_for, strict=True):
        assert (now.sales_gain, now.loss_rate_after) == (own.base.gain(), own.base.loss_rate())
        assert now.findings == tuple(finding.text for finding in own.candidate.findings[:3])
        assert now.case.base.sales_gain == now.sales_gain


def test_hopeful_cuts_gain_more_than_cautious_ones(either: Programme) -> None:
    for measure in either.recommendations:
        low, base, high = measure.case.low.sales_gain, measure.case.base.sales_gain, measure.case.high.sales_gain
        assert low.mean <= base.mean <= high.mean
        assert (measure.sales_gain_low, measure.sales_gain_high) == (low.mean, high.mean)
        assert low.mean <= measure.case.likely_gain_low <= measure.case.likely_gain_high <= high.mean


def test_the_portfolio_keeps_its_limits_and_holds_all_that_must_come_first(either: Programme) -> None:
    found = either.portfolio
    chosen = {entry.id for entry in found.chosen}
    assert chosen
    assert found.first_year_cost_eur is not None
    assert found.first_year_cost_eur <= 120_000.0
    assert found.person_days <= 110.0
    assert found.first_year_cost_eur == pytest.approx(sum(entry.first_year_cost_eur or 0.0 for entry in found.chosen))
    assert all(set(knowledge().recommendation(name).requires) <= chosen for name in chosen)
    measures = [*either.recommendations, *either.prerequisites]
    assert chosen | {entry.id for entry in found.not_chosen} == {measure.id for measure in measures}
    assert len(found.chosen) + len(found.not_chosen) == len(measures)


def test_the_portfolio_is_ranked_by_contribution_per_euro(either: Programme) -> None:
    ratios = [entry.contribution_per_eur for entry in either.portfolio.chosen]
    assert None not in ratios
    assert ratios == sorted(ratios, reverse=True, key=lambda ratio: ratio or 0.0)
    by_id = {measure.id: measure for measure in either.recommendations}
    for entry in either.portfolio.chosen:
        assert entry.contribution_per_eur == pytest.approx(
            by_id[entry.id].sales_gain.mean * 5000.0 / (entry.first_year_cost_eur or 0.0)
        )


def test_stages_add_up_to_the_portfolio_and_the_loss_rate_falls_along_them(either: Programme) -> None:
    road, together = either.roadmap, either.portfolio
    assert sum(stage.sales_gain.mean for stage in road.stages) == pytest.approx(together.interaction.simulated_gain.mean)
    assert sum(stage.person_days for stage in road.stages) == pytest.approx(together.person_days)
    assert sum(stage.first_year_cost_eur or 0.0 for stage in road.stages) == pytest.approx(together.first_year_cost_eur)
    assert sorted(step.id for stage in road.stages for step in stage.steps) == sorted(entry.id for entry in together.chosen)
    losses = [road.loss_rate_today.mean, *(stage.loss_rate_after.mean for stage in road.stages)]
    assert losses == sorted(losses, reverse=True)
    assert losses[-1] == together.loss_rate_after.mean


def test_the_portfolio_has_a_range_from_cautious_to_hopeful(either: Programme) -> None:
    found = either.portfolio
    low, base, high = found.low, found.interaction.simulated_gain, found.high
    assert low.sales_gain.mean < base.mean < high.sales_gain.mean
    assert low.loss_rate_after.mean > found.loss_rate_after.mean > high.loss_rate_after.mean
    assert low.contribution_gain_eur is not None
    assert low.contribution_gain_eur.mean == pytest.approx(5000.0 * low.sales_gain.mean)


def test_the_sum_of_single_gains_is_held_against_all_of_them_together(either: Programme) -> None:
    found, by_id = either.portfolio.interaction, {measure.id: measure for measure in either.recommendations}
    single = sum(by_id[entry.id].sales_gain.mean for entry in either.portfolio.chosen)
    assert found.sum_of_single_gains.mean == pytest.approx(single)
    assert found.difference.change.mean == pytest.approx(found.simulated_gain.mean - single)
    assert found.difference.inside_noise == (found.difference.change.low <= 0.0 <= found.difference.change.high)


def test_what_cannot_be_weighed_is_left_out_and_so_is_what_needs_it(either: Programme) -> None:
    left = {entry.id: entry for entry in either.portfolio.not_chosen}
    assert left["dealer_incentive"].reasons == ("cost_unknown",)
    assert left["allocate_by_performance"].reasons == ("prerequisite_cost_unknown",)
    assert left["allocate_by_performance"].more_sales is None
    assert "dealer_incentive" in left["allocate_by_performance"].with_first
    assert [entry.more_sales is None for entry in either.portfolio.not_chosen] == sorted(
        entry.more_sales is None for entry in either.portfolio.not_chosen
    )


def test_without_contribution_per_sale_sales_are_chosen_by_and_money_is_missing() -> None:
    found = made(contribution=None)
    assert found.portfolio.objective == "sales"
    assert {"dealer_incentive", "allocate_by_performance"} <= {entry.id for entry in found.portfolio.chosen}
    assert found.portfolio.first_year_cost_eur is None  # that of the incentive is not known
    assert found.portfolio.contribution_gain_eur is None
    assert all(entry.contribution_per_eur is None for entry in found.portfolio.chosen)
    assert all(entry.more_a_year is None for entry in found.portfolio.not_chosen)
    assert all(stage.contribution_gain_eur is None for stage in found.roadmap.stages)
    limited = made(contribution=None, budget_eur=50_000.0)
    assert "dealer_incentive" not in {entry.id for entry in limited.portfolio.chosen}


def test_with_nothing_to_spend_nothing_is_done_and_each_one_says_what_it_would_take() -> None:
    found = made(budget_eur=0.0)
    assert found.portfolio.chosen == ()
    assert found.portfolio.interaction.simulated_gain.mean == 0.0
    by_budget = [entry for entry in found.portfolio.not_chosen if entry.reasons == ("budget",)]
    assert by_budget
    cost = {measure.id: measure.case.base.first_year_cost_eur or 0.0 for measure in found.recommendations}
    for entry in by_budget:
        assert entry.extra_budget_eur == pytest.approx(cost[entry.id] + sum(cost[name] for name in entry.with_first))
    assert [stage.loss_rate_after for stage in found.roadmap.stages] == [found.roadmap.loss_rate_today] * 3


def test_where_no_finding_calls_for_anything_there_is_an_empty_programme() -> None:
    found, told = assessed([])
    result = programme(as_is(), found, told, PLAN)
    assert (result.recommendations, result.prerequisites, result.portfolio.chosen) == ((), (), ())
    assert result.baseline_sales.mean > 0.0
    assert all(not stage.steps for stage in result.roadmap.stages)


def test_what_must_come_first_is_valued_even_where_no_finding_calls_for_it() -> None:
    found, told = assessed([said("follow_up.never_worked", 18.0, basis="measured")])
    wanted = candidates(knowledge(), found)
    called = {entry.entry.id for entry in wanted if entry.findings}
    first = {entry.entry.id for entry in wanted if not entry.findings}
    assert first
    assert {name for entry in wanted for name in entry.entry.requires} <= called | first
    result = programme(as_is(), found, told, PLAN)
    assert {measure.id for measure in result.prerequisites} == first
    assert all(measure.findings for measure in result.recommendations)


@cache
def measures() -> tuple[ValuedMeasure, ...]:
    return made().recommendations


@settings(deadline=None, max_examples=8)
@given(st.integers(0, 300), st.integers(0, 300))
def test_with_what_it_would_take_a_measure_fits_and_with_less_it_does_not(budget: int, days: int) -> None:
    found = select(as_is(), measures(), compounding(), Limits(1000.0 * budget, float(days)))
    for entry in not_chosen(found, measures()):
        if "budget" in entry.reasons or "person_days" in entry.reasons:
            grown = found.chosen | {entry.id, *entry.with_first}
            assert not found.choice.fits(grown)
            more = (1000.0 * budget + entry.extra_budget_eur, days + entry.extra_person_days)
            assert replace(found.choice, budget=more[0], days=more[1]).fits(grown)
            assert found.choice.value(grown) > found.choice.value(found.chosen)
        elif entry.reasons == ("does_not_pay",):
            assert entry.more_a_year is not None
            assert entry.more_a_year <= 0.0
            assert entry.more_sales is not None
            assert entry.more_sales > 0.0


def compounding() -> Compounding:
    losses = cause_losses(as_is(), PLAN)
    assert losses is not None
    return Compounding(600.0, losses)


def test_confidence_lies_between_that_of_a_guess_and_a_sure_answer(by_deck: Programme) -> None:
    levels = [measure.confidence for measure in by_deck.recommendations]
    assert all(level is not None and 1.0 <= level <= 3.0 for level in levels)
    assert len(set(levels)) > 3
    assert all(measure.answers > 0 for measure in by_deck.recommendations)


def test_a_programme_is_the_same_every_time_and_survives_json(by_deck: Programme) -> None:
    again = made(budget_eur=120_000.0, person_days=110.0)
    assert again == by_deck
    assert Programme.model_validate_json(by_deck.model_dump_json()) == by_deck


def test_types_of_measures_are_told_in_full(by_deck: Programme) -> None:
    assert all(isinstance(measure, ValuedMeasure) for measure in by_deck.recommendations)
    assert "case" in by_deck.model_dump()["recommendations"][0]
