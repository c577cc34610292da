"""`quickscan report --onto`: an edited report is made again, and what changed is listed."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from quickscan.cli import edit_lists
from quickscan.cli.app import app
from quickscan.domain.edits import Edit, Edits
from quickscan.files.catalogue import shipped_example
from tests.report.editing import DECISION, edited, rewrite
from tests.report.paper import Paper, car_maker, nearly_empty, write

OWN = "Wir bitten um Freigabe bis Ende März."


def run(*arguments: str | Path) -> Result:
    command = ["report", str(shipped_example("nearly_empty")), *map(str, arguments), "--no-page-numbers"]
    return CliRunner().invoke(app, command)


def test_words_by_hand_stay_and_the_list_is_printed_or_given_as_json(tmp_path: Path) -> None:
    source = edited(write(nearly_empty(), tmp_path).path, tmp_path / "edited.docx", rewrite(DECISION, OWN))
    target = tmp_path / "new.docx"
    done = run("-o", target, "--onto", source, "--replications", "2", "--json")
    assert done.exit_code == 0
    listed = json.loads(done.stdout)["edits"]
    assert [(edit["kind"], edit["by_hand"]) for edit in listed if edit["kind"] != "data"] == [("hand", OWN)]
    assert OWN in Paper(target).paragraphs()


def test_a_report_of_another_engagement_or_language_is_refused_before_anything_is_simulated(tmp_path: Path) -> None:
    other = write(car_maker(), tmp_path).path
    refused = run("-o", tmp_path / "new.docx", "--onto", other)
    assert refused.exit_code == 1
    assert "report of another engagement" in refused.stderr
    own = write(nearly_empty(), tmp_path).path
    refused = run("-o", tmp_path / "new.docx", "--onto", own, "--language", "en")
    assert refused.exit_code == 1
    assert "this report is in German" in refused.stderr
    assert not (tmp_path / "new.docx").exists()


def test_the_list_names_what_needs_a_decision_first(capsys: pytest.CaptureFixture[str]) -> None:
    data = tuple(Edit(kind="data", place="", tag=f"qs:{n}", then=f"{n}", now=f"{n + 1}") for n in range(30))
    both = Edit(kind="both", place="Zusammenfassung", tag="qs:b", then="A", by_hand="B", now="C" * 500)
    edit_lists.edits(Edits(edits=(both, *data)))
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].startswith("Changed by hand and by data")
    assert lines[2:5] == ["- Zusammenfassung", "    before:  A", "    by hand: B"]
    assert lines[5].endswith("…")
    assert "- and 10 more; all of them with --json" in lines
    assert "- Before the first heading" in lines
    edit_lists.edits(Edits())
    assert "Nothing was changed" in capsys.readouterr().out
