"""What is wrong with any number of files and folders, all faults of all of them at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from quickscan.domain.problem import Problem, ScanError
from quickscan.files.catalogue import data_folder
from quickscan.files.examine import examine_tree
from quickscan.files.faults import in_order
from quickscan.files.kinds import KNOWLEDGE_FILES, kind_of, knowledge_key
from quickscan.files.knowledge_files import KnowledgeFound, knowledge_folder_for, knowledge_in, knowledge_with
from quickscan.files.source_text import shown_path
from quickscan.files.yaml_build import read_tree
from quickscan.files.yaml_tree import Tree

ENDINGS = (".yaml", ".yml")


def check_paths(paths: Sequence[Path]) -> list[Problem]:
    """All faults of all these files, and of all YAML files in these folders; of everything shipped if none is given."""
    problems: list[Problem] = []
    others: dict[Path, Tree] = {}
    knowledge: dict[Path, dict[str, Path]] = defaultdict(dict)
    for path in _files(paths or _shipped(), problems):
        try:
            tree = read_tree(path)
        except ScanError as error:
            problems += error.problems
            continue
        part = knowledge_key(path, tree.data) if kind_of(path, tree.data) == "knowledge" else None
        if part is None:
            others[path] = tree
        else:  # files of one folder belong together, but a copy under another name stands for itself
            knowledge[path.parent if KNOWLEDGE_FILES.get(path.name) == part else path][part] = path
    return in_order([*problems, *_check_knowledge(knowledge.values()), *_check_others(others)])


def _shipped() -> list[Path]:
    return [data_folder("questionnaires"), data_folder("simulations"), data_folder("report_templates")]


def _files(paths: Iterable[Path], problems: list[Problem]) -> Iterator[Path]:
    """The files themselves and the YAML files in folders; a path that is neither becomes a problem."""
    for path in paths:
        files = sorted(_in_folder(path)) if path.is_dir() else [path]
        fault = _no_files(path, files)
        if fault:
            problems.append(Problem(shown_path(path), *fault))
        else:
            yield from files


def _in_folder(folder: Path) -> Iterator[Path]:
    """All YAML files below, but not those in hidden folders."""
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix in ENDINGS and path.is_file() and not hidden:
            yield path


def _no_files(path: Path, files: Sequence[Path]) -> tuple[str, str] | None:
    """Why there is nothing to check; none where there is something."""
    if not path.exists():
        return "there is no such file or folder", "check the path"
    if not files:
        return "there is no YAML file in this folder", "check the path"
    if path.is_file() and path.suffix not in ENDINGS:
        return "this is no YAML file", f"give files that end in {' or '.join(ENDINGS)}"
    return None


def _check_knowledge(groups: Iterable[Mapping[str, Path]]) -> Iterator[Problem]:
    for files in groups:
        yield from knowledge_with(files).problems


def _check_others(trees: Mapping[Path, Tree]) -> Iterator[Problem]:
    known: dict[Path, KnowledgeFound] = {}
    for path, tree in trees.items():
        folder = knowledge_folder_for(path)
        if folder not in known:
            known[folder] = knowledge_in(folder)
        try:
            yield from examine_tree(path, tree, known[folder]).problems
        except ScanError as error:
            yield from error.problems
