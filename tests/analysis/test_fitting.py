"""The client's process sells in the simulation what the client sells today, and a measure gains what the formula says."""

import math
from collections.abc import Mapping
from functools import cache

import numpy as np
import pytest
from scipy import stats

from quickscan.analysis.baseline import fit_process
from quickscan.analysis.called_for import cut_severity
from quickscan.analysis.compare import AsIs
from quickscan.analysis.programme import programme
from quickscan.analysis.scan import severities_used
from quickscan.assessment.assess import assess
from quickscan.domain.advice import Cut
from quickscan.domain.engagement import Answer
from quickscan.domain.problem import ScanError
from quickscan.domain.process import LeadProcess
from quickscan.domain.programme import Programme
from quickscan.domain.result import Assessment
from quickscan.interview.path import follow
from quickscan.simulation.compile import compile_model
from quickscan.simulation.fates import NEVER, decide_fates
from quickscan.simulation.leads import deal_leads
from quickscan.simulation.replicate import Plan
from quickscan.simulation.variants import sales_of_variants
from tests.material import car_dealers, deck, engagement, knowledge, said

VOLUME, CLOSE, SALES = "capture.inquiries_per_channel", "closing.close_rate_per_channel", "business_model.new_sales_per_year"
MONTHLY = {"web": 900.0, "call": 300.0, "letter": 40.0, "fair": 120.0}
REPLICATIONS = 30
WITHIN = stats.t.ppf(0.995, REPLICATIONS - 1)
MATURITIES = [
    said(question.id, number % 4)
    for number, question in enumerate(engagement().questionnaire.definition.questions())
    if question.type == "maturity" and question.when is None
]


def _fitted(*answers: Answer) -> tuple[LeadProcess, Assessment]:
    asked = engagement([*MATURITIES, *answers])
    found = assess(asked, knowledge())
    course = follow(asked, knowledge().rules)
    return fit_process(car_dealers(), course, deck(), knowledge(), severities_used(found)).process, found


def _near(values: list[float], expected: float) -> bool:
    return bool(abs(np.mean(values) - expected) < WITHIN * stats.sem(values))


def _counts(process: LeadProcess, found: Assessment) -> dict[str, list[tuple[int, int]]]:
    """By channel and replication: inquiries that came in, and sales."""
    model = compile_model(process, deck(), knowledge(), severities_used(found))
    counts: dict[str, list[tuple[int, int]]] = {name: [] for name in model.channels}
    for replication in range(REPLICATIONS):
        leads = deal_leads(model, 8, replication)
        fates = decide_fates(model, leads)
        counted = leads.created_ms >= model.warm_up_ms
        for number, name in enumerate(model.channels):
            mine = counted & (leads.channel == number)
            counts[name].append(
                (int((mine & (fates.place != 0)).sum()), int((mine & (fates.exit_at == NEVER) & fates.would_buy).sum()))
            )
    return counts


def sales_factor(before: Mapping[str, float], after: Mapping[str, float], caps: Mapping[str, float]) -> float:
    """By what sales are multiplied if severities change: product of (1 - s' c) / (1 - s c), whatever else is lost."""
    return math.prod(
        (1.0 - after[cause] * cap) / (1.0 - before[cause] * cap) for cause, cap in caps.items() if before[cause] * cap < 1.0
    )


def test_inquiries_and_closing_rates_by_channel_come_out_as_counted() -> None:
    rates = {"web": 6.0, "call": 9.0, "letter": 3.0, "fair": 4.0}
    counts = _counts(*_fitted(said(VOLUME, MONTHLY), said(CLOSE, rates)))
    for name, monthly in MONTHLY.items():
        inquiries, sales = zip(*counts[name], strict=True)
        assert _near(list(inquiries), 12 * monthly), name
        assert _near(list(sales), 12 * monthly * rates[name] / 100), name
    assert all(pair == (0, 0) for name in set(counts) - set(MONTHLY) for pair in counts[name])


def test_sales_a_year_come_out_as_counted() -> None:
    process, found = _fitted(said(VOLUME, MONTHLY), said(SALES, {"sales": 800.0}))
    assert _near(_sold(process, [severities_used(found)], Plan(seed=2, replications=REPLICATIONS))[0], 800.0)


