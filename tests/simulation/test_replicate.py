"""Replications: the same wherever they run, and refused in plain words where they cannot."""

import pytest

from quickscan.domain.problem import ScanError
from quickscan.simulation.compile import compile_model
from quickscan.simulation.measure import Prices
from quickscan.simulation.replicate import Plan, all_figures, processes, replicate
from quickscan.simulation.simulate import simulate
from quickscan.simulation.variants import sales_of_variants
from tests.material import car_dealers, deck, knowledge, scaled, uniform, with_channels

FEW = Plan(replications=3)


def test_two_processes_give_the_same_figures_as_one() -> None:
    process = scaled(car_dealers(), 0.05)
    model = compile_model(process, deck(), knowledge(), uniform(0.5))
    told: list[float] = []
    with processes(2) as run:
        spread = all_figures(model, FEW, Prices.of(process), run, told.append)
    assert spread == all_figures(model, FEW, Prices.of(process))
    assert told == pytest.approx([1 / 3, 2 / 3, 1.0])


def test_a_replication_does_not_depend_on_those_before_it() -> None:
    model = compile_model(scaled(car_dealers(), 0.02), deck(), knowledge(), uniform(0.5))
    alone = replicate(model, FEW, 2)
    after_others = [replicate(model, FEW, number) for number in range(3)][2]
    assert alone.end_ms.tolist() == after_others.end_ms.tolist()


def test_another_seed_gives_other_leads() -> None:
    model = compile_model(scaled(car_dealers(), 0.02), deck(), knowledge(), {})
    assert replicate(model, Plan(seed=1), 0).created_ms.tolist() != replicate(model, Plan(seed=2), 0).created_ms.tolist()


def test_the_engine_sells_lead_for_lead_what_is_counted_without_queues() -> None:
    process, plan = scaled(car_dealers(), 0.2), Plan(replications=4, seed=5)
    severities = [uniform(0.0), uniform(0.4187), {"poor_follow_up": 1.0}, {"media_breaks": 0.7, "unripe_leads": 0.2}]
    counted = sales_of_variants(process, deck(), knowledge(), severities, plan)
    for severity, sales in zip(severities, counted, strict=True):
        model = compile_model(process, deck(), knowledge(), severity)
        assert [figures["won"] for figures in all_figures(model, plan, Prices.of(process))] == sales


def test_a_result_tells_how_it_came_about() -> None:
    process = scaled(car_dealers(), 0.02)
    result = simulate(process, deck(), knowledge(), uniform(0.5), Plan(seed=9, replications=3))
    assert (result.engine, result.calibration, result.seed, result.replications) == ("simpy", "deck", 9, 3)
    assert result.leads == 240
    assert set(result.lost_by_cause) == set(knowledge().cause_ids)
    died = sum(lost.mean for lost in result.lost_by_cause.values())
    assert died == pytest.approx(result.potential.mean - result.won.mean)
    assert result.lost_by_cause["marketing_not_visible"].mean == pytest.approx(result.missed_opportunity.mean)


@pytest.mark.parametrize(
    ("change", "plan", "words"),
    [
        ({"leads_per_year": 0.0}, FEW, "process: no sale is possible, give at least one channel inquiries"),
        ({"potential_closing_rate": 0.0}, FEW, "process: no sale is possible, give at least one channel inquiries"),
        (
            {"leads_per_year": 1e6},
            FEW,
            "leads: 11,000,000 leads a year are more than the engine can hold, simulate 1,000,000 or fewer",
        ),
        ({}, Plan(replications=1), "replications: 1 cannot give an interval, ask for 2 or more"),
    ],
)
def test_what_cannot_be_run_is_refused_in_a_sentence(change: dict[str, float], plan: Plan, words: str) -> None:
    process = with_channels(car_dealers(), lambda _: change)
    with pytest.raises(ScanError) as refused:
        simulate(process, deck(), knowledge(), {}, plan)
    assert str(refused.value).startswith(words)
    with pytest.raises(ScanError):
        sales_of_variants(process, deck(), knowledge(), [{}], plan)
