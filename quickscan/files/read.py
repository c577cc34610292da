"""Reading and writing: one function per kind of file; all that is wrong with a file is raised as one ScanError."""

import os
import tempfile
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from quickscan.domain.base import Noun, Text
from quickscan.domain.calibration import Calibration, MechanismScales
from quickscan.domain.engagement import Engagement
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.problem import ScanError
from quickscan.domain.process import LeadProcess
from quickscan.domain.questionnaire import Questionnaire
from quickscan.domain.scenario import Levers, Scenario, Scenarios
from quickscan.files.catalogue import (
    shipped_knowledge,
    shipped_process,
    shipped_process_ids,
    shipped_questionnaire,
    shipped_questionnaire_ids,
    shipped_scenarios,
)
from quickscan.files.examine import examine
from quickscan.files.kinds import Kind
from quickscan.files.knowledge_files import KnowledgeFound, knowledge_in, refuse_unknown_folder
from quickscan.files.remnant import remnant_of
from quickscan.files.source_text import shown_path
from quickscan.files.yaml_build import read_tree
from quickscan.files.yaml_write import yaml_of

NounT = TypeVar("NounT", bound=Noun)


def read_noun(path: Path, type_: type[NounT]) -> NounT:
    """Any noun from its file, checked by its type alone. Raises ScanError with all faults."""
    remnant = remnant_of(read_tree(path), type_)
    if remnant.problems:
        raise ScanError(remnant.problems)
    noun: NounT = remnant.noun
    return noun


def read_knowledge(folder: Path) -> Knowledge:
    """The field's knowledge from the files of a folder. Raises ScanError with the faults of all of them."""
    refuse_unknown_folder(folder)
    return _whole(knowledge_in(folder))


@cache
def read_shipped_knowledge() -> Knowledge:
    """The field's knowledge as shipped, read once: it stays as it is while the program runs. Raises ScanError with all faults."""
    return read_knowledge(shipped_knowledge())


def read_questionnaire(path: Path, knowledge: Knowledge | None = None) -> Questionnaire:
    """A questionnaire, or a variant resolved into one: with the variant's id and title and the full questionnaire's version.

    Here as below it is held against the shipped knowledge unless another is given. Raises ScanError with all faults.
    """
    noun: Questionnaire = _read(path, "questionnaire", knowledge)
    return noun


@cache
def read_shipped_questionnaires() -> tuple[Questionnaire, ...]:
    """All shipped questionnaires, read once. Raises ScanError with all faults."""
    return tuple(read_questionnaire(shipped_questionnaire(name)) for name in shipped_questionnaire_ids())


def read_engagement(path: Path, knowledge: Knowledge | None = None) -> Engagement:
    """An engagement from its portable file. Raises ScanError with all faults."""
    noun: Engagement = _read(path, "engagement", knowledge)
    return noun


def read_process(path: Path, knowledge: Knowledge | None = None) -> LeadProcess:
    """A lead process. Raises ScanError with all faults."""
    noun: LeadProcess = _read(path, "process", knowledge)
    return noun


@cache
def read_shipped_processes() -> tuple[LeadProcess, ...]:
    """All shipped lead processes, read once. Raises ScanError with all faults."""
    return tuple(read_process(shipped_process(name)) for name in shipped_process_ids())


def read_calibration(path: Path, knowledge: Knowledge | None = None) -> Calibration:
    """A calibration of either sort, as its keys show. Raises ScanError with all faults."""
    noun: Calibration = _read(path, "calibration", knowledge)
    return noun


def read_scales(path: Path, knowledge: Knowledge | None = None) -> MechanismScales:
    """The scales of an evidence calibration for a process that is near the file or shipped. Raises ScanError with all faults."""
    noun: MechanismScales = _read(path, "scales", knowledge)
    return noun


def read_scenarios(path: Path, knowledge: Knowledge | None = None) -> Scenarios:
    """A file of scenarios. Raises ScanError with all faults."""
    noun: Scenarios = _read(path, "scenario", knowledge)
    return noun


def read_catalogue(path: Path | None = None, knowledge: Knowledge | None = None) -> dict[str, Scenario]:
    """All shipped scenarios by id; with a file also its own, which stand in for shipped ones of the same id.

    Raises ScanError with the faults of all files.
    """
    known = knowledge if knowledge is not None else read_shipped_knowledge()
    homes = [*sorted(shipped_scenarios().glob("*.yaml")), *([path] if path is not None else [])]
    examined = [examine(home, KnowledgeFound(known), "scenario") for home in homes]
    problems = [problem for file in examined for problem in file.problems]
    if problems:
        raise ScanError(problems)
    return {scenario.id: scenario for file in examined for scenario in file.noun.scenarios}


def read_levers(path: Path, knowledge: Knowledge | None = None) -> Levers:
    """The levers of a file. Raises ScanError with all faults."""
    noun: Levers = _read(path, "levers", knowledge)
    return noun


def read_texts(path: Path) -> dict[str, Text]:
    """The fixed words of a report template by their keys. Raises ScanError with all faults."""
    examined = examine(path, KnowledgeFound(None), "texts")
    if examined.problems:
        raise ScanError(examined.problems)
    texts: dict[str, Text] = examined.noun
    return texts


def write_yaml(path: Path, noun: Noun, heading: str = "") -> None:
    """Write a noun, below a line of comment where a heading is given; reading it gives an equal one.

    The file is replaced at once or not at all. Raises ScanError where it cannot be written.
    """
    text = (f"# {heading}\n" if heading else "") + yaml_of(noun, shown_path(path))
    try:
        _replace(path, text)
    except OSError as error:
        raise ScanError.of(shown_path(path), f"cannot be written ({error.strerror})", "choose another place") from error


def _read(path: Path, kind: Kind, knowledge: Knowledge | None) -> Any:
    known = knowledge if knowledge is not None else read_shipped_knowledge()
    examined = examine(path, KnowledgeFound(known), kind)
    if examined.problems:
        raise ScanError(examined.problems)
    return examined.noun


def _whole(found: KnowledgeFound) -> Knowledge:
    if found.problems or found.knowledge is None:
        raise ScanError(found.problems)
    return found.knowledge


def _replace(path: Path, text: str) -> None:
    """Put the text in place of the file in one step, so that a crash leaves either the old file or the new one."""
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(mode)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