def _sold(process: LeadProcess, severities: list[dict[str, float]], plan: Plan) -> list[list[float]]:
    models = [compile_model(process, deck(), knowledge(), severity) for severity in severities]
    sales: list[list[float]] = sales_of_variants(models, plan).T.tolist()
    return sales


def test_a_closing_rate_that_cannot_be_is_refused_in_a_sentence() -> None:
    with pytest.raises(ScanError) as refused:
        _fitted(said(VOLUME, MONTHLY), said(CLOSE, {"web": 80.0}))
    (problem,) = refused.value.problems
    assert problem.where == "closing rate of channel web"
    assert problem.what.startswith("80.0% of inquiries buy; with the losses ")
    assert problem.remedy == "check the closing rate and the answers that say how much is lost"


def test_more_sales_than_inquiries_can_give_are_refused_in_a_sentence() -> None:
    with pytest.raises(ScanError, match=r"sales a year: 20,000 sales are more than 16,320 inquiries can give"):
        _fitted(said(VOLUME, MONTHLY), said(SALES, {"sales": 20_000.0}))


def test_cuts_of_one_cause_multiply() -> None:
    cuts = [Cut(cause="media_breaks", low=0.2, high=0.4), Cut(cause="media_breaks", low=0.5, high=0.5)]
    before = {"media_breaks": 0.8, "unripe_leads": 0.3}
    after = cut_severity(before, cuts, lambda cut: cut.middle)
    assert after == pytest.approx({"media_breaks": 0.8 * 0.7 * 0.5, "unripe_leads": 0.3})
    assert before["media_breaks"] == 0.8


def _programme(process: LeadProcess, found: Assessment, plan: Plan) -> Programme:
    return programme(AsIs(process, severities_used(found), deck(), knowledge()), found, {}, plan)


@cache
def _recommended() -> tuple[LeadProcess, Assessment, Programme]:
    process, found = _fitted(said(VOLUME, MONTHLY), said(SALES, {"sales": 800.0}))
    return process, found, _programme(process, found, Plan(seed=3, replications=REPLICATIONS))


def test_recommendations_stand_in_the_order_of_their_gain() -> None:
    _, _, found = _recommended()
    gains = [entry.sales_gain.mean for entry in found.recommendations]
    assert len(gains) > 5
    assert gains == sorted(gains, reverse=True)


def test_the_simulated_gain_is_what_the_formula_says() -> None:
    process, assessment, found = _recommended()
    severity, caps = severities_used(assessment), knowledge().caps
    plan = Plan(seed=3, replications=REPLICATIONS)
    wide = stats.t.ppf(1 - 0.01 / len(found.recommendations) / 2, REPLICATIONS - 1)  # all of them together at 99 %
    cuts = [knowledge().recommendation(entry.id).cuts for entry in found.recommendations]
    afters = [cut_severity(severity, of_entry, lambda cut: cut.middle) for of_entry in cuts]
    today, *sales = _sold(process, [severity, *afters], plan)
    for entry, after, changed in zip(found.recommendations, afters, sales, strict=True):
        assert entry.sales_gain.mean == pytest.approx(np.mean(changed) - np.mean(today))
        paired = np.array(changed) - sales_factor(severity, after, caps) * np.array(today)
        assert abs(paired.mean()) <= wide * stats.sem(paired), entry.id
        assert entry.sales_gain_low <= entry.sales_gain_high


def test_only_measures_that_findings_call_for_are_recommended() -> None:
    answers = [said("follow_up.never_worked", 18.0, basis="measured")]
    found = assess(engagement(answers), knowledge())
    entries = _programme(car_dealers(), found, Plan(replications=2)).recommendations
    expected = {entry.id for entry in knowledge().recommendations if any(cut.cause == "poor_follow_up" for cut in entry.cuts)}
    assert {entry.id for entry in entries} == expected
    assert all(entry.findings and entry.causes == ("poor_follow_up",) for entry in entries)


def test_years_without_any_would_be_buyer_do_not_stop_the_valuation() -> None:
    tiny = car_dealers().model_copy(
        update={"channels": tuple(c.model_copy(update={"leads_per_year": 0.3}) for c in car_dealers().channels)}
    )
    found = assess(engagement([said("follow_up.never_worked", 18.0, basis="measured")]), knowledge())
    entries = _programme(tiny, found, Plan(replications=20)).recommendations
    assert all(0.0 <= entry.loss_rate_after.mean <= 1.0 for entry in entries)
