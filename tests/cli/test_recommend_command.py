"""`quickscan recommend`: its limits, its calibrations, and that what is not known is told."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "questionnaires" / "examples" / "car_maker.engagement.yaml"
NEARLY_EMPTY = ROOT / "questionnaires" / "examples" / "nearly_empty.engagement.yaml"


def result_of(ran: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    assert isinstance(found, dict)
    return found


def test_recommendations_are_ranked_by_gain(run: Run) -> None:
    found = result_of(run("recommend", EXAMPLE, "--replications", 6, "--json"))
    gains = [entry["sales_gain"]["mean"] for entry in found["recommendations"]]
    assert len(gains) > 10
    assert gains == sorted(gains, reverse=True)
    assert all(entry["findings"] for entry in found["recommendations"])


def test_the_best_portfolio_keeps_the_limits_of_the_command(run: Run) -> None:
    limits = ("--budget", 60_000, "--person-days", 45)
    found = result_of(run("recommend", EXAMPLE, "--replications", 2, *limits, "--json"))
    assert {"recommendations", "baseline_sales", "calibration", "seed", "replications"} < set(found)
    portfolio, stages = found["portfolio"], found["roadmap"]["stages"]
    assert (portfolio["budget_eur"], portfolio["person_days_limit"]) == (60_000, 45)
    assert 0 < portfolio["first_year_cost_eur"] <= 60_000
    assert 0 < portfolio["person_days"] <= 45
    assert {reason for entry in portfolio["not_chosen"] for reason in entry["reasons"]} >= {
        "budget",
        "person_days",
        "cost_unknown",
    }
    assert sum(stage["person_days"] for stage in stages) == pytest.approx(portfolio["person_days"])
    unknown = next(entry for entry in found["recommendations"] if entry["id"] == "dealer_incentive")["case"]["base"]
    assert (unknown["per_year_eur"], unknown["payback_months"], unknown["net_present_value_eur"]) == (None, None, None)


def test_recommendations_by_evidence_say_so(run: Run) -> None:
    found = result_of(run("recommend", EXAMPLE, "--replications", 2, "--calibration", "evidence", "--json"))
    assert (found["calibration"], found["portfolio"]["gains"]) == ("evidence", "fitted_formula")


def test_recommendations_for_people_tell_what_is_not_known(run: Run) -> None:
    told = run("recommend", NEARLY_EMPTY, "--replications", 2, "--budget", 20_000).stdout
    for words in ("deck calibration", "not known", "Best portfolio within 20,000 EUR", "Left out", "Roadmap with 20 person-days"):
        assert words in told
    assert "nobody said what a sale contributes" in " ".join(told.split())


@pytest.mark.parametrize("limit", ["--budget", "--person-days"])
def test_limits_of_the_portfolio_below_zero_are_a_sentence(run: Run, limit: str) -> None:
    ran = run("recommend", EXAMPLE, "--replications", 2, limit, "-1")
    assert ran.returncode == 1
    assert f"{limit}: -1 is no limit, give a number of 0 or more" in ran.stderr


def test_terms_stated_in_the_command_count_and_say_where_they_come_from(run: Run) -> None:
    stated = ("--person-days-per-month", 5, "--discount-rate", 0.2, "--person-day-eur", 900)
    found = result_of(run("recommend", EXAMPLE, "--replications", 2, *stated, "--json"))
    assert (found["terms"]["person_days_per_month"], found["terms"]["discount_rate"]) == (5, 0.2)
    assert found["terms"]["provenance"]["basis"] == "ask_client"
    assert found["roadmap"]["person_days_per_month"] == 5
    first = next(entry for entry in found["recommendations"] if entry["id"] == "response_standard")["case"]["base"]
    assert first["one_off_eur"] == 4000 + 10 * 900


def test_terms_that_cannot_be_are_all_told(run: Run) -> None:
    ran = run("recommend", EXAMPLE, "--replications", 2, "--person-days-per-month", 0, "--discount-rate", 3)
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert "--person-days-per-month: 0.0 cannot be" in ran.stderr
    assert "--discount-rate: 3.0 cannot be" in ran.stderr
