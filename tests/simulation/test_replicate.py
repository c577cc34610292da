"""Replications: the same wherever they run, whatever runs beside them, and refused in plain words where they cannot."""

from dataclasses import fields

import numpy as np
import pytest

from quickscan.domain.calibration import Calibration
from quickscan.domain.problem import ScanError
from quickscan.simulation.engines import DEFAULT_ENGINE, ENGINES
from quickscan.simulation.jit import HAS_NUMBA
from quickscan.simulation.pools import processes
from quickscan.simulation.records import LeadRecords
from quickscan.simulation.replicate import Case, Plan, all_figures, make_case, replicate
from quickscan.simulation.simulate import simulate
from quickscan.simulation.streams import distribution, durations, intake, pursuit
from quickscan.simulation.variants import decided_by_fates, sales_of_variants
from tests.material import car_dealers, deck, evidence, knowledge, scaled, uniform, with_channels, with_dealers

FEW = Plan(replications=3)
BOTH = pytest.mark.parametrize("calibration", [deck(), evidence()], ids=["deck", "evidence"])


def _case(factor: float, severity: dict[str, float], calibration: Calibration | None = None) -> Case:
    return make_case(scaled(car_dealers(), factor), calibration or deck(), knowledge(), severity)


def _same(one: LeadRecords, other: LeadRecords) -> bool:
    return all(np.array_equal(getattr(one, column.name), getattr(other, column.name)) for column in fields(one))


@BOTH
def test_two_processes_give_the_same_figures_as_one(calibration: Calibration) -> None:
    cases = [_case(0.05, uniform(severity), calibration) for severity in (0.5, 0.2)]
    told: list[float] = []
    with processes(2) as pool:
        spread = all_figures(cases, FEW, pool.map, told.append)
    assert spread == all_figures(cases, FEW)
    assert told == pytest.approx([1 / 3, 2 / 3, 1.0])


@BOTH
def test_a_replication_does_not_depend_on_those_before_it(calibration: Calibration) -> None:
    case = _case(0.05, uniform(0.5), calibration)
    alone = replicate(case, FEW, 2)
    after_others = [replicate(case, FEW, number) for number in range(3)][2]
    assert _same(alone, after_others)


@BOTH
def test_the_figures_of_a_case_do_not_depend_on_cases_beside_it(calibration: Calibration) -> None:
    """They share leads, draws and durations, wider inflows included."""
    more = with_channels(scaled(car_dealers(), 0.05), lambda channel: {"volume_factor": 1.5 if channel.channel == "web" else 0.8})
    few_sellers = with_dealers(scaled(car_dealers(), 0.05), outlets=4, territories=2, sellers=4)
    cases = [
        _case(0.05, uniform(0.9), calibration),
        *(make_case(process, calibration, knowledge(), uniform(0.3)) for process in (more, few_sellers)),
        _case(0.05, {}, calibration),
    ]
    alone = [all_figures([case], FEW)[0] for case in cases]
    assert all_figures(cases, FEW) == alone
    assert all_figures(cases[::-1], FEW) == alone[::-1]


