"""Commands that simulate, from outside: engines, calibrations, scenarios, attribution, event logs, and what is refused."""

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from quickscan.domain.process import LeadProcess
from quickscan.files.catalogue import shipped_process_ids
from tests.commanding import quickscan as run

SMALL = ("--leads", 600, "--replications", 3)
STRUCK = ("--severity", "poor_follow_up=0.6", "--severity", "media_breaks=0.4")
EXAMPLE = "questionnaires/examples/car_maker.engagement.yaml"


def without(module: str, *words: object) -> subprocess.CompletedProcess[str]:
    """A command of the program in a process of its own, where a module is as if it were not installed."""
    code = f"import sys; sys.modules[{module!r}] = None; sys.argv[0] = 'quickscan'; from quickscan.__main__ import main; main()"
    command = [sys.executable, "-c", code, *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)


def result_of(*words: object) -> dict[str, Any]:
    ran = run(*words, "--json")
    assert ran.returncode == 0, ran.stderr
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


@pytest.mark.parametrize("calibration", ["deck", "evidence"])
@pytest.mark.parametrize("process", shipped_process_ids())
def test_both_engines_write_the_same_records_byte_for_byte(process: str, calibration: str, tmp_path: Path) -> None:
    files = {}
    for engine in ("simpy", "compiled"):
        target = tmp_path / f"{engine}.csv"
        words = ("--calibration", calibration, "--engine", engine, "--records", target)
        found = result_of("simulate", process, *STRUCK, *SMALL, *words)
        assert (found["engine"], found["calibration"], found["leads"]) == (engine, calibration, 600)
        files[engine] = target.read_bytes()
    assert files["simpy"] == files["compiled"]
    rows = list(csv.DictReader(files["simpy"].decode().splitlines()))
    assert len({(row["replication"], row["channel"], row["index"]) for row in rows}) == len(rows)
    assert {row["outcome"] for row in rows} <= {"won", "lost", "natural", "missed", "open"}


def test_without_numba_the_reference_engine_runs_and_says_so() -> None:
    words = ("simulate", "car_dealers", *STRUCK, "--leads", 200, "--replications", 2, "--json")
    alone = without("numba", *words)
    assert alone.returncode == 0, alone.stderr
    assert "numba is not installed, so the reference engine (simpy) runs" in alone.stderr
    found = json.loads(alone.stdout)
    assert found["engine"] == "simpy"
    assert found["loss_rate"] == result_of(*words[:-1])["loss_rate"]


def test_a_scenario_alone_is_what_comparing_it_shows() -> None:
    words = ("car_dealers", "--calibration", "evidence", *STRUCK, *SMALL)
    compared = result_of("compare", *words, "--scenario", "fast_and_persistent", "--scenario", "six_attempts")
    alone = result_of("simulate", *words, "--scenario", "fast_and_persistent")
    assert compared["scenarios"][0]["simulation"] == alone
    assert compared["as_is"] == result_of("simulate", *words)
    change = compared["scenarios"][0]["differences"]["won"]
    assert change["change"]["mean"] == pytest.approx(alone["won"]["mean"] - compared["as_is"]["won"]["mean"])
    assert change["inside_noise"] is False
    assert run("compare", *words, "--scenario", "six_attempts").returncode == 0


def test_attribution_names_the_contract_and_adds_up() -> None:
    found = result_of("attribute", "car_dealers", *STRUCK, *SMALL, "--by", "channel", "--calibration", "evidence")
    assert sum(share["mean"] for share in found["shapley"].values()) == pytest.approx(found["loss_rate"]["mean"], abs=1e-9)
    assert set(found["one_at_a_time"]) == {"poor_follow_up", "media_breaks"}
    assert {segment["name"] for segment in found["segments"]["channel"]} >= {"web", "call"}
    assert all(set(share) == {"mean", "half_width", "n"} for share in found["shapley"].values())
    assert run("attribute", "car_dealers", *STRUCK, *SMALL, "--by", "month").returncode == 0


