"""The commands as the contract says: exit status, one JSON object, messages apart."""

import csv
import json
import math
import subprocess
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from quickscan.files.portable import portable_file
from quickscan.files.read import read_engagement
from quickscan.simulation.engines import DEFAULT_ENGINE
from tests.cli.conftest import Run

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "questionnaires" / "examples" / "car_maker.engagement.yaml"
NEARLY_EMPTY = ROOT / "questionnaires" / "examples" / "nearly_empty.engagement.yaml"
CAPS = {
    "unripe_leads": 0.20,
    "roles_and_process": 0.10,
    "systems_not_linked": 0.15,
    "media_breaks": 0.10,
    "poor_qualification": 0.20,
    "wrong_territory": 0.05,
    "no_distribution_control": 0.08,
    "marketing_not_visible": 0.10,
    "poor_follow_up": 0.20,
}


def result_of(ran: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    assert isinstance(found, dict)
    return found


def test_help_names_every_command(run_apart: Run) -> None:
    shown = run_apart("--help")
    assert shown.returncode == 0
    for command in ("demo", "serve", "check", "schema", "new", "assess", "simulate", "recommend", "report", "guide", "leads"):
        assert command in shown.stdout


def test_wrong_usage_ends_with_two(run_apart: Run) -> None:
    assert run_apart("simulate").returncode == 2
    assert run_apart("nonsense").returncode == 2


def test_assess_gives_what_the_contract_names(run: Run) -> None:
    found = result_of(run("assess", EXAMPLE, "--json"))
    assert {"maturity", "severity", "findings", "loss_rate", "unanswered", "next_best_questions"} <= set(found)
    assert list(found["severity"]) == list(CAPS)
    assert found["loss_rate"]["low"] <= found["loss_rate"]["mean"] <= found["loss_rate"]["high"]
    survival = math.prod(1 - found["severity"][cause]["severity"] * cap for cause, cap in CAPS.items())
    assert found["loss_rate"]["mean"] == pytest.approx(1 - survival, abs=1e-12)


def test_assess_says_what_to_mend_before_a_report(run: Run) -> None:
    found = result_of(run("assess", EXAMPLE, "--json"))["quality"]
    assert {point["level"] for point in found} == {"error", "warning", "remark"}
    assert all(set(point["what"]) == {"de", "en"} and point["why"] and point["remedy"] for point in found)
    shown = run("assess", NEARLY_EMPTY).stdout
    assert "To mend before a report: 8 errors" in shown
    assert "- error: Nobody from the field (dealers, field force) has answered yet" in shown


def test_full_severity_compounds_to_seventy_two_percent(run: Run) -> None:
    severities = [word for cause in CAPS for word in ("--severity", f"{cause}=1")]
    found = result_of(run("simulate", "car_dealers", *severities, "--leads", 6000, "--replications", 8, "--json"))
    loss = found["loss_rate"]
    assert abs(loss["mean"] - 0.722714) < 1.5 * loss["half_width"]
    assert set(found["lost_by_cause"]) == set(CAPS)
    assert (found["leads"], found["replications"], found["seed"], loss["n"]) == (6000, 8, 1, 8)
    assert (found["calibration"], found["engine"]) == ("deck", DEFAULT_ENGINE)


def test_the_same_seed_gives_the_same_result_and_another_one_another(run_apart: Run) -> None:
    words = ("simulate", "car_dealers", "--severity", "poor_follow_up=0.5", "--leads", 800, "--replications", 2, "--json")
    once, again, other = (run_apart(*words, "--seed", seed).stdout for seed in (5, 5, 6))
    assert once == again != other


def test_records_hold_a_row_for_each_lead_and_replication(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "records.csv"
    words = ("--severity", "media_breaks=1", "--leads", 300, "--replications", 2, "--records", target, "--json")
    result_of(run("simulate", "car_dealers", *words))
    with target.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert " ".join(rows[0]) == (
        "replication channel index created_ms outcome cause end_ms response_ms dealer attempts chance chance_without_causes"
    )
    assert {row["replication"] for row in rows} == {"0", "1"}
    assert {row["cause"] for row in rows} == {"", "media_breaks"}
    assert len({(row["replication"], row["channel"], row["index"]) for row in rows}) == len(rows)
    assert all(int(row["end_ms"]) >= int(row["created_ms"]) for row in rows)


def test_every_wrong_severity_is_named_at_once(run: Run) -> None:
    given = [word for severity in ("bad_luck=1", "media_breaks=1.5", "media_breaks=x") for word in ("--severity", severity)]
    ran = run("simulate", "car_dealers", *given)
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert len(ran.stderr.strip().splitlines()) == 3
    assert "there is no cause bad_luck" in ran.stderr
    assert "1.5 is not a severity, give a number from 0 to 1" in ran.stderr


def test_a_file_that_is_not_there_is_a_sentence(run_apart: Run) -> None:
    ran = run_apart("assess", "nowhere.engagement.yaml")
    assert ran.returncode == 1
    assert "nowhere.engagement.yaml" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_an_engagement_that_nobody_knows_is_a_sentence(run: Run) -> None:
    ran = run("assess", "nobody")
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr


def test_new_engagement_checks_and_assesses(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "new.engagement.yaml"
    assert run("new", "Ängstlich & Söhne <GmbH>", "-o", target, "--questionnaire", "short").returncode == 0
    assert run("check", target).returncode == 0
    found = result_of(run("assess", target, "--json"))
    assert all(severity["score"] is None and severity["basis"] == "assumed" for severity in found["severity"].values())
    again = run("new", "Zweite", "-o", target)
    assert again.returncode == 1
    assert "is there already and is not overwritten" in again.stderr


def test_the_example_sells_what_its_client_sells(run: Run) -> None:
    found = result_of(run("simulate", EXAMPLE, "--replications", 12, "--json"))
    assert abs(found["won"]["mean"] - 474) < 2 * found["won"]["half_width"]
    assert abs(found["inquiries"]["mean"] - 7500) < 2 * found["inquiries"]["half_width"]
    assert found["response_time_hours"]["median"]["mean"] == pytest.approx(21, rel=0.1)


def test_a_report_of_an_unknown_kind_is_refused_with_the_kinds_there_are(run: Run) -> None:
    ran = run("report", EXAMPLE, "-o", "report.odt")
    assert ran.returncode == 1
    assert "end the name in .docx" in ran.stderr
    assert ".pptx" in ran.stderr


def test_guide_is_written_only_as_word(run: Run) -> None:
    ran = run("guide", EXAMPLE, "-o", "guide.pdf")
    assert ran.returncode == 1
    assert "end the name in .docx" in ran.stderr


def test_report_of_a_nearly_empty_engagement_is_written(run: Run, tmp_path: Path) -> None:
    ran = run("report", NEARLY_EMPTY, "-o", tmp_path / "new folder" / "report.docx", "--replications", 2, "--no-page-numbers")
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "new folder" / "report.docx").stat().st_size > 20_000


def test_everything_shipped_is_sound_and_its_schemas_are_current(run: Run) -> None:
    assert run("check").returncode == 0
    assert run("schema", "--check").returncode == 0


def test_real_leads_are_profiled_and_calibrated(run: Run, tmp_path: Path, olist_folder: Path) -> None:
    files = (olist_folder / "olist_marketing_qualified_leads_dataset.csv", olist_folder / "olist_closed_deals_dataset.csv")
    found = result_of(run("leads", "profile", *files, "--json"))
    assert (found["leads"], found["won"]) == (8000, 842)
    assert found["days_to_close"]["median"] == pytest.approx(14.7, abs=0.05)
    rows = {rule["rule"]: rule["rows"] for rule in found["set_aside"]}
    assert rows["won_before_first_contact"] == 1
    target = tmp_path / "olist.engagement.yaml"
    assert run("new", "Marketplace", "-o", target).returncode == 0
    calibrated = run("leads", "calibrate", target, *files)
    assert calibrated.returncode == 0, calibrated.stderr
    won = result_of(run("simulate", target, "--json"))["won"]
    assert abs(won["mean"] - 842) <= won["half_width"]


def packed(folder: Path) -> Path:
    """The example as it is handed out with a file."""
    handed_out = portable_file(read_engagement(EXAMPLE), {"Rollen.pdf": b"%PDF-1.4"})
    package = folder / handed_out.name
    package.write_bytes(handed_out.content)
    return package


def test_commands_read_an_engagement_handed_out_with_files(run: Run, tmp_path: Path) -> None:
    package = packed(tmp_path)
    assert result_of(run("assess", package, "--json")) == result_of(run("assess", EXAMPLE, "--json"))
    guide = tmp_path / "guide.docx"
    assert run("guide", package, "-o", guide, "--respondents", "marketing").returncode == 0
    assert guide.is_file()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "the file cannot be read (No such file or directory), check the path and its permissions"),
        (b"PK\x03\x04", "the package is damaged, download it again where it comes from"),
    ],
)
def test_a_package_that_cannot_be_read_is_said(run: Run, tmp_path: Path, content: bytes | None, said: str) -> None:
    package = tmp_path / "own.engagement.zip"
    if content is not None:
        package.write_bytes(content)
    ran = run("assess", package)
    assert (ran.returncode, "Traceback" in ran.stderr) == (1, False)
    assert said in " ".join(ran.stderr.split())


