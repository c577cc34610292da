"""One file looked at in full: read, turned into its noun, and held against everything it refers to."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quickscan.domain.engagement import Engagement
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.problem import Problem, ScanError
from quickscan.domain.questionnaire import Questionnaire, QuestionnaireVariant
from quickscan.files.catalogue import shipped_process_ids, shipped_questionnaire
from quickscan.files.faults import in_order
from quickscan.files.kinds import NAMES, TYPES, Kind, kind_of
from quickscan.files.knowledge_files import KnowledgeFound
from quickscan.files.references.calibration import calibration_misfits, evidence_calibration_misfits, scales_misfits
from quickscan.files.references.engagement import engagement_misfits
from quickscan.files.references.misfit import Misfit
from quickscan.files.references.process import process_misfits
from quickscan.files.references.questionnaire import questionnaire_misfits, variant_misfits
from quickscan.files.references.scenario import lever_misfits, own_scenario_misfits, scenario_misfits
from quickscan.files.references.texts import texts_misfits
from quickscan.files.remnant import remnant_of
from quickscan.files.surroundings import other_scenarios, processes_near, shipped_catalogue, shipped_processes
from quickscan.files.yaml_build import read_tree
from quickscan.files.yaml_tree import Tree

STANDS_IN: frozenset[tuple[Kind, Kind]] = frozenset({("questionnaire", "variant"), ("calibration", "evidence")})
"""Kinds wanted, and others that do as well."""


@dataclass(frozen=True)
class Examined:
    """A file and all that is wrong with it."""

    noun: Any
    """What it holds; only whole where there are no problems."""
    problems: tuple[Problem, ...]
    """All faults, in the order of their places."""


def examine(path: Path, found: KnowledgeFound, wanted: Kind | None = None) -> Examined:
    """The file with all its faults. Raises ScanError where it is no YAML, none of ours, or not of the kind wanted."""
    return examine_tree(path, read_tree(path), found, wanted)


def examine_tree(path: Path, tree: Tree, found: KnowledgeFound, wanted: Kind | None = None) -> Examined:
    """The same for a file that is read already."""
    kind = _kind(path, tree, wanted)
    if kind == "variant":
        return _examine_variant(path, tree, found)
    remnant = remnant_of(tree, TYPES[kind])
    problems = told(_misfits(kind, remnant.noun, found.knowledge, path), remnant.tree, remnant.removed | found.removed)
    return Examined(remnant.noun, tuple(in_order([*remnant.problems, *found.problems, *problems])))


def told(misfits: Iterable[Misfit], tree: Tree, removed: frozenset[str]) -> Iterator[Problem]:
    """Misfits as problems, but for echoes of entries that are faulty themselves."""
    return (tree.fault(misfit.loc, misfit.what, misfit.remedy) for misfit in misfits if misfit.about not in removed)


def shortened_to(variant: QuestionnaireVariant, full: Questionnaire) -> Questionnaire:
    """The variant as a questionnaire: the questions it keeps, in the order of the full one, under its own name."""
    kept = [
        section.model_copy(update={"questions": tuple(q for q in section.questions if q.id in variant.questions)})
        for section in full.sections
    ]
    sections = tuple(section for section in kept if section.questions)
    return full.model_copy(update={"id": variant.id, "title": variant.title, "sections": sections})


def _misfits(kind: Kind, noun: Any, knowledge: Knowledge | None, path: Path) -> Iterable[Misfit]:
    """What does not fit, as far as there is anything to hold the file against."""
    if noun is None:
        return ()
    if kind == "texts":
        return texts_misfits(noun)
    return () if knowledge is None else _CHECKS[kind](noun, knowledge, path)


def _engagement_misfits(engagement: Engagement, knowledge: Knowledge) -> Iterator[Misfit]:
    yield from engagement_misfits(engagement, knowledge, shipped_process_ids())
    if engagement.scenarios:  # only then it is worth reading what they are held against
        process = next((process for process in shipped_processes() if process.id == engagement.process), None)
        yield from own_scenario_misfits(engagement, knowledge, shipped_catalogue(), process)


def _examine_variant(path: Path, tree: Tree, found: KnowledgeFound) -> Examined:
    remnant = remnant_of(tree, QuestionnaireVariant)
    if remnant.noun is None:
        return Examined(None, tuple(in_order(remnant.problems)))
    variant: QuestionnaireVariant = remnant.noun
    home = _home_of(variant.based_on, path)
    if home is None:
        problem = tree.fault(("based_on",), f"there is no questionnaire '{variant.based_on}'", "put its file beside this one")
        return Examined(None, tuple(in_order([*remnant.problems, problem])))
    full = examine(home, found, "questionnaire")
    if full.problems:
        return Examined(None, tuple(in_order([*remnant.problems, *full.problems])))
    problems = in_order([*remnant.problems, *told(variant_misfits(variant, full.noun), remnant.tree, remnant.removed)])
    return Examined(shortened_to(variant, full.noun), tuple(problems))


def _home_of(questionnaire_id: str, path: Path) -> Path | None:
    """The file of a questionnaire: beside the file that names it, otherwise among the shipped ones."""
    homes = (path.with_name(f"{questionnaire_id}.yaml"), shipped_questionnaire(questionnaire_id))
    return next((home for home in homes if home.is_file() and home.resolve() != path.resolve()), None)


def _kind(path: Path, tree: Tree, wanted: Kind | None) -> Kind:
    kind = kind_of(path, tree.data)
    if kind is None and wanted is None:
        what = "this is none of the files this program works with"
        raise ScanError.of(f"{tree.where}:{tree.root.place}", what, f"give one of: {', '.join(NAMES.values())}")
    if kind is None or wanted is None or kind == wanted:
        return wanted or kind or "questionnaire"
    if (wanted, kind) in STANDS_IN:
        return kind
    raise ScanError.of(f"{tree.where}:{tree.root.place}", f"this is {NAMES[kind]}, not {NAMES[wanted]}", f"give {NAMES[wanted]}")


_CHECKS: Mapping[Kind, Callable[[Any, Knowledge, Path], Iterable[Misfit]]] = {
    "questionnaire": lambda noun, knowledge, path: questionnaire_misfits(noun, knowledge),
    "engagement": lambda noun, knowledge, path: _engagement_misfits(noun, knowledge),
    "process": lambda noun, knowledge, path: process_misfits(noun, knowledge),
    "calibration": lambda noun, knowledge, path: calibration_misfits(noun, knowledge),
    "evidence": lambda noun, knowledge, path: evidence_calibration_misfits(noun, knowledge),
    "scales": lambda noun, knowledge, path: scales_misfits(noun, knowledge, [process.id for process in processes_near(path)]),
    "scenario": lambda noun, knowledge, path: scenario_misfits(noun, knowledge, other_scenarios(path), processes_near(path)),
    "levers": lambda noun, knowledge, path: lever_misfits(noun, knowledge, processes_near(path)),
}