def test_the_example_is_fitted_by_evidence_too() -> None:
    found = result_of("simulate", EXAMPLE, "--calibration", "evidence", "--replications", 12)
    assert abs(found["won"]["mean"] - 474) < 2.5 * found["won"]["half_width"]
    assert abs(found["inquiries"]["mean"] - 7500) < 2.5 * found["inquiries"]["half_width"]


def test_years_are_added_until_the_loss_rate_is_known_well_enough() -> None:
    found = result_of("simulate", "car_dealers", *STRUCK, "--leads", 3000, "--precision", 0.8)
    assert found["loss_rate"]["half_width"] <= 0.008
    assert 15 <= found["replications"] == found["loss_rate"]["n"] <= 200
    hopeless = run("simulate", "car_dealers", *STRUCK, "--leads", 300, "--precision", 0.01)
    assert "After 200 years the loss rate is still not known to 0.01 points" in hopeless.stderr
    assert run("simulate", "car_dealers", "--precision", 0).returncode == 1


def test_what_answers_leave_open_is_told_apart_from_noise() -> None:
    words = ("simulate", EXAMPLE, "--replications", 4, "--uncertainty", 40)
    found = result_of(*words)["uncertainty"]
    assert found["low"] < found["mean"] < found["high"]
    assert found["answers_deviation"] > found["simulation_deviation"] > 0
    assert "Standard deviation by answers" in run(*words).stdout
    refused = run("simulate", "car_dealers", "--uncertainty", 10, *SMALL)
    assert refused.returncode == 1
    assert "name an engagement" in refused.stderr


def test_the_warm_up_is_held_against_what_waiting_needs() -> None:
    words = ("simulate", "car_dealers", *STRUCK, "--calibration", "evidence", "--leads", 2000, "--replications", 6)
    found = result_of(*words, "--check-warm-up")["warm_up"]
    assert found == {"given_days": 28, "needed_days": 0, "replications": 6, "enough": True}
    assert result_of(*words)["warm_up"] is None
    assert "the warm-up has 28, enough" in run(*words, "--check-warm-up").stdout


def test_indices_say_which_cause_explains_most() -> None:
    words = ("sensitivity", "car_dealers", "--sobol", 8, "--leads", 1500, "--replications", 2)
    found = result_of(*words)
    total = {cause: index["total"] for cause, index in found["indices"].items()}
    assert max(total, key=total.__getitem__) == "poor_follow_up"
    assert (len(total), found["samples"], found["calibration"]) == (9, 8, "evidence")
    assert "Poor acceptance, poor follow-up" in run(*words).stdout
    refused = run("sensitivity", "car_dealers", "--sobol", 100)
    assert refused.returncode == 1
    assert "no power of 2" in refused.stderr


