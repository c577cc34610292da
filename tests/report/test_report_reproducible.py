"""The same engagement, seed and version give the same bytes: in every process, time zone, locale and folder, on any number of
cores; and the report says which version and seed made it."""

import hashlib
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from quickscan.domain.base import Language
from quickscan.report.word import write_report
from tests.material import ROOT
from tests.report.paper import MADE_ON, TEMPLATE, Paper, car_maker, texts

EXAMPLE = ROOT / "questionnaires" / "examples" / "car_maker.engagement.yaml"
MAKE = """
import sys
from datetime import date
from pathlib import Path
from quickscan.analysis.scan import ScanSettings, run_scan
from quickscan.cli import inputs, work
from quickscan.simulation.pools import workers
from quickscan.simulation.replicate import Plan
from quickscan.report.word import write_report
engagement = inputs.engagement(sys.argv[1])
scan = work.scan(engagement, Plan(seed=7, replications=3))
write_report(scan, work.report_texts(), work.shipped_template("standard"), Path(sys.argv[2]), "de", date(2026, 11, 24))
"""
WORLDS = {
    "hash 0, Berlin": {"PYTHONHASHSEED": "0", "TZ": "Europe/Berlin", "LC_ALL": "C"},
    "hash 4242, Kiritimati": {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"},
    "one core": {"PYTHONHASHSEED": "1", "TZ": "America/Los_Angeles", "NUMBA_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
}


def made_in(world: dict[str, str], engagement: Path, folder: Path) -> bytes:
    """The report made in a process of its own, in a folder and data folder of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / "report.docx"
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "QUICKSCAN_DATA": str(folder / "data"), **world}
    command = [sys.executable, "-c", MAKE, str(engagement), str(target)]
    ran = subprocess.run(command, cwd=folder, env=surroundings, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return target.read_bytes()


def test_every_process_makes_the_same_bytes(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere" / "another name.engagement.yaml"
    elsewhere.parent.mkdir()
    shutil.copy(EXAMPLE, elsewhere)
    engagements = dict(zip(WORLDS, (EXAMPLE, elsewhere, EXAMPLE), strict=True))
    made = {
        name: made_in(world, engagements[name], tmp_path / str(number)) for number, (name, world) in enumerate(WORLDS.items())
    }
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in made.items()}
    assert len(set(digests.values())) == 1, digests


def test_the_order_of_files_in_folders_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    from quickscan.files.read import read_catalogue, read_shipped_knowledge, read_shipped_processes

    before = read_shipped_knowledge(), read_shipped_processes(), read_catalogue()
    for name in ("glob", "rglob", "iterdir"):
        listed = getattr(Path, name)
        monkeypatch.setattr(Path, name, lambda self, *words, _listed=listed: iter(list(_listed(self, *words))[::-1]))
    assert (read_shipped_knowledge(), read_shipped_processes(), read_catalogue()) == before


def test_another_day_changes_the_date_and_nothing_else(german: Paper, tmp_path: Path) -> None:
    target = tmp_path / "later.docx"
    write_report(car_maker(), texts(), TEMPLATE, target, "de", date(2026, 12, 1))
    later = Paper(target)
    assert later.path.read_bytes() != german.path.read_bytes()
    said = [paragraph.replace("1. Dezember 2026", "24. November 2026") for paragraph in later.paragraphs()]
    assert said == german.paragraphs()
    dated = {"word/document.xml", "docProps/core.xml"} | {name for name in later.files() if "header" in name or "footer" in name}
    # Workbooks of charts carry the day in their properties, and the record of passages holds those that name it.
    charts = {name for name in later.files() if name.endswith(".xlsx") or name.startswith("customXml/item")}
    differing = {name for name, content in later.files().items() if content != german.files()[name]}
    assert differing <= dated | charts


def test_the_report_says_which_version_and_seed_made_it(paper: Paper, language: Language) -> None:
    scan = car_maker()
    run, copy = scan.simulation, scan.engagement.questionnaire
    rows = {row.cells[0].text: row.cells[1].text for table in paper.document.tables for row in table.rows if len(row.cells) == 2}
    label = {
        name: texts()[f"detail_{name}"].in_language(language) for name in ("seed", "program", "hash", "calibration", "engagement")
    }
    assert rows[label["seed"]] == str(run.seed)
    assert rows[label["program"]] == run.version
    assert rows[label["hash"]] == copy.hash == copy.definition.fingerprint()
    assert rows[label["calibration"]] == run.calibration
    assert rows[label["engagement"]] == scan.engagement.id


def test_another_seed_gives_another_report_that_says_so(german: Paper, tmp_path: Path) -> None:
    other = car_maker().model_copy(update={"simulation": car_maker().simulation.model_copy(update={"seed": 8})})
    target = tmp_path / "other.docx"
    write_report(other, texts(), TEMPLATE, target, "de", MADE_ON)
    pairs = zip(german.paragraphs(), Paper(target).paragraphs(), strict=True)
    changed = {(before, after) for before, after in pairs if before != after}
    assert changed == {("1", "8")}
