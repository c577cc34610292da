"""`quickscan trace`: the list of figures, one followed as a tree, and names only where they are asked for."""

import json
from pathlib import Path

import pytest

from quickscan.domain.trace import Trace
from tests.cli.conftest import Run

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "questionnaires" / "examples" / "car_maker.engagement.yaml"
NAME = "Erika Musterfrau"


@pytest.fixture
def named(tmp_path: Path) -> Path:
    """The example with the name of whoever said what the loss rests on."""
    text = EXAMPLE.read_text(encoding="utf-8")
    label = "label: Leitung Marketing\n"
    assert label in text
    file = tmp_path / "named.engagement.yaml"
    file.write_text(text.replace(label, f"{label}    name: {NAME}\n"), encoding="utf-8")
    return file


def test_a_figure_is_followed_as_an_indented_tree_without_simulating(run: Run) -> None:
    ran = run("trace", EXAMPLE, "cause.unripe_leads.loss_points", "--language", "en")
    assert ran.returncode == 0, ran.stderr
    lines = ran.stdout.splitlines()
    assert lines[0].endswith("12.7 points  [cause.unripe_leads.loss_points]")
    assert lines[1] == "  = Loss rate × log(1 − severity × cap) / sum of these logarithms over all causes."
    (answer,) = [line for line in lines if "H-03" in line]
    depth = len(answer) - len(answer.lstrip())
    record = lines[lines.index(answer) + 2]
    assert record.startswith(" " * (depth + 2) + "• answer: 15% · Leitung Marketing")
    assert "confidence 2 of 3 · asked 2026-09-15T09:19+02:00 by Beraterin Muster · questionnaire lead_management 1.1" in record
    assert record.endswith("evidence: Auswertung Nachfasskampagne 2025.pdf")
    again = [line for line in lines if line.endswith("[cause.unripe_leads.cap] (see above)")]
    assert len(again) > 0


def test_names_are_told_only_where_asked_for(run: Run, named: Path) -> None:
    for more, shown in (((), False), (("--names",), True)):
        for form in ((), ("--json",)):
            ran = run("trace", named, "cause.unripe_leads.severity", *more, *form)
            assert ran.returncode == 0, ran.stderr
            assert (NAME in ran.stdout) == shown


def test_the_list_holds_what_the_simulation_and_the_programme_say(run: Run) -> None:
    ran = run("trace", EXAMPLE, "--replications", 2, "--json")
    assert ran.returncode == 0, ran.stderr
    trace = Trace.model_validate(json.loads(ran.stdout))
    ids = {figure.id for figure in trace.figures}
    assert {"loss.mean", "simulated.loss_rate", "portfolio.loss_rate_after", "roadmap.loss_rate_today"} <= ids
    assert (trace.seed, trace.replications, trace.calibration) == (1, 2, "deck")
    simulated = run("recommend", EXAMPLE, "--replications", 2, "--json")
    told = json.loads(simulated.stdout)["portfolio"]["loss_rate_after"]["mean"]
    assert trace.figure("portfolio.loss_rate_after").number == told


@pytest.mark.parametrize(("language", "month"), [("de", "März"), ("en", "March")])
def test_sources_are_named_in_the_language_asked_for(run: Run, language: str, month: str) -> None:
    figure = "measure.response_standard.sales_gain"
    ran = run("trace", EXAMPLE, figure, "--replications", 2, "--language", language)
    assert ran.returncode == 0, ran.stderr
    assert f"E3: Oldroyd, McElheran, Elkington, Harvard Business Review, {month} 2011" in ran.stdout


def test_an_unknown_figure_names_the_nearest(run: Run) -> None:
    ran = run("trace", EXAMPLE, "portfolio.loss_rate", "--replications", 2)
    assert ran.returncode == 1
    assert "portfolio.loss_rate_after" in ran.stderr
    assert ran.stdout == ""
