"""The evidence calibration as it is for a process: with the scales found for it, where there are any."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from quickscan.domain.calibration import Calibration, DeckCalibration, EvidenceCalibration, MechanismScales
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.problem import ScanError
from quickscan.domain.process import LeadProcess
from quickscan.files.catalogue import scales_name, shipped_calibration
from quickscan.files.examine import told
from quickscan.files.read import read_calibration
from quickscan.files.references.calibration import scales_misfits
from quickscan.files.remnant import remnant_of
from quickscan.files.yaml_build import read_tree
from quickscan.simulation.fingerprint import is_current

State = Literal["current", "outdated", "unscaled"]
"""current: found from exactly this process; outdated: from another state of it, of the calibration or of the model; unscaled:
there are none, so the mechanisms act as published."""


@dataclass(frozen=True)
class Scaled:
    """An evidence calibration for a process."""

    calibration: EvidenceCalibration
    """With the scales, where there are any."""
    state: State
    """Where its scales come from."""


def scaled_for(calibration: EvidenceCalibration, process: LeadProcess, knowledge: Knowledge, folders: Iterable[Path]) -> Scaled:
    """The calibration with the first current scales found in these folders for the process, else with the first ones at all.

    They are found by the id of the process, which one with a client's own numbers keeps. Raises ScanError for a faulty file.
    """
    found = list(_scales_in(folders, calibration, process, knowledge))
    for scales in found:
        if is_current(scales, process, calibration, knowledge):
            return Scaled(calibration.scaled_by(scales), "current")
    if found:
        return Scaled(calibration.scaled_by(found[0]), "outdated")
    return Scaled(calibration, "unscaled")


def calibration_for(name: str, process: LeadProcess, knowledge: Knowledge, own_scales: Path) -> Calibration:
    """A shipped calibration for a process, by evidence with its scales: those of one's own folder before the shipped ones."""
    home = shipped_calibration(name)
    found = read_calibration(home, knowledge)
    if isinstance(found, DeckCalibration):
        return found
    return scaled_for(found, process, knowledge, (own_scales, home.parent)).calibration


def _scales_in(
    folders: Iterable[Path], calibration: EvidenceCalibration, process: LeadProcess, knowledge: Knowledge
) -> Iterator[MechanismScales]:
    name = f"{scales_name(calibration.id, process.id)}.yaml"
    return (read_scales_of(process, folder / name, knowledge) for folder in folders if (folder / name).is_file())


def read_scales_of(process: LeadProcess, path: Path, knowledge: Knowledge) -> MechanismScales:
    """The scales of a process, which need not be a shipped one, from their file. Raises ScanError with all faults."""
    remnant = remnant_of(read_tree(path), MechanismScales)
    misfits = () if remnant.noun is None else scales_misfits(remnant.noun, knowledge, [process.id])
    problems = [*remnant.problems, *told(misfits, remnant.tree, remnant.removed)]
    if problems:
        raise ScanError(problems)
    scales: MechanismScales = remnant.noun
    return scales
