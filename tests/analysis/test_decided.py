"""What people decided about a programme counts: verdicts, own figures and words, limits and terms; and it is told as theirs."""

from functools import cache

import pytest

from quickscan.analysis.measures import candidates, simulate_alone
from quickscan.analysis.programme import programme
from quickscan.analysis.terms import decided as with_decisions
from quickscan.analysis.terms import stated, with_options
from quickscan.domain.advice import Span
from quickscan.domain.business_case import ValuedMeasure
from quickscan.domain.choices import MeasureChoice, ProgrammeChoices, StatedTerms
from quickscan.domain.problem import ScanError
from quickscan.domain.programme import NotChosen, Programme
from tests.analysis.client import FOUND, PLAN, TOLD, as_is, decided, made
from tests.material import knowledge


def choices(*measures: MeasureChoice, **terms: float) -> ProgrammeChoices:
    return ProgrammeChoices(terms=StatedTerms(**terms), measures=measures)


def accepted(name: str, reason: str | None = None) -> MeasureChoice:
    return MeasureChoice(measure=name, verdict="accepted", reason=reason)


def rejected(name: str, reason: str = "Not with this board") -> MeasureChoice:
    return MeasureChoice(measure=name, verdict="rejected", reason=reason)


@cache
def plain() -> Programme:
    return made(budget_eur=60_000.0, person_days=60.0)


def measures(found: Programme) -> dict[str, ValuedMeasure]:
    return {measure.id: measure for measure in (*found.recommendations, *found.prerequisites)}


def left_out(found: Programme) -> dict[str, NotChosen]:
    return {entry.id: entry for entry in found.portfolio.not_chosen}


def test_nothing_decided_leaves_the_knowledge_as_it_is() -> None:
    assert with_decisions(knowledge(), ProgrammeChoices()) == knowledge()
    only_looked_at = choices(MeasureChoice(measure="dealer_incentive"), budget_eur=5.0)
    assert with_decisions(knowledge(), only_looked_at) == knowledge()


def test_an_accepted_measure_is_in_the_portfolio_with_what_must_come_first_and_others_keep_to_what_is_left() -> None:
    by_budget = [entry.id for entry in plain().portfolio.not_chosen if "budget" in entry.reasons]
    wanted = next(name for name in by_budget if knowledge().recommendation(name).requires)
    found = decided(choices(accepted(wanted, "The board wants it"), budget_eur=60_000.0, person_days=60.0))
    chosen = {entry.id: entry for entry in found.portfolio.chosen}
    assert (chosen[wanted].why, chosen[wanted].because) == ("accepted", "The board wants it")
    assert {name: chosen[name].why for name in knowledge().recommendation(wanted).requires} == dict.fromkeys(
        knowledge().recommendation(wanted).requires, "before_accepted"
    )
    taken = found.portfolio
    assert taken.first_year_cost_eur is not None
    assert taken.first_year_cost_eur <= 60_000.0 + taken.over_budget_eur + 1e-6
    assert taken.person_days <= 60.0 + taken.over_person_days + 1e-6
    on_the_roadmap = {step.id for stage in found.roadmap.stages for step in stage.steps}
    assert on_the_roadmap == chosen.keys()


def test_accepted_measures_that_break_the_limits_are_kept_and_it_says_by_how_much() -> None:
    names = ["response_standard", "one_capture_tool"]
    found = decided(choices(*map(accepted, names), budget_eur=1_000.0, person_days=2.0))
    portfolio, by_id = found.portfolio, measures(found)
    assert set(names) <= {entry.id for entry in portfolio.chosen}
    forced = [by_id[entry.id].case.base for entry in portfolio.chosen if entry.why != "best_set"]
    assert portfolio.over_budget_eur == pytest.approx(sum(case.first_year_cost_eur or 0.0 for case in forced) - 1_000.0)
    assert portfolio.over_person_days == pytest.approx(sum(case.effort_person_days for case in forced) - 2.0)
    assert (plain().portfolio.over_budget_eur, plain().portfolio.over_person_days) == (0.0, 0.0)


def test_a_rejected_measure_is_out_and_so_is_what_needs_it_with_the_reason() -> None:
    first = next(name for entry in knowledge().recommendations for name in entry.requires if name in measures(plain()))
    needing = {measure.id for measure in measures(plain()).values() if first in measure.requires}
    found = decided(choices(rejected(first), *map(accepted, needing)))
    assert not {first, *needing} & {entry.id for entry in found.portfolio.chosen}
    assert (left_out(found)[first].reasons, left_out(found)[first].because) == (("rejected",), "Not with this board")
    for name in needing:
        left = left_out(found)[name]
        assert (left.reasons, left.because) == (("prerequisite_rejected",), "Not with this board")
        assert first in left.with_first


