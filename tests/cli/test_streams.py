"""Whatever C code prints, standard output holds results and nothing else."""

import json
import subprocess
import sys
from pathlib import Path

from quickscan.files.catalogue import shipped_example
from tests.material import ROOT

TALKING_SOLVER = """
import ctypes
import sys

from quickscan.analysis import set_bounds

quiet = set_bounds.milp

def talking(*arguments, **options):
    ctypes.CDLL(None).puts(b"a line of the solver")
    return quiet(*arguments, **options)

set_bounds.milp = talking
from quickscan.__main__ import main

sys.argv = ["quickscan", *sys.argv[1:]]
main()
"""
TALKING_TWICE = """
import os
import sys

from quickscan.cli.streams import keep_output_for_results

print("before")
keep_output_for_results()
os.write(1, b"past Python\\n")
print("r\\u00e9sultat \\u20ac")
os.system("echo of a child")
sys.exit(3)
"""


def python(program: str, *words: object, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program, *map(str, words)],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "QUICKSCAN_DATA": str(folder / "data"), **environment},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


def test_nothing_but_the_result_is_printed_when_the_solver_talks(tmp_path: Path) -> None:
    words = ("recommend", shipped_example("car_maker"), "--replications", 2, "--budget", 60_000, "--json")
    ran = python(TALKING_SOLVER, *words, folder=tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout)["portfolio"]["budget_eur"] == 60_000
    assert ran.stdout.startswith("{")
    assert "a line of the solver" in ran.stderr.splitlines()


def test_what_does_not_come_from_python_goes_to_standard_error(tmp_path: Path) -> None:
    ran = python(TALKING_TWICE, folder=tmp_path, PYTHONIOENCODING="utf-8")
    assert (ran.returncode, ran.stdout) == (3, "before\nrésultat €\n")
    assert ran.stderr == "past Python\nof a child\n"


def test_the_encoding_of_standard_output_stays(tmp_path: Path) -> None:
    ran = python(TALKING_TWICE, folder=tmp_path, PYTHONIOENCODING="ascii:backslashreplace")
    assert ran.stdout == "before\nr\\xe9sultat \\u20ac\n"


def test_no_standard_error_is_no_reason_to_spoil_results(tmp_path: Path) -> None:
    file = tmp_path / "results.txt"
    shell = ["/bin/sh", "-c", f'"{sys.executable}" -c "$0" > "{file}" 2>&-', TALKING_TWICE]
    environment = {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "PATH": "/usr/bin:/bin"}
    assert subprocess.run(shell, env=environment, check=False).returncode == 3
    assert file.read_text("utf-8") == "before\nrésultat €\n"


def test_whoever_calls_the_program_with_an_output_of_their_own_keeps_it(tmp_path: Path) -> None:
    program = """
import io, os, sys
from quickscan.cli.streams import keep_output_for_results
sys.stdout = io.StringIO()
keep_output_for_results()
print("kept")
os.write(1, sys.stdout.getvalue().encode())
"""
    assert python(program, folder=tmp_path).stdout == "kept\n"
