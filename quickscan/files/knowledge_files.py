"""The field's knowledge, put together from the files of its folder."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from quickscan.domain.knowledge import Knowledge
from quickscan.domain.problem import Problem, ScanError
from quickscan.files.catalogue import shipped_knowledge
from quickscan.files.faults import in_order
from quickscan.files.kinds import KNOWLEDGE_FILES, KNOWLEDGE_PARTS
from quickscan.files.references.knowledge import knowledge_misfits
from quickscan.files.remnant import Remnant, remnant_of
from quickscan.files.source_text import shown_path
from quickscan.files.yaml_build import read_tree

PARENTS_SEARCHED = 3


@dataclass(frozen=True)
class KnowledgeFound:
    """The knowledge and all that is wrong with it."""

    knowledge: Knowledge | None
    """The knowledge, without faulty entries; none where a part cannot be read at all."""
    problems: tuple[Problem, ...] = ()
    """All faults of all its files."""
    removed: frozenset[str] = frozenset()
    """All words in faulty entries."""


def knowledge_in(folder: Path) -> KnowledgeFound:
    """The knowledge of a folder, every part in the file named after it."""
    return knowledge_from({key: folder / name for name, key in KNOWLEDGE_FILES.items()})


def knowledge_with(files: Mapping[str, Path]) -> KnowledgeFound:
    """Some parts in the files given, the others in files beside them, in a knowledge folder near them, otherwise as shipped."""
    homes = dict(files)
    folders = [folder for path in files.values() for folder in (path.parent, knowledge_folder_for(path))]
    for name, key in KNOWLEDGE_FILES.items():
        places = (folder / name for folder in (*folders, shipped_knowledge()))
        homes.setdefault(key, next(place for place in places if place.is_file() or place.parent == shipped_knowledge()))
    return knowledge_from(homes)


def knowledge_folder_for(path: Path) -> Path:
    """The knowledge that a file is to be held against: a folder near it, otherwise the shipped one."""
    absolute = path.absolute()
    for parent in list(absolute.parents)[:PARENTS_SEARCHED]:
        for folder in (parent / "knowledge", parent / "questionnaires" / "knowledge"):
            if folder.is_dir():
                return folder
    return shipped_knowledge()


def knowledge_from(files: Mapping[str, Path]) -> KnowledgeFound:
    """The knowledge from one file per part, with all faults of all files."""
    parts: dict[str, Remnant] = {}
    problems: list[Problem] = []
    for key, path in files.items():
        try:
            parts[key] = remnant_of(read_tree(path), KNOWLEDGE_PARTS[key])
            problems += parts[key].problems
        except ScanError as error:
            problems += error.problems
    removed = frozenset[str]().union(*(part.removed for part in parts.values()))
    if len(parts) < len(files) or any(part.noun is None for part in parts.values()):
        return KnowledgeFound(None, tuple(in_order(problems)), removed)
    knowledge = Knowledge.model_construct(**{key: getattr(part.noun, key) for key, part in parts.items()})
    for misfit in knowledge_misfits(knowledge):
        if misfit.about not in removed:
            problems.append(parts[str(misfit.loc[0])].tree.fault(misfit.loc, misfit.what, misfit.remedy))
    return KnowledgeFound(knowledge, tuple(in_order(problems)), removed)


def refuse_unknown_folder(folder: Path) -> None:
    """Raises ScanError where there is no such folder."""
    if not folder.is_dir():
        raise ScanError.of(shown_path(folder), "there is no such folder", "give the folder of the knowledge files")