def test_measured_answers_are_not_put_into_a_package_but_into_a_file_beside_it(run: Run, tmp_path: Path) -> None:
    package, leads = packed(tmp_path), tmp_path / "leads.csv"
    before = package.read_bytes()
    leads.write_text(
        "id,created,channel,won\n"
        + "".join(f"{one},2026-01-{one:02},web,{'2026-02-01' if one < 9 else ''}\n" for one in range(1, 29))
    )
    ran = run("leads", "calibrate", package, leads)
    assert ran.returncode == 1
    assert "a package stays as it was handed out, name a file *.engagement.yaml with --output" in " ".join(ran.stderr.split())
    run("leads", "calibrate", package, leads, "-o", tmp_path / "measured.engagement.yaml")
    measured = read_engagement(tmp_path / "measured.engagement.yaml")
    assert any(answer.basis == "measured" and answer.respondent == "lead_export" for answer in measured.answers)
    assert package.read_bytes() == before


def test_the_guide_is_written_for_those_chosen_in_the_language_chosen(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "new" / "guide.docx"
    ran = run("guide", EXAMPLE, "-o", target, "--respondents", "dealer_south, marketing", "--language", "en")
    assert (ran.returncode, ran.stdout) == (0, f"Guide: {target.resolve()}\n")
    headings = [paragraph.text for paragraph in Document(str(target)).paragraphs if paragraph.style.name == "Heading 1"]
    assert headings == ["Leitung Marketing", "Händler Süd"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("-o", "guide.pdf"), "cannot write a guide as .pdf, end the name in .docx"),
        (
            ("-o", "guide.docx", "--respondents", "it,nobody"),
            "car_maker: nobody: is nobody to interview here, choose from",
        ),
        (("-o", "guide.docx", "--respondents", " "), "car_maker: nobody to interview is named"),
    ],
)
def test_a_guide_that_cannot_be_is_a_sentence(run: Run, tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    ran = run("guide", EXAMPLE, *words)
    assert ran.returncode == 1
    assert said in ran.stderr
    assert list(tmp_path.glob("guide*")) == []