def test_a_rejected_measure_is_still_valued_as_before() -> None:
    best = plain().recommendations[0]
    found = decided(choices(rejected(best.id)))
    assert measures(found)[best.id].case == best.case


def test_what_was_simulated_before_is_not_simulated_again_and_comes_to_the_same() -> None:
    case, chosen = as_is(), choices(accepted("response_standard"), budget_eur=60_000.0)
    wanted = candidates(case.knowledge, FOUND)
    known = {own.candidate.entry.id: own for own in simulate_alone(case, wanted, PLAN)}
    seen: list[float] = []
    assert programme(case, FOUND, TOLD, PLAN, chosen, progress=seen.append, known=known) == decided(chosen)
    assert seen == []


def test_a_measure_that_no_finding_calls_for_can_be_accepted() -> None:
    uncalled = next(entry.id for entry in knowledge().recommendations if entry.id not in measures(plain()))
    found = decided(choices(accepted(uncalled)))
    assert uncalled in {entry.id for entry in found.portfolio.chosen}
    assert uncalled in {measure.id for measure in found.prerequisites}


def test_an_accepted_measure_whose_cost_nobody_knows_is_in_and_leaves_the_cost_of_the_whole_unknown() -> None:
    found = decided(choices(accepted("dealer_incentive"), budget_eur=60_000.0))
    assert "dealer_incentive" in {entry.id for entry in found.portfolio.chosen}
    assert found.portfolio.first_year_cost_eur is None
    assert found.portfolio.returns.base.net_present_value_eur is None


def test_a_list_price_makes_the_cost_of_a_bonus_known_for_every_sale_there_is() -> None:
    found = made(list_price_eur=30_000.0)
    case, today = measures(found)["dealer_incentive"].case, found.baseline_sales.mean
    share = knowledge().recommendation("dealer_incentive").share_of_price_per_sale
    assert share is not None
    for one, part in ((case.low, share.high), (case.base, share.middle), (case.high, share.low)):
        assert one.per_year_eur == pytest.approx(part * 30_000.0 * (today + one.sales_gain.mean))
        assert one.net_present_value_eur is not None
    assert case.missing == ()
    assert not {reason for entry in found.portfolio.not_chosen for reason in entry.reasons} & {"cost_unknown"}
    assert (found.terms.list_price_eur, found.terms.provenance.basis) == (30_000.0, "ask_client")


def test_own_figures_and_words_stand_in_place_of_those_of_the_library() -> None:
    own = MeasureChoice(
        measure="response_standard",
        effort_person_days=Span(low=20, high=40),
        one_off_keur=Span(low=1, high=3),
        per_year_keur=Span(low=0, high=2),
        months_to_effect=Span(low=4, high=8),
        title="Antwort in einer Stunde",
    )
    found = decided(choices(own))
    measure, before = measures(found)["response_standard"], measures(plain())["response_standard"]
    base = measure.case.base
    assert (base.effort_person_days, base.one_off_eur, base.per_year_eur, base.months_to_effect) == (30.0, 2000.0, 1000.0, 6.0)
    assert (measure.title.de, measure.title.en) == ("Antwort in einer Stunde",) * 2
    assert measure.sales_gain == before.sales_gain
    library = with_decisions(knowledge(), choices(own)).recommendation("response_standard")
    assert library.description == knowledge().recommendation("response_standard").description


def test_options_of_a_command_stand_in_place_of_what_is_stated() -> None:
    found = with_options(StatedTerms(budget_eur=5.0, person_days=7.0), budget_eur=9.0, person_days=None)
    assert found == StatedTerms(budget_eur=9.0, person_days=7.0)


def test_limits_below_nothing_are_refused() -> None:
    with pytest.raises(ScanError, match=r"--budget: -1 is no limit"):
        with_options(StatedTerms(), budget_eur=-1.0)
    with pytest.raises(ScanError, match=r"--person-days: inf is no limit"):
        with_options(StatedTerms(), person_days=float("inf"))


def test_stated_terms_say_where_they_come_from() -> None:
    assert stated(knowledge().valuation, StatedTerms(budget_eur=1.0)) == knowledge().valuation
    found = stated(knowledge().valuation, StatedTerms(discount_rate=0.2, person_days_per_month=5.0))
    assert (found.discount_rate, found.person_days_per_month, found.provenance.basis) == (0.2, 5.0, "ask_client")
    assert found.years == knowledge().valuation.years