def test_an_event_log_is_written_beside_the_figures(tmp_path: Path) -> None:
    target = tmp_path / "logs" / "events.csv"
    result_of("simulate", "insurance_agents", *STRUCK, "--leads", 200, "--replications", 2, "--trace", target)
    with target.open(encoding="utf-8", newline="") as file:
        steps = {row["concept:name"] for row in csv.DictReader(file)}
    assert steps >= {"inquiry", "qualification", "assignment", "attempt", "won", "natural"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("simulate", "car_dealers", "--leads", 10_000_000), "GB of memory, simulate 1,500,000 or fewer"),
        (("simulate", "car_dealers", "--leads", 0), "no inquiry comes in, so nothing can be lost"),
        (("simulate", "car_dealers", "--scenario", "nonsense"), "there is no scenario nonsense, name one of"),
        (("simulate", "car_dealers", "--trace", "x.txt", *SMALL), "let it end in .csv, .xes, .xes.gz"),
        (("attribute", "car_dealers", "--severity", "poor_follow_up=2"), "2 is not a severity, give a number from 0 to 1"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(words: tuple[object, ...], said: str) -> None:
    ran = run(*words)
    assert ran.returncode == 1
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr


def test_every_shipped_process_is_documented_field_by_field() -> None:
    assert set(shipped_process_ids()) == {"car_dealers", "insurance_agents", "machinery_field_force"}
    assert all(field.description for field in LeadProcess.model_fields.values())


@pytest.fixture
def with_own_scenario(tmp_path: Path) -> Path:
    """The example with two scenarios of its own; one has the name of a shipped one."""
    text = Path(EXAMPLE).read_text(encoding="utf-8")
    own = """scenarios:
  - id: mine
    name: {de: Meines, en: Mine}
    description: {de: Satz, en: Satz}
    overrides:
      - {path: dealers.sellers, times: 1.1}
    cost_per_year_eur: 40000
    one_off_cost_eur: 2000
  - id: six_attempts
    name: {de: Eigene sechs, en: Six of ours}
    description: {de: Satz, en: Satz}
    calibration: deck
    overrides:
      - {path: dealers.attempt_shares, value: [0, 0, 0, 0, 0, 1]}
"""
    path = tmp_path / "own.engagement.yaml"
    path.write_text(text.replace("\nquestionnaire:\n", f"\n{own}questionnaire:\n", 1), encoding="utf-8")
    return path


def test_an_engagements_own_scenarios_are_compared_by_their_ids_with_their_cost(with_own_scenario: Path) -> None:
    words = ("--scenario", "mine", "--scenario", "sellers_10_percent_more", "--scenario", "six_attempts", "--replications", 3)
    mine, shipped, six = result_of("compare", with_own_scenario, *words)["scenarios"]
    assert mine["simulation"] == shipped["simulation"]
    assert (mine["first_year_cost_eur"], shipped["first_year_cost_eur"]) == (42000, None)
    assert mine["contribution_after_cost_eur"]["mean"] == mine["simulation"]["contribution_eur"]["mean"] - 42000
    gain = mine["differences"]["contribution_eur"]["change"]["mean"]
    assert mine["differences"]["contribution_after_cost_eur"]["change"]["mean"] == gain - 42000
    assert "contribution_after_cost_eur" not in shipped["differences"]
    assert six["name"]["en"] == "Six of ours"
    told = run("compare", with_own_scenario, *words)
    assert "Contribution after cost, EUR" in told.stdout
    assert "six_attempts was made with the deck calibration; here it is simulated with the evidence" in " ".join(
        told.stderr.split()
    )


def test_an_own_scenario_is_simulated_and_an_unknown_one_is_told_with_those_there_are(with_own_scenario: Path) -> None:
    words = ("--replications", 2, "--leads", 600)
    alone = result_of("simulate", with_own_scenario, "--scenario", "mine", *words)
    shipped = result_of("simulate", EXAMPLE, "--scenario", "sellers_10_percent_more", *words)
    assert alone["won"] == shipped["won"]
    refused = run("simulate", with_own_scenario, "--scenario", "yours", *words)
    assert refused.returncode == 1
    assert "there is no scenario yours" in refused.stderr
    assert "mine" in refused.stderr


@pytest.mark.parametrize("calibration", ["deck", "evidence"])
def test_the_flow_has_the_figures_of_a_simulation_on_the_same_seed(calibration: str) -> None:
    words = ("car_dealers", *STRUCK, *SMALL, "--seed", 7, "--calibration", calibration)
    found, simulated = result_of("flow", *words), result_of("simulate", *words)
    assert found["simulation"] == simulated
    won = next(count["leads"] for count in found["steps"] if count["step"] == "won")
    assert won["mean"] == pytest.approx(simulated["won"]["mean"])
    for cause, lost in simulated["lost_by_cause"].items():
        shares = [by_cause[cause]["mean"] for by_cause in found["lost_at"].values() if cause in by_cause]
        assert sum(shares) == pytest.approx(lost["mean"])


def test_the_flow_as_tables_shows_each_step_and_the_causes_that_strike() -> None:
    ran = run("flow", "car_dealers", *STRUCK, *SMALL, "--calibration", "deck")
    assert ran.returncode == 0, ran.stderr
    for words in ("Could inquire", "Contact attempted", "Came in: Scattered media", "Busiest week", "seed 1"):
        assert words in ran.stdout
    assert "Wrong territory" not in ran.stdout


def test_the_flow_of_an_engagement_by_evidence_is_the_default() -> None:
    found = result_of("flow", EXAMPLE, "--replications", 2)
    assert found["simulation"]["calibration"] == "evidence"
    assert found["simulation"]["replications"] == 2
