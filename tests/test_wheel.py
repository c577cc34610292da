"""The wheel as a consultant gets it: installed into an empty environment, away from the checkout, it does a whole scan."""

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

DATA_FOLDERS = ("questionnaires", "simulations", "report_templates")


def run(*command: str | Path, cwd: Path) -> str:
    """Standard output of a command that must succeed, run without a trace of the checkout or of this environment."""
    env = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV", "COV_"))}
    ran = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=900, check=False)
    assert ran.returncode == 0, f"{' '.join(map(str, command))}\n{ran.stdout}\n{ran.stderr}"
    return ran.stdout


@pytest.fixture(scope="module")
def wheel(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, project_root, cwd=folder)
    return next(folder.glob("quickscan-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment that holds the lock and the wheel, nothing else."""
    home = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "venv", home / "venv", cwd=home)
    programs = home / "venv" / ("Scripts" if os.name == "nt" else "bin")
    pip = (programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    run(*pip, "--require-hashes", "-r", project_root / "requirements.lock", cwd=home)
    run(*pip, "--no-deps", "--no-index", wheel, cwd=home)
    return programs


@pytest.mark.parametrize("folder", DATA_FOLDERS)
def test_every_data_file_travels_in_the_wheel(folder: str, wheel: Path, project_root: Path) -> None:
    shipped = {path.relative_to(project_root).as_posix() for path in (project_root / folder).rglob("*.*") if path.is_file()}
    with zipfile.ZipFile(wheel) as archive:
        packed = {name.removeprefix("quickscan/data/") for name in archive.namelist()}
    assert shipped
    assert shipped <= packed


def test_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"quickscan"}


def test_lock_holds_all_the_wheel_needs(installed: Path, tmp_path: Path) -> None:
    assert "No broken requirements" in run(installed / "python", "-m", "pip", "check", cwd=tmp_path)


def test_installed_demo_writes_a_report_and_prints_the_loss(installed: Path, tmp_path: Path) -> None:
    printed = run(installed / "quickscan", "demo", "--out", tmp_path / "out", cwd=tmp_path)
    reports = list((tmp_path / "out").rglob("*.docx"))
    assert [report.name for report in reports if zipfile.is_zipfile(report)]
    assert re.search(r"\d+([.,]\d+)?\s*%", printed), printed


def test_shipped_files_are_found_without_the_checkout(installed: Path, tmp_path: Path) -> None:
    run(installed / "quickscan", "check", cwd=tmp_path)
    home = run(installed / "python", "-c", "import quickscan; print(quickscan.__file__)", cwd=tmp_path)
    assert Path(home.strip()).is_relative_to(installed.parent.resolve())
