"""What a file of scenarios or levers is held against: lead processes and other scenarios near it, otherwise those shipped."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from quickscan.domain.problem import ScanError
from quickscan.domain.process import LeadProcess
from quickscan.domain.scenario import Catalogue, Scenario, Scenarios
from quickscan.files.catalogue import data_folder, processes_in, shipped_scenarios
from quickscan.files.kinds import TYPES, Kind
from quickscan.files.remnant import Remnant, remnant_of
from quickscan.files.yaml_build import read_tree

SCENARIOS_FOLDER = "scenarios"
PARENTS_SEARCHED = 2


@dataclass(frozen=True)
class OtherScenarios:
    """Scenarios in other files."""

    files: Mapping[str, tuple[Scenario, str]]
    """By id: the scenario, and the name of its file."""
    own_folder: bool
    """Whether they stand in the folder of the file itself, where no id may be used twice."""
    doubtful: frozenset[str]
    """All words of entries that are faulty in their file: names there may be, although they are not among these."""


def other_scenarios(path: Path) -> OtherScenarios:
    """The scenarios of the folder of scenarios that a file is in; of the shipped folder where it is in none."""
    own_folder = path.absolute().parent.name == SCENARIOS_FOLDER
    folder = path.absolute().parent if own_folder else shipped_scenarios()
    homes = (home for home in sorted(folder.glob("*.yaml")) if home.resolve() != path.resolve())
    found = [(home.name, remnant) for home in homes for remnant in _read(home, "scenario")]
    files = {scenario.id: (scenario, name) for name, remnant in found for scenario in _scenarios(remnant)}
    return OtherScenarios(files, own_folder, frozenset().union(*(remnant.removed for _, remnant in found)))


def processes_near(path: Path) -> tuple[LeadProcess, ...]:
    """The lead processes of the folder of simulations that a file is in; the shipped ones where it is in none.

    None where one of them is faulty: what is held against them may fit that one. Its faults are told where it is checked itself.
    """
    near = list(path.absolute().parents)[:PARENTS_SEARCHED]
    folder = next((folder for folder in near if folder.name == "simulations"), data_folder("simulations"))
    found = [_process(home) for home in processes_in(folder)]
    sound = tuple(process for process in found if process is not None)
    return sound if len(sound) == len(found) else ()


@cache
def shipped_processes() -> tuple[LeadProcess, ...]:
    """The shipped lead processes, read once."""
    return tuple(process for home in processes_in(data_folder("simulations")) if (process := _process(home)) is not None)


@cache
def shipped_catalogue() -> Catalogue:
    """The shipped scenarios by id, read once."""
    found = [remnant for home in sorted(shipped_scenarios().glob("*.yaml")) for remnant in _read(home, "scenario")]
    return {scenario.id: scenario for remnant in found for scenario in _scenarios(remnant)}


def _process(home: Path) -> LeadProcess | None:
    """The process of a file; None where it is faulty."""
    sound = (remnant.noun for remnant in _read(home, "process") if not remnant.problems)
    return next((noun for noun in sound if isinstance(noun, LeadProcess)), None)


def _scenarios(remnant: Remnant) -> tuple[Scenario, ...]:
    return remnant.noun.scenarios if isinstance(remnant.noun, Scenarios) else ()


def _read(home: Path, kind: Kind) -> Iterator[Remnant]:
    try:
        yield remnant_of(read_tree(home), TYPES[kind])
    except ScanError:
        return