@BOTH
@pytest.mark.parametrize("severity", [0.0, 0.5])
def test_nobody_needs_a_duration_that_was_not_made(
    calibration: Calibration, severity: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Durations are made for those who need one only. Making all of them must change nothing."""
    case = _case(0.2, uniform(severity), calibration)
    sparing = replicate(case, FEW, 0)
    for module in (intake, distribution, pursuit):
        monkeypatch.setattr(
            module,
            "lognormal_ms",
            lambda leads, decision, duration, needed: durations.lognormal_ms(leads, decision, duration, np.ones_like(needed)),
        )
    assert _same(replicate(case, FEW, 0), sparing)


def test_another_seed_gives_other_leads() -> None:
    case = _case(0.02, {})
    assert replicate(case, Plan(seed=1), 0).created_ms.tolist() != replicate(case, Plan(seed=2), 0).created_ms.tolist()


@pytest.mark.parametrize("engine", list(ENGINES))
def test_the_engine_sells_lead_for_lead_what_is_counted_without_queues(engine: str) -> None:
    plan = Plan(replications=4, seed=5, engine=engine)
    severities = [uniform(0.0), uniform(0.4187), {"poor_follow_up": 1.0}, {"media_breaks": 0.7, "unripe_leads": 0.2}]
    cases = [_case(0.2, severity) for severity in severities]
    assert all(decided_by_fates(case.model) for case in cases)
    counted = sales_of_variants([case.model for case in cases], plan)
    won = [[figures["won"] for figures in of_case] for of_case in all_figures(cases, plan)]
    assert np.array_equal(np.array(won).T, counted)


@pytest.mark.parametrize("engine", list(ENGINES))
def test_where_waiting_costs_sales_an_engine_runs_each_variant(engine: str) -> None:
    plan = Plan(replications=2, seed=5, engine=engine)
    cases = [_case(0.1, severity, evidence()) for severity in (uniform(0.0), uniform(0.6))]
    no_seller = make_case(with_dealers(scaled(car_dealers(), 0.1), sellers=0), deck(), knowledge(), {})
    assert not any(decided_by_fates(case.model) for case in [*cases, no_seller])
    counted = sales_of_variants([*(case.model for case in cases), no_seller.model], plan)
    won = [[figures["won"] for figures in of_case] for of_case in all_figures([*cases, no_seller], plan)]
    assert pytest.approx(counted, rel=1e-12) == np.array(won).T
    assert not counted[:, 2].any()
    assert (counted[:, 0] > counted[:, 1]).all()


def test_a_result_tells_how_it_came_about() -> None:
    process = scaled(car_dealers(), 0.02)
    result = simulate(process, deck(), knowledge(), uniform(0.5), Plan(seed=9, replications=3, engine="simpy"))
    assert (result.engine, result.calibration, result.seed, result.replications) == ("simpy", "deck", 9, 3)
    assert result.leads == 240
    assert set(result.lost_by_cause) == set(knowledge().cause_ids)
    assert result.lost_by_cause["marketing_not_visible"].mean == pytest.approx(result.missed_opportunity.mean)


@BOTH
def test_losses_by_cause_add_up_to_what_could_be_sold_and_is_not(calibration: Calibration) -> None:
    result = simulate(scaled(car_dealers(), 0.1), calibration, knowledge(), uniform(0.5), FEW)
    died = sum(lost.mean for lost in result.lost_by_cause.values())
    assert died - result.won_in_place_of_others.mean == pytest.approx(result.potential.mean - result.won.mean)
    assert (result.won_in_place_of_others.mean > 0) == (calibration.id == "evidence")


def test_the_compiled_engine_is_taken_where_it_can_be() -> None:
    assert Plan().engine == DEFAULT_ENGINE == ("compiled" if HAS_NUMBA else "simpy")
    with_default = simulate(scaled(car_dealers(), 0.02), deck(), knowledge(), {}, Plan(replications=2))
    assert with_default.engine == DEFAULT_ENGINE


@pytest.mark.parametrize(
    ("change", "plan", "words"),
    [
        ({"leads_per_year": 0.0}, FEW, "leads: no inquiry comes in, so nothing can be lost, give at least one channel"),
        ({"volume_factor": 0.0}, FEW, "leads: no inquiry comes in, so nothing can be lost, give at least one channel"),
        ({"potential_closing_rate": 0.0}, FEW, "process: no sale is possible, give at least one channel inquiries"),
        (
            {"leads_per_year": 1e6, "bursts": ()},
            Plan(replications=3, engine="simpy"),
            "leads: 11,761,385 leads in one run would take about 47.0 GB of memory, simulate 1,500,000 or fewer",
        ),
        ({"leads_per_year": 1e6, "bursts": ()}, Plan(replications=3, engine="compiled"), "leads: 11,761,385 leads in one run "),
        ({}, Plan(replications=1), "replications: 1 cannot give an interval, ask for 2 or more"),
    ],
)
def test_what_cannot_be_run_is_refused_in_a_sentence(change: dict[str, object], plan: Plan, words: str) -> None:
    process = with_channels(car_dealers(), lambda _: change)
    with pytest.raises(ScanError) as refused:
        simulate(process, deck(), knowledge(), {}, plan)
    assert str(refused.value).startswith(words)
    with pytest.raises(ScanError, match=words.split(",", maxsplit=1)[0]):
        sales_of_variants([make_case(process, deck(), knowledge(), {}).model], plan)


def test_everything_that_stands_in_the_way_of_a_plan_is_said_at_once() -> None:
    process = with_channels(car_dealers(), lambda _: {"leads_per_year": 1e6, "potential_closing_rate": 0.0})
    with pytest.raises(ScanError) as refused:
        simulate(process, deck(), knowledge(), {}, Plan(replications=1))
    assert [problem.where for problem in refused.value.problems] == ["replications", "leads", "process"]
