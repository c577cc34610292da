"""What is wrong with any number of files and folders, all faults of all of them at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from quickscan.domain.problem import Problem, ScanError
from quickscan.files.catalogue import data_folder
from quickscan.files.examine import examine
from quickscan.files.faults import in_order
from quickscan.files.kinds import kind_of, knowledge_key
from quickscan.files.knowledge_files import KnowledgeFound, knowledge_folder_for, knowledge_in, knowledge_with
from quickscan.files.source_text import shown_path
from quickscan.files.yaml_build import read_tree

ENDINGS = {".yaml", ".yml"}


def check_paths(paths: Sequence[Path]) -> list[Problem]:
    """All faults of all these files, and of all YAML files in these folders; of everything shipped if none is given."""
    problems: list[Problem] = []
    others: list[Path] = []
    parts: dict[Path, dict[str, Path]] = defaultdict(dict)
    for path in _files(paths or _shipped(), problems):
        try:
            part = _knowledge_part(path)
        except ScanError as error:
            problems += error.problems
            continue
        if part is None:
            others.append(path)
        else:
            parts[path.parent][part] = path
    return in_order([*problems, *_check_knowledge(parts), *_check_others(others)])


def _shipped() -> list[Path]:
    return [data_folder("questionnaires"), data_folder("simulations"), data_folder("report_templates")]


def _files(paths: Iterable[Path], problems: list[Problem]) -> Iterator[Path]:
    """The files themselves and the YAML files in folders; a path that is neither becomes a problem."""
    for path in paths:
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if file.suffix in ENDINGS and file.is_file())
        elif path.exists():
            yield path
        else:
            problems.append(Problem(shown_path(path), "there is no such file or folder", "check the path"))


def _knowledge_part(path: Path) -> str | None:
    """Which part of the knowledge a file is; none where it is something else. Raises ScanError where it is no YAML."""
    data = read_tree(path).data
    return knowledge_key(path, data) if kind_of(path, data) == "knowledge" else None


def _check_knowledge(parts: Mapping[Path, Mapping[str, Path]]) -> Iterator[Problem]:
    for files in parts.values():
        yield from knowledge_with(files).problems


def _check_others(paths: Iterable[Path]) -> Iterator[Problem]:
    known: dict[Path, KnowledgeFound] = {}
    for path in paths:
        folder = knowledge_folder_for(path)
        if folder not in known:
            known[folder] = knowledge_in(folder)
        try:
            yield from examine(path, known[folder]).problems
        except ScanError as error:
            yield from error.problems
