"""The same leads come out as machine code, as plain Python and without numba; serially, in threads and in other processes."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache, partial
from typing import Any

import pytest

from quickscan.simulation.pools import processes, threads
from quickscan.simulation.replicate import Plan, Run, all_figures, make_case, replicate
from tests.material import ROOT, deck, evidence, knowledge, uniform
from tests.simulation.twins.comparison import sha256_of
from tests.simulation.twins.fingerprint import fingerprint
from tests.simulation.twins.tied import tied_process

AS_IT_IS = "from tests.simulation.twins.fingerprint import main; main()"
WITHOUT_NUMBA = f"import sys; sys.modules['numba'] = None; {AS_IT_IS}"


def told_by(program: str, **environment: str) -> dict[str, Any]:
    """The fingerprint that another Python tells, all of whose warnings are errors."""
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    told: dict[str, Any] = json.loads(ran.stdout)
    return told


@cache
def told_here() -> dict[str, Any]:
    return fingerprint()


def test_both_engines_tell_the_same_here() -> None:
    assert told_here()["simpy"] == told_here()["compiled"]


def test_plain_python_makes_of_the_leads_what_machine_code_does() -> None:
    told = told_by(AS_IT_IS, NUMBA_DISABLE_JIT="1")
    assert (told["numba"], told["machine_code"]) == (True, False)
    assert {name: told[name] for name in RESULTS} == {name: told_here()[name] for name in RESULTS}


def test_without_numba_the_reference_engine_runs_by_default_and_tells_the_same() -> None:
    told = told_by(WITHOUT_NUMBA)
    assert (told["numba"], told["machine_code"], told["default_engine"], told["engine_told"]) == (False, False, "simpy", "simpy")
    assert {name: told[name] for name in RESULTS} == {name: told_here()[name] for name in RESULTS}


RESULTS = ("simpy", "compiled", "records")


@pytest.mark.parametrize("engine", ["simpy", "compiled"])
def test_threads_and_processes_tell_what_one_after_the_other_does(engine: str) -> None:
    cases = [make_case(tied_process(), calibration, knowledge(), uniform(0.5)) for calibration in (evidence(), deck())]
    plan = Plan(seed=11, replications=4, engine=engine)

    def told(run: Run) -> tuple[object, str]:
        records = run(partial(replicate, cases[0], plan), range(plan.replications))
        return all_figures(cases, plan, run), sha256_of(records)

    alone = told(map)
    for workers in (threads, processes):
        with workers(2) as pool:
            assert told(pool.map) == alone


def test_a_replication_may_run_before_those_before_it() -> None:
    case = make_case(tied_process(), evidence(), knowledge(), uniform(0.5))
    plan = Plan(seed=11, replications=4)

    def backwards(work: Any, numbers: Any) -> Iterator[Any]:
        done = {number: work(number) for number in reversed(list(numbers))}
        return iter([done[number] for number in sorted(done)])

    assert all_figures([case], plan, backwards) == all_figures([case], plan)
